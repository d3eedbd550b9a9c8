"""What may fail, and what is left: the worst case of each contingency over time."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.figures import Cell, cell, common_unit
from colossusc.emit.phrases import counted, period
from colossusc.expr.types import quantity
from colossusc.ir import END, Item
from colossusc.ir.contingency import Contingency, Outage
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import least_of

NAMES = ("firm_supply", "served", "facility_load", "margin")
_TIME = quantity("h")


@attrs.frozen
class Row:
    """From one day to the next on which the worst case, or what it leaves, changes."""

    period: str
    worst: str  # the case, in words
    figures: tuple[Cell, ...]  # firm supply, served, facility load
    margin: Cell


@attrs.frozen
class Told:
    """A contingency."""

    name: str
    label: str
    cases: str
    lasting: str
    unit: str
    rows: tuple[Row, ...]


def told(facts: Facts, campus: Item, as_of: int | None) -> tuple[Told, ...]:
    """Every contingency of a campus, from `as_of` on."""
    return tuple(_told(facts, campus, each, as_of) for each in campus.contingencies.values())


def _told(facts: Facts, campus: Item, contingency: Contingency, as_of: int | None) -> Told:
    tried = [facts.without(outage.losses, contingency.duration) for outage in contingency.outages]
    columns = [combine(_together, *(each.steps(campus, name) for name in NAMES)) for each in tried]
    worst = combine(lambda *cases: min(enumerate(cases), key=lambda each: (_margin(each[1]), each[0])), *columns)
    unit = common_unit([combine(lambda found, place=place: found[1][place], worst) for place in range(len(NAMES))])
    rows = []
    for start, end, (place, values) in _from(worst, as_of):
        if not any(values):
            continue
        cells = tuple(cell(value, unit) for value in values)
        rows.append(Row(period(start, end), _words(contingency.outages[place]), cells[:-1], cells[-1]))
    number = sum(outage.count for outage in contingency.outages)
    lasting = "" if contingency.duration is None else _TIME.show(contingency.duration)
    return Told(contingency.name, contingency.label, counted(number, "case"), lasting, unit.symbol, tuple(rows))


def _together(*values: Any) -> tuple[Any, ...]:
    return values


def _margin(values: tuple[Any, ...]) -> Any:
    """By how much the firm supply that is left covers the load; what is not known is taken for the worst."""
    return (0, 0) if missing(values[-1]) else (1, least_of(values[-1]))


def _from(steps: Steps[Any], as_of: int | None) -> Any:
    first = FIRST_DAY if as_of is None else as_of
    for start, end, value in steps.segments():
        if end > first:
            yield max(start, first), min(end, END), value


def _words(outage: Outage) -> str:
    return " and ".join(loss.words for loss in outage.losses)


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
                    **dict(zip(NAMES, (cell.text for cell in (*row.figures, row.margin)), strict=True)),
                }
                for row in shown.rows
            ],
        }
        for each, shown in zip(campus.contingencies.values(), told(facts, campus, None), strict=True)
    ]
