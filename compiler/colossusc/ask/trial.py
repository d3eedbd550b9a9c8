"""A campus once more, with a value set: what of it then does not hold.

The statement of a trial is a text of the language, as a scenario would have it. Only the campus is made again, with the
same catalog and the same rules, and it is let go of when it is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gc import collect

import attrs

from colossusc.diagnostic import Diagnostic, Diagnostics
from colossusc.elaborate.changes import Layer
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.variants import forget, variant
from colossusc.ir import END, Item, Plan
from colossusc.resolve import Module
from colossusc.rules.engine import judge_campus
from colossusc.rules.levels import Levels
from colossusc.rules.rule import Rule
from colossusc.rules.verdict import Heading, Outcome
from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.parse import parse
from colossusc.values.calendar import FIRST_DAY

_REST = 10_000  # objects made in trials between two collections of garbage: some 200 MB


@attrs.frozen(eq=False)
class Failing:
    """Something that does not hold: a rule, a `require`, or the elaboration itself."""

    finding: Diagnostic
    rule: str  # the code of a rule, the title of a `require`
    names: tuple[str, ...]  # what a question may call it
    verdict: str  # fails, open, or mistaken: the plan has a mistake then
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str]:
        return self.rule, self.finding.subject

    @property
    def words(self) -> str:
        """``PWR001 on `colossus_1` ``; of a `require`, its title."""
        if self.finding.code == "require":
            return f"`{self.rule}`"
        return f"{self.rule} on `{self.finding.subject}`" if self.finding.subject else self.rule


@attrs.frozen(eq=False)
class Subject:
    """What trials are made of: a campus as written, or as a scenario changes it."""

    module: Module
    block: nodes.Block
    layers: tuple[Layer, ...]
    campus: Item  # as it is without a trial
    scenario: str = ""


class Trials:
    """Makes and judges the trials of one run."""

    def __init__(self, elaborator: Elaborator, plan: Plan, rules: Sequence[Rule], levels: Levels) -> None:
        self.elaborator = elaborator
        self.plan = plan
        self.rules = rules
        self.levels = levels
        self._made_since = 0  # objects, since garbage was collected

    def failing(
        self, subject: Subject, statement: str, rules: Sequence[Rule] | None = None, told: bool = True
    ) -> list[Failing]:
        """What fails or is open if a statement is added; nothing that is waived, or that would not fail a check.

        `rules` in place of all, as `only` makes them. Findings that are not `told` have no words.
        """
        errors, outcomes = self.judged(subject, statement, rules, told, self.plan.as_of(subject.campus))
        mistakes = [Failing(each, each.code, (each.code,), "mistaken", FIRST_DAY, END) for each in errors]
        return mistakes or list(failing(outcomes))

    def judged(
        self,
        subject: Subject,
        statement: str,
        rules: Sequence[Rule] | None = None,
        told: bool = True,
        as_of: int | None = None,
    ) -> tuple[list[Diagnostic], tuple[Outcome, ...]]:
        """What is mistaken if some statements are added, and if nothing is, how the campus is judged as of a day."""
        found = Diagnostics()
        with self.elaborator.reporting_to(found):
            campus = self._made(subject, statement)
            outcomes: tuple[Outcome, ...] = ()
            if not found.errors:
                judged = self.rules if rules is None else rules
                _, outcomes, _ = judge_campus(campus, judged, self.elaborator, as_of, self.levels, told)
            forget(self.elaborator, campus)
        self._made_since += sum(1 for _ in campus.walk())
        if self._made_since > _REST:
            collect()  # what was let go of holds itself in circles
            self._made_since = 0
        return [each for each in found.sorted() if each.severity == "error"], outcomes

    def only(self, start: int, end: int) -> list[Rule]:
        """The rules for a quick trial: those that can fail a check, judged from `start` until `end` only."""
        return [_within(self.levels.applied(rule), start, end) for rule in self.rules]

    def _made(self, subject: Subject, statement: str) -> Item:
        source = Source("solve", statement)
        file, problems = parse(source)
        self.elaborator.diagnostics.extend(problems)
        module = attrs.evolve(subject.module, source=source, file=file)
        layer = Layer("", module, file.body)
        return variant(self.elaborator, subject.module, subject.block, (*subject.layers, layer))


def _within(rule: Rule, start: int, end: int) -> Rule:
    heading = rule.heading
    start, end = max(start, heading.start), min(end, heading.end)
    asked = start < end and _may_fail(heading)
    return attrs.evolve(
        rule, heading=attrs.evolve(heading, start=start, end=end, off=heading.off or ("" if asked else "not asked for"))
    )


def _may_fail(heading: Heading) -> bool:
    return heading.severity == "error" and heading.status != "proposed"


def failing(outcomes: Sequence[Outcome]) -> Iterator[Failing]:
    """What of some outcomes would fail a check, or is open and would if it failed."""
    for outcome in outcomes:
        heading = outcome.heading
        if not _may_fail(heading):
            continue
        is_own = heading.code == "require"
        rule, names = (heading.title, (heading.title, heading.name)) if is_own else (heading.code, heading.names)
        for each in outcome.intervals:
            if each.counted in ("fails", "open") and each.finding is not None:
                yield Failing(each.finding, rule, names, each.counted, each.start, each.end)
