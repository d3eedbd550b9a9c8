"""What the conclusions of a campus rest on, together: figures that nothing is cited for, and those too weak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from colossusc.analyses.evidence import Figure
from colossusc.diagnostic import Diagnostic
from colossusc.kinds.source import GRADES
from colossusc.language import _, ngettext
from colossusc.rules.verdict import Heading, Outcome, Verdict
from colossusc.rules.wording import period_words

_TOLD = 5  # conclusions named in a finding
_CONCLUDES = ("holds", "near", "fails")


@attrs.frozen(eq=False)
class Conclusion:
    """A rule, or a `require` of the plan, that holds or fails for a subject, and what that rests on."""

    heading: Heading
    subject: str
    start: int
    end: int
    verdict: Verdict
    figures: tuple[Figure, ...]  # the weakest first

    @property
    def words(self) -> str:
        """`PWR001 on `s` fails from 2024-09-02 on`."""
        what = rule_words(self.heading, self.subject)
        told = {"rule": what, "when": period_words(self.start, self.end)}
        return _("{rule} fails {when}", **told) if self.verdict == "fails" else _("{rule} holds {when}", **told)


def rule_words(heading: Heading, subject: str) -> str:
    """A rule and what it is on: `PWR001 on `s``; what a plan requires says itself what that is on."""
    if heading.code == "require":
        return f"`{heading.title}`"
    return _("{code} on `{subject}`", code=heading.code, subject=subject)


@attrs.frozen(eq=False)
class Reliance:
    """A figure and the conclusions that rest on it."""

    figure: Figure
    conclusions: list[Conclusion]


def conclusions(outcomes: Sequence[Outcome], since: int) -> Iterator[Conclusion]:
    """Every verdict that says something, from a day on. What is open says nothing yet."""
    for outcome in outcomes:
        for judgement in outcome.judgements:
            for each in judgement.intervals:
                start = max(each.start, since)
                if each.verdict in _CONCLUDES and each.basis is not None and start < each.end:
                    figures = each.basis.figures(start, each.end)
                    yield Conclusion(outcome.heading, judgement.subject, start, each.end, each.verdict, figures)


def reliances(found: Sequence[Conclusion]) -> list[Reliance]:
    """Every figure that a conclusion rests on: the weakest first, of one grade those that bear most."""
    by_key: dict[object, Reliance] = {}
    for conclusion in found:
        for figure in conclusion.figures:
            by_key.setdefault(figure.key, Reliance(figure, [])).conclusions.append(conclusion)
    return sorted(
        by_key.values(),
        key=lambda each: (-GRADES.index(each.figure.grade), -len(each.conclusions), each.figure.name),
    )


def uncited(found: Sequence[Reliance]) -> Iterator[Diagnostic]:
    """A note for each figure of the plan that conclusions rest on and that cites nothing. A plan of which nothing cites
    anything is a draft: it is told nothing."""
    own = [each.figure for each in found if not each.figure.entry.source.library]
    if not any(figure.entry.cites for figure in own):
        return
    for each in found:
        if each.figure in own and not each.figure.entry.cites:
            yield Diagnostic(
                "C1006",
                "note",
                _("nothing is cited for `{name}`, and conclusions rest on it", name=each.figure.name),
                each.figure.entry.span,
                notes=_bearing(each),
                helps=(_('cite a source behind it, as in `[name]`, or say why it is taken, as in `[assumed "…"]`'),),
                subject=_subject(each.figure),
            )


def too_weak(found: Sequence[Reliance], required: str) -> Iterator[Diagnostic]:
    """An error for each figure that conclusions rest on and that is weaker than the grade that is required."""
    for each in found:
        figure = each.figure
        if GRADES.index(figure.grade) <= GRADES.index(required):
            continue
        source = figure.source
        kind = (
            f"which is `{figure.grade}`"
            if source is None or figure.grade != GRADES[-1]
            else "whose source has no grade"
        )
        yield Diagnostic(
            "C1005",
            "error",
            f"conclusions rest on `{figure.name}`, {kind}; required is `{required}` or stronger",
            figure.entry.span,
            source.label if source is not None else "cites nothing",
            notes=_bearing(each),
            helps=(f"cite what is at least a `{required}` behind it, as in `[name]`",),
            subject=_subject(figure),
        )


def _subject(figure: Figure) -> str:
    return figure.entry.item.name if figure.entry.item is not None else figure.name


def _bearing(each: Reliance) -> tuple[str, ...]:
    number = len(each.conclusions)
    head = ngettext("one conclusion rests on it:", "{n} conclusions rest on it:", number)
    lines = [conclusion.words for conclusion in each.conclusions[:_TOLD]]
    more = [ngettext("and {n} more", "and {n} more", number - _TOLD)] if number > _TOLD else []
    return ("\n".join([head, *lines, *more]),)
