"""One picture: firm supply by source, stacked, against the facility load over time. Geometry only; a template draws it.

Coordinates are exact fractions until they are printed with one decimal, so that every machine draws the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.balance import common_unit, grouped, last_change
from colossusc.ir import Item
from colossusc.values.calendar import FIRST_DAY, add_months, show_date
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import Steps

WIDTH, HEIGHT = 960, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 26, 34
SHADES = 6  # colours of the style sheet; further sources share them
_MARGIN = 30  # days shown at least after the last change, and before it where it is the only one
_TICKS = 6
_LABEL = 120  # room for `as of 2026-05-06`
_MOST_LABELS = 12


@attrs.frozen
class Box:
    """A rectangle."""

    x: str
    y: str
    width: str
    height: str
    shade: int = 0


@attrs.frozen
class Tick:
    """A mark of an axis with its label."""

    at: str
    text: str


@attrs.frozen
class Picture:
    """What the template draws. Lines are `points` of a polyline."""

    description: str
    unit: str
    areas: tuple[Box, ...]
    short: tuple[Box, ...]  # where the load is above the supply
    load: tuple[str, ...]
    ups: tuple[Tick, ...]
    days: tuple[Tick, ...]
    today: Tick | None
    today_at_left: bool  # too near to the left edge for its label to end there
    legend: tuple[tuple[int, str], ...]


def picture(facts: Facts, campus: Item, as_of: int | None) -> Picture | None:
    """The power of a campus over time; None where nothing changes, or nothing is drawn."""
    sources = grouped(facts.value(campus, "firm_supply").terms)
    load, firm = facts.steps(campus, "facility_load"), facts.steps(campus, "firm_supply")
    first, last = last_change([load, *(steps for _, steps in sources)])
    top = max((value for steps in (load, firm) for value in steps.values if not missing(value)), default=0)
    if first == FIRST_DAY or top <= 0:
        return None
    first -= _MARGIN if first == last else 0
    end = last + max(_MARGIN, (last - first) // 12)
    unit = common_unit([load, firm])
    marks = list(_nice(in_terms_of(top, unit)))
    today = as_of if as_of is not None and first <= as_of < end else FIRST_DAY - 1
    frame = _Frame(first, end, marks[-1] * unit.scale)
    return Picture(
        _description(campus, first, last),
        unit.symbol,
        tuple(_stack(frame, [steps for _, steps in sources])),
        tuple(_short(frame, load, firm)),
        tuple(_line(frame, load)),
        tuple(Tick(_coordinate(frame.y(mark * unit.scale)), show_number(mark)) for mark in marks),
        tuple(_days(frame)),
        Tick(_coordinate(frame.x(today)), show_date(today)) if today >= first else None,
        frame.x(today) < LEFT + _LABEL,
        tuple((place % SHADES, name) for place, (name, _) in enumerate(sources)),
    )


@attrs.frozen
class _Frame:
    """Days and watts to places on the paper."""

    first: int
    end: int
    top: Number

    def x(self, day: int) -> Fraction:
        inside = min(max(day, self.first), self.end)
        return LEFT + Fraction((WIDTH - LEFT - RIGHT) * (inside - self.first), self.end - self.first)

    def y(self, power: Number) -> Fraction:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - Fraction(power) / Fraction(self.top))

    def segments(self, steps: Steps[Any]) -> Iterator[tuple[int, int, Any]]:
        """The parts of a step function that lie inside and are known."""
        for start, end, value in steps.segments():
            if end > self.first and start < self.end and not missing(value):
                yield max(start, self.first), min(end, self.end), value

    def box(self, start: int, end: int, low: Number, high: Number, shade: int = 0) -> Box:
        left, right, above, below = self.x(start), self.x(end), self.y(high), self.y(low)
        return Box(_coordinate(left), _coordinate(above), _coordinate(right - left), _coordinate(below - above), shade)


def _coordinate(value: Number) -> str:
    return show_number(value, 1, "")


def _stack(frame: _Frame, sources: Sequence[Steps[Any]]) -> Iterator[Box]:
    for shade, steps in enumerate(sources):
        days = sorted({frame.first, frame.end, *(day for each in sources[: shade + 1] for day in each.starts)})
        for start, end, _ in frame.segments(steps):
            inside = [start, *(day for day in days if start < day < end), end]
            for left, right in pairwise(inside):
                below = sum(value for each in sources[:shade] if not missing(value := each.at(left)))
                if (height := steps.at(left)) > 0:
                    yield frame.box(left, right, below, below + height, shade % SHADES)


def _short(frame: _Frame, load: Steps[Any], firm: Steps[Any]) -> Iterator[Box]:
    for start, end, drawn in frame.segments(load):
        days = [start, *(day for day in firm.starts if start < day < end), end]
        for left, right in pairwise(days):
            supply = firm.at(left)
            if not missing(supply) and supply < drawn:
                yield frame.box(left, right, supply, drawn)


def _line(frame: _Frame, load: Steps[Any]) -> Iterator[str]:
    """The load as one line, or several where it is not known in between."""
    points: list[str] = []
    reached = None
    for start, end, value in frame.segments(load):
        if reached != start and points:
            yield " ".join(points)
            points = []
        y = _coordinate(frame.y(value))
        points += [f"{_coordinate(frame.x(start))},{y}", f"{_coordinate(frame.x(end))},{y}"]
        reached = end
    if points:
        yield " ".join(points)


def _nice(top: Number) -> Iterator[Number]:
    """Round figures from 0 up to at least `top`, about half a dozen."""
    step = Fraction(1)
    while step * _TICKS < top:
        step *= 10
    while step * _TICKS / 10 >= top:
        step /= 10
    step = next(each for each in (step / 5, step / 4, step / 2, step) if each * _TICKS >= top)
    mark = Fraction(0)
    while mark < top:
        yield mark
        mark += step
    yield mark


def _days(frame: _Frame) -> Iterator[Tick]:
    """The firsts of months, quarters or years: as fine as the labels have room."""
    months = (frame.end - frame.first) // 30 + 1
    every = next((each for each in (1, 2, 3, 6, 12, 24, 60, 120) if months <= each * _MOST_LABELS), 1200)
    begin = date.fromordinal(frame.first)
    day = date(begin.year - begin.year % max(1, every // 12) or 1, 1, 1).toordinal()
    while day <= frame.end:
        if day >= frame.first:
            yield Tick(_coordinate(frame.x(day)), show_date(day)[: 7 if every < 12 else 4])
        following = add_months(day, every)
        if following <= day:
            return
        day = following


def _description(campus: Item, first: int, last: int) -> str:
    return (
        f"Firm supply of {campus.label} by source, stacked, and its facility load as a line, from {show_date(first)} "
        f"to {show_date(last)}. Hatched where the load is above the supply. The table below has the figures."
    )
