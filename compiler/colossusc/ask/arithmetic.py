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
from colossusc.expr.trace import reads_of
from colossusc.expr.typed import Context
from colossusc.expr.types import BoolType, Type
from colossusc.ir import Entry, Item, Value
from colossusc.values.timeline import Steps

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

    @property
    def cites(self) -> tuple[str, ...]:
        """What the statement cites, by grade: `press: An article of July 2024`."""
        if self.entry is None:
            return ()
        grades = (source.value("grade").steps.values[0] for source in self.entry.cites)
        return tuple(
            f"{grade if isinstance(grade, str) else 'ungraded'}: {source.label}"
            for grade, source in zip(grades, self.entry.cites, strict=True)
        )

    @property
    def place(self) -> str:
        return self.entry.span.place if self.entry is not None else ""


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
        if entry is not None and typed is not None and typed.operator != "literal":
            how = Figure(name, entry).written
            seen: set[Value] = set()
            for leaf, context in () if again else reads_of(typed, Context(day)):
                read = leaf.reads(context) if leaf.reads is not None else None
                if isinstance(read, Value) and read not in seen:
                    seen.add(read)
                    children.append(self.value(read, _name(read, day, leaf.span.text)))
        given = value.steps.at(day)
        return Line(name, given, value.type, start, end, how, origin, entry, replaces, tuple(children), again)

    # -------------------------------------------------------------------------------------------------- children

    def _term(self, term: Term, type_: Type) -> Line:
        """A term of a sum: what its object gives, times its units; or what its field makes of the rest of the sum."""
        item, amount = term.item, term.steps.at(self.day)
        start, end = self._stretch(term.steps)
        assert item is not None
        if term.of:
            one = self._of(item, term.of)
            if one.value == amount:
                return one
            units = f"{item.units:,} × {one.name}"
            return Line(term.name, amount, one.type, start, end, units, children=(one,))
        note = term.note(self.day) if term.note is not None else ""
        given = self._of(item, term.field)
        return Line(term.name, amount, type_, start, end, note, children=(given,))

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
                    written = Figure("", entry).written
                    yield Line(f"{each.called}, on site", True, BoolType(), entry.start, entry.end, written, "", entry)

    # -------------------------------------------------------------------------------------------------- shared

    def _told(self, key: object) -> bool:
        told = key in self.told
        self.told.add(key)
        return told

    def _stretch(self, steps: Steps[Any]) -> tuple[int, int]:
        start = max(start for start in steps.starts if start <= self.day)
        return start, steps.until(self.day)


def _name(value: Value, day: int, otherwise: str) -> str:
    """A value by the object that gives it; else as the expression calls it."""
    entry = value.entry(day)
    return named(entry, value.name) if entry is not None else otherwise
