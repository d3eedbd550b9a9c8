"""What a fact is, and the facts of one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, TypeAlias

import attrs

from colossusc.analyses.objects import Objects
from colossusc.expr.operators import missing as missing_of
from colossusc.expr.types import Type
from colossusc.ir import Item, Loss
from colossusc.language import _
from colossusc.values.absent import BROKEN, Missing
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
    inputs: tuple[str, ...] = ()  # the other fields and facts that it is computed of; of its site as `site.ambient`


class Read(NamedTuple):
    """What a fact is computed of: a field or another fact of an object."""

    item: Item
    name: str
    sort: Literal["field", "fact"]


@attrs.frozen(eq=False)
class FactValue:
    """A fact of one object over time; a sum keeps its terms."""

    steps: Steps[Any]
    terms: tuple[Term, ...] = ()
    reads: tuple[Read, ...] = ()  # in the order first read, each once


@attrs.frozen(eq=False)
class Sum:
    """How a fact is computed that is a sum: of one term for each of some objects.

    An outage changes a few of the terms; the others, and the sum of them, are not computed anew.
    """

    parts: Callable[[Facts, Item], Sequence[Item]]
    addend: Callable[[Facts, Item, Item], Term]  # of a part, in the object that has the sum
    every: bool = False  # keeps the lines of terms that are 0 always

    def value(self, steps: Steps[Any], terms: Sequence[Term], reads: tuple[Read, ...] = ()) -> FactValue:
        return FactValue(steps, tuple(term for term in terms if self.every or _counts(term)), reads)


def _counts(term: Term) -> bool:
    return any(value != 0 for value in term.steps.values)


@attrs.frozen(eq=False)
class Fact:
    """A fact that objects of some kinds have."""

    name: str
    kinds: tuple[str, ...]
    type: Type
    doc: str
    compute: Callable[[Facts, Item], FactValue] | Sum
    fields: tuple[str, ...] = ()  # what it reads of the object, the one that a finding points to first
    sums: tuple[str, ...] = ()  # the kinds of objects inside that it goes over
    formula: str = ""  # how it is computed of what it reads, as `explain` prints it; a sum has its terms
    lasting: bool = False  # whether it depends on how long an outage lasts
    words: str = ""  # what a finding calls it, where that is not its name

    @property
    def called(self) -> str:
        """What a finding calls it: `firm supply`."""
        return _(self.words or self.name.replace("_", " "))


@cache
def all_facts() -> dict[tuple[str, str], Fact]:
    """Every fact by (kind, name). A new analysis adds its module here."""
    from colossusc.analyses import (
        balance,
        cooling,
        demand,
        emissions,
        hours,
        orders,
        outage,
        permits,
        presence,
        redundancy,
        served,
        sources,
        stays,
        steps,
        supplier,
        supply,
        temporary,
        topology,
    )

    first = (presence, stays, permits, outage, demand, supplier, supply, topology, served, balance)
    modules = (*first, redundancy, steps, cooling, hours, emissions, sources, temporary, orders)
    return {(kind, fact.name): fact for module in modules for fact in module.FACTS for kind in fact.kinds}


@cache
def fact_names() -> frozenset[str]:
    """The name of every fact."""
    return frozenset(name for _, name in all_facts())


class Facts(Objects):
    """Computes facts on demand, each once; with an outage, those that it changes, and takes the others from `base`."""

    def __init__(self, base: Facts | None = None, losses: Iterable[Loss] = (), duration: Any = None) -> None:
        super().__init__()
        self.base = base
        self.losses = tuple(losses)
        self.duration = duration  # seconds for which what is lost is out; None is for good
        self.lost: dict[Item, int | None] = {}  # units, or of what is counted how many of them; None is all
        self._values: dict[tuple[Item, str], FactValue] = {}
        self._addends: dict[tuple[Item, str], list[tuple[Term, tuple[Read, ...]]]] = {}  # of sums, in order
        self._shared: dict[tuple[Item, str], tuple[Any, tuple[Read, ...]]] = {}
        self._hit: dict[tuple[Item, str], frozenset[Item]] = {}
        self._places: dict[tuple[Item, str], dict[Item, list[int]]] = {}
        self._outages: dict[Any, Facts] = {}
        self._covering: dict[Item, dict[Item | None, list[Item]]] = {}  # by campus
        self._reading: list[dict[Read, None]] = []  # what each fact that is being computed has read so far
        if base is not None:  # the campus is the same
            self._items, self._damaged, self._covering = base._items, base._damaged, base._covering
        for loss in self.losses:
            whole = loss.item.kind.counted_by is not None and not loss.counted
            self.lost[loss.item] = None if whole else (self.lost.get(loss.item) or 0) + loss.units

    # --------------------------------------------------------------------------------------------------- values

    def value(self, item: Item, name: str) -> FactValue:
        """A fact of an object. Raises KeyError for one that its kind does not have."""
        key = (item, name)
        found = self._values.get(key)
        if found is None:
            fact = all_facts()[item.kind.name, name]
            found = self._values[key] = self._changed(item, fact) if self.base is not None else self._made(item, fact)
        if self._reading:
            self._reading[-1][Read(item, name, "fact")] = None
        return found

    def _made(self, item: Item, fact: Fact) -> FactValue:
        self._reading.append({})
        found = self._sum(item, fact.name, fact.compute) if isinstance(fact.compute, Sum) else fact.compute(self, item)
        if any(self.is_lost(item, kind) for kind in fact.sums):
            found = FactValue(constant(BROKEN))
        return FactValue(found.steps, found.terms, tuple(self._reading.pop()))

    def _sum(self, item: Item, name: str, sum_: Sum) -> FactValue:
        addends = self._addends[item, name] = []
        for part in sum_.parts(self, item):
            self._reading.append({})
            term = sum_.addend(self, part, item)
            reads = self._reading.pop()
            self._reading[-1].update(reads)
            addends.append((term, tuple(reads)))
        return sum_.value(total([term.steps for term, _ in addends]), [term for term, _ in addends])

    def shared(self, item: Item, name: str, compute: Callable[[Facts], Any]) -> Any:
        """Something that facts of several objects are computed of, made once; each of them has read what it read."""
        key = (item, name)
        found = self._shared.get(key)
        if found is None and self.base is not None:
            self.base.shared(item, name, compute)
            known = self.base._shared[key]
            if self.lost.keys().isdisjoint(self.base.hit_by(known[1])):
                found = self._shared[key] = known
        if found is None:
            self._reading.append({})
            made = compute(self)
            found = self._shared[key] = (made, tuple(self._reading.pop()))
        if self._reading:
            self._reading[-1].update(dict.fromkeys(found[1]))
        return found[0]

    # -------------------------------------------------------------------------------------------------- outages

    def without(self, losses: tuple[Loss, ...], duration: Any = None) -> Facts:
        """The facts of the same campus with some units out of service, for so many seconds or for good."""
        key = (losses, duration)
        if key not in self._outages:
            self._outages[key] = Facts(self, losses, duration)
        return self._outages[key]

    @property
    def whole(self) -> Facts:
        """The facts of the campus without an outage; what its scenario loses is lost in them too."""
        return self if self.base is None else self.base.whole

    def out(self, item: Item) -> int | None:
        """How many units of an object are out of service: by a contingency, and by the scenario."""
        by_scenario = [loss.units for loss in item.campus.losses if loss.item is item]
        here = self.lost.get(item, 0)
        if here is None or (by_scenario and item.kind.counted_by is not None):
            return None
        return here + sum(by_scenario)

    def _changed(self, item: Item, fact: Fact) -> FactValue:
        """A fact in an outage: that of the whole campus where the outage does not touch it."""
        base = self.base
        assert base is not None
        known = base.value(item, fact.name)
        lasting = fact.lasting and self.duration is not None
        if not lasting and self.lost.keys().isdisjoint(base.hit_on(item, fact.name)):
            return known
        if isinstance(fact.compute, Sum) and not any(map(missing, known.steps.values)):
            found = self._redone(item, fact.name, fact.compute, known, base)
            if found is not None:
                return found
        return self._made(item, fact)

    def _redone(self, item: Item, name: str, sum_: Sum, known: FactValue, base: Facts) -> FactValue | None:
        """A sum with those of its terms anew that the outage changes; None where one of them is not known."""
        addends, parts = base._addends[item, name], sum_.parts(base, item)
        places = base._touched(item, name)
        changed = sorted({place for lost in self.lost for place in places.get(lost, ())})
        terms = [term for term, _ in addends]
        before = [terms[place].steps for place in changed]
        for place in changed:
            terms[place] = sum_.addend(self, parts[place], item)
        after = [terms[place].steps for place in changed]
        if any(missing(value) for steps in after for value in steps.values):
            return None
        steps = total([known.steps, *after, *before], [1] * (1 + len(after)) + [-1] * len(before))
        return sum_.value(steps, terms, known.reads)

    def _touched(self, item: Item, name: str) -> dict[Item, list[int]]:
        """By what may be lost: the places of a sum's terms that depend on it."""
        found = self._places.get((item, name))
        if found is None:
            found = self._places[item, name] = {}
            for place, (_, reads) in enumerate(self._addends[item, name]):
                for lost in self.hit_by(reads):
                    found.setdefault(lost, []).append(place)
        return found

    def hit_on(self, item: Item, name: str) -> frozenset[Item]:
        """What a fact depends on that can be lost."""
        key = (item, name)
        if key not in self._hit:
            found = self.hit_by(self.value(item, name).reads)
            self._hit[key] = found | {item} if name == "units_out" else found
        return self._hit[key]

    def hit_by(self, reads: Iterable[Read]) -> frozenset[Item]:
        """What some readings depend on that can be lost."""
        return frozenset().union(*(self.hit_on(each.item, each.name) for each in reads if each.sort == "fact"))

    # ------------------------------------------------------------------------------------------------- readings

    def field(self, item: Item, name: str) -> Steps[Any]:
        """A field of an object over time, read by the fact that is being computed."""
        if self._reading:
            self._reading[-1][Read(item, name, "field")] = None
        return item.value(name).steps

    def steps(self, item: Item, name: str) -> Steps[Any]:
        return self.value(item, name).steps

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
