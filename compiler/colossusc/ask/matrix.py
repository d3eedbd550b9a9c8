"""The same plan elsewhere, or on another day: in each of some jurisdictions, as of each of some days, what fails first.

A cell is a campus, or a scenario of it, made again with one more change on top: the jurisdictions of all its sites. The
day is that of the judgement, so what ended before is past. What fails a check is counted: findings of rules and of
`require`s of that severity, that are not waived and, without `past`, not over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import TypeAlias

import attrs

from colossusc.ask.trial import Subject, Trials
from colossusc.diagnostic import RANK, Diagnostic, Severity
from colossusc.ir import Item
from colossusc.rules.told import told_once
from colossusc.rules.verdict import Interval, Outcome

Places: TypeAlias = tuple[str, ...]  # the jurisdictions of all sites, by name; none leaves them as written


@attrs.frozen
class Asked:
    """In which jurisdictions, as of which days, and what counts."""

    places: tuple[Places, ...] = ((),)
    days: tuple[int | None, ...] = (None,)  # None is the plan's own
    severity: Severity = "error"  # the least that blocks
    past: bool = False
    selects: Callable[[str], bool] = lambda code: True  # whether findings of a code are asked about


@attrs.frozen(eq=False)
class Blocking:
    """What fails first in a cell."""

    finding: Diagnostic
    start: int  # the day from which it counts


@attrs.frozen(eq=False)
class Cell:
    """One campus or scenario, in some jurisdictions, as of a day."""

    subject: Subject
    places: Places
    as_of: int | None
    first: Blocking | None
    failing: int  # findings that block, the first among them
    open: int  # findings that cannot be judged


def matrix(trials: Trials, subjects: Sequence[Subject], asked: Asked) -> Iterator[Cell]:
    """A cell for each subject, place and day, in this order."""
    for subject, places, day in product(subjects, asked.places, asked.days):
        as_of = trials.plan.as_of(subject.campus) if day is None else day
        mistakes, outcomes = trials.judged(subject, _moved(subject.campus, places), as_of=as_of)
        blocking = [Blocking(each, 0) for each in mistakes]
        found = [each for outcome in told_once(outcomes) for each in _counted(outcome, asked)]
        blocking += [
            Blocking(finding, max(interval.start, as_of or interval.start))
            for interval, finding in found
            if interval.verdict != "open" and RANK[finding.severity] >= RANK[asked.severity]
        ]
        first = min(blocking, key=lambda each: each.start, default=None)
        still_open = sum(interval.verdict == "open" for interval, _ in found)
        yield Cell(subject, places, as_of, first, len(blocking), still_open)


def _counted(outcome: Outcome, asked: Asked) -> Iterator[tuple[Interval, Diagnostic]]:
    """The findings of a rule that a check counts."""
    for interval in outcome.intervals:
        finding = interval.finding
        if finding is None or finding.waiver is not None or not asked.selects(finding.code):
            continue
        if asked.past or not finding.past:
            yield interval, finding


def _moved(campus: Item, places: Places) -> str:
    """The statements that put all sites of a campus, or one without sites, under these jurisdictions."""
    if not places:
        return ""
    names = ", ".join(places)
    paths = [f"{site.name}.jurisdiction" for site in campus.children.get("site", ())] or ["jurisdiction"]
    return "\n".join(f"set {path} = [{names}]" for path in paths)
