"""A `require … under` a contingency: it holds only where it holds in every case, and the worst one is reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import attrs

from colossusc.analyses.balance import apart
from colossusc.analyses.evidence import Evidence
from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostic
from colossusc.expr.trace import reads_of
from colossusc.expr.typed import Context
from colossusc.ir import Item
from colossusc.ir.contingency import Outage
from colossusc.language import _, marked_plural, ngettext, numeral
from colossusc.rules.basis import Basis
from colossusc.rules.contingency import Under
from colossusc.rules.finding import Case, Tried
from colossusc.rules.groups import Group
from colossusc.rules.judging import SILENT, Days, each_day, verdict_of
from colossusc.rules.rule import Rule
from colossusc.rules.scope import CASES, FACTS, Reading
from colossusc.rules.verdict import FOUND
from colossusc.rules.worst import slack_on, worst_day

_NOTES = {
    "fails": marked_plural("{n} of {all} cases of `{contingency}` fail", "{n} of {all} cases of `{contingency}` fail"),
    "open": marked_plural(
        "{n} of {all} cases of `{contingency}` are open", "{n} of {all} cases of `{contingency}` are open"
    ),
    "near": marked_plural(
        "{n} of {all} cases of `{contingency}` are close to the limit",
        "{n} of {all} cases of `{contingency}` are close to the limit",
    ),
}
_WORST = (SILENT, "fails", "open", "pending", "near", "holds", "not applicable")
_OF_EACH = {
    "firm_supply": "s.firm_supply >= s.facility_load",
    "served": "s.served >= s.facility_load",
    "margin": "s.margin >= 0 MW",
}
_TOLD = 3  # cases named in a note


@attrs.frozen(eq=False)
class Trial:
    """One case of a contingency: the facts with it, and the verdict on each stretch of days."""

    outage: Outage
    facts: Facts
    days: Days

    def within(self, days: Days) -> Days:
        """Its own stretches of the same verdict, as far as they lie in some days."""
        start, end, verdict = days[0][0], days[-1][1], days[0][2]
        return [
            (max(first, start), min(last, end), said)
            for first, last, said in self.days
            if said == verdict and first < end and last > start
        ]

    def on(self, day: int) -> Any:
        """The verdict on a day."""
        return next(verdict for first, last, verdict in self.days if first <= day < last)


@attrs.frozen(eq=False)
class Trials:
    """Every case of a contingency, and the worst verdict of all on each stretch of days."""

    under: Under
    trials: tuple[Trial, ...]
    days: Days
    shared: dict[str, Any]  # variables of all of them

    def worst(self, case: Case) -> Case:
        """Of the cases with the verdict that `case` has, the one with the least margin, and what is lost in it."""
        if case.verdict not in FOUND:
            trial = next((trial for trial in self.trials if trial.within(case.days)), self.trials[0])
            return self._of_trial(case, trial)
        alike = [trial for trial in self.trials if trial.within(case.days)]
        cases = [(trial, self._of_trial(case, trial)) for trial in alike or self.trials]
        ranked = []
        for place, (_trial, each) in enumerate(cases):
            day = worst_day(each)
            slack = slack_on(each, day) if case.verdict in ("fails", "near") else None
            ranked.append((slack is None, 0 if slack is None else slack, place, day))
        place, day = min(ranked)[2:]
        trial, worst = cases[place]
        tried = Tried(trial.outage.words, self.note(trial, day), self.under.contingency.span)
        return attrs.evolve(worst, tried=tried)

    def _of_trial(self, case: Case, trial: Trial) -> Case:
        """The case with the facts of a trial, on the days on which it has that verdict."""
        variables = {**case.variables, **self.shared, FACTS: trial.facts}
        days = trial.within(case.days) or case.days
        return attrs.evolve(
            case, variables=variables, days=days, basis=Basis(case.rule, variables, days, Evidence(trial.facts))
        )

    def note(self, worst: Trial, day: int) -> str:
        """How many cases have the verdict of the worst on a day, and some of them."""
        total = sum(trial.outage.count for trial in self.trials)
        told = _NOTES.get(worst.on(day))
        if total == 1 or told is None:
            return ""
        others = [trial.outage for trial in self.trials if trial is not worst and trial.on(day) == worst.on(day)]
        number = worst.outage.count + sum(each.count for each in others)
        shown = {"all": numeral(f"{total:,}"), "contingency": self.under.contingency.name}
        words = ngettext(*told, number, **shown)
        if not others:
            return words
        named, more = ", ".join(each.lost for each in others[:_TOLD]), len(others) - _TOLD
        if more > 0:
            named = ngettext("{name} and {n} more", "{name} and {n} more", more, name=named)
        return _("{cases}; also with {names} out", cases=words, names=named)


def tried(rule: Rule, under: Under, facts: Facts, variables: dict[str, Any]) -> Trials:
    """The verdicts of a rule in every case of a contingency. A deadline is met on a day on which all of them meet it.
    Raises Problem."""
    run, heading = verdict_of(rule), rule.heading
    trials = []
    for outage in under.contingency.outages:
        here = facts.without(outage.losses, under.duration)
        days = each_day(run, heading.start, heading.end, {**variables, FACTS: here})
        trials.append(Trial(outage, here, days))
    if trials and any(each.before is not None for each in rule.clauses):
        shared = {CASES: tuple(trial.facts for trial in trials)}
        days = each_day(run, heading.start, heading.end, {**variables, **shared})
        return Trials(under, tuple(trials), days, shared)
    return Trials(under, tuple(trials), list(_worst_verdicts(trials)), {})


def _worst_verdicts(trials: Sequence[Trial]) -> Iterator[tuple[int, int, Any]]:
    """The worst verdict of all trials on each stretch of days."""
    starts = sorted({first for trial in trials for first, _, _ in trial.days})
    ranks = dict.fromkeys(starts, len(_WORST) - 1)
    for trial in trials:
        place = 0
        for start in starts:
            while trial.days[place][1] <= start:
                place += 1
            ranks[start] = min(ranks[start], _WORST.index(trial.days[place][2]))
    for start, end in pairwise([*starts, trials[0].days[-1][1]] if trials[0].days else []):
        yield start, end, _WORST[ranks[start]]


def pooled(rule: Rule, campus: Item | Group, variables: dict[str, Any]) -> Iterator[Diagnostic]:
    """A warning where a `require` of a campus counts the power of all its sites together, as if it could be carried."""
    if not isinstance(campus, Item) or campus.kind.name != "campus" or not apart(campus):
        return
    for typed in rule.requires:
        for leaf, context in reads_of(typed, Context(rule.heading.start, dict(variables))):
            read = leaf.reads(context) if leaf.reads is not None else None
            if isinstance(read, Reading) and read.item is campus and read.name in _OF_EACH:
                yield Diagnostic(
                    "C0456",
                    "warning",
                    _(
                        "`{fact}` of `{name}` counts its sites together: power at one is of no use at another",
                        fact=read.name,
                        name=campus.name,
                    ),
                    leaf.span,
                    helps=(_("ask it of each site: `all({condition} for s in sites)`", condition=_OF_EACH[read.name]),),
                )
                return
