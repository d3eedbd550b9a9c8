"""Verdicts before and after: on the campus and its scenarios, and of each rule on each subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import attrs

from colossusc.emit import verdict
from colossusc.emit.difference.model import Period, Ruled, Verdict
from colossusc.emit.model import Run
from colossusc.rules.verdict import WORST, CampusResult, Heading, Judgement
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine, stepped

Key: TypeAlias = tuple[str, str, int]  # code, title of a `require`, number among those alike
Periods: TypeAlias = tuple[Period, ...]

_SILENT = ("holds", "not applicable")


def verdicts(old: tuple[Run, CampusResult | None], new: tuple[Run, CampusResult | None]) -> Iterator[Verdict]:
    """The verdict on the campus, and on the scenarios where it is another one."""
    before, after = (dict(_worst(*side)) for side in (old, new))
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name, ("", "")), after.get(name, ("", ""))
        if not name or was != now:
            yield Verdict(name, was[0], now[0], was[1], now[1])


def _worst(run: Run, result: CampusResult | None) -> Iterator[tuple[str, tuple[str, str]]]:
    if result is None:
        return
    yield "", verdict.worst(run, result)
    for each in result.variants:
        if each.scenario is not None:
            yield each.scenario.name, verdict.worst(run, each)


def ruled(old: CampusResult | None, new: CampusResult | None, as_of: int | None) -> Iterator[Ruled]:
    """Each rule on each subject on which its verdict differs, unless it is silent on both sides: worse comes first."""
    sides = [judgements(result) for result in (old, new)]
    found: dict[tuple[Key, str, Periods], tuple[Judged, list[str]]] = {}
    for key in dict.fromkeys((*sides[1], *sides[0])):
        scenario, rule, subject = key
        before, after = (side.get(key, _NOWHERE) for side in sides)
        steps = combine(_differ, before.steps, after.steps)
        periods = tuple((start, end, *pair) for start, end, pair in steps.segments() if pair is not None)
        if any(verdict not in _SILENT for *_, was, now in periods for verdict in (was, now)):
            either = after if key in sides[1] else before
            found.setdefault((rule, subject, periods), (either, []))[1].append(scenario)
    rows = [
        Ruled(code, either.title, either.severity, subject, tuple(names), periods, *_main(periods, as_of))
        for ((code, _, _), subject, periods), (either, names) in found.items()
    ]
    yield from sorted(rows, key=_importance)


def _main(periods: Periods, as_of: int | None) -> tuple[Period, bool]:
    """The period from `as_of` on in which it turned worst, or was before; of what is over, of all periods."""
    ahead = [each for each in periods if as_of is None or each[1] > as_of]
    return min(ahead or periods, key=lambda each: (_rank(each[3]), _rank(each[2]), each[0])), not ahead


@attrs.frozen(eq=False)
class Judged:
    """How a rule judges a subject over time."""

    title: str
    severity: str
    steps: Steps[str]


_NOWHERE = Judged("", "", Steps((FIRST_DAY,), ("not applicable",)))


def judgements(result: CampusResult | None) -> dict[tuple[str, Key, str], Judged]:
    """By scenario (the plan itself has no name), rule and subject."""
    found = {}
    for each in (result, *result.variants) if result is not None else ():
        name = each.scenario.name if each.scenario is not None and each is not result else ""
        keys = dict(headings(each))
        for outcome in each.outcomes:
            heading = outcome.heading
            for judgement in outcome.judgements:
                key = (name, keys[heading], judgement.subject)
                found[key] = Judged(heading.title or heading.name, heading.severity, _over_time(judgement))
    return found


def _over_time(judgement: Judgement) -> Steps[str]:
    starts, values = [FIRST_DAY], ["not applicable"]
    for each in sorted(judgement.intervals, key=lambda each: each.start):
        if each.start == starts[-1]:
            values[-1] = each.counted
        else:
            starts.append(each.start)
            values.append(each.counted)
        starts.append(each.end)
        values.append("not applicable")
    return stepped(starts, values)


def _differ(old: str, new: str) -> Any:
    return (old, new) if old != new else None


def headings(result: CampusResult) -> Iterator[tuple[Heading, Key]]:
    """The rules by code and title, and by their number among those alike: a plan may require much without a title."""
    seen: Counter[tuple[str, str]] = Counter()
    for outcome in result.outcomes:
        heading = outcome.heading
        name = (heading.code, heading.title if heading.code == "require" else "")
        yield heading, (*name, seen[name])
        seen[name] += 1


def _rank(verdict: str) -> int:
    return [str(each) for each in WORST].index(verdict)


def _importance(each: Ruled) -> tuple[Any, ...]:
    _, _, was, now = each.main
    worse = _rank(now) < _rank(was)
    severity = ("error", "warning", "note").index(each.severity)
    return (each.past, severity, not worse, _rank(now) if worse else _rank(was), each.scenarios[0] != "")
