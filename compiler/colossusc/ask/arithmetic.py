"""`explain NAME@DATE`: how a figure comes about on a day, down to the statements that give it.

A line is a fact, a field or a let on the day: its value, the days on which it keeps it, the formula or the expression
it comes from, where it is written and what is cited, and the lines that it is computed of. What was explained above is
not explained again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.evidence import Figure, named
from colossusc.analyses.fact import Facts, FactValue, Term, all_facts
from colossusc.elaborate.symbols import is_day
from colossusc.expr.trace import reads_of
from colossusc.expr.typed import Context
from colossusc.expr.types import DATE, BoolType, DateType, Type
from colossusc.ir import END, Entry, Item, Value
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.dates import during
from colossusc.values.uncertain.decide import ordered
from colossusc.values.uncertain.expression import Uncertain, of_symbol
from colossusc.values.uncertain.symbol import Symbol

SUM = "the sum of"


@attrs.frozen(eq=False)
class Line:
    """One value of the tree on the day."""

    name: str  # h100.count
    value: Any
    type: Type
    start: int  # it keeps this value on [start, end)
    end: int
    how: str = ""  # the formula of a fact, the expression of a value
    origin: str = ""  # part, handed down, default, not given; nothing where the plan gives it
    entry: Entry | None = None  # the statement that gives it
    replaces: tuple[str, Entry | None] | None = None  # the part's value, and where it stands
    children: tuple[Line, ...] = ()
    again: bool = False  # explained above
    span: Span | None = None  # where it is written, if that is no statement

    @property
    def cites(self) -> tuple[str, ...]:
        """What the statement cites, by grade: `press: An article of July 2024`."""
        return tuple(map(graded, self.entry.cites)) if self.entry is not None else ()

    @property
    def sides(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Of contested figures each as written, with what is cited for it."""
        if self.entry is None:
            return ()
        found = Figure(self.name, self.entry).sides
        return tuple((words, tuple(map(graded, cites))) for words, cites in found) if len(found) > 1 else ()

    @property
    def place(self) -> str:
        span = self.entry.span if self.entry is not None else self.span
        return span.place if span is not None else ""


def graded(source: Item) -> str:
    """A source as it is named beside a figure: `press: An article of July 2024`."""
    grade = source.value("grade").steps.values[0]
    return f"{grade if isinstance(grade, str) else 'ungraded'}: {source.label}"


class Explainer:
    """Makes the tree of one question."""

    def __init__(self, facts: Facts, day: int) -> None:
        self.facts = facts
        self.day = day
        self.told: set[object] = set()

    def fact(self, item: Item, name: str) -> Line:
        """A fact of an object."""
        fact, value = all_facts()[item.kind.name, name], self.facts.value(item, name)
        again = self._told((item, name))
        how = fact.formula
        children: tuple[Line, ...] = ()
        if not again and value.steps.at(self.day) != 0:  # of nothing, nothing is to be told
            if value.terms and not fact.formula:
                how = SUM
                children = tuple(self._term(each, fact.type) for each in value.terms if each.steps.at(self.day) != 0)
            else:
                children = tuple(self._presence(item) if name == "on_site" else self._read(value))
        start, end = self._stretch(value.steps)
        name = f"{item.called}.{name}"
        return Line(name, value.steps.at(self.day), fact.type, start, end, how, children=children, again=again)

    def value(self, value: Value, name: str) -> Line:
        """A field, a let or a phase."""
        entry, day = value.entry(self.day), self.day
        start, end = self._stretch(value.steps)
        under = value.overrides
        if entry is None and under is not None:
            return self.value(under, name)
        replaces = None
        if entry is not None and under is not None:
            replaces = (under.type.show(under.steps.at(day)), under.entry(day))
        origin = "" if value.origin == "written" else value.origin
        again = entry is not None and entry.expression is not None and self._told(entry)
        children: list[Line] = []
        how = ""
        typed = entry.expression() if entry is not None and entry.expression is not None else None
        if entry is not None and typed is not None and typed.operator != "symbol" and not _says_itself(entry):
            how = Figure(name, entry).written
        if entry is not None and typed is not None and typed.operator != "literal":
            seen: set[Value] = set()
            for leaf, context in () if again else reads_of(typed, Context(day)):
                read = leaf.reads(context) if leaf.reads is not None else None
                if isinstance(read, Value) and read not in seen:
                    seen.add(read)
                    children.append(self.value(read, _name(read, day, leaf.span.text)))
        given = value.steps.at(day)
        window = self._window(value)
        if window is not None:
            how, lines = window
            children = [*lines, *children]
        return Line(name, given, value.type, start, end, how, origin, entry, replaces, tuple(children), again)

    def _window(self, value: Value) -> tuple[str, tuple[Line, ...]] | None:
        """Of a value in the window of a day that is not known: what it is before and after, and the day."""
        given = value.steps.at(self.day)
        if not isinstance(given, Uncertain) or isinstance(value.type, DateType):
            return None
        found = [symbol for symbol in ordered(given.symbols) if is_day(symbol)]
        if not found:
            return None
        first, last, symbol = self.day, self.day, found[0]
        while first > FIRST_DAY and _depends(value.steps.at(first - 1), symbol):
            first = max(start for start in value.steps.starts if start <= first - 1)
        while last < END and _depends(value.steps.at(last), symbol):
            last = value.steps.until(last)
        edges = (max(first - 1, FIRST_DAY), min(last, LAST_DAY))
        before, after = (value.type.show(value.steps.at(day)) for day in edges)
        lines = tuple(
            Line(each.name, of_symbol(each), DATE, FIRST_DAY, END, each.origin.span.text, span=each.origin.span)
            for each in found
        )
        return f"{before} before {symbol.name}, then {after}", lines

    # -------------------------------------------------------------------------------------------------- children

    def _term(self, term: Term, type_: Type) -> Line:
        """A term of a sum: what its object gives, times its units; or what its field makes of the rest of the sum."""
        item, amount = term.item, term.steps.at(self.day)
        start, end = self._stretch(term.steps)
        note = term.note(self.day) if term.note is not None else ""
        if item is None:
            return Line(term.name, amount, type_, start, end, note)
        if term.of:
            one = self._of(item, term.of)
            if one.value == amount:
                return one
            units = f"{item.units:,} × {one.name}"
            return Line(term.name, amount, one.type, start, end, units, children=(one,))
        given = tuple(self._of(item, name) for name in (term.field, *term.inputs))
        return Line(term.name, amount, type_, start, end, note, children=given)

    def _of(self, item: Item, name: str) -> Line:
        if (item.kind.name, name) in all_facts():
            return self.fact(item, name)
        value = item.value(name)
        return self.value(value, _name(value, self.day, f"{item.called}.{name}"))

    def _read(self, value: FactValue) -> Iterator[Line]:
        """What a fact is computed of; that something is there of which no time is given goes without saying, and that
        nothing of it is out of service."""
        for read in value.reads:
            if read.sort == "field":
                line = self._of(read.item, read.name)
                if line.origin != "not given":
                    yield line
                continue
            line = self.fact(read.item, read.name)
            if read.name == "units_out" and line.value == 0:
                continue
            if line.children or line.again or not isinstance(line.type, BoolType) or line.value is not True:
                yield line

    def _presence(self, item: Item) -> Iterator[Line]:
        for each in item.within():
            for entry in each.presence[0].entries if each.presence else ():
                if entry.start <= self.day < entry.end:
                    there = during(each.presence[0].start, each.presence[0].end).at(self.day)
                    written = Figure("", entry).written
                    yield Line(f"{each.called}, on site", there, BoolType(), FIRST_DAY, END, written, "", entry)

    # -------------------------------------------------------------------------------------------------- shared

    def _told(self, key: object) -> bool:
        told = key in self.told
        self.told.add(key)
        return told

    def _stretch(self, steps: Steps[Any]) -> tuple[int, int]:
        start = max(start for start in steps.starts if start <= self.day)
        return start, steps.until(self.day)


def _name(value: Value, day: int, otherwise: str) -> str:
    """A value by the object that gives it, of which there may be several; else as the expression calls it."""
    entry = value.entry(day)
    if entry is None:
        return otherwise
    around = entry.item.called.removesuffix(entry.item.name) if entry.item is not None else ""
    return around + named(entry, value.name)


def _says_itself(entry: Entry) -> bool:
    """Whether a statement gives no more than its value, which is printed anyway."""
    node = entry.node.expr if isinstance(entry.node, nodes.Value) else entry.node
    if isinstance(node, (nodes.Unknown, nodes.Varies)):
        return isinstance(node.low, nodes.Quantity) and isinstance(node.high, nodes.Quantity)
    contested = isinstance(entry.node, nodes.Value) and bool(entry.node.against)
    return contested or isinstance(node, (nodes.Quantity, nodes.Date, nodes.List, nodes.Text))


def _depends(value: Any, symbol: Symbol) -> bool:
    return isinstance(value, Uncertain) and symbol in value.symbols
