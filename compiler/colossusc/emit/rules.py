"""Every rule and requirement: applied, not applicable and why, open and what is missing, waived or pending."""

from __future__ import annotations

import attrs

from colossusc.emit.phrases import graded, period, place, titled, waived_words
from colossusc.ir import END, Item
from colossusc.language import _, marked, pgettext
from colossusc.rules.reliance import conclusions, reliances
from colossusc.rules.verdict import WORST, CampusResult, Heading, Interval, Judgement, Outcome, Verdict
from colossusc.source import Span
from colossusc.values.calendar import FIRST_DAY

_FAILS = {
    "error": (marked("fails"), marked("{verdict}, failed in the past")),
    "warning": (marked("warns"), marked("{verdict}, warned in the past")),
    "note": (marked("noted"), marked("{verdict}, noted in the past")),
}
_WOULD_FAIL = (marked("would fail"), marked("{verdict}, would have failed in the past"))
_PLAIN = {
    "open": (marked("open"), marked("{verdict}, was open in the past")),
    "waived": (marked("waived"), marked("{verdict}, was waived in the past")),
    "pending": (marked("pending"), ""),
    "near": (marked("holds, close to the limit"), marked("{verdict}, came close to the limit in the past")),
    "holds": (marked("holds"), ""),
}
_LOOKS = {"error": "fails", "warning": "warns", "note": "noted"}


@attrs.frozen
class Said:
    """A verdict on one period in words, and the look that it has."""

    look: str  # fails, warns, noted, open, waived, pending, near or holds
    words: str  # the verdict
    when: str  # of an open one also what is missing


@attrs.frozen
class Judged:
    """One subject of a rule: its verdicts in order."""

    subject: str  # the object
    verdicts: tuple[Said, ...]  # in the order of time


@attrs.frozen
class Row:
    """One rule."""

    code: str  # `require` of a requirement of the plan
    title: str  # what it asks
    standing: str  # `error, law`; `proposed`
    jurisdiction: str  # where it applies; empty where it is everywhere
    effective: str  # since when; empty where it is always
    look: str  # of the worst verdict on any subject from `as_of` on: fails, warns, open, waived, …, holds
    words: str  # the same in words, with the reason
    rests_on: str  # the weakest figure behind its verdicts from `as_of` on, with its grade
    sources: tuple[str, ...]  # with their grades
    place: str  # file and line
    subjects: tuple[Judged, ...]  # what it was judged on


def rows(result: CampusResult, as_of: int | None) -> tuple[Row, ...]:
    """The rules, in the order of their outcomes."""
    return tuple(_row(outcome, _ahead(outcome, as_of), as_of) for outcome in result.outcomes)


def _row(outcome: Outcome, ahead: Verdict, as_of: int | None) -> Row:
    heading = outcome.heading
    return Row(
        heading.code,
        heading.title or heading.name,
        _standing(heading),
        jurisdiction(heading.jurisdiction),
        "" if (heading.start, heading.end) == (FIRST_DAY, END) else period(heading.start, heading.end),
        _look(ahead, heading),
        _words(outcome, ahead),
        _rests_on(outcome, as_of),
        tuple(map(graded, heading.sources)),
        place(Span(heading.module.source, heading.node.start, heading.node.end)),
        tuple(
            Judged(_subject(judgement), tuple(_said(each, heading) for each in judgement.intervals if _applies(each)))
            for judgement in outcome.judgements
            if any(map(_applies, judgement.intervals))
        ),
    )


def _rests_on(outcome: Outcome, as_of: int | None) -> str:
    found = reliances(list(conclusions((outcome,), FIRST_DAY if as_of is None else as_of)))
    if not found:
        return ""
    weakest = found[0].figure
    return _("{grade}: `{figure}`", grade=pgettext("choice", weakest.grade), figure=weakest.name)


def _applies(interval: Interval) -> bool:
    return interval.verdict != "not applicable"


def _subject(judgement: Judgement) -> str:
    """The object by its label; a group, which has none, by the names of its members."""
    item = judgement.item
    return titled(item) if item is not None and item.called == judgement.subject else f"`{judgement.subject}`"


def _standing(heading: Heading) -> str:
    """What a rule is and how much it counts; of what is only proposed nothing counts."""
    if heading.status == "proposed":
        return pgettext("choice", "proposed")
    if heading.code == "require":
        standing = _("requirement of the plan")
    else:
        standing = f"{pgettext('severity', heading.severity)}, {pgettext('choice', heading.status)}"
    return f"{standing} ({heading.changed})" if heading.changed else standing


def jurisdiction(item: Item | None) -> str:
    """Where a rule applies, from the inside out: `Shelby County, Tennessee in Tennessee in United States`."""
    names = []
    while item is not None:
        names.append(item.label)
        item = item.base
    # TRANSLATORS: between a place and the one that it lies in, such as `Tennessee in United States`
    return _(" in ").join(names)


# ------------------------------------------------------------------------------------------------------ in words


def _said(interval: Interval, heading: Heading) -> Said:
    because = f", {interval.because}" if interval.because else ""
    if interval.finding is not None and (waiver := interval.finding.waiver) is not None:
        because += _(": {waiver}", waiver=waived_words(waiver))
    when = period(interval.start, interval.end) + because
    return Said(_look(interval.counted, heading), _(_phrase(interval.counted, heading)[0]), when)


def _phrase(verdict: Verdict, heading: Heading) -> tuple[str, str]:
    """A verdict as a rule of this weight says it, now and in the past."""
    if verdict != "fails":
        return _PLAIN[verdict]
    return _WOULD_FAIL if heading.status == "proposed" else _FAILS[heading.severity]


def _look(verdict: Verdict, heading: Heading) -> str:
    if verdict != "fails":
        return verdict
    return "noted" if heading.status == "proposed" else _LOOKS[heading.severity]


def _ahead(outcome: Outcome, as_of: int | None) -> Verdict:
    """The worst verdict on what does not end before `as_of`."""
    verdicts = {interval.counted for interval in outcome.intervals if as_of is None or interval.end > as_of}
    return next((verdict for verdict in WORST if verdict in verdicts), "not applicable")


def _words(outcome: Outcome, ahead: Verdict) -> str:
    heading = outcome.heading
    if ahead == "open":
        missing = dict.fromkeys(
            interval.because for interval in outcome.intervals if interval.counted == "open" and interval.because
        )
        return _("open: {why}", why="; ".join(missing)) if missing else _("open")
    if heading.off:
        return heading.off
    if not outcome.judgements:
        return _("not applicable: {why}", why=outcome.why or _("it asks nothing of this campus"))
    words = pgettext("choice", "proposed") if heading.status == "proposed" else _("applied")
    if ahead != "not applicable":
        words = _("{applied}: {verdict}", applied=words, verdict=_(_phrase(ahead, heading)[0]))
    if outcome.verdict in ("fails", "open", "waived", "near") and outcome.verdict != ahead:
        return _(_phrase(outcome.verdict, heading)[1], verdict=words)
    return words
