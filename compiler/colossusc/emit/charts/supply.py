"""Firm supply against load by phase: each phase on the day of its least margin, with what one loss leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, across
from colossusc.emit.charts.chart import Chart, Row, Table, called, drawn, mark, measure
from colossusc.emit.charts.moments import Moment, moments
from colossusc.emit.figures import Cell, cell, common_unit
from colossusc.emit.ranges import ends
from colossusc.emit.supply import grouped
from colossusc.ir import Item
from colossusc.language import _, marked, measured, pgettext
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.unit_table import Unit

_FACTS = ("firm_supply", "facility_load", "margin", "firm_supply_after_one_loss")
_HEADS = (
    *(marked("All firm supply"), marked("Facility load"), marked("Margin")),
    *(marked("Supply with the worst single unit out"), marked("Margin then")),
)
_NARROW = 11  # as many as this of a part of a bar fit in a row: narrower ones have no label


@attrs.frozen
class _Phase:
    """The figures of a phase on its day."""

    moment: Moment
    sources: tuple[Any, ...]
    figures: tuple[Any, ...]  # firm supply, load, margin, firm supply with one unit out, margin then
    texts: tuple[Cell, ...]


def supply(facts: Facts, campus: Item) -> Chart | None:
    """The picture; None where nothing is ever drawn or supplied."""
    sources = grouped(facts.value(campus, "firm_supply").terms)
    steps = [facts.steps(campus, name) for name in _FACTS]
    steps.append(across(lambda left, load: left - load, steps[3], steps[1]))
    unit = common_unit(steps)
    phases = []
    for moment in moments(facts, campus):
        figures = tuple(each.at(moment.day) for each in steps)
        parts = tuple(source.steps.at(moment.day) for source in sources)
        phases.append(_Phase(moment, parts, figures, tuple(cell(figure, unit) for figure in figures)))
    if not phases:
        return None
    names = [f"{mark(place)}  {called(source.title)}" for place, source in enumerate(sources)]
    title = _("Firm supply against facility load by phase, in {unit}", unit=unit.symbol)
    sentences = ". ".join(_words(each, unit) for each in phases)
    top: Number = max(
        (most for each in phases for value in each.figures[:2] if (most := ends(value).high) is not None), default=0
    )
    return drawn(
        "supply",
        title,
        _("{title}, each phase on its day with the least margin.", title=title) + f" {sentences}.",
        Table(
            (_("Phase"), _("Day"), *names, *map(_, _HEADS)),
            tuple(
                (
                    each.moment.name,
                    each.moment.day_words,
                    *(cell(part, unit).text for part in each.sources),
                    *(text.text for text in each.texts),
                )
                for each in phases
            ),
            texts=2,
        ),
        {
            "phases": [_row(number, each, unit) for number, each in enumerate(phases)],
            "sources": [row for number, each in enumerate(phases) for row in _bars(number, each, names, unit, top)]
            or [{"row": 0, "source": _("no firm supply"), "low": 0.0, "middle": 0.0, "high": 0.0, "text": ""}],
        },
    )


def _words(phase: _Phase, unit: Unit) -> str:
    firm, load, margin, left = (text.text for text in phase.texts[:4])
    return _(
        "{phase}, {day}: supply {firm}, load {load}, margin {margin}, supply {left} with the worst single unit out",
        phase=phase.moment.name,
        day=phase.moment.day_words,
        firm=firm,
        load=load,
        margin=measured(margin, unit.symbol),
        left=measured(left, unit.symbol),
    )


def _row(number: int, phase: _Phase, unit: Unit) -> Row:
    """What is not known is drawn at its worst."""
    firm, load, margin, left, spare = (ends(each) for each in phase.figures)
    return {
        "row": number,
        "phase": phase.moment.name,
        "day": phase.moment.day_words,
        "firm": _measured(firm.low, unit),
        "load": _measured(load.high if load.high is not None else load.low, unit),
        "after": _measured(left.low, unit),
        "load_text": _short(load.high, unit),
        "firm_text": _short(firm.low, unit),
        "margin_text": _short(margin.low, unit, signed=True),
        "short": phase.texts[2].short,
        "after_text": _short(spare.low, unit, signed=True),
        "after_short": phase.texts[4].short,
    }


def _bars(number: int, phase: _Phase, names: Sequence[str], unit: Unit, top: Number) -> Iterator[Row]:
    """The parts of a bar, each at the least that it may be."""
    below: Number = 0
    for place, (name, part) in enumerate(zip(names, phase.sources, strict=True)):
        low: Number = ends(part).low or 0
        if low > 0:
            wide = low * _NARROW >= top
            yield {
                "row": number,
                "source": name,
                "low": measure(below, unit),
                "middle": measure(below, unit) + measure(low, unit) / 2,
                "high": measure(below + low, unit),
                "text": f"{mark(place)} {_inside(low, unit)}" if wide else "",
            }
            below += low


def _measured(value: Number | None, unit: Unit) -> float | None:
    return None if value is None else measure(value, unit)


def _short(value: Number | None, unit: Unit, *, signed: bool = False) -> str:
    """A figure beside the bars, so that a margin is the difference that one sees; the table below has all decimals."""
    if value is None:
        return pgettext("figure", "unknown")
    number = in_terms_of(value, unit)
    words = show_number(number, 1 if -10_000 < number < 10_000 else 0)
    return f"+{words}" if signed and number > 0 else words


def _inside(value: Number, unit: Unit) -> str:
    """A figure in a bar, where there is less room."""
    number = in_terms_of(value, unit)
    return show_number(number, 1 if number < 100 else 0)
