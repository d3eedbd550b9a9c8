"""The verdict on a campus: when it holds, when it fails, why, and how much there is to spare."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import attrs

from colossusc.analyses.fact import missing
from colossusc.diagnostic import Diagnostic
from colossusc.emit.model import Run
from colossusc.emit.phrases import counted, period
from colossusc.expr.types import quantity
from colossusc.ir import END
from colossusc.rules.verdict import CampusResult, Outcome
from colossusc.values.calendar import FIRST_DAY, show_date

_MW = quantity("MW")
_STATES = {"fails": "fails", "open": "is open", "holds": "holds"}


@attrs.frozen
class Stretch:
    """A period with one verdict, and the rules that it comes from."""

    start: int
    end: int
    state: str  # fails, open, holds
    rules: tuple[str, ...]

    @property
    def period(self) -> str:
        return period(self.start, self.end)


@attrs.frozen
class Reason:
    """Why it does not hold: a finding in short."""

    severity: str
    code: str
    message: str
    period: str


@attrs.frozen
class Summary:
    """What stands at the top of the report."""

    state: str  # the worst verdict from `as_of` on
    headline: str
    as_of: str
    reasons: tuple[Reason, ...]
    counts: tuple[str, ...]  # `2 errors`, `0 warnings`, `1 note`, `7 past findings`
    margins: tuple[tuple[str, str], ...]  # what of the margin → how much and when
    history: tuple[Stretch, ...]  # the whole story, `as_of` or not


def summary(run: Run, result: CampusResult) -> Summary:
    """The verdict on one campus."""
    as_of = run.plan.as_of(result.campus)
    since = as_of if as_of is not None else FIRST_DAY
    history = _history(result.outcomes)
    ahead = [attrs.evolve(each, start=max(each.start, since)) for each in history if each.end > since]
    state = next((state for state in _STATES if any(each.state == state for each in ahead)), "open")
    current = [finding for finding in result.findings if not finding.past]
    judged = "; ".join(_words(each, current) for each in _by_state(ahead))
    return Summary(
        state,
        judged if result.outcomes else "nothing was judged: there is no rule",
        show_date(as_of) if as_of is not None else "",
        tuple(
            Reason(finding.severity, finding.code, finding.message, finding.period)
            for severity in ("error", "warning")
            for finding in current
            if finding.severity == severity
        ),
        _counts(run, result),
        _margins(result, since, as_of is not None),
        tuple(history),
    )


def _history(outcomes: tuple[Outcome, ...]) -> list[Stretch]:
    """The merged verdict of everything that counts as an error; what is only proposed does not fail a plan."""
    begin: dict[int, list[tuple[str, str]]] = {FIRST_DAY: []}
    cease: dict[int, list[tuple[str, str]]] = {}
    for outcome in outcomes:
        if outcome.heading.severity != "error" or outcome.heading.status == "proposed":
            continue
        name = _name(outcome)
        for judgement in outcome.judgements:
            for each in judgement.intervals:
                if each.verdict in ("fails", "open"):
                    begin.setdefault(each.start, []).append((each.verdict, name))
                    cease.setdefault(each.end, []).append((each.verdict, name))
    order = {name: place for place, name in enumerate(dict.fromkeys(map(_name, outcomes)))}
    here: Counter[tuple[str, str]] = Counter()
    found: list[Stretch] = []
    for start, end in pairwise(sorted({*begin, *cease, END})):
        here.update(begin.get(start, ()))
        here.subtract(cease.get(start, ()))
        here = +here
        state = next((state for state in ("fails", "open") if any(verdict == state for verdict, _ in here)), "holds")
        rules = tuple(sorted((name for verdict, name in here if verdict == state), key=lambda name: order[name]))
        if found and (found[-1].state, found[-1].rules) == (state, rules):
            found[-1] = attrs.evolve(found[-1], end=end)
        else:
            found.append(Stretch(start, end, state, rules))
    return found


def _name(outcome: Outcome) -> str:
    heading = outcome.heading
    return heading.title or heading.code if heading.code == "require" else heading.code


def _by_state(ahead: list[Stretch]) -> list[Stretch]:
    """Neighbours with one verdict as one, whatever rules it comes from."""
    merged: list[Stretch] = []
    for each in ahead:
        if merged and merged[-1].state == each.state:
            rules = tuple(dict.fromkeys((*merged[-1].rules, *each.rules)))
            merged[-1] = attrs.evolve(merged[-1], end=each.end, rules=rules)
        else:
            merged.append(each)
    return merged


def _words(stretch: Stretch, findings: list[Diagnostic]) -> str:
    """The verdict of a stretch: with the finding that it comes from, or the rules where there is more than one."""
    words = f"{_STATES[stretch.state]} {stretch.period}"
    severity = {"fails": "error", "open": "warning"}.get(stretch.state)
    causes = [each.message for each in findings if each.code in stretch.rules and each.severity == severity]
    if len(causes) == 1:
        return f"{words}: {causes[0]}"
    return f"{words} ({', '.join(stretch.rules)})" if stretch.rules else words


def _counts(run: Run, result: CampusResult) -> tuple[str, ...]:
    findings = (*run.diagnostics, *result.findings)
    number = Counter("past finding" if finding.past else finding.severity for finding in findings)
    return tuple(counted(number[word], word) for word in ("error", "warning", "note", "past finding"))


def _margins(result: CampusResult, since: int, dated: bool) -> tuple[tuple[str, str], ...]:
    """The least margin from `as_of` on, and before it."""
    segments = [each for each in result.facts.steps(result.campus, "margin").segments() if not missing(each[2])]
    ahead = [(max(start, since), end, margin) for start, end, margin in segments if end > since]
    behind = [(start, min(end, since), margin) for start, end, margin in segments if start < since and dated]
    found = []
    for words, stretches in (("least margin from then on", ahead), ("least margin before", behind)):
        if stretches:
            start, end, margin = min(stretches, key=lambda each: each[2])
            found.append((words, f"{_MW.show(margin)} {period(start, end)}"))
    return tuple(found)
