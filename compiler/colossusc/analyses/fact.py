"""What a fact is, and the facts of one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, TypeAlias

import attrs

from colossusc.expr.operators import missing as missing_of
from colossusc.expr.types import Type
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.timeline import Steps, combine, constant, total

Note: TypeAlias = Callable[[int], str]

LEVELS = ("campus", "site", "building", "group")


@attrs.frozen(eq=False)
class Term:
    """One addend of a sum: what it is of, its value over time, and how it comes about on a day."""

    name: str
    item: Item | None
    steps: Steps[Any]
    note: Note | None = None
    stages: tuple[tuple[str, Steps[Any]], ...] = ()  # of a supply: nameplate → site → firm
    field: str = ""  # the field whose line a ledger points to
    of: str = ""  # the fact or field of its object that it is, times the units that the object stands for
    inputs: tuple[str, ...] = ()  # the other fields that it is computed of; those of its site as `site.ambient`


@attrs.frozen
class Read:
    """What a fact is computed of: a field or another fact of an object."""

    item: Item = attrs.field(eq=id)
    name: str
    sort: Literal["field", "fact"]


@attrs.frozen(eq=False)
class FactValue:
    """A fact of one object over time; a sum keeps its terms."""

    steps: Steps[Any]
    terms: tuple[Term, ...] = ()
    reads: tuple[Read, ...] = ()  # in the order first read, each once


@attrs.frozen(eq=False)
class Fact:
    """A fact that objects of some kinds have."""

    name: str
    kinds: tuple[str, ...]
    type: Type
    doc: str
    compute: Callable[[Facts, Item], FactValue]
    fields: tuple[str, ...] = ()  # what it reads of the object, the one that a finding points to first
    sums: tuple[str, ...] = ()  # the kinds of objects inside that it goes over
    formula: str = ""  # how it is computed of what it reads, as `explain` prints it; a sum has its terms


@cache
def all_facts() -> dict[tuple[str, str], Fact]:
    """Every fact by (kind, name). A new analysis adds its module here."""
    from colossusc.analyses import balance, demand, permits, presence, stays, supply

    modules = (presence, stays, permits, demand, supply, balance)
    return {(kind, fact.name): fact for module in modules for fact in module.FACTS for kind in fact.kinds}


@cache
def fact_names() -> frozenset[str]:
    """The name of every fact."""
    return frozenset(name for _, name in all_facts())


class Facts:
    """Computes facts on demand, each once."""

    def __init__(self) -> None:
        self._values: dict[tuple[Item, str], FactValue] = {}
        self._items: dict[Item, dict[str, tuple[Item, ...]]] = {}  # by campus or site, then by kind
        self._damaged: dict[Item, tuple[Item, ...]] = {}  # by campus: the objects of which something is lost
        self._covering: dict[Item, dict[Item | None, list[Item]]] = {}  # by campus
        self._reading: list[dict[Read, None]] = []  # what each fact that is being computed has read so far

    def value(self, item: Item, name: str) -> FactValue:
        """A fact of an object. Raises KeyError for one that its kind does not have."""
        key = (item, name)
        found = self._values.get(key)
        if found is None:
            fact = all_facts()[item.kind.name, name]
            self._reading.append({})
            found = fact.compute(self, item)
            if any(self.is_lost(item, kind) for kind in fact.sums):
                found = FactValue(constant(BROKEN))
            found = self._values[key] = FactValue(found.steps, found.terms, tuple(self._reading.pop()))
        if self._reading:
            self._reading[-1][Read(item, name, "fact")] = None
        return found

    def field(self, item: Item, name: str) -> Steps[Any]:
        """A field of an object over time, read by the fact that is being computed."""
        if self._reading:
            self._reading[-1][Read(item, name, "field")] = None
        return item.value(name).steps

    def steps(self, item: Item, name: str) -> Steps[Any]:
        return self.value(item, name).steps

    def missing_input(self, item: Item, name: str, day: int) -> tuple[Item, str] | None:
        """Why a fact is absent on a day: the object and the field that are not given."""
        if self.value(item, name).steps.at(day) is not ABSENT:
            return None
        for term in self.value(item, name).terms:
            if term.item is not None and term.steps.at(day) is ABSENT:
                fields = tuple(filter(None, (term.field, *term.inputs)))
                if (found := self._absent_field(term.item, fields, day)) is not None:
                    return found
        for level_fact in ("firm_supply", "facility_load"):
            if name in ("margin", "grid_load") and (found := self.missing_input(item, level_fact, day)) is not None:
                return found
        return self._absent_field(item, all_facts()[item.kind.name, name].fields, day)

    def _absent_field(self, item: Item, fields: tuple[str, ...], day: int) -> tuple[Item, str] | None:
        for field in fields:
            if field in ("from", "until"):
                return item, field
            giver = item
            if field.startswith("site."):
                giver, field = self.place(item, day), field.removeprefix("site.")
            if giver.value(field).steps.at(day) is ABSENT:
                return giver, field
        for permit in self.covering(item.campus, item) if item.kind.needs_permit else ():
            if self.steps(permit, "in_force").at(day) is ABSENT:
                return permit, "granted"
        return None

    def place(self, item: Item, day: int) -> Item:
        """The site or building that it stands in on a day."""
        place = item.moves.at(day) if item.moves is not None else None
        return place if isinstance(place, Item) else item.surroundings

    def covering(self, campus: Item, item: Item | None) -> Sequence[Item]:
        """The permits of a campus that cover an object, as written; of None, those whose `covers` is wrong."""
        found = self._covering.get(campus)
        if found is None:
            found = self._covering[campus] = {}
            for permit in self.items(campus, "permit"):
                covers = self.field(permit, "covers").values[0]
                covered = covers if not isinstance(covers, Missing) else (None,) if covers is BROKEN else ()
                for each in dict.fromkeys(covered):
                    found.setdefault(each, []).append(permit)
        return found.get(item, ())

    def is_lost(self, level: Item, kind: str) -> bool:
        """Whether a mistake leaves unknown which objects of a kind belong to a campus, site or building."""
        campus = level.campus
        level = campus if level.kind.name == "group" else level
        if campus not in self._damaged:
            self._damaged[campus] = tuple(item for item in (campus, *campus.walk()) if item.lost)
        return any(
            item.is_lost(kind) and (level in item.within() or item in level.within()) for item in self._damaged[campus]
        )

    def items(self, level: Item, kind: str) -> tuple[Item, ...]:
        """The objects of a kind that belong to a campus, site or building."""
        if level.kind.name not in ("campus", "site", "building"):
            return level.all(kind)
        if level.campus not in self._items:
            self._sort(level.campus)
        if level not in self._items:
            self._items[level] = {}
        return self._items[level].get(kind, ())

    def _sort(self, campus: Item) -> None:
        """Sorts the objects of a campus by where they belong and by kind, all in one walk."""
        found: dict[Item, dict[str, list[Item]]] = {campus: {}}
        for item in campus.walk():
            buildings = [each for each in item.within() if each.kind.name == "building"]
            moves = item.moves.values if item.moves is not None else ()
            moved = [place for place in moves if isinstance(place, Item)]
            for level in dict.fromkeys((campus, *item.sites(), *buildings, *moved)):
                found.setdefault(level, {}).setdefault(item.kind.name, []).append(item)
        for level, kinds in found.items():
            self._items[level] = {kind: tuple(items) for kind, items in kinds.items()}


def lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of present values, made to pass on broken and absent ones."""

    def apply(*values: Any) -> Any:
        lost = missing_of(*values)
        return function(*values) if lost is None else lost

    return apply


def across(function: Callable[..., Any], *steps: Steps[Any]) -> Steps[Any]:
    """`combine`, absent wherever one of the values is."""
    return combine(lifted(function), *steps)


def summed(terms: list[Term]) -> FactValue:
    """The sum of terms, with those that are 0 always left out."""
    kept = tuple(term for term in terms if any(value != 0 for value in term.steps.values))
    return FactValue(total([term.steps for term in kept]), kept)


def missing(value: Any) -> bool:
    """Whether a value is absent or broken."""
    return isinstance(value, Missing)
