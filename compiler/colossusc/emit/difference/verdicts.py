"""Verdicts before and after: on the campus and its scenarios, and of each rule on each subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from colossusc.diagnostic import RANK
from colossusc.elaborate.arrays import split, split_key
from colossusc.emit import verdict
from colossusc.emit.difference.model import Period, Ruled, Verdict
from colossusc.emit.model import Run
from colossusc.emit.verdict import Worst
from colossusc.rules.verdict import WORST, CampusResult, Heading, Judgement
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine, stepped

Key: TypeAlias = tuple[str, str, int]  # code, title of a `require`, number among those alike
Periods: TypeAlias = tuple[Period, ...]

Place: TypeAlias = tuple[str, Key, str]  # scenario, rule, subject

_SILENT = ("holds", "not applicable")


def verdicts(old: tuple[Run, CampusResult | None], new: tuple[Run, CampusResult | None]) -> Iterator[Verdict]:
    """The verdict on the campus, and on the scenarios where it is another one."""
    before, after = (dict(_worst(*side)) for side in (old, new))
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if not name or was is None or now is None or was.brief != now.brief:
            yield Verdict(name, was, now)


def _worst(run: Run, result: CampusResult | None) -> Iterator[tuple[str, Worst]]:
    if result is not None:
        yield "", verdict.worst(run, result)
        for each in result.variants:
            if each.scenario is not None:
                yield each.scenario.name, verdict.worst(run, each)


def ruled(old: CampusResult | None, new: CampusResult | None, as_of: int | None) -> Iterator[Ruled]:
    """Each rule on each subject on which its verdict differs, unless it is silent on both sides: worse comes first."""
    sides = [judgements(result) for result in (old, new)]
    found: dict[tuple[Key, str, Periods], tuple[Judged, list[str]]] = {}
    for was, now in _pairs(sides[0], sides[1]):
        key = now or was
        assert key is not None
        scenario, rule, subject = key
        before, after = (
            side[each] if each is not None else _NOWHERE for side, each in zip(sides, (was, now), strict=True)
        )
        steps = combine(_differ, before.steps, after.steps)
        periods = tuple((start, end, *pair) for start, end, pair in steps.segments() if pair is not None)
        if any(verdict not in _SILENT for *_, was, now in periods for verdict in (was, now)):
            either = sides[1].get(key) or sides[0][key]
            found.setdefault((rule, subject, periods), (either, []))[1].append(scenario)
    rows = [
        Ruled(code, either.title, either.severity, subject, tuple(names), periods, *_main(periods, as_of))
        for ((code, _, _), subject, periods), (either, names) in found.items()
    ]
    yield from sorted(rows, key=_importance)


def _pairs(old: Iterable[Place], new: Iterable[Place]) -> Iterator[tuple[Place | None, Place | None]]:
    """What is judged on both sides, and on one; an array of another size, where it has no parts, is the same."""
    befores, afters = dict.fromkeys(old), dict.fromkeys(new)
    apart: dict[Place, tuple[list[Place], list[Place]]] = {}  # by array: what went, and what came
    for place, (side, other) in enumerate(((befores, afters), (afters, befores))):
        for each in side:
            if each not in other:
                apart.setdefault(_array(each), ([], []))[place].append(each)
    yield from ((each, each) for each in afters if each in befores)
    for went, came in apart.values():
        if len(went) == len(came) == 1:
            yield went[0], came[0]
        else:
            yield from ((None, each) for each in came)
            yield from ((each, None) for each in went)


def _array(place: Place) -> Place:
    return place[0], place[1], without_units(place[2])


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


def judgements(result: CampusResult | None) -> dict[Place, Judged]:
    """By scenario (the plan itself has no name), rule and subject."""
    found = {}
    for name, each in by_scenario(result):
        keys = dict(headings(each))
        for outcome in each.outcomes:
            heading = outcome.heading
            for judgement in outcome.judgements:
                key = (name, keys[heading], judgement.subject)
                found[key] = Judged(heading.title or heading.name, heading.severity, _over_time(judgement))
    return found


def by_scenario(result: CampusResult | None) -> Iterator[tuple[str, CampusResult]]:
    """The plan, whose name is empty, and each of its scenarios."""
    if result is not None:
        yield "", result
        yield from ((each.scenario.name, each) for each in result.variants if each.scenario is not None)


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
    return (each.past, -RANK[each.severity], not worse, _rank(now) if worse else _rank(was), each.scenarios[0] != "")


def without_units(subject: str) -> str:
    """The names of objects without the units of arrays."""
    return " and ".join(".".join(split_key(word)[0] for word in split(name)) for name in subject.split(" and "))
