"""Every rule and requirement: applied, not applicable and why, or open and what is missing."""

from __future__ import annotations

import attrs

from colossusc.emit.phrases import graded, period, place
from colossusc.ir import END, Item
from colossusc.rules.verdict import WORST, CampusResult, Outcome, Verdict
from colossusc.source import Span
from colossusc.values.calendar import FIRST_DAY

_APPLIED = {"fails": "applied: fails", "near": "applied: holds, close to its limit", "holds": "applied: holds"}
_PAST = {"fails": "failed", "open": "was open", "near": "came close to its limit"}


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
    verdict: str  # the worst of all subjects from `as_of` on: fails, open, near, holds, not applicable
    words: str  # the same in words, with the reason
    sources: tuple[str, ...]
    place: str
    subjects: tuple[Judged, ...]


def rows(result: CampusResult, as_of: int | None) -> tuple[Row, ...]:
    """The rules, in the order of their outcomes."""
    return tuple(_row(outcome, _ahead(outcome, as_of)) for outcome in result.outcomes)


def _row(outcome: Outcome, ahead: Verdict) -> Row:
    heading = outcome.heading
    return Row(
        heading.code,
        heading.title or heading.name,
        heading.severity,
        heading.status,
        jurisdiction(heading.jurisdiction),
        "" if (heading.start, heading.end) == (FIRST_DAY, END) else period(heading.start, heading.end),
        ahead,
        _words(outcome, ahead),
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


def _ahead(outcome: Outcome, as_of: int | None) -> Verdict:
    """The worst verdict on what does not end before `as_of`."""
    verdicts = {
        interval.verdict
        for judgement in outcome.judgements
        for interval in judgement.intervals
        if as_of is None or interval.end > as_of
    }
    return next((verdict for verdict in WORST if verdict in verdicts), "not applicable")


def _words(outcome: Outcome, ahead: Verdict) -> str:
    if ahead == "open":
        missing = dict.fromkeys(
            interval.because
            for judgement in outcome.judgements
            for interval in judgement.intervals
            if interval.verdict == "open" and interval.because
        )
        return f"open: {'; '.join(missing)}" if missing else "open"
    if not outcome.judgements:
        return f"not applicable: {outcome.why or 'it asks nothing of this campus'}"
    words = _APPLIED.get(ahead, "applied")
    behind = _PAST.get(outcome.verdict) if ahead != outcome.verdict else None
    return f"{words}, {behind} in the past" if behind is not None else words
