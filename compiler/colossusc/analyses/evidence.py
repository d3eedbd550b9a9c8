"""The figures that a fact or a value rests on, and how strong each is.

A figure is a number or a date as it stands in a statement. What adds nothing is left out: a term that is 0, a value
that is not in force. Words such as `prime` are choices, defaults are neutral (0, 1, 100 %): the report lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, FactValue, Read, all_facts
from colossusc.expr.trace import reads_of
from colossusc.expr.typed import Context
from colossusc.expr.types import DateType, QuantityType
from colossusc.ir import Entry, Item, Value
from colossusc.kinds.source import GRADES
from colossusc.syntax import nodes
from colossusc.syntax.same import fields
from colossusc.values.absent import Missing


@attrs.frozen(eq=False)
class Figure:
    """A figure that something rests on."""

    name: str  # h100.count
    entry: Entry  # the statement that gives it

    @property
    def key(self) -> object:
        """Equal for the units of one array, whose figure is one statement."""
        return self.entry.node

    @property
    def source(self) -> Item | None:
        """The strongest source cited for it; of contested figures, that of the one that is vouched for least."""
        best = [min(cites, key=strength, default=None) for cites in self._sides()]
        return None if None in best else max((each for each in best if each is not None), key=strength)

    def _sides(self) -> list[tuple[Item, ...]]:
        """The sources of each of several contested figures; of one that is not, all of them."""
        node, cites = self.entry.node, self.entry.cites
        if not isinstance(node, nodes.Value) or not node.against:
            return [cites]
        numbers = [len(figure.cites) for figure in (node, *node.against)]
        if sum(numbers) != len(cites):  # the block vouches for one of them, or one names no source that there is
            return [cites]
        return [cites[sum(numbers[:place]) : sum(numbers[: place + 1])] for place in range(len(numbers))]

    @property
    def grade(self) -> str:
        """The grade of its strongest source; a source that gives none vouches for nothing."""
        source = self.source
        return GRADES[strength(source)] if source is not None else GRADES[-1]

    @property
    def words(self) -> str:
        """`h100.count` [press: WREG, 16 July 2024]."""
        return f"`{self.name}` [{self.grade}{f': {self.source.label}' if self.source is not None else ''}]"

    @property
    def written(self) -> str:
        """What the statement gives, without what it cites."""
        node = self.entry.node.expr if isinstance(self.entry.node, nodes.Value) else self.entry.node
        return self.entry.source.text[node.start : node.end]


def strength(source: Item) -> int:
    """How far down the grades a source stands; one without a grade last."""
    grade = source.value("grade").steps.values[0]
    return GRADES.index(grade) if grade in GRADES else len(GRADES) - 1


def weakest_first(figures: Iterable[Figure]) -> list[Figure]:
    """The figures from the weakest to the strongest, and otherwise in the order given."""
    return sorted(figures, key=lambda figure: -GRADES.index(figure.grade))


Figures = dict[object, Figure]


class Evidence:
    """Finds what facts and values rest on, each once for a stretch of days."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._known: dict[tuple[Item, str, int, int], Figures] = {}

    def fact(self, item: Item, name: str, start: int, end: int) -> Figures:
        """The figures that a fact of an object rests on during `[start, end)`, by their keys."""
        key = (item, name, start, end)
        if key not in self._known:
            found: Figures = {}
            value = self.facts.value(item, name)
            for read in value.reads:
                for first, last in _counting(value, item, name, read, start, end):
                    found |= self.read(read, first, last)
            if name == "on_site":
                found |= _presence(item, start, end)
            self._known[key] = found
        return self._known[key]

    def read(self, read: Read, start: int, end: int) -> Figures:
        """The figures behind something that a fact is computed of."""
        if read.sort == "fact":
            return self.fact(read.item, read.name, start, end)
        return self.value(read.item.value(read.name), start, end)

    def value(self, value: Value, start: int, end: int) -> Figures:
        """The figures that a field or a let rests on; none of what holds words or objects."""
        if not isinstance(value.type, (QuantityType, DateType)):
            return {}
        found: Figures = {}
        for first, last, entry in _in_force(value, start, end):
            if entry is None:
                if value.overrides is not None:
                    found |= self.value(value.overrides, first, last)
                continue
            own = isinstance(entry.node, nodes.Period) or has_figure(entry.node.expr)
            vouched = isinstance(entry.node, nodes.Value) and not own and bool(entry.node.cites)
            if own or vouched:
                _add(found, Figure(named(entry, value.name), entry))
            if entry.expression is not None and not vouched:
                for leaf, context in reads_of(entry.expression(), Context(first)):
                    read = leaf.reads(context) if leaf.reads is not None else None
                    if isinstance(read, Value):
                        found |= self.value(read, first, last)
        return found


def named(entry: Entry, name: str) -> str:
    """A value by the object that gives it: `h100.count`; of an array, by the name that the statement stands under."""
    item = entry.item
    if item is None:
        return name
    within = item.node is not None and item.node.names and item.node.start <= entry.node.start < item.node.end
    return f"{item.node.names[-1].text if item.node is not None and within else item.name}.{name}"


def has_figure(node: object) -> bool:
    """Whether a number or a date is written in an expression; names only stand for figures given elsewhere."""
    if isinstance(node, (nodes.Quantity, nodes.Date)):
        return True
    if isinstance(node, tuple):
        return any(map(has_figure, node))
    return isinstance(node, nodes.Node) and any(has_figure(getattr(node, name)) for name in fields(node))


def _add(found: Figures, figure: Figure) -> None:
    found.setdefault(figure.key, figure)


def _in_force(value: Value, start: int, end: int) -> Iterator[tuple[int, int, Entry | None]]:
    """The statement in force on each stretch of `[start, end)`."""
    cuts = {start, *(day for entry in value.entries for day in (entry.start, entry.end) if start < day < end)}
    days = [*sorted(cuts), end]
    for first, last in pairwise(days):
        yield first, last, value.entry(first)


def _counting(value: FactValue, item: Item, name: str, read: Read, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The days of `[start, end)` on which something that a fact reads adds to it: of a sum, when its term is not 0."""
    if read.item is item:
        yield start, end
        return
    terms = [term for term in value.terms if term.item is read.item]
    if not terms and read.item.kind.name not in all_facts()[item.kind.name, name].sums:
        yield start, end
    for term in terms:
        for first, last, size in term.steps.segments():
            if first < end and last > start and _counts(size):
                yield max(first, start), min(last, end)


def _counts(size: Any) -> bool:
    return isinstance(size, Missing) or bool(size != 0)


def _presence(item: Item, start: int, end: int) -> Figures:
    """The times on site, its own and those of the blocks around it."""
    found: Figures = {}
    for each in item.within():
        for entry in each.presence[0].entries if each.presence else ():
            if entry.start < end and entry.end > start:
                _add(found, Figure(named(entry, "from"), entry))
    return found
