"""What each stationary source may emit in a year, unit by unit, beside what permits limit and rules ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, FactValue, Term, all_facts
from colossusc.analyses.permits import covered
from colossusc.analyses.presence import generators
from colossusc.emit.phrases import titled
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.kinds.common import POLLUTANTS
from colossusc.language import _, measured
from colossusc.rules.thresholds import thresholds
from colossusc.rules.verdict import CampusResult
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.uncertain.expression import most_of

_UNIT = "short_ton/yr"
FORMULAS = ("pte_nox", "heat_input", "yearly_hours")
_RATE = quantity(_UNIT, fixed=True)


@attrs.frozen
class Row:
    """One pollutant, on the day from `as_of` on on which the most of it may be emitted."""

    pollutant: str  # its name
    units: tuple[str, ...]  # `smt[01..12]: 12 × 5.685 short_ton/yr`
    total: str  # all of them
    day: str  # since when
    limits: tuple[str, ...]  # of permits
    thresholds: tuple[str, ...]  # of rules


@attrs.frozen
class Table:
    """The potential to emit of one source."""

    title: str  # of the source
    rows: tuple[Row, ...]  # one for each pollutant


@attrs.frozen
class Emissions:
    """All sources of a campus, and how it is computed."""

    tables: tuple[Table, ...]  # one for each source
    formulas: tuple[str, ...]  # how they are computed


def emissions(result: CampusResult, as_of: int | None) -> Emissions | None:
    """The tables of a campus; None where nothing on it emits, or a mistake leaves that unknown."""
    facts, since = result.facts, FIRST_DAY if as_of is None else as_of
    sources: Any = facts.steps(result.campus, "stationary_sources").values[0]
    if isinstance(sources, Missing):
        return None
    tables = [Table(titled(source), tuple(_rows(result, source, since))) for source in sources]
    known, potential = all_facts(), _("potential to emit")
    formulas = (f"{name} = {_(known['turbine', name].formula)}".replace("pte_nox", potential) for name in FORMULAS)
    shown = tuple(each for each in tables if each.rows)
    return Emissions(shown, tuple(formulas)) if shown else None


def _rows(result: CampusResult, source: Item, since: int) -> Iterator[Row]:
    for pollutant, words in POLLUTANTS:
        potential = f"pte_{pollutant}"
        value = result.facts.value(source, potential)
        day = _worst(value, since)
        if day is None:
            continue
        yield Row(
            _(words),
            tuple(_unit(term, day) for term in value.terms if term.steps.at(day) != 0),
            _RATE.show(value.steps.at(day)),
            show_date(day) if day > FIRST_DAY else _("always"),
            tuple(_limits(result.facts, source, pollutant, day)),
            tuple(dict.fromkeys(_thresholds(result, potential))),
        )


def _worst(value: FactValue, since: int) -> int | None:
    """The first day of the most; where some of it is not given, the first such day. None where it is nothing."""
    days = [(max(start, since), amount) for start, end, amount in value.steps.segments() if end > since and amount != 0]
    if not days:
        return None
    unknown = next((day for day, amount in days if isinstance(amount, Missing)), None)
    return max(days, key=lambda each: (most_of(each[1]), -each[0]))[0] if unknown is None else unknown


def _unit(term: Term, day: int) -> str:
    """`smt[01..12]: 12 × 5.685 short_ton/yr`."""
    note = term.note(day) if term.note is not None else ""
    amount = term.steps.at(day)
    return f"{term.name}: {note if note and not isinstance(amount, Missing) else _RATE.show(amount)}"


def _limits(facts: Facts, source: Item, pollutant: str, day: int) -> Iterator[str]:
    """What permits that cover a unit of the source limit, in force or not."""
    units = set(generators(facts, source))
    for permit in facts.items(source.campus, "permit"):
        limit = permit.value(f"limit.{pollutant}")
        most = limit.steps.at(day)
        if not isinstance(most, Missing) and units.intersection(covered(facts, permit)):
            in_force = facts.steps(permit, "in_force").at(day) is True
            shown = limit.type.show(most)
            yield f"{permit.called}: {shown if in_force else _('{limit}, not in force then', limit=shown)}"


def _thresholds(result: CampusResult, fact: str) -> Iterator[str]:
    """What rules that apply compare the potential with: `CAA001: 100 or 250 short_ton/yr`."""
    rules = (each for each in result.outcomes if each.judgements and each.heading.code != "require")
    for outcome in rules:
        for figures in thresholds(outcome.conditions, fact):
            amounts = _(" or ").join(_RATE.show(figure).removesuffix(_UNIT).rstrip() for figure in figures)
            yield f"{outcome.heading.code}: {measured(amounts, _UNIT)}"
