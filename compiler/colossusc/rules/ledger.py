"""The arithmetic of a comparison: the terms of both sides by size, their sums, and the margin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.analyses.fact import Fact, Facts, Term, all_facts
from colossusc.analyses.hindrances import hindrances
from colossusc.diagnostic import Ledger, LedgerLine
from colossusc.expr.beside import Beside, beside
from colossusc.expr.typed import Context, Problem, Typed
from colossusc.expr.types import QuantityType, Type
from colossusc.ir import END
from colossusc.language import _
from colossusc.rules.scope import FACTS, Reading
from colossusc.source import Span
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.uncertain.expression import Uncertain, size_of


def ledger(comparisons: list[tuple[Typed, Context]], end: int) -> Ledger | None:
    """The ledger of the first comparison of quantities that has a side made of terms; None where there is none.

    Its figures are those of the day and of all after it before `end`.
    """
    for typed, context in comparisons:
        left, right = typed.operands
        if not isinstance(left.type, QuantityType):
            continue
        try:
            values = left.run(context), right.run(context)
        except Problem:
            continue
        sides = [list(_readings(side, context)) for side in (left, right)]
        if any(isinstance(value, Missing) for value in values) or not any(
            reading.value.terms for side in sides for reading in side
        ):
            continue
        facts: Facts = context.variables[FACTS]
        readings = _unfolded([*sides[0], *sides[1]])
        totals = [(_type_of(reading), reading.value.steps.at(context.day)) for reading in readings]
        units = beside([*((left.type, value) for value in values), *totals])
        lines = [line for reading in readings for line in _side(reading, context.day, facts, units)]
        for side, value in zip((left, right), values, strict=True):
            if side.reads is None and any(True for _ in _readings(side, context)):
                lines.append(LedgerLine(side.span.text, units.show(left.type, value), strong=True))
        margin = values[0] - values[1] if typed.operator in (">=", ">") else values[1] - values[0]
        margin_word = _("margin")
        name = _("to spare") if any(line.name == margin_word for line in lines) else margin_word
        lines.append(LedgerLine(name, _signed(left.type, margin, units), strong=True))
        always = _("every date") if end >= END else _("every date until {end}", end=show_date(end))
        return Ledger(show_date(context.day) if context.day > FIRST_DAY else always, tuple(lines))
    return None


def _unfolded(readings: list[Reading]) -> list[Reading]:
    """Each sum once; a margin is left out beside the sums that it is made of."""
    kept: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        kept.setdefault((reading.item.path, reading.name), reading)
    return [reading for reading in kept.values() if reading.name != "margin" or len(kept) == 1]


def _readings(typed: Typed, context: Context) -> Iterator[Reading]:
    if typed.reads is not None:
        found = typed.reads(context)
        if isinstance(found, Reading):
            yield found
        return
    for operand in typed.operands[:1] if typed.variable else typed.operands:  # its variable has no one value here
        yield from _readings(operand, context)


def _fact_of(reading: Reading) -> Fact:
    return all_facts()[reading.item.kind.name, reading.name]


def _type_of(reading: Reading) -> Type:
    return _fact_of(reading).type


def _side(reading: Reading, day: int, facts: Facts, units: Beside) -> Iterator[LedgerLine]:
    """The terms of a sum by size, what an outage takes from it, then the sum."""
    type_ = _type_of(reading)
    terms = [(term, term.steps.at(day)) for term in reading.value.terms]
    for term, value in sorted(terms, key=lambda pair: (-size_of(pair[1]), pair[0].name)):
        if value != 0:
            note = term.note(day) if term.note else ""
            yield LedgerLine(term.name, units.show(type_, value), _place(term, day), note)
    yield from _idle(reading, day, facts, units.show(type_, 0))
    if facts.base is not None:
        yield from _out(reading, day, facts, facts.base, units.show(type_, 0))
    total: Any = reading.value.steps.at(day)
    yield LedgerLine(_fact_of(reading).called, units.show(type_, total), strong=True)


def _idle(reading: Reading, day: int, facts: Facts, none: str) -> Iterator[LedgerLine]:
    """What is on site and gives nothing to a supply, with what keeps it from that, at 0; lost or not."""
    for term in reading.value.terms:
        if term.item is None or not term.stages or term.steps.at(day) != 0 or term.stages[0][1].at(day) == 0:
            continue
        if words := "; ".join(hindrances(facts, term.item, day)):
            yield LedgerLine(term.name, none, _place(term, day), words)


def _out(reading: Reading, day: int, facts: Facts, base: Facts, none: str) -> Iterator[LedgerLine]:
    """What is lost of a sum, and what that takes with it, at 0."""
    hit = base.hit_on(reading.item, reading.name)
    for loss in facts.losses:
        if loss.item in hit:
            yield LedgerLine(loss.words.replace("`", ""), none, loss.item.span, _("out of service"))
    whole = {term.item: term.steps.at(day) for term in base.value(reading.item, reading.name).terms}
    for term in reading.value.terms:
        if term.item not in facts.lost and term.steps.at(day) == 0 and whole.get(term.item, 0) != 0:
            yield LedgerLine(term.name, none, _place(term, day), _("stops with it"))


def _place(term: Term, day: int) -> Span | None:
    if term.item is None:
        return None
    if term.field and (entry := term.item.value(term.field).giving(day)) is not None:
        return entry.span
    return term.item.span


def _signed(type_: QuantityType, value: Any, units: Beside) -> str:
    if isinstance(value, Uncertain):
        return units.show(type_, value)
    words = units.show(type_, abs(value))
    return f"-{words}" if value < 0 else f"+{words}" if value > 0 else words
