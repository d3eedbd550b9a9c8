"""The campus as it is meant: references resolved, parts filled in, values over time. Frozen once elaborated.

Every value keeps where it was written, its citations, and whether it was written in the plan, taken from a part,
handed down from a block around it, or a default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import attrs

from colossusc.expr.typed import Typed
from colossusc.expr.types import Type
from colossusc.kinds.kind import Field, Kind
from colossusc.language import _, numeral
from colossusc.source import Source, Span
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.dates import Day

if TYPE_CHECKING:
    from colossusc.ir.contingency import Contingency

T = TypeVar("T")

END = LAST_DAY + 1
Origin = Literal["written", "part", "handed down", "default", "not given"]


@attrs.frozen(eq=False)
class Entry:
    """One statement that gives a value on `[start, end)`."""

    source: Source
    node: nodes.Value | nodes.Period
    start: int
    end: int
    cites: tuple[Item, ...] = ()  # the sources it cites, objects of kind `source`
    item: Item | None = None  # the object whose field or let it gives; none at the top of a file
    expression: Callable[[], Typed] | None = None  # of what is not one literal: how it is computed
    ramps_until: int | None = None  # of `ramping until`: the day on which it has risen

    @property
    def span(self) -> Span:
        return Span(self.source, self.node.start, self.node.end)


def filling(mapping: Mapping[str, T]) -> dict[str, T]:
    """A mapping of an item, to write into while its campus is elaborated; everyone else reads it only."""
    assert isinstance(mapping, dict)
    return mapping


@attrs.frozen(eq=False)
class Value:
    """A field or a `let` over time."""

    name: str
    type: Type
    steps: Steps[Any]
    origin: Origin
    entries: tuple[Entry, ...] = ()
    overrides: Value | None = None  # the part's value that this one replaces
    given: Steps[Any] | None = None  # whether it is given on a day, where a window leaves that open on some

    def entry(self, day: int) -> Entry | None:
        """The statement of its own that gives the value on a day: the latest one whose interval holds it."""
        return next((entry for entry in reversed(self.entries) if entry.start <= day < entry.end), None)

    def giving(self, day: int) -> Entry | None:
        """The statement that gives the value on a day, its own or one of what it lies over."""
        own = self.entry(day)
        return self.overrides.giving(day) if own is None and self.overrides is not None else own

    @property
    def written(self) -> bool:
        """Whether some day has a value."""
        return any(value is not ABSENT for value in self.steps.values)


@attrs.frozen(eq=False, repr=False)
class Item:
    """An object: a campus, a site, equipment, a contract, a permit, a party, a source, or a part of the catalog.

    An array is one item for each class of equal units: `units` says how many physical units it stands for, in all
    copies of what holds it: a hall of 8 with 2 chillers each has 16. The mappings are filled while the campus is
    elaborated and are read-only from then on.
    """

    kind: Kind
    name: str
    source: Source
    node: nodes.Block | None
    parent: Item | None = None
    base: Item | None = None  # the part it is made of
    units: int = 1
    title: str = ""  # the label that it has, where a block that restates it may give one
    values: Mapping[str, Value] = attrs.field(factory=dict)
    lets: Mapping[str, Value] = attrs.field(factory=dict)
    phases: Mapping[str, Value] = attrs.field(factory=dict)
    children: Mapping[str, list[Item]] = attrs.field(factory=dict)  # by singular kind, in the order written
    requirements: list[Requirement] = attrs.field(factory=list)
    presence: list[Presence] = attrs.field(factory=list)  # none or one
    scenario: str = ""  # of a campus: what changes it; nothing for the campus as it is written
    names: Mapping[str, int] = attrs.field(factory=dict)  # of a campus: how many objects in it have a name
    losses: list[Loss] = attrs.field(factory=list)  # of a campus: what a scenario takes out of service for good
    contingencies: dict[str, Contingency] = attrs.field(factory=dict)  # of a campus: by name, in the order written
    place: Span | None = None  # of what a part holds: where the plan names what is made of the part
    lost: set[str] = attrs.field(factory=set)  # fields and kinds that a reported mistake leaves unknown; `*` is all

    def __repr__(self) -> str:
        return f"<{self.kind.name} {self.path}>"

    @property
    def label(self) -> str:
        """What people call it: its label, or its name."""
        if self.title:
            return self.title
        return self.node.label.text if self.node is not None and self.node.label is not None else self.name

    def may_hold(self, kind: Kind) -> bool:
        """Whether objects of a kind may stand in this one."""
        return kind.name in self.kind.holds or (kind.placed and self.kind.name in ("campus", "site", "building"))

    @property
    def path(self) -> str:
        """The name with those of the objects around it: `colossus_1.mlgw`."""
        return f"{self.parent.path}.{self.name}" if self.parent is not None else self.name

    @property
    def called(self) -> str:
        """The name, with those of the objects around it where something else on the campus has it: `hall[1..8].h`."""
        parent = self.parent
        if parent is None or parent.parent is None or self.campus.names.get(self.name, 0) <= 1:
            return self.name
        return f"{parent.called}.{self.name}"

    @property
    def span(self) -> Span | None:
        """The smallest place that says what this is: its name, or its kind where it has none."""
        if self.node is None or self.place is not None:
            return self.place
        named = self.node.names[-1] if self.node.names else self.node.kind
        return Span(self.source, named.start, named.end)

    @property
    def number(self) -> int:
        """How many of the units stand in each of what holds it."""
        return self.units if self.parent is None else self.units // self.parent.units

    def units_for(self, owner: Item) -> int:
        """How many of the units there are for each unit of `owner`: of a hall of 8 with 2 chillers each, 2 for a hall,
        1 for a chiller and 16 for the site."""
        around = set(owner.within())
        common = next((item for item in self.within() if item in around), None)
        return self.units if common is None else self.units // common.units

    @property
    def campus(self) -> Item:
        return self if self.parent is None else self.parent.campus

    def within(self) -> Iterator[Item]:
        """This object and the ones around it, inside out."""
        yield self
        if self.parent is not None:
            yield from self.parent.within()

    def value(self, name: str) -> Value:
        """A field of its kind: as written, from its part, handed down, the default, or not given."""
        if (own := self.values.get(name)) is not None:
            return own
        field = self.kind.by_name[name]
        part: Item | None = self
        while part is not None:
            if (found := part.values.get(name)) is not None:
                return found
            if part.is_lost(name):
                return Value(name, field.type, Steps((FIRST_DAY,), (BROKEN,)), "written")
            part = part.base
        if (around := self.giver_of(name)) is not None:
            handed = around.value(name)
            if handed.origin in ("written", "part", "handed down"):
                return attrs.evolve(handed, origin="handed down")
        return default_value(field)

    def giver_of(self, name: str) -> Item | None:
        """What gives a field that this object does not: the one around it, or the site that a building names."""
        around = self.site or self.parent if self.kind.name == "building" else self.parent
        if around is None or not self.kind.by_name[name].handed_down or name not in around.kind.by_name:
            return None
        return around

    def is_lost(self, name: str) -> bool:
        """Whether a mistake, which was reported, leaves a field unknown, or which objects of a kind stand inside."""
        return bool(self.lost) and (name in self.lost or "*" in self.lost)

    @property
    def site(self) -> Item | None:
        """The site it belongs to: the one it names, the one around it, or the campus's only one."""
        for item in self.within():
            if item.kind.name == "site":
                return item
            named = item.values.get("site")
            if named is not None and isinstance(named.steps.values[0], Item):
                return named.steps.values[0]
        sites = self.campus.children.get("site", ())
        return sites[0] if len(sites) == 1 else None

    @property
    def moves(self) -> Steps[Any] | None:
        """The site or building that its `at` names, over time; None where nothing moves it."""
        value = self.values.get("at")
        return value.steps if value is not None else None

    def sites(self) -> tuple[Item, ...]:
        """Every site it ever belongs to; several of what moves."""
        places = self.moves.values if self.moves is not None else (ABSENT,)
        found = (place.site if isinstance(place, Item) else self.site for place in places)
        return tuple(dict.fromkeys(site for site in found if site is not None))

    @property
    def surroundings(self) -> Item:
        """What gives the PUE, air and height that apply: the building or site around it, its site, or the campus."""
        for item in self.within():
            if item.kind.name in ("building", "site"):
                return item
        return self.site or self.campus

    def all(self, kind: str) -> tuple[Item, ...]:
        """Every object of a kind inside this one; for a site, those that belong to it."""
        if self.kind.name == "group":
            of_each = ((each,) if each.kind.name == kind else each.all(kind) for each in self.members)
            return tuple(dict.fromkeys(item for found in of_each for item in found))
        if self.kind.name != "site":
            return tuple(item for item in self.walk() if item.kind.name == kind)
        return tuple(item for item in self.campus.walk() if item.kind.name == kind and item.site is self)

    @property
    def members(self) -> tuple[Item, ...]:
        """Of a group: what it names."""
        named = self.value("members").steps.values[0]
        return named if isinstance(named, tuple) else ()

    def walk(self) -> Iterator[Item]:
        """Everything inside, depth first, in the order written."""
        for children in self.children.values():
            for child in children:
                yield child
                yield from child.walk()


@attrs.frozen(eq=False)
class Presence:
    """When something is on site: half-open `[start, end)`. A day may be known only to lie in a window."""

    start: Day
    end: Day
    entries: tuple[Entry, ...]


@attrs.frozen
class Loss:
    """Units out of service: so many of the equal units that an object stands for. Of what is counted, such as
    batteries, it is the whole block, or with `counted` so many of what it counts."""

    item: Item = attrs.field(eq=id)
    units: int
    counted: bool = False

    @property
    def words(self) -> str:
        """`` 1 of `smt[01..12]` ``; all of it by its name."""
        name, every = f"`{self.item.called}`", self.units >= self.item.units and not self.counted
        return name if every else _("{number} of {what}", number=numeral(f"{self.units:,}"), what=name)


@attrs.frozen(eq=False)
class Declared:
    """What a named block of the plan declares beside objects."""

    name: str
    source: Source
    node: nodes.Block

    @property
    def label(self) -> str:
        """What people call it: its label, or its name."""
        return self.node.label.text if self.node.label is not None else self.name

    @property
    def span(self) -> Span:
        named = self.node.names[0]
        return Span(self.source, named.start, named.end)


@attrs.frozen(eq=False)
class Scenario(Declared):
    """A variation of a campus that the plan declares."""

    base: Scenario | None  # the scenario that it adds to


@attrs.frozen(eq=False)
class Requirement:
    """A `require` of the plan."""

    node: nodes.Require
    source: Source
    item: Item

    @property
    def title(self) -> str:
        return self.node.title.text if self.node.title is not None else ""


@attrs.frozen(eq=False)
class Plan:
    """Everything that was elaborated from the files of one run."""

    campuses: tuple[Item, ...]
    parts: tuple[Item, ...]  # the catalog parts that the campuses are made of
    sources: tuple[Item, ...]  # the sources that are cited, or declared in the plan's own files
    parties: Mapping[str, Item]
    jurisdictions: Mapping[str, Item]
    days: Mapping[str, int]  # `as_of` by the file that states it, the given files' first
    told: int | None = None  # `as_of` from outside the files, which overrides theirs

    def as_of(self, campus: Item) -> int | None:
        """The day on which a campus is judged: told, else that of its own file, else that of the plan's first file."""
        if self.told is not None:
            return self.told
        return self.days.get(campus.source.name, next(iter(self.days.values()), None))


@cache
def default_value(field: Field) -> Value:
    """The field's default, or "not given"."""
    from colossusc.values.quantity import parse_quantity

    if field.default is None:
        return Value(field.name, field.type, Steps((FIRST_DAY,), (ABSENT,)), "not given")
    text = field.default
    value: Any = parse_quantity(text).number if text[:1].isdigit() else text
    return Value(field.name, field.type, Steps((FIRST_DAY,), (value,)), "default")
