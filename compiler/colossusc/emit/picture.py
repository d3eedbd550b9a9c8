"""Pictures: firm supply by source, stacked, against the facility load over time. Geometry only; a template draws it.

Coordinates are exact fractions until they are printed with one decimal, so that every machine draws the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.figures import common_unit
from colossusc.emit.ranges import high, low
from colossusc.emit.supply import Source, grouped
from colossusc.ir import END, Item
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, add_months, show_date
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain, least_of

WIDTH, HEIGHT = 960, 380
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 26, 34
SHADES = 6  # colours of the style sheet; further sources share them
_MARGIN = 30  # days shown at least after the last change, and before it where it is the only one
_TICKS = 6
_LABEL = 120  # room for `as of 2026-05-06`
_LETTER = 7  # width of a letter, at most on average
_LINE = 16  # height of a line of phase names
_MOST_LINES = 4  # of phase names; those for which there is no room have only their tick
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
class Name:
    """The name of a phase, below the axis at its tick."""

    at: str
    y: str
    text: str  # nothing where there is no room
    before: bool  # ends at the tick, because it would not fit after it


@attrs.frozen
class Picture:
    """What the template draws. Lines are `points` of a polyline."""

    title: str
    description: str
    height: int
    unit: str
    areas: tuple[Box, ...]  # the least of each source, stacked
    supply_band: tuple[Box, ...]  # above them, what firm supply may be besides
    short: tuple[Box, ...]  # where the load is above the supply, at worst
    load_band: tuple[Box, ...]  # below the line, where the load may be
    load: tuple[str, ...]  # at its most
    ups: tuple[Tick, ...]
    days: tuple[Tick, ...]
    phases: tuple[Name, ...]
    windows: tuple[Box, ...]  # of phases that are not known to the day
    today: Tick | None
    today_at_left: bool  # too near to the left edge for its label to end there
    legend: tuple[tuple[int, str], ...]


def pictures(facts: Facts, levels: Sequence[Item], as_of: int | None) -> tuple[Picture | None, ...]:
    """The power of a campus and of its sites, all over the same days; None where nothing changes or has power."""
    sources = [grouped(facts.value(level, "firm_supply").terms) for level in levels]
    days = _days_shown(facts, levels, sources, as_of)
    if days is None:
        return (None,) * len(levels)
    shades = {source.key: place % SHADES for place, source in enumerate(sources[0])}
    return tuple(_picture(facts, level, own, shades, days, as_of) for level, own in zip(levels, sources, strict=True))


def _days_shown(
    facts: Facts, levels: Sequence[Item], sources: Sequence[Sequence[Source]], as_of: int | None
) -> tuple[int, int] | None:
    """From the first change to some time after the last one, `as_of` inside; None where nothing ever changes."""
    steps = [source.steps for own in sources for source in own]
    steps += [facts.steps(level, "facility_load") for level in levels]
    changes = {day for each in steps for day in each.starts if FIRST_DAY < day < END}
    if not changes:
        return None
    if as_of is not None:
        changes.add(as_of)
    first, last = min(changes), max(changes)
    begin = first - _MARGIN if first == last else first
    return max(FIRST_DAY, begin), min(LAST_DAY, last + max(_MARGIN, (last - first) // 12))


def _picture(
    facts: Facts,
    level: Item,
    sources: Sequence[Source],
    shades: Mapping[str, int],
    days: tuple[int, int],
    as_of: int | None,
) -> Picture | None:
    loads, supplies = facts.steps(level, "facility_load"), facts.steps(level, "firm_supply")
    load, firm, most = high(loads), low(supplies), high(supplies)
    top = max((value for steps in (load, most) for value in steps.values if not missing(value)), default=0)
    if top <= 0:
        return None
    unit = common_unit([load, most])
    marks = list(_nice(in_terms_of(top, unit)))
    frame = _Frame(*days, marks[-1] * unit.scale)
    phases, lines = _phases(frame, level.campus)
    colours = [shades.get(source.key, place % SHADES) for place, source in enumerate(sources)]
    return Picture(
        f"Firm supply of {level.label} against its facility load",
        _description(level, *days),
        HEIGHT + lines * _LINE,
        unit.symbol,
        tuple(_stack(frame, [low(source.steps) for source in sources], colours)),
        tuple(_above(frame, most, firm)),
        tuple(_above(frame, load, combine(_supply_where_short, facts.steps(level, "margin"), load, firm))),
        tuple(_above(frame, load, low(loads))),
        tuple(_line(frame, load)),
        tuple(Tick(_coordinate(frame.y(mark * unit.scale)), show_number(mark)) for mark in marks),
        tuple(_days(frame)),
        phases,
        tuple(_windows(frame, level.campus)),
        Tick(_coordinate(frame.x(as_of)), show_date(as_of)) if as_of is not None else None,
        as_of is not None and frame.x(as_of) < LEFT + _LABEL,
        tuple((shade, source.title) for shade, source in zip(colours, sources, strict=True)),
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


def _stack(frame: _Frame, sources: Sequence[Steps[Any]], shades: Sequence[int]) -> Iterator[Box]:
    for place, steps in enumerate(sources):
        days = sorted({frame.first, frame.end, *(day for each in sources[: place + 1] for day in each.starts)})
        for start, end, height in frame.segments(steps):
            inside = [start, *(day for day in days if start < day < end), end]
            for left, right in pairwise(inside):
                below = sum(value for each in sources[:place] if not missing(value := each.at(left)))
                if height > 0:
                    yield frame.box(left, right, below, below + height, shades[place])


def _above(frame: _Frame, upper: Steps[Any], lower: Steps[Any]) -> Iterator[Box]:
    """Where one value is above another, from the one to the other."""
    for start, end, most in frame.segments(upper):
        days = [start, *(day for day in lower.starts if start < day < end), end]
        for left, right in pairwise(days):
            least = lower.at(left)
            if not missing(least) and least < most:
                yield frame.box(left, right, least, most)


def _supply_where_short(margin: Any, load: Any, firm: Any) -> Any:
    """The supply where it may fall short of the load, else the load: both at worst may never meet."""
    return firm if missing(margin) or least_of(margin) < 0 else load


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
        day = add_months(day, every)
        if day == LAST_DAY:  # the calendar ends before the next first
            return


def _phases(frame: _Frame, campus: Item) -> tuple[tuple[Name, ...], int]:
    """The phases of the days shown, in as many lines as keep their names apart, and how many lines those are."""
    begun: dict[int, list[str]] = {}
    for name, value in campus.phases.items():
        day = value.steps.values[0]
        if not missing(day) and frame.first <= (day := first_of(day)) <= frame.end:
            begun.setdefault(day, []).append(name)
    reached: list[Fraction] = []  # how far each line is taken
    found = []
    for day in sorted(begun):
        text = ", ".join(begun[day])
        at, width = frame.x(day), _LETTER * len(text)
        before = at + width > WIDTH
        left = at - width if before else at
        line = next((line for line, end in enumerate(reached) if end < left), len(reached))
        if line >= _MOST_LINES or left < 0:
            text, line = "", 0
        else:
            reached[line : line + 1] = [left + width + _LETTER]
        found.append(Name(_coordinate(at), str(HEIGHT + _LINE * line), text, before))
    return tuple(found), len(reached)


def _windows(frame: _Frame, campus: Item) -> Iterator[Box]:
    """The days on which each phase may begin that is not known to the day."""
    for value in campus.phases.values():
        day = value.steps.values[0]
        if isinstance(day, Uncertain) and first_of(day) < frame.end and last_of(day) > frame.first:
            yield frame.box(first_of(day), last_of(day), 0, frame.top)


def _description(level: Item, first: int, end: int) -> str:
    return (
        f"Firm supply of {level.label} by source, stacked, and its facility load as a line, from {show_date(first)} "
        f"to {show_date(end)}. Hatched where the load is above the supply. What is not known is drawn at its worst, "
        "the least supply and the highest load, with a band to what it may be; a phase that is not known to the day as "
        "its window. Its power balance has the figures."
    )
