"""When what is there: phases, contracts, approvals and permits, units that need a permit, and orders, with the gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import eq
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.permits import NEEDING
from colossusc.analyses.slips import Delivery, deliveries
from colossusc.emit.bom import days_of
from colossusc.emit.charts.chart import Chart, Row, Table, called, drawn
from colossusc.emit.charts.moments import around, as_of_words, from_until, placed_phases
from colossusc.emit.orders import lateness
from colossusc.emit.phrases import titled
from colossusc.ir import END, Item
from colossusc.language import _, marked, ngettext, pgettext
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, iso_date, show_date
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import most_of

MOST = 14  # rows of one sort; those with gaps come first, and the table has all
_WIDTH = 460  # of the chart, and of a letter of what stands in a bar
_LETTER = 7
GAP = "gap"
_SORTS = {
    "phase": marked("phase"),
    "contract": marked("contract"),
    "permit": marked("permit"),
    "units": marked("units"),
    "order": marked("order"),
    GAP: marked("gap"),
}


@attrs.frozen
class Bar:
    """Half-open `[start, end)` of a row."""

    start: int
    end: int
    sort: str  # of its row, or a gap
    text: str = ""
    note: str = ""  # what else the table says


@attrs.frozen
class Line:
    """One row."""

    sort: str
    name: str
    bars: tuple[Bar, ...]

    @property
    def gaps(self) -> int:
        return sum(bar.sort == GAP for bar in self.bars)


def schedule(facts: Facts, campus: Item, as_of: int | None) -> Chart | None:
    """The picture; None where nothing has a day."""
    lines = [line for line in _lines(facts, campus, as_of) if line.bars]
    days = {day for line in lines for bar in line.bars for day in (bar.start, bar.end) if FIRST_DAY < day < END}
    if not days:
        return None
    if as_of is not None:
        days.add(as_of)
    first, last = around(days)
    shown = list(_shown(lines))
    left_out = len(lines) - len(shown)
    gaps = [
        f"{line.name}: {bar.text} {_(' until ').join(from_until(bar.start, bar.end))}"
        for line in lines
        for bar in line.bars
        if bar.sort == GAP
    ]
    title = _("Phases, contracts, permits and orders")
    note = _("Dashed: a gap, on site without a permit in force or too late")
    if left_out:
        note = ngettext("{note}; {n} more rows are below", "{note}; {n} more rows are below", left_out, note=note)
    return drawn(
        "schedule",
        title,
        _(
            "{title} from {first} to {last}. Gaps: {gaps}.",
            title=title,
            first=show_date(first),
            last=show_date(last),
            gaps="; ".join(gaps) or pgettext("gaps", "none"),
        ),
        Table(
            (_("Sort"), _("What"), _("From"), _("Until"), _("Note")),
            tuple(
                (
                    _(_SORTS[bar.sort if bar.sort == GAP else line.sort]),
                    line.name,
                    *from_until(bar.start, bar.end),
                    bar.note or bar.text,
                )
                for line in lines
                for bar in line.bars
            ),
            texts=5,
        ),
        {
            "rows": [{"row": number, "name": line.name} for number, line in enumerate(shown)],
            "bars": [
                row for number, line in enumerate(shown) for bar in line.bars if (row := _bar(number, bar, first, last))
            ],
            "today": [] if as_of is None else [{"day": iso_date(as_of), "words": as_of_words(as_of)}],
        },
        note=note,
        days=[iso_date(first), iso_date(last)],
    )


def _lines(facts: Facts, campus: Item, as_of: int | None) -> Iterator[Line]:
    yield from _phases(campus)
    for grid in facts.items(campus, "grid"):
        contracted = grid.value("contracted")
        there = combine(
            lambda power, on_site: 0 if on_site is False else power, contracted.steps, facts.steps(grid, "on_site")
        )
        bars = _bars(there, "contract", lambda power: not missing(power) and most_of(power) > 0)
        named = [attrs.evolve(bar, text=contracted.type.show(there.at(bar.start))) for bar in bars]
        yield Line("contract", called(titled(grid)), tuple(named))
    for approval in campus.all("approval"):
        yield Line("permit", called(titled(approval)), tuple(_approved(approval)))
    for permit in facts.items(campus, "permit"):
        bars = _bars(facts.steps(permit, "in_force"), "permit", lambda state: state is True)
        yield Line("permit", called(titled(permit)), tuple(_named(bar, _("in force")) for bar in bars))
    for kind in NEEDING:
        for unit in facts.items(campus, kind):
            yield _unit(facts, unit)
    yield from (_order(each) for each in deliveries(facts, campus, as_of))


def _phases(campus: Item) -> Iterator[Line]:
    known = sorted((first, last, name) for name, (first, last) in placed_phases(campus).items())
    for place, (start, latest, name) in enumerate(known):
        end = next((after[0] for after in known[place:] if after[0] > start), END)
        note = _("begins by {day}", day=show_date(latest)) if latest > start and latest < LAST_DAY else ""
        yield Line("phase", name, (Bar(start, end, "phase", note=note),))


def _approved(approval: Item) -> Iterator[Bar]:
    granted, expires = (approval.value(name).steps.values[0] for name in ("granted", "expires"))
    if not missing(granted):
        limit = approval.value("limit")
        text = limit.type.show(limit.steps.values[0]) if limit.written else ""
        yield Bar(first_of(granted), END if missing(expires) else last_of(expires) + 1, "permit", text)


def _unit(facts: Facts, unit: Item) -> Line:
    """A unit that needs a permit: while it is on site, and without one in force."""

    def state(there: Any, permitted: Any) -> str:
        if missing(there) or there is False:
            return ""
        return GAP if permitted is False else "units"

    steps = combine(state, facts.steps(unit, "on_site"), facts.steps(unit, "is_permitted"))
    bars = [
        _named(bar, _("on site"))
        if sort == "units"
        else attrs.evolve(bar, text=_("no permit"), note=_("on site without a permit"))
        for sort in ("units", GAP)
        for bar in _bars(steps, sort, partial(eq, sort))
    ]
    return Line("units", called(titled(unit)), tuple(sorted(bars, key=lambda bar: bar.start)))


def _order(each: Delivery) -> Line:
    bought = each.purchase
    bars = []
    if not missing(bought.order_day) and days_of(bought.order_day).date:
        placed = not missing(bought.ordered)
        words = _("ordered, until it is needed") if placed else _("last day to order, until it is needed")
        bars.append(Bar(first_of(bought.order_day), first_of(bought.need), "order", "", words))
    if most_of(each.late) > 0 and last_of(each.there) < LAST_DAY:
        late = lateness(each.late)
        bars.append(Bar(first_of(bought.need), last_of(each.there), GAP, _("late"), _("comes {time} late", time=late)))
    return Line("order", called(titled(bought.item)), tuple(bar for bar in bars if bar.start < bar.end))


def _bars(steps: Steps[Any], sort: str, counts: Callable[[Any], bool]) -> Iterator[Bar]:
    """The periods with a value that counts; neighbours with one and the same are one."""
    run: tuple[int, int, Any] | None = None
    for start, end, value in steps.segments():
        if run is not None and run[1] == start and run[2] == value:
            run = (run[0], end, value)
            continue
        if run is not None:
            yield Bar(run[0], run[1], sort)
        run = (start, end, value) if counts(value) else None
    if run is not None:
        yield Bar(run[0], run[1], sort)


def _named(bar: Bar, words: str) -> Bar:
    return attrs.evolve(bar, text=_("until {end}", end=show_date(bar.end - 1)) if bar.end < END else "", note=words)


def _shown(lines: Sequence[Line]) -> Iterator[Line]:
    """Not too many rows of each sort."""
    for sort in dict.fromkeys(line.sort for line in lines):
        own = [line for line in lines if line.sort == sort]
        kept = sorted(range(len(own)), key=lambda place: (-own[place].gaps, place))[:MOST]
        yield from (own[place] for place in sorted(kept))


def _bar(number: int, bar: Bar, first: int, last: int) -> Row:
    start, end = max(bar.start, first), min(bar.end, last)
    fits = (end - start) * _WIDTH >= (len(bar.text) + 1) * _LETTER * (last - first)
    days = {"start": iso_date(start), "end": iso_date(end)}
    return {"row": number, **days, "sort": bar.sort, "text": bar.text if fits else "", "goes_on": bar.end > last}
