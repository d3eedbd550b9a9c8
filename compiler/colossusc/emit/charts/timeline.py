"""Firm supply by source, stacked, against the facility load over time: of a campus, and of each of several sites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, across, missing
from colossusc.analyses.phases import phase_days
from colossusc.emit.balance import levels
from colossusc.emit.charts.chart import Chart, Row, Table, called, drawn, measure
from colossusc.emit.charts.moments import as_of_words, from_until
from colossusc.emit.figures import cell_of, common_unit
from colossusc.emit.ranges import finite, high, low, periods
from colossusc.emit.supply import Source, grouped
from colossusc.ir import END, Item
from colossusc.language import _, marked
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, iso_date, show_date
from colossusc.values.number import Number
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of
from colossusc.values.unit_table import Unit

SHADES = ("#7fb2d9", "#f0b860", "#8ccba5", "#c9a3d9", "#e8e08a", "#d9a38f")
SHORT, MAYBE = marked("short: load above firm supply"), marked("firm supply that may be there besides")
BAND = marked("where the load may be")
_OTHERS = {SHORT: "#e39a90", MAYBE: "#e3e7ea", BAND: "#8f9aa3"}
_EDGE = 30  # days shown at least after the last change, and before it where it is the only one
_WIDTH, _LETTER, _LANES = 640, 7, 4  # of the chart, of a letter of a phase's name, and of lines of such names


@attrs.frozen
class _Days:
    """The days shown."""

    first: int
    end: int

    def segments(self, steps: Steps[Any]) -> Iterator[tuple[int, int, Any]]:
        """The parts of a step function that lie inside and are known."""
        for start, end, value in steps.segments():
            if end > self.first and start < self.end and not missing(value):
                yield max(start, self.first), min(end, self.end), value

    def x(self, day: int) -> float:
        return _WIDTH * (day - self.first) / (self.end - self.first)


def timelines(facts: Facts, campus: Item, as_of: int | None) -> Iterator[Chart]:
    """The pictures, all over the same days; none where nothing changes, and of a site without power."""
    shown = levels(campus)
    sources = [grouped(facts.value(level, "firm_supply").terms) for level in shown]
    days = _days_shown(facts, shown, sources, as_of)
    if days is None:
        return
    shades = {source.key: place for place, source in enumerate(sources[0])}
    for number, (level, own) in enumerate(zip(shown, sources, strict=True)):
        chart = _chart(facts, level, own, shades, days, as_of)
        if chart is not None:
            yield attrs.evolve(chart, name=f"timeline_{number}") if number else chart


def _days_shown(
    facts: Facts, shown: Sequence[Item], sources: Sequence[Sequence[Source]], as_of: int | None
) -> _Days | None:
    """From the first change to some time after the last one, `as_of` inside; None where nothing ever changes."""
    steps = [source.steps for own in sources for source in own]
    steps += [facts.steps(level, "facility_load") for level in shown]
    changes = {day for each in steps for day in each.starts if FIRST_DAY < day < END}
    if not changes:
        return None
    if as_of is not None:
        changes.add(as_of)
    first, last = min(changes), max(changes)
    begin = first - _EDGE if first == last else first
    return _Days(max(FIRST_DAY, begin), min(LAST_DAY, last + max(_EDGE, (last - first) // 12)))


def _chart(
    facts: Facts, level: Item, sources: Sequence[Source], shades: Mapping[str, int], days: _Days, as_of: int | None
) -> Chart | None:
    loads, supplies, margins = (facts.steps(level, name) for name in ("facility_load", "firm_supply", "margin"))
    load, firm, most = across(_most, loads), low(supplies), high(supplies)
    top = max((value for steps in (load, most) for value in steps.values if not missing(value)), default=0)
    if top <= 0:
        return None
    unit = common_unit([load, most])
    areas = list(_stack(days, sources, shades, unit))
    bands = [
        *_between(days, most, firm, MAYBE, unit),
        *_between(days, load, combine(_supply_where_short, margins, load, firm), SHORT, unit),
        *_between(days, load, low(loads), BAND, unit),
    ]
    title = _("Firm supply against facility load over time, in {unit}", unit=unit.symbol)
    worst = _("What is not known, at its worst: the least supply and the highest load, with a band to what it may be")
    told = {"title": title, "place": level.label, "first": show_date(days.first), "last": show_date(days.end)}
    return drawn(
        "timeline",
        title,
        _("{title}, of {place} by source, from {first} to {last}. {note}.", **told, note=worst),
        _table(sources, (supplies, loads, margins), unit),
        {
            "frame": [_box(days.first, days.end, 0, top, "", unit)],
            "sources": areas,
            "bands": bands,
            "load": list(_line(days, load, unit)),
            "phases": list(_phases(days, level.campus)),
            "windows": list(_windows(days, level.campus)),
            "today": [] if as_of is None else [{"day": iso_date(as_of), "words": as_of_words(as_of)}],
        },
        note=[level.label, *([worst] if any(band["what"] != _(SHORT) for band in bands) else [])],
        colours={row["what"]: row["colour"] for row in (*areas, *bands)},
        days=[iso_date(days.first), iso_date(days.end)],
    )


def _most(load: Any) -> Any:
    """At worst; absent where it has no limit, since any line would be too low."""
    most = finite(most_of(load))
    return ABSENT if most is None else most


def _table(sources: Sequence[Source], sums: Sequence[Steps[Any]], unit: Unit) -> Table:
    rows = []
    every = [*(source.steps for source in sources), *sums]
    for start, end, values in periods(combine(lambda *values: values, *every)):
        cells = (cell_of(each, unit).text for each in zip(*values, strict=True))
        rows.append((*from_until(start, end), *cells))
    names = (called(source.title) for source in sources)
    sums_heads = (_("All firm supply"), _("Facility load"), _("Margin"))
    return Table((_("From"), _("Until"), *names, *sums_heads), tuple(rows), texts=2)


def _stack(days: _Days, sources: Sequence[Source], shades: Mapping[str, int], unit: Unit) -> Iterator[Row]:
    """The least of each source, upon those before it."""
    least = [low(source.steps) for source in sources]
    for place, source in enumerate(sources):
        colour = SHADES[shades.get(source.key, place) % len(SHADES)]
        cuts = sorted({day for each in least[: place + 1] for day in each.starts})
        for start, end, height in days.segments(least[place]):
            for left, right in pairwise([start, *(day for day in cuts if start < day < end), end]):
                below = sum(value for each in least[:place] if not missing(value := each.at(left)))
                if height > 0:
                    yield _box(left, right, below, below + height, called(source.title), unit) | {"colour": colour}


def _between(days: _Days, upper: Steps[Any], lower: Steps[Any], what: str, unit: Unit) -> Iterator[Row]:
    """Where one value is above another, from the one to the other."""
    for start, end, most in days.segments(upper):
        for left, right in pairwise([start, *(day for day in lower.starts if start < day < end), end]):
            least = lower.at(left)
            if not missing(least) and least < most:
                yield _box(left, right, least, most, _(what), unit) | {"colour": _OTHERS[what]}


def _box(left: int, right: int, below: Number, above: Number, what: str, unit: Unit) -> Row:
    days = {"start": iso_date(left), "end": iso_date(right)}
    return {**days, "low": measure(below, unit), "high": measure(above, unit), "what": what}


def _supply_where_short(margin: Any, load: Any, firm: Any) -> Any:
    """The supply where it may fall short of the load, else the load: both at worst may never meet."""
    return firm if missing(margin) or least_of(margin) < 0 else load


def _line(days: _Days, load: Steps[Any], unit: Unit) -> Iterator[Row]:
    """The ends of each stretch of the load; a new piece where it is not known in between."""
    piece, reached = 0, None
    for number, (start, end, value) in enumerate(days.segments(load)):
        piece += reached is not None and reached != start
        for order, day in ((2 * number, start), (2 * number + 1, end)):
            yield {"day": iso_date(day), "load": measure(value, unit), "piece": piece, "order": order}
        reached = end


def _phases(days: _Days, campus: Item) -> Iterator[Row]:
    """The phases of the days shown, in as many lines as keep their names apart; a name without room is left out."""
    begun: dict[int, list[str]] = {}
    for name, start in phase_days(campus).items():
        if days.first <= (day := first_of(start)) <= days.end:
            begun.setdefault(day, []).append(name)
    reached: list[float] = []  # how far each line is taken
    for day in sorted(begun):
        text = ", ".join(begun[day])
        at, width = days.x(day), _LETTER * len(text)
        before = at + width > _WIDTH
        left = at - width if before else at
        lane = next((lane for lane, end in enumerate(reached) if end < left), len(reached))
        if lane >= _LANES or left < 0:
            text, lane = "", 0
        else:
            reached[lane : lane + 1] = [left + width + _LETTER]
        yield {"day": iso_date(day), "name": text, "lane": lane, "before": before}


def _windows(days: _Days, campus: Item) -> Iterator[Row]:
    """The days on which each phase may begin that is not known to the day."""
    for day in phase_days(campus).values():
        if isinstance(day, Uncertain) and first_of(day) < days.end and last_of(day) > days.first:
            yield {"start": iso_date(max(first_of(day), days.first)), "end": iso_date(min(last_of(day), days.end))}
