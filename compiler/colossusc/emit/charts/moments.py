"""The days that pictures show: of each phase the one with the least margin, which it must be built for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.phases import phase_days
from colossusc.ir import END, Item
from colossusc.language import _, marked
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import least_of

WHOLE = marked("whole plan")  # of a campus without phases
_EDGE = 30  # days at least beside the first and the last one


def around(days: Collection[int]) -> tuple[int, int]:
    """The first and the last day of an axis that shows some days, with some room beside them."""
    edge = max(_EDGE, (max(days) - min(days)) // 20)
    return max(FIRST_DAY, min(days) - edge), min(LAST_DAY, max(days) + edge)


def from_until(start: int, end: int) -> tuple[str, str]:
    """The ends of half-open `[start, end)` for a table; nothing of what has been so always, or goes on."""
    return (show_date(start) if start > FIRST_DAY else "", show_date(end) if end < END else "")


def as_of_words(day: int) -> str:
    """What stands at the day of the check."""
    return _("as of {day}", day=show_date(day))


@attrs.frozen
class Moment:
    """A day of a phase."""

    name: str
    day: int

    @property
    def day_words(self) -> str:
        """The day; of what has been so always, no day."""
        return show_date(self.day) if self.day > FIRST_DAY else _("always")


def placed_phases(campus: Item) -> dict[str, tuple[int, int]]:
    """The first and the last day on which each phase may begin; of one that may have begun ever so long ago, the last
    counts as the first, and one of which no day is known has no place in a picture."""
    found = {}
    for name, day in phase_days(campus).items():
        first, last = first_of(day), last_of(day)
        begins = first if first > FIRST_DAY else last
        if begins < LAST_DAY:
            found[name] = (begins, last)
    return found


def moments(facts: Facts, campus: Item) -> tuple[Moment, ...]:
    """One day for each phase during which power is drawn or supplied, in the order of time; of phases that begin on one
    day, which have their names together."""
    starts: dict[int, list[str]] = {}
    for name, (first, _last) in placed_phases(campus).items():
        starts.setdefault(first, []).append(name)
    days = sorted(starts) or [FIRST_DAY]
    balance = balances(facts, campus)
    found = []
    for start, end in zip(days, [*days[1:], END], strict=True):
        name = ", ".join(starts.get(start, [_(WHOLE)]))
        if (tight := tightest(balance, start, end)) is not None:
            found.append(Moment(name, tight))
    return tuple(found)


def balances(facts: Facts, campus: Item) -> Steps[Any]:
    """Load, firm supply and margin over time."""
    names = ("facility_load", "firm_supply", "margin")
    return combine(lambda *values: values, *(facts.steps(campus, name) for name in names))


def tightest(balance: Steps[Any], start: int, end: int) -> int | None:
    """The first day of the least margin on `[start, end)`, of the days on which something is drawn, else supplied; None
    where nothing is. Where the margin is not known, that day."""
    inside = [
        (max(begin, start), values)
        for begin, cease, values in balance.segments()
        if begin < end and cease > start and any(value != 0 for value in values)
    ]
    drawing = [(day, values) for day, values in inside if values[0] != 0] or inside
    if not drawing:
        return None
    unknown = next((day for day, (_, _, margin) in drawing if missing(margin)), None)
    return min(drawing, key=lambda each: (least_of(each[1][2]), each[0]))[0] if unknown is None else unknown


def supplied_from(facts: Facts, campus: Item, as_of: int | None) -> int | None:
    """The first day from `as_of` on on which something is contracted or installed, and if there is such a day, on which
    something is drawn too; None where there is none."""
    since = FIRST_DAY if as_of is None else as_of
    supplied = [
        span
        for term in facts.value(campus, "firm_supply").terms
        for span in _spans(term.stages[0][1] if term.stages else term.steps, since)
    ]
    drawing = _spans(facts.steps(campus, "facility_load"), since)
    both = [max(start, begin) for start, end in supplied for begin, cease in drawing if start < cease and begin < end]
    return min(both or [start for start, _ in supplied], default=None)


def _spans(steps: Steps[Any], since: int) -> list[tuple[int, int]]:
    """The periods from a day on on which there is something, or may be."""
    return [
        (max(start, since), end)
        for start, end, power in steps.segments()
        if end > since and (missing(power) or power != 0)
    ]
