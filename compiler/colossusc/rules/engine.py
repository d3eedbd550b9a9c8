"""Runs rules over time. A rule is evaluated on a day, its verdict holds until something that it read may change, and
so on: the timeline of each check is made of what it reads, and of the days on which its comparisons with `date` switch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from colossusc.analyses.evidence import Evidence
from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostic, Diagnostics
from colossusc.elaborate.objects import Elaborator
from colossusc.expr.typed import Context, Problem, Run, segments
from colossusc.expr.types import SetType
from colossusc.ir import Item
from colossusc.rules.basis import Basis
from colossusc.rules.finding import Case, finding
from colossusc.rules.judging import SILENT, verdict_of
from colossusc.rules.levels import AS_WRITTEN, Levels
from colossusc.rules.rule import Rule, requirement
from colossusc.rules.scope import Group, variables
from colossusc.rules.verdict import Interval, Judgement, Outcome
from colossusc.values.absent import Missing


@attrs.frozen(eq=False)
class Subject:
    """What a rule is judged on: the values of its variables, and the object that findings are about."""

    bindings: dict[str, Any]
    item: Item | Group

    @property
    def name(self) -> str:
        return self.item.called


def judge_campus(
    campus: Item, rules: Sequence[Rule], elaborator: Elaborator, as_of: int | None, levels: Levels = AS_WRITTEN
) -> tuple[Facts, tuple[Outcome, ...]]:
    """The facts of a campus, and what every rule and every `require` of its plan says of it."""
    facts = Facts()
    engine = Engine(campus, facts, as_of, elaborator.diagnostics)
    outcomes = [engine.run(levels.applied(rule)) for rule in rules]
    for made, scope in elaborator.requirements.get(campus, ()):
        rule = requirement(made, scope, as_of)
        if rule is not None:
            outcomes.append(engine.run(levels.applied(rule), made.item))
    return facts, tuple(outcomes)


class Engine:
    """Runs rules on one campus."""

    def __init__(self, campus: Item, facts: Facts, as_of: int | None, diagnostics: Diagnostics) -> None:
        self.campus = campus
        self.facts = facts
        self.evidence = Evidence(facts)
        self.as_of = as_of
        self.diagnostics = diagnostics

    def run(self, rule: Rule, level: Item | None = None) -> Outcome:
        """The verdicts of a rule on every subject. `level` is the object that a plan's `require` stands in."""
        if rule.heading.off:
            return Outcome(rule.heading, (), rule.heading.off, ())
        subjects = list(self.subjects(rule, level))
        applying = [subject for subject in subjects if self.lies_in(rule, subject)]
        judgements: list[Judgement] = []
        findings: list[Diagnostic] = []
        for subject in applying:
            intervals, found = self.judge(rule, subject)
            if all(interval.verdict == "not applicable" for interval in intervals):
                continue
            item = subject.item if isinstance(subject.item, Item) else subject.item.members[0]
            judgements.append(Judgement(subject.name, item, intervals))
            findings.extend(found)
        why = "" if judgements else self.why(rule, subjects, applying)
        return Outcome(rule.heading, tuple(judgements), why, tuple(findings))

    def why(self, rule: Rule, subjects: list[Subject], applying: list[Subject]) -> str:
        """Why a rule applies to nothing."""
        if not subjects:
            return "the campus has nothing that it is about"
        if not applying:
            jurisdiction = rule.heading.jurisdiction
            assert jurisdiction is not None
            return f"no site lies in `{jurisdiction.name}`"
        return "its conditions are met on no day"

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
        items = subject.item.members if isinstance(subject.item, Group) else (subject.item,)
        for item in items:
            sites: tuple[Item, ...] = (item.site,) if item.site is not None else self.facts.items(self.campus, "site")
            for site in sites or (self.campus,):
                given: Any = site.value("jurisdiction").steps.values[0]
                if not isinstance(given, Missing) and any(_within(each, wanted) for each in given):
                    return True
        return False

    # ------------------------------------------------------------------------------------------------- verdicts

    def judge(self, rule: Rule, subject: Subject) -> tuple[tuple[Interval, ...], list[Diagnostic]]:
        """The verdict on each interval of the rule's effective dates, and a finding for each that is not `holds`."""
        heading = rule.heading
        run = verdict_of(rule)
        try:
            found = _each_day(run, heading.start, heading.end, self.variables(subject.bindings))
        except Problem as problem:
            self.report(problem)
            return (), []
        intervals: list[Interval] = []
        findings: list[Diagnostic] = []
        for days in _merged(found):
            start, end, verdict = days[0][0], days[-1][1], days[0][2]
            if verdict == SILENT:
                continue
            because = ""
            variables = self.variables(subject.bindings)
            basis = Basis(rule, variables, days, self.evidence)
            if verdict in ("fails", "open", "near"):
                case = Case(rule, subject.item, variables, start, end, days, verdict, self.as_of, basis)
                diagnostic, because = finding(case)
                findings.append(diagnostic)
            intervals.append(Interval(start, end, verdict, because, basis))
        return tuple(intervals), findings

    def report(self, problem: Problem) -> None:
        helps = (problem.help,) if problem.help else ()
        self.diagnostics.add(
            Diagnostic(problem.code, "error", problem.message, problem.span, problem.label, helps=helps)
        )


def _each_day(run: Run, start: int, end: int, bindings: dict[str, Any]) -> list[tuple[int, int, Any]]:
    """Like `segments`, but neighbours with equal verdicts stay apart: the least margin may lie in any of them."""
    context = Context(start, bindings)
    found = []
    day = start
    while day < end:
        context.day, context.until, context.work = day, end, 0
        verdict = run(context)
        found.append((day, context.until, verdict))
        day = context.until
    return found


def _merged(found: list[tuple[int, int, Any]]) -> Iterator[list[tuple[int, int, Any]]]:
    run: list[tuple[int, int, Any]] = []
    for each in found:
        if run and run[-1][2] != each[2]:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _within(jurisdiction: Any, wanted: Item) -> bool:
    """Whether a jurisdiction is the wanted one, or lies in it."""
    while isinstance(jurisdiction, Item):
        if jurisdiction is wanted:
            return True
        jurisdiction = jurisdiction.base
    return False
