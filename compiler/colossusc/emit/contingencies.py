"""What may fail, and what is left: the worst case of each contingency over time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, across, missing
from colossusc.emit.figures import Cell, cell, common_unit
from colossusc.emit.phrases import counted, period
from colossusc.expr.types import quantity
from colossusc.ir import END, Item
from colossusc.ir.contingency import Contingency, Outage
from colossusc.language import _
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import least_of

NAMES = ("firm_supply", "served", "facility_load")
_TIME = quantity("h")


@attrs.frozen
class Row:
    """From one day to the next on which the worst case, or what it leaves, changes."""

    period: str  # when, in words
    worst: str  # the case, in words
    figures: tuple[Cell, ...]  # firm supply, served, facility load
    margin: Cell  # served less facility load


@attrs.frozen
class Told:
    """A contingency."""

    name: str  # as the plan calls it
    label: str  # as people call it
    cases: str  # how many there are
    lasting: str  # for how long; empty where it is not said
    unit: str  # of all figures
    rows: tuple[Row, ...]  # one for each period on which the worst case is another


def told(facts: Facts, campus: Item, as_of: int | None) -> tuple[Told, ...]:
    """Every contingency of a campus, from `as_of` on."""
    return tuple(_told(facts, campus, each, as_of) for each in campus.contingencies.values())


def _told(facts: Facts, campus: Item, contingency: Contingency, as_of: int | None) -> Told:
    tried = [facts.without(outage.losses, contingency.duration) for outage in contingency.outages]
    worst = combine(lambda *cases: min(enumerate(cases), key=_severity), *(_figures(each, campus) for each in tried))
    unit = common_unit([combine(lambda found, place=place: found[1][place], worst) for place in range(len(NAMES) + 1)])
    rows = []
    for start, end, place, values in _from(worst, as_of):
        cells = tuple(cell(value, unit) for value in values)
        rows.append((start, end, any(value != 0 for value in values), _words(contingency.outages[place]), cells))
    cases = counted(sum(outage.count for outage in contingency.outages), "{n} case", "{n} cases")
    lasting = "" if contingency.duration is None else _TIME.show(contingency.duration)
    return Told(contingency.name, contingency.label, cases, lasting, unit.symbol, tuple(_merged(rows)))


def _figures(facts: Facts, campus: Item) -> Steps[Any]:
    """What a row shows of a case: firm supply, served, facility load, and served less facility load."""
    firm, served, load = (facts.steps(campus, name) for name in NAMES)
    margin = across(lambda power, drawn: power - drawn, served, load)
    return combine(lambda *values: values, firm, served, load, margin)


def _severity(case: tuple[int, tuple[Any, ...]]) -> tuple[Any, ...]:
    """By how much what can be served covers the load, then the firm supply that is left; what is not known is taken
    for the worst."""
    place, (firm, *_, margin) = case
    return (0, 0, 0, place) if missing(margin) else (1, least_of(margin), least_of(firm), place)


def _from(steps: Steps[Any], as_of: int | None) -> Iterator[tuple[int, int, int, tuple[Any, ...]]]:
    first = FIRST_DAY if as_of is None else as_of
    for start, end, (place, values) in steps.segments():
        if end > first:
            yield max(start, first), min(end, END), place, values


def _merged(rows: list[tuple[int, int, bool, str, tuple[Cell, ...]]]) -> Iterator[Row]:
    """The rows that are not of nothing; neighbours that read alike, as on the days of a window, are one."""
    for (something, worst, cells), days in groupby(rows, lambda row: row[2:]):
        (start, end, *_), *more = days
        if something:
            yield Row(period(start, more[-1][1] if more else end), worst, cells[:-1], cells[-1])


def _words(outage: Outage) -> str:
    return _(" and ").join(loss.words for loss in outage.losses)


def as_json(facts: Facts, campus: Item) -> list[dict[str, Any]]:
    """The cases of every contingency, and the worst of them over all time, as the report prints it."""
    return [
        {
            "name": each.name,
            "label": each.label,
            "place": each.span.place,
            "seconds": None if each.duration is None else str(each.duration),
            "cases": [
                {
                    "count": outage.count,
                    "lost": [{"of": loss.item.path, "units": loss.units} for loss in outage.losses],
                }
                for outage in each.outages
            ],
            "worst": [
                {
                    "period": row.period,
                    "lost": row.worst,
                    "unit": shown.unit,
                    **dict(zip(NAMES, (cell.text for cell in row.figures), strict=True)),
                    "served_less_load": row.margin.text,
                }
                for row in shown.rows
            ],
        }
        for each, shown in zip(campus.contingencies.values(), told(facts, campus, None), strict=True)
    ]
