"""The verdict on a campus: when it holds, when it fails, why, and how much there is to spare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.emit.dated import Dated, dated, deciding
from colossusc.emit.margins import margins
from colossusc.emit.model import Run
from colossusc.emit.orders import standstill
from colossusc.emit.phrases import counted, during, period
from colossusc.emit.public import INSIDE
from colossusc.ir import END
from colossusc.language import _, marked, marked_plural, ngettext, pgettext
from colossusc.rules.variants import merged
from colossusc.rules.verdict import CampusResult, Outcome
from colossusc.values.calendar import FIRST_DAY, show_date

STATES = {
    "fails": marked("fails"),
    "open": marked("is open"),
    "waived": marked("holds but for what is waived"),
    "holds": marked("holds"),
}

COUNTED = {
    "error": marked_plural("{n} error", "{n} errors"),
    "warning": marked_plural("{n} warning", "{n} warnings"),
    "note": marked_plural("{n} note", "{n} notes"),
    "past": marked_plural("{n} past finding", "{n} past findings"),
    "waived": marked_plural("{n} waived finding", "{n} waived findings"),
}


@attrs.frozen
class Stretch:
    """A period with one verdict, and the rules that it comes from."""

    start: int = attrs.field(metadata=INSIDE)
    end: int = attrs.field(metadata=INSIDE)
    state: str  # fails, open, waived, holds
    rules: tuple[str, ...]  # those that the verdict comes from

    @property
    def words(self) -> str:
        """The verdict in the language of the report."""
        return pgettext("verdict", self.state)

    @property
    def period(self) -> str:
        """Its days, in words."""
        return period(self.start, self.end)


@attrs.frozen
class Reason:
    """Why it does not hold: a finding in short."""

    severity: str  # error or warning
    severity_words: str  # the same in the language of the report
    code: str  # of the rule
    message: str  # what is wrong
    period: str  # when, in words


@attrs.frozen
class Summary:
    """What stands at the top of the report."""

    state: str  # the worst verdict from `as_of` on
    headline: str  # the verdict in a sentence, with its cause
    scenarios: tuple[tuple[str, str], ...]  # the verdict in those in which it does not hold: fails or open, and words
    as_of: str  # the day of the check; empty where the plan has none
    reasons: tuple[Reason, ...]  # why it does not hold: the errors and warnings that count
    counts: tuple[str, ...]  # `2 errors`, `0 warnings`, `1 note`, `7 past findings`, `1 waived finding`
    margins: tuple[tuple[str, str], ...]  # what of the margin → how much and when
    history: tuple[Stretch, ...]  # the whole story, `as_of` or not


@attrs.frozen
class _Standing:
    """How a campus, or a scenario of it, stands from `as_of` on."""

    state: str
    history: list[Stretch]
    ahead: list[Stretch]
    current: tuple[Dated, ...]  # the findings that count

    @property
    def first(self) -> int:
        """The place of the first stretch of the worst verdict."""
        return next((place for place, each in enumerate(self.ahead) if each.state == self.state), len(self.ahead) - 1)


def summary(run: Run, result: CampusResult) -> Summary:
    """The verdict on one campus."""
    as_of = run.plan.as_of(result.campus)
    standing = _standing(run, result)
    return Summary(
        standing.state,
        _headline(standing, result, as_of) if result.outcomes else _("nothing was judged: there is no rule"),
        tuple(_in_scenarios(run, result, standing)),
        show_date(as_of) if as_of is not None else "",
        tuple(
            _reason(each.finding)
            for severity in ("error", "warning")
            for each in standing.current
            if each.finding.severity == severity
        ),
        _counts(run, result),
        tuple(margins(result.facts, result.campus, as_of)),
        tuple(standing.history),
    )


def _reason(finding: Diagnostic) -> Reason:
    severity = finding.severity
    return Reason(severity, pgettext("severity", severity), finding.code, finding.message, finding.period)


def state(run: Run, result: CampusResult) -> str:
    """The worst verdict from `as_of` on."""
    return _standing(run, result).state


@attrs.frozen
class Worst:
    """The worst verdict from `as_of` on: the first period of it, without and with what comes first in it."""

    state: str  # fails, open, waived, holds
    brief: str
    words: str


def worst(run: Run, result: CampusResult) -> Worst:
    """The worst verdict on a campus."""
    standing = _standing(run, result)
    first = standing.ahead[standing.first]
    rules = sorted(set(first.rules))
    brief = during(_(STATES[first.state]), first.start, first.end)
    if rules and first.state in ("fails", "open"):
        brief = _("{verdict}: {cause}", verdict=brief, cause=first_of(rules))
    return Worst(standing.state, brief, _worst(standing))


def _standing(run: Run, result: CampusResult) -> _Standing:
    as_of = run.plan.as_of(result.campus)
    since = as_of if as_of is not None else FIRST_DAY
    history = _history(result.outcomes)
    ahead = _by_state([attrs.evolve(each, start=max(each.start, since)) for each in history if each.end > since])
    worst = next((state for state in STATES if any(each.state == state for each in ahead)), "open")
    current = (each for each in dated(result) if not each.finding.past and each.finding.waiver is None)
    return _Standing(worst, history, ahead, tuple(current))


def _history(outcomes: tuple[Outcome, ...]) -> list[Stretch]:
    """The merged verdict of everything that counts as an error; what is only proposed does not fail a plan."""
    begin: dict[int, list[tuple[str, str]]] = {FIRST_DAY: []}
    cease: dict[int, list[tuple[str, str]]] = {}
    for outcome in outcomes:
        if not deciding(outcome.heading):
            continue
        name = _name(outcome)
        for judgement in outcome.judgements:
            for each in judgement.intervals:
                if each.counted in STATES and each.counted != "holds":
                    begin.setdefault(each.start, []).append((each.counted, name))
                    cease.setdefault(each.end, []).append((each.counted, name))
    order = {name: place for place, name in enumerate(dict.fromkeys(map(_name, outcomes)))}
    here: Counter[tuple[str, str]] = Counter()
    found: list[Stretch] = []
    for start, end in pairwise(sorted({*begin, *cease, END})):
        here.update(begin.get(start, ()))
        here.subtract(cease.get(start, ()))
        here = +here
        state = next((state for state in STATES if any(verdict == state for verdict, _ in here)), "holds")
        rules = tuple(sorted((name for verdict, name in here if verdict == state), key=lambda name: order[name]))
        if found and (found[-1].state, found[-1].rules) == (state, rules):
            found[-1] = attrs.evolve(found[-1], end=end)
        else:
            found.append(Stretch(start, end, state, rules))
    return found


def _name(outcome: Outcome) -> str:
    heading = outcome.heading
    return heading.title if heading.code == "require" else f"{heading.code} {heading.title}"


def _by_state(ahead: list[Stretch]) -> list[Stretch]:
    """Neighbours with one verdict as one, whatever rules it comes from."""
    merged: list[Stretch] = []
    for each in ahead:
        if merged and merged[-1].state == each.state:
            merged[-1] = attrs.evolve(merged[-1], end=each.end)
        else:
            merged.append(each)
    return merged


def first_of(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - 1
    if not more:
        return names[0]
    return ngettext("{name} and {n} more", "{name} and {n} more", more, name=names[0])


def _headline(standing: _Standing, result: CampusResult, as_of: int | None) -> str:
    """The verdicts up to the first stretch of the worst one with its cause, and what follows where that is the last: it
    holds as planned, which is later where an order holds it up."""
    ahead, told = standing.ahead, standing.first + 1
    told_of = ahead if len(ahead) == told + 1 else ahead[:told]
    # TRANSLATORS: between two verdicts, such as `fails until 2026-01-01`
    words = _("; then it ").join(_words(each, standing.current) for each in told_of)
    if told_of[-1].state not in ("holds", "waived"):
        return words
    held_up = standstill(result.facts, result.campus, as_of)
    return _("{verdict} as planned, but {delay}", verdict=words, delay=held_up) if held_up else words


def _in_scenarios(run: Run, result: CampusResult, plan: _Standing) -> Iterator[tuple[str, str]]:
    """When and why it fails, or is open, in scenarios; those of which the same is to be said in one sentence."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in result.variants:
        standing = _standing(run, each)
        if each.scenario is not None and standing.state in ("fails", "open"):
            found.setdefault((standing.state, _worst(standing)), []).append(f"`{each.scenario.name}`")
    own = _worst(plan)
    for (worst, words), names in found.items():
        alike = _("is open as the plan is") if worst == "open" else _("fails as the plan does")
        told = {"names": ", ".join(names), "verdict": alike if words == own else words}
        yield (
            worst,
            ngettext("in scenario {names} it {verdict}", "in scenarios {names} it {verdict}", len(names), **told),
        )


def _worst(standing: _Standing) -> str:
    return _words(standing.ahead[standing.first], standing.current)


def _words(stretch: Stretch, current: Sequence[Dated]) -> str:
    """A verdict, the finding that comes first in it, with its own dates, and how many more there are."""
    words = during(_(STATES[stretch.state]), stretch.start, stretch.end)
    causes = [each for each in current if each.decides and each.verdict == stretch.state and each.end > stretch.start]
    if not causes:
        return words
    first, *more = sorted(causes, key=lambda each: max(each.start, stretch.start))
    own = "" if (max(first.start, stretch.start), first.end) == (stretch.start, stretch.end) else first.finding.period
    words += f" – {first.finding.message}{f' ({own})' if own else ''}"
    if not more:
        return words
    return ngettext(
        "{verdict}, and {n} more {when}",
        "{verdict}, and {n} more, the next {when}",
        len(more),
        verdict=words,
        when=more[0].finding.period,
    )


def _counts(run: Run, result: CampusResult) -> tuple[str, ...]:
    """How many findings there are as `check` counts them: in the plan and in scenarios, those that are alike once."""
    findings = (*run.diagnostics, *merged(result))
    number = Counter(_sort(finding) for finding in findings)
    return tuple(counted(number[sort], *words) for sort, words in COUNTED.items() if sort != "waived" or number[sort])


def _sort(finding: Diagnostic) -> str:
    if finding.waiver is not None:
        return "waived"
    return "past" if finding.past else finding.severity
