"""The figures that a fact or a value rests on, and how strong each is.

A figure is a number or a date as it stands in a statement. What adds nothing is left out: a term that is 0, a value
that is not in force. Words such as `prime` are choices, defaults are neutral (0, 1, 100 %): the report lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, FactValue, Read, all_facts
from colossusc.expr.trace import reads_of
from colossusc.expr.typed import Context
from colossusc.expr.types import DateType, QuantityType
from colossusc.ir import Entry, Item, Value
from colossusc.kinds.source import GRADES
from colossusc.language import _, pgettext
from colossusc.syntax import nodes
from colossusc.syntax.same import fields
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.calendar import END, FIRST_DAY


@attrs.frozen(eq=False, slots=False)
class Figure:
    """A figure that something rests on."""

    name: str  # h100.count
    entry: Entry  # the statement that gives it

    @property
    def key(self) -> object:
        """Equal for the units of one array, whose figure is one statement."""
        return self.entry.node

    @cached_property
    def source(self) -> Item | None:
        """The strongest source cited for it; of contested figures, that of the one that is vouched for least."""
        best = [min(cites, key=strength, default=None) for _, cites in self.sides]
        return None if None in best else max((each for each in best if each is not None), key=strength)

    @property
    def sides(self) -> list[tuple[str, tuple[Item, ...]]]:
        """Each of several contested figures as written, with its own sources; of one that is not, it with all of them,
        and so where they cannot be told apart."""
        node, cites = self.entry.node, self.entry.cites
        if not isinstance(node, nodes.Value) or not node.against:
            return [(self.written, cites)]
        figures = (node, *node.against)
        numbers = [len(figure.cites) for figure in figures]
        if sum(numbers) != len(cites):  # the block vouches for one of them, or one names no source that there is
            return [(self._text(node.start, node.against[-1].end), cites)]
        ends = [sum(numbers[: place + 1]) for place in range(len(numbers))]
        return [
            (self._text(figure.expr.start, figure.expr.end), cites[end - number : end])
            for figure, number, end in zip(figures, numbers, ends, strict=True)
        ]

    @cached_property
    def grade(self) -> str:
        """The grade of its strongest source; a source that gives none vouches for nothing."""
        source = self.source
        return GRADES[strength(source)] if source is not None else GRADES[-1]

    @property
    def words(self) -> str:
        """`h100.count` [press: WREG, 16 July 2024]."""
        grade = pgettext("choice", self.grade)
        told = _("{grade}: {source}", grade=grade, source=self.source.label) if self.source is not None else grade
        return f"`{self.name}` [{told}]"

    @property
    def written(self) -> str:
        """What the statement gives, without what it cites."""
        node = self.entry.node.expr if isinstance(self.entry.node, nodes.Value) else self.entry.node
        return self._text(node.start, node.end)

    def _text(self, start: int, end: int) -> str:
        return self.entry.source.text[start:end]


def strength(source: Item) -> int:
    """How far down the grades a source stands; one without a grade last, one with a reported mistake first."""
    grade = source.value("grade").steps.values[0]
    if grade is BROKEN:
        return 0
    return GRADES.index(grade) if grade in GRADES else len(GRADES) - 1


def weakest_first(figures: Iterable[Figure]) -> list[Figure]:
    """The figures from the weakest to the strongest, and otherwise in the order given."""
    return sorted(figures, key=lambda figure: -GRADES.index(figure.grade))


Stretch = tuple[int, int]
Rests = dict[object, tuple[Figure, tuple[Stretch, ...]]]  # by key: a figure, and the days on which it bears

_ALWAYS: tuple[Stretch, ...] = ((FIRST_DAY, END),)


class Evidence:
    """Finds what facts and values rest on over all time, each once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._of_facts: dict[tuple[Item, str], Rests] = {}
        self._of_values: dict[Value, Rests] = {}

    def fact(self, item: Item, name: str) -> Rests:
        """The figures that a fact of an object rests on."""
        key = (item, name)
        found = self._of_facts.get(key)
        if found is None:
            found = self._of_facts[key] = {}
            value = self.facts.value(item, name)
            for read in value.reads:
                counting = _counting(value, item, name, read)
                if counting:
                    _add(found, self._read(read), counting)
            if name == "on_site":
                _add(found, _presence(item))
        return found

    def _read(self, read: Read) -> Rests:
        """The figures behind something that a fact is computed of."""
        return self.fact(read.item, read.name) if read.sort == "fact" else self.value(read.item.value(read.name))

    def value(self, value: Value) -> Rests:
        """The figures that a field or a let rests on; none of what holds words or objects."""
        found = self._of_values.get(value)
        if found is None:
            found = self._of_values[value] = {}
            if isinstance(value.type, (QuantityType, DateType)):
                for first, last, entry in _in_force(value):
                    if entry is not None:
                        self._entry(found, value, entry, (first, last))
                    elif value.overrides is not None:
                        _add(found, self.value(value.overrides), ((first, last),))
        return found

    def _entry(self, found: Rests, value: Value, entry: Entry, stretch: Stretch) -> None:
        """The figures that a statement rests on while it is in force."""
        own = isinstance(entry.node, nodes.Period) or has_figure(entry.node.expr)
        vouched = isinstance(entry.node, nodes.Value) and not own and bool(entry.node.cites)
        if own or vouched:
            figure = Figure(named(entry, value.name), entry)
            _add(found, {figure.key: (figure, (stretch,))})
        if entry.expression is None or vouched:
            return
        typed, (day, last) = entry.expression(), stretch
        while day < last:
            context = Context(day)
            read = [leaf.reads(inner) for leaf, inner in reads_of(typed, context) if leaf.reads is not None]
            for each in read:
                if isinstance(each, Value):
                    _add(found, self.value(each), ((day, min(last, context.until)),))
            day = context.until


def _add(found: Rests, more: Rests, during: tuple[Stretch, ...] = _ALWAYS) -> None:
    """What more something rests on, during some days."""
    for key, (figure, stretches) in more.items():
        kept = stretches if during is _ALWAYS else _common(stretches, during)
        if not kept:
            continue
        known = found.get(key)
        if known is None:
            found[key] = (figure, kept)
        elif known[1] is not _ALWAYS and known[1] != kept:
            found[key] = (known[0], _joined(known[1], kept))


def _common(one: tuple[Stretch, ...], other: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The days that are in both."""
    if one == _ALWAYS:
        return other
    if len(one) == 1 and len(other) == 1:
        first, last = max(one[0][0], other[0][0]), min(one[0][1], other[0][1])
        return ((first, last),) if first < last else ()
    met = ((max(first, start), min(last, end)) for first, last in one for start, end in other)
    return tuple((first, last) for first, last in met if first < last)


def _joined(one: tuple[Stretch, ...], other: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The days that are in either, ascending."""
    found: list[Stretch] = []
    for first, last in sorted((*one, *other)):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return _ALWAYS if found == list(_ALWAYS) else tuple(found)


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


def _in_force(value: Value) -> Iterator[tuple[int, int, Entry | None]]:
    """The statement in force on each stretch of days."""
    days = sorted({FIRST_DAY, END, *(day for entry in value.entries for day in (entry.start, entry.end))})
    for first, last in pairwise(days):
        yield first, last, value.entry(first)


def _counting(value: FactValue, item: Item, name: str, read: Read) -> tuple[Stretch, ...]:
    """The days on which something that a fact reads adds to it: of a sum, when its term is not 0."""
    sums = all_facts()[item.kind.name, name].sums
    part = read.item.kind.name in sums
    terms = [term for term in value.terms if term.item is read.item and (part or term.field == read.name)]
    if not terms:  # of a sum, only what its terms are made of counts, such as the PUE of a site with IT load
        return () if part or (sums and read.sort == "field") else _ALWAYS
    found = [(first, last) for term in terms for first, last, size in term.steps.segments() if _counts(size)]
    return _joined(tuple(found), ())


def _counts(size: Any) -> bool:
    return isinstance(size, Missing) or bool(size != 0)


def _presence(item: Item) -> Rests:
    """The times on site, its own and those of the blocks around it."""
    found: Rests = {}
    for each in item.within():
        for entry in each.presence[0].entries if each.presence else ():
            figure = Figure(named(entry, "from"), entry)
            _add(found, {figure.key: (figure, ((entry.start, entry.end),))})
    return found
