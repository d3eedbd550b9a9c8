"""Power before and after: peaks and least margins, and every period in which load or supply differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.phases import phase_days
from colossusc.emit.balance import levels
from colossusc.emit.difference.model import Figure, Power, Stretch, absent
from colossusc.emit.difference.values import said
from colossusc.emit.margins import least
from colossusc.emit.phrases import period
from colossusc.emit.ranges import periods
from colossusc.expr.types import quantity
from colossusc.ir import END, Item
from colossusc.rules.verdict import CampusResult
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.dates import first_of
from colossusc.values.uncertain.expression import least_of, most_of

MW = quantity("MW")
_FACTS = (
    ("facility load", "facility_load"),
    ("IT load", "it_load"),
    ("firm supply", "firm_supply"),
    ("margin", "margin"),
)
_PEAKS = (("peak facility load", "facility_load"), ("peak IT load", "it_load"))


class Version:
    """A campus on one side, with the day on which it is judged; without one, the side that does not have it."""

    def __init__(self, result: CampusResult | None, as_of: int | None) -> None:
        self.result = result
        self.as_of = as_of

    def levels(self) -> dict[str, Item]:
        """The campus and, where there are several, its sites, by name; the campus has none."""
        if self.result is None:
            return {}
        return {each.name if each.parent is not None else "": each for each in levels(self.result.campus)}

    def steps(self, level: Item | None, fact: str) -> Steps[Any]:
        """A fact of a level; absent where it is not there."""
        if self.result is None or level is None:
            return constant(ABSENT)
        return self.result.facts.steps(level, fact)

    def facts(self) -> Facts | None:
        """What was computed of it."""
        return self.result.facts if self.result is not None else None

    def spans(self) -> tuple[tuple[str, int, int], ...]:
        """The days from `as_of` on, and those before it."""
        if self.as_of is None:
            return (("", FIRST_DAY, END),)
        return (("", self.as_of, END), (", past", FIRST_DAY, self.as_of))


def power(old: Version, new: Version) -> Iterator[Power]:
    """The levels on which something differs."""
    befores, afters = old.levels(), new.levels()
    for name in [name for name in afters or befores if not name or (name in befores and name in afters)]:
        found = Power(
            name,
            tuple(_figures(old, befores.get(name), new, afters.get(name))),
            tuple(_stretches(old, befores.get(name), new, afters.get(name))) if befores and afters else (),
        )
        if found.figures or found.stretches:
            yield found


def _figures(old: Version, before: Item | None, new: Version, after: Item | None) -> Iterator[Figure]:
    """From `as_of` on, and before it; each side's own, where they are judged on different days."""
    for place in range(max(len(old.spans()), len(new.spans()))):
        sides = [_span(version, level, place) for version, level in ((old, before), (new, after))]
        for what in dict.fromkeys(what for side in sides for what in side):
            (past, past_when), (now, now_when) = (side.get(what, (ABSENT, "")) for side in sides)
            if said(past) != said(now) or (past_when != now_when and what.startswith("least")):
                yield Figure(what, past, now, MW, past_when, now_when)


def _span(version: Version, level: Item | None, place: int) -> dict[str, tuple[Any, str]]:
    """The figures of a level in one span of days: what → value and when."""
    facts, spans = version.facts(), version.spans()
    if facts is None or level is None or place >= len(spans):
        return {}
    words, start, end = spans[place]
    found: dict[str, tuple[Any, str]] = {}
    if (margin := least(facts, level, start, end)) is not None:
        found[f"least margin{words}"] = (margin.power, margin.period)
    for name, fact in _PEAKS:
        days = [
            (most_of(value), -max(begin, start), value)
            for begin, cease, value in facts.steps(level, fact).segments()
            if begin < end and cease > start and not missing(value)
        ]
        if days:
            _, day, value = max(days, key=lambda each: each[:2])
            found[f"{name}{words}"] = (value, period(max(-day, FIRST_DAY), END).removesuffix(" on"))
    return found


def _stretches(old: Version, before: Item | None, new: Version, after: Item | None) -> Iterator[Stretch]:
    everything = [version.steps(level, fact) for version, level in ((old, before), (new, after)) for _, fact in _FACTS]
    phases = _phases(new) or _phases(old)
    for start, end, days in periods(combine(_differ, *everything)):
        rows = [day for day in days if day is not None]
        if not rows:
            continue
        figures = []
        for place, (words, _) in enumerate(_FACTS):
            pairs = [row[place] for row in rows if said(row[place][0]) != said(row[place][1])]
            if pairs:
                furthest = max(pairs, key=_distance)
                figures.append(Figure(words, furthest[0], furthest[1], MW))
        past = new.as_of is not None and end <= new.as_of
        yield Stretch(start, end, tuple(figures), next((name for day, name in phases if day <= start), ""), past)


def _differ(*values: Any) -> Any:
    """The pairs of each fact, where any differs."""
    half = len(values) // 2
    pairs = tuple(zip(values[:half], values[half:], strict=True))
    return pairs if any(said(one) != said(other) for one, other in pairs) else None


def _distance(pair: tuple[Any, Any]) -> Any:
    """How far apart two values are: of a ramp, the day on which they are furthest apart is shown."""
    if any(absent(each) or missing(each) or isinstance(least_of(each), float) for each in pair):
        return 0
    return abs(least_of(pair[1]) - least_of(pair[0]))


def _phases(version: Version) -> list[tuple[int, str]]:
    """The phases of a campus, the latest first."""
    begun = phase_days(version.result.campus) if version.result is not None else {}
    return sorted(((first_of(day), name) for name, day in begun.items()), reverse=True)
