"""Every rule and requirement: applied, not applicable and why, or open and what is missing."""

from __future__ import annotations

import attrs

from colossusc.emit.model import CampusResult
from colossusc.emit.phrases import graded, period, place
from colossusc.ir import END, Item
from colossusc.rules.verdict import Outcome
from colossusc.source import Span
from colossusc.values.calendar import FIRST_DAY

_APPLIED = {"fails": "applied: fails", "near": "applied: holds, close to its limit", "holds": "applied: holds"}


@attrs.frozen
class Judged:
    """One subject of a rule: its verdicts in order."""

    subject: str
    verdicts: tuple[tuple[str, str], ...]  # verdict, and when; of an open one also what is missing


@attrs.frozen
class Row:
    """One rule."""

    code: str
    title: str
    severity: str
    status: str
    jurisdiction: str
    effective: str
    verdict: str  # the worst of all subjects: fails, open, near, holds, not applicable
    words: str  # the same in words, with the reason
    sources: tuple[str, ...]
    place: str
    subjects: tuple[Judged, ...]


def rows(result: CampusResult) -> tuple[Row, ...]:
    """The rules, in the order of their outcomes."""
    return tuple(map(_row, result.outcomes))


def _row(outcome: Outcome) -> Row:
    heading = outcome.heading
    return Row(
        heading.code,
        heading.title or heading.name,
        heading.severity,
        heading.status,
        jurisdiction(heading.jurisdiction),
        "" if (heading.start, heading.end) == (FIRST_DAY, END) else period(heading.start, heading.end),
        outcome.verdict,
        _words(outcome),
        tuple(map(graded, heading.sources)),
        place(Span(heading.module.source, heading.node.start, heading.node.end)),
        tuple(
            Judged(
                judgement.subject,
                tuple(
                    (each.verdict, period(each.start, each.end) + (f", {each.because}" if each.because else ""))
                    for each in judgement.intervals
                    if each.verdict != "not applicable"
                ),
            )
            for judgement in outcome.judgements
            if any(each.verdict != "not applicable" for each in judgement.intervals)
        ),
    )


def jurisdiction(item: Item | None) -> str:
    """Where a rule applies, from the inside out: `us_tn_shelby in us_tn in us`."""
    names = []
    while item is not None:
        names.append(item.name)
        item = item.base
    return " in ".join(names)


def _words(outcome: Outcome) -> str:
    verdict = outcome.verdict
    if verdict == "open":
        missing = dict.fromkeys(
            interval.because
            for judgement in outcome.judgements
            for interval in judgement.intervals
            if interval.verdict == "open" and interval.because
        )
        return f"open: {'; '.join(missing)}" if missing else "open"
    if verdict == "not applicable":
        return f"not applicable: {outcome.why}" if outcome.why else "not applicable: it asks nothing of this campus"
    return _APPLIED[verdict]
