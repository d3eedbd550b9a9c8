"""Runs rules over time. A rule is evaluated on a day, its verdict holds until something that it read may change, and
so on: the timeline of each check is made of what it reads, and of the days on which its comparisons with `date` switch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import Any

import attrs

from colossusc.analyses.evidence import Evidence
from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostic, Diagnostics
from colossusc.elaborate.objects import Elaborator
from colossusc.expr.typed import Problem, segments
from colossusc.expr.types import SetType
from colossusc.ir import Item
from colossusc.language import _
from colossusc.rules.basis import Basis
from colossusc.rules.due import Due, due
from colossusc.rules.finding import Case, finding, outline
from colossusc.rules.groups import Group
from colossusc.rules.judging import SILENT, Days, applies, each_day, verdict_of
from colossusc.rules.levels import AS_WRITTEN, Levels
from colossusc.rules.pending import pending
from colossusc.rules.requirement import requirement
from colossusc.rules.rule import Rule
from colossusc.rules.scope import variables
from colossusc.rules.under import Trials, pooled, tried
from colossusc.rules.verdict import FOUND, Interval, Judgement, Outcome, Waived
from colossusc.rules.waiver import expired, waived
from colossusc.values.absent import BROKEN, Missing


@attrs.frozen(eq=False)
class Subject:
    """What a rule is judged on: the values of its variables, and the object that findings are about."""

    bindings: dict[str, Any]
    item: Item | Group

    @property
    def name(self) -> str:
        return self.item.called


def judge_campus(
    campus: Item,
    rules: Sequence[Rule],
    elaborator: Elaborator,
    as_of: int | None,
    levels: Levels = AS_WRITTEN,
    told: bool = True,
) -> tuple[Facts, tuple[Outcome, ...], tuple[Waived, ...]]:
    """The facts of a campus, what every rule and every `require` of its plan says of it, and the waivers it has.

    Findings that are not `told` are outlines.
    """
    facts = Facts()
    own = [
        (rule, made.item)
        for made, scope in elaborator.requirements.get(campus, ())
        if (rule := requirement(made, scope, as_of)) is not None
    ]
    waivers = waived(elaborator, campus, as_of, [rule.heading for rule in (*rules, *(rule for rule, _ in own))])
    if any(module.source is campus.source for module in elaborator.undated):
        return facts, (), waivers  # nobody knows what is past, and what is still to come
    engine = Engine(campus, facts, as_of, elaborator.diagnostics, waivers, told)
    outcomes = (
        *(engine.run(levels.applied(rule)) for rule in rules),
        *(engine.run(levels.applied(rule), level) for rule, level in own),
    )
    return facts, outcomes, waivers


class Engine:
    """Runs rules on one campus."""

    def __init__(
        self,
        campus: Item,
        facts: Facts,
        as_of: int | None,
        diagnostics: Diagnostics,
        waivers: tuple[Waived, ...] = (),
        told: bool = True,
    ) -> None:
        self.campus = campus
        self.facts = facts
        self.evidence = Evidence(facts)
        self.as_of = as_of
        self.diagnostics = diagnostics
        self.waivers = waivers
        self.told = told

    def run(self, rule: Rule, level: Item | None = None) -> Outcome:
        """The verdicts of a rule on every subject. `level` is the object that a plan's `require` stands in."""
        if rule.heading.off:
            return Outcome(rule.heading, (), rule.heading.off)
        subjects = list(self.subjects(rule, level))
        applying = [subject for subject in subjects if self.lies_in(rule, subject)]
        if applying and rule.read() is None:
            return Outcome(rule.heading, (), _("it has a mistake"))
        judgements: list[Judgement] = []
        dues: list[Due] = []
        for subject in applying:
            intervals = self.judge(rule, subject)
            if all(interval.verdict == "not applicable" for interval in intervals):
                continue
            item = subject.item if isinstance(subject.item, Item) else subject.item.members[0]
            judgements.append(Judgement(subject.name, item, intervals))
            dues.extend(self.dues(rule, subject, item))
        if not judgements:
            return Outcome(rule.heading, (), self.why(rule, subjects, applying))
        return Outcome(rule.heading, tuple(judgements), "", tuple(dues), rule.conditions)

    def why(self, rule: Rule, subjects: list[Subject], applying: list[Subject]) -> str:
        """Why a rule applies to nothing."""
        if not subjects:
            return _("the campus has nothing that it is about")
        if not applying:
            jurisdiction = rule.heading.jurisdiction
            assert jurisdiction is not None
            return _("no site lies in `{place}`", place=jurisdiction.name)
        return _("its conditions are met on no day")

    # ------------------------------------------------------------------------------------------------- subjects

    def subjects(self, rule: Rule, level: Item | None) -> Iterator[Subject]:
        """Every combination of what the rule's loops go over."""
        yield from self._bound(rule, 0, {}, level or self.campus)

    def _bound(self, rule: Rule, depth: int, bindings: dict[str, Any], item: Item | Group) -> Iterator[Subject]:
        if depth == len(rule.loops):
            yield Subject(bindings, item)
            return
        loop = rule.loops[depth]
        elements: dict[Any, None] = {}
        try:
            for _, _, found in segments(loop.choice.run, variables=self.variables(bindings)):
                elements.update(dict.fromkeys(() if isinstance(found, Missing) else found))
        except Problem as problem:
            self.report(problem)
            return
        about_objects = isinstance(loop.choice.type, SetType)
        for element in elements:
            about = element if about_objects and isinstance(element, (Item, Group)) and depth == 0 else item
            yield from self._bound(rule, depth + 1, {**bindings, loop.variable: element}, about)

    def variables(self, bindings: dict[str, Any]) -> dict[str, Any]:
        return {**variables(self.campus, self.facts, self.as_of), **bindings}

    def lies_in(self, rule: Rule, subject: Subject) -> bool:
        """Whether the subject stands where the rule applies. What belongs to no one site may stand on any."""
        wanted = rule.heading.jurisdiction
        if wanted is None:
            return True
        about = subject.item
        items = about.members if isinstance(about, Group) or about.kind.name == "group" else (about,)
        for item in items:
            if not item.sites() and _misplaced(item):
                continue
            for site in item.sites() or self.facts.items(self.campus, "site") or (self.campus,):
                given: Any = site.value("jurisdiction").steps.values[0]
                if not isinstance(given, Missing) and any(_within(each, wanted) for each in given):
                    return True
        return False

    # ------------------------------------------------------------------------------------------------- verdicts

    def judge(self, rule: Rule, subject: Subject) -> tuple[Interval, ...]:
        """The verdict on each interval of the rule's effective dates, with its finding where it comes with one."""
        heading = rule.heading
        trials: Trials | None = None
        try:
            if rule.under is None:
                found = each_day(verdict_of(rule), heading.start, heading.end, self.variables(subject.bindings))
            else:
                trials = tried(rule, rule.under, self.facts, self.variables(subject.bindings))
                self.diagnostics.extend(pooled(rule, subject.item, self.variables(subject.bindings)))
                found = trials.days
        except Problem as problem:
            self.report(problem)
            return ()
        waivers = tuple(each for each in self.waivers if each.covers(heading, subject.item))
        intervals: list[Interval] = []
        for days in _merged(found):
            if days[0][2] == SILENT:
                continue
            if days[0][2] not in FOUND:
                basis = self.case(rule, subject, days, trials).basis
                intervals.append(Interval(days[0][0], days[-1][1], days[0][2], basis=basis))
                continue
            for waiver, part in _parted(days, waivers):
                intervals.append(self.interval(rule, subject, part, waiver, trials))
        return tuple(_without_late(intervals))

    def case(self, rule: Rule, subject: Subject, days: Days, trials: Trials | None) -> Case:
        """A verdict on some days; of those that a contingency gives, the worst."""
        start, end, verdict = days[0][0], days[-1][1], days[0][2]
        variables = self.variables(subject.bindings)
        basis = Basis(rule, variables, days, self.evidence)
        case = Case(rule, subject.item, variables, start, end, days, verdict, self.as_of, basis)
        return trials.worst(case) if trials is not None else case

    def interval(
        self, rule: Rule, subject: Subject, days: Days, waiver: Waived | None, trials: Trials | None
    ) -> Interval:
        """A verdict that comes with a finding, on days with one waiver or none."""
        case = self.case(rule, subject, days, trials)
        start, end, verdict = case.start, case.end, case.verdict
        diagnostic: Diagnostic | None
        wants = None
        if verdict == "pending":
            diagnostic, because = pending(case)
        else:
            diagnostic, because, wants = finding(case) if self.told else (outline(case), "", None)
        if diagnostic is not None and waiver is not None:
            diagnostic = attrs.evolve(diagnostic, waiver=waiver.terms)
        elif diagnostic is not None and (labels := expired(self.waivers, rule.heading, subject.item, start)):
            diagnostic = attrs.evolve(diagnostic, secondary=(*diagnostic.secondary, *labels))
        return Interval(start, end, verdict, because, diagnostic, case.basis, wants)

    def dues(self, rule: Rule, subject: Subject, item: Item) -> Iterator[Due]:
        """What the subject owes by the rule."""
        heading = rule.heading
        for owed in rule.body.owes:
            try:
                yield due(
                    owed,
                    applies(rule),
                    heading.start,
                    heading.end,
                    self.variables(subject.bindings),
                    subject.name,
                    item,
                    subject.item.units if isinstance(subject.item, Item) else 1,
                )
            except Problem as problem:
                self.report(problem)

    def report(self, problem: Problem) -> None:
        helps = (problem.help,) if problem.help else ()
        self.diagnostics.add(
            Diagnostic(problem.code, "error", problem.message, problem.span, problem.label, helps=helps)
        )


def _merged(found: Days) -> Iterator[Days]:
    run: Days = []
    for each in found:
        if run and run[-1][2] != each[2]:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _parted(days: Days, waivers: Sequence[Waived]) -> Iterator[tuple[Waived | None, Days]]:
    """Days of one verdict, parted where a waiver begins or ends; of several waivers the first one written counts."""
    edges = sorted({edge for each in waivers for edge in (each.start, each.end)})
    run: Days = []
    under: Waived | None = None
    for start, end, verdict in days:
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for first, last in pairwise(cuts):
            waiver = next((each for each in waivers if each.start <= first < each.end), None)
            if run and waiver is not under:
                yield under, run
                run = []
            under = waiver
            run.append((first, last, verdict))
    yield under, run


def _without_late(intervals: list[Interval]) -> Iterator[Interval]:
    """The intervals, without the note on a pending deadline that a finding follows: that says more."""
    for each, following in zip_longest(intervals, intervals[1:]):
        missed = following is not None and following.start == each.end and following.verdict in ("fails", "open")
        yield attrs.evolve(each, finding=None) if each.verdict == "pending" and missed else each


def _misplaced(item: Item) -> bool:
    """Whether a mistake, which was reported, leaves it unknown at which site something stands."""
    given = [each.values.get("site") for each in item.within()]
    broken = any(value is not None and value.steps.values[0] is BROKEN for value in given)
    return broken or any(each.is_lost("site") for each in item.within())


def _within(jurisdiction: Any, wanted: Item) -> bool:
    """Whether a jurisdiction is the wanted one, or lies in it."""
    while isinstance(jurisdiction, Item):
        if jurisdiction is wanted:
            return True
        jurisdiction = jurisdiction.base
    return False
