"""Findings before and after, matched by what they are about: rule, severity, subject and scenario, never the place.

Of several findings of one rule on one subject those belong together that say the same, then those of the same days,
then those that overlap most. What is left is new, or fixed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.emit.dated import Dated, dated
from colossusc.emit.difference.fields import pair
from colossusc.emit.difference.model import Finding, Found
from colossusc.emit.difference.power import Version
from colossusc.emit.difference.verdicts import Judged, Key, Place, by_scenario, headings, judgements, without_units
from colossusc.rules.verdict import CampusResult

Pair: TypeAlias = tuple[Key, Dated | None, Dated | None]


def findings(old: Version, new: Version, *, reworded: bool = True) -> tuple[tuple[Finding, ...], int]:
    """What changed, worst first, and how many findings that count are alike on both sides.

    Without `reworded` other words alone are no change: where nothing else differs they come from the order of
    declarations, such as which of two figures that are not given is named first.
    """
    sides = [{name: _found(each) for name, each in by_scenario(version.result)} for version in (old, new)]
    judged = [judgements(version.result) for version in (old, new)]
    changed: dict[object, tuple[Finding, list[str]]] = {}
    unchanged: set[Diagnostic] = set()
    for scenario in dict.fromkeys((*sides[1], *sides[0])):
        for key, before, after in _pairs(*(_told(side, scenario) for side in sides)):
            found = after or before
            assert found is not None
            sort = _sort(before, after, reworded)
            if before is None or after is None:
                sort = _of_one_side(
                    found, _elsewhere(found, key, scenario, judged[after is None]), is_new=before is None
                )
            if sort is None:
                unchanged |= {found.finding} if before and after and _counts(found.finding) else set()
                continue
            alike = (sort, key, found.finding.subject, *(_words(each) for each in (before, after) if each))
            told = (each.finding if each is not None else None for each in (before, after))
            row = Finding(sort, found.heading.title, *pair(told), ())
            changed.setdefault(alike, (row, []))[1].append(scenario)
    rows = [attrs.evolve(row, scenarios=tuple(names)) for row, names in changed.values()]
    return tuple(sorted(rows, key=lambda each: each.rank)), len(unchanged)


def problems(old: Iterable[Diagnostic], new: Iterable[Diagnostic]) -> Iterator[Finding]:
    """What is said of the files themselves: the same words are the same problem."""
    sides = tuple(old), tuple(new)
    number = [Counter(map(_said, side)) for side in sides]
    for place, side in enumerate(sides):
        seen: Counter[tuple[str, str, str]] = Counter()
        for each in side:
            seen[_said(each)] += 1
            if seen[_said(each)] > number[not place][_said(each)]:
                yield Finding("new", "", None, each, ("",)) if place else Finding("fixed", "", each, None, ("",))


def _said(each: Diagnostic) -> tuple[str, str, str]:
    return each.code, each.severity, each.message


def _found(result: CampusResult) -> list[tuple[Key, Dated]]:
    """The findings, each with the key of its rule."""
    keys = dict(headings(result))
    return [(keys[found.heading], found) for found in dated(result)]


def _told(side: dict[str, list[tuple[Key, Dated]]], scenario: str) -> list[tuple[Key, Dated]]:
    """What is found in a scenario; in one that a side does not have, what is found in its plan."""
    return side.get(scenario, side.get("", []))


def _sort(before: Dated | None, after: Dated | None, reworded: bool) -> Found | None:
    """What became of a finding that both sides have; None where nothing did."""
    if before is None or after is None or _words(before)[not reworded :] == _words(after)[not reworded :]:
        return None
    if (before.finding.waiver is None) != (after.finding.waiver is None):
        return "no longer waived" if after.finding.waiver is None else "now waived"
    return "changed"


def _of_one_side(found: Dated, elsewhere: set[str], *, is_new: bool) -> Found | None:
    """What became of a finding that only one side has, by the verdicts of the other side on its days. Where these are
    alike it is only told with another finding, as one mistake is told once; where they are not but for a waiver, the
    waiver is what is new."""
    if elsewhere == {found.verdict}:
        return None
    if found.finding.waiver is not None and elsewhere & {"fails", "open"}:
        return "now waived" if is_new else "no longer waived"
    return "new" if is_new else "fixed"


def _elsewhere(found: Dated, key: Key, scenario: str, other: Mapping[Place, Judged]) -> set[str]:
    """The verdicts of the other side on the days of a finding."""
    subject = found.finding.subject
    judged = other.get((scenario, key, subject)) or other.get(("", key, subject))
    days = judged.steps.segments() if judged is not None else ()
    return {verdict for start, end, verdict in days if start < found.end and end > found.start}


def _words(found: Dated) -> tuple[object, ...]:
    each = found.finding
    return (each.message, each.severity, found.start, found.end, found.verdict, each.past, each.waiver is None)


def _counts(finding: Diagnostic) -> bool:
    return finding.waiver is None and not finding.past


# -------------------------------------------------------------------------------------------------------- matching


def _pairs(old: Sequence[tuple[Key, Dated]], new: Sequence[tuple[Key, Dated]]) -> Iterator[Pair]:
    """Each finding once: with its like on the other side, or alone."""
    groups: dict[tuple[Key, str, str], tuple[list[Dated], list[Dated]]] = {}
    for place, side in enumerate((old, new)):
        for key, found in side:
            groups.setdefault((key, found.finding.severity, found.finding.subject), ([], []))[place].append(found)
    left: dict[tuple[Key, str, str], tuple[list[Dated], list[Dated]]] = {}
    for (key, severity, subject), sides in groups.items():
        yield from ((key, *pair) for pair in _matched(*sides))
        for each, rest in zip(left.setdefault((key, severity, without_units(subject)), ([], [])), sides, strict=True):
            each.extend(rest)
    for (key, _, _), (before, after) in left.items():  # `smt[01..15]` may have become `smt[01..27]`
        yield from ((key, *pair) for pair in _matched(before, after))
        yield from ((key, each, None) for each in before)
        yield from ((key, None, each) for each in after)


def _matched(before: list[Dated], after: list[Dated]) -> Iterator[tuple[Dated, Dated]]:
    """Takes those out of both lists that belong together, the closest first."""
    likely = [(_closeness(one, other), one, other) for one in before for other in after]
    for closeness, one, other in sorted(likely, key=lambda each: each[0]):
        if closeness[0] < _APART and one in before and other in after:
            before.remove(one)
            after.remove(other)
            yield one, other


_APART = 3


def _closeness(one: Dated, other: Dated) -> tuple[int, ...]:
    """How near two findings are, the nearest first: alike, of the same days, overlapping, apart."""
    overlap = min(one.end, other.end) - max(one.start, other.start)
    days = (-overlap, min(one.start, other.start), max(one.start, other.start))
    if (one.start, one.end) == (other.start, other.end):
        return (0 if one.finding.message == other.finding.message else 1, *days)
    return (2 if overlap > 0 else _APART, *days)
