"""What rules say: a verdict for each subject on each interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostic, Severity, Waiver
from colossusc.expr.typed import Typed
from colossusc.ir import Item, Scenario
from colossusc.resolve import Module
from colossusc.rules.due import Due
from colossusc.rules.groups import Group
from colossusc.rules.reported import Reported
from colossusc.source import Span
from colossusc.syntax import nodes

if TYPE_CHECKING:
    from colossusc.rules.basis import Basis

Verdict = Literal["holds", "near", "pending", "fails", "open", "waived", "not applicable"]
FOUND = ("fails", "open", "near", "pending")  # the verdicts that may come with a finding
WORST: tuple[Verdict, ...] = ("fails", "open", "waived", "pending", "near", "holds", "not applicable")


@attrs.frozen(eq=False)
class Heading:
    """What a rule says of itself. A `require` of the plan has one too, with the code `require`."""

    code: str  # TVA001
    name: str  # tva_board_vote
    title: str
    severity: Severity
    status: str  # law, order, permit, proposed or guidance
    jurisdiction: Item | None
    sources: tuple[Item, ...]
    start: int  # effective on [start, end)
    end: int
    module: Module
    node: nodes.Block | nodes.Require
    changed: str = ""  # how its severity is not as written: "`error` lowered to `warning` by colossus.toml"
    off: str = ""  # "off (colossus.toml)": by whom it is switched off

    @property
    def of_library(self) -> bool:
        """Whether it is a rule of the standard library."""
        return self.code != "require" and self.module.source.library

    @property
    def names(self) -> tuple[str, ...]:
        """What a waiver may call it."""
        return (self.name,) if self.code == "require" else (self.code, self.name)


@attrs.frozen
class Want:
    """Fields of one object that a verdict wants for."""

    place: Span | None  # of the object
    fields: tuple[str, ...]  # the one that the finding names first


@attrs.frozen(eq=False)
class Interval:
    """A verdict on half-open `[start, end)`."""

    start: int
    end: int
    verdict: Verdict
    because: str = ""  # of an open verdict: the input that is not given; of a pending one: when it is due
    finding: Diagnostic | None = None  # none where it holds, or is pending and not due soon
    basis: Basis | None = None  # what it rests on
    wants: Want | None = None  # of one that is open since something is not given

    @property
    def counted(self) -> Verdict:
        """The verdict as it counts: a finding that is waived does not."""
        return "waived" if self.finding is not None and self.finding.waiver is not None else self.verdict


@attrs.frozen(eq=False)
class Judgement:
    """A rule on one subject: an object, or a group of objects, or the campus itself."""

    subject: str
    item: Item | None
    intervals: tuple[Interval, ...]


@attrs.frozen(eq=False)
class Outcome:
    """A rule on a campus: applied to some subjects, or not applicable and why."""

    heading: Heading
    judgements: tuple[Judgement, ...]
    why: str  # why it does not apply; nothing where it does
    dues: tuple[Due, ...] = ()
    conditions: tuple[Typed, ...] = ()  # of the rule: its `where`s, its `when` and its `require`s

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """Its verdicts on all subjects."""
        return tuple(interval for judgement in self.judgements for interval in judgement.intervals)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What it found, subject by subject in the order of time."""
        return tuple(interval.finding for interval in self.intervals if interval.finding is not None)

    @property
    def verdict(self) -> Verdict:
        """The worst verdict on any subject on any day."""
        verdicts = {interval.counted for interval in self.intervals}
        return next((verdict for verdict in WORST if verdict in verdicts), "not applicable")


@attrs.frozen(eq=False)
class Waived:
    """A waiver as it applies: to a rule, on some objects, on `[start, end)`."""

    rule: str  # a code, the name of a rule, or that of a `require`
    items: tuple[Item, ...]
    on: str  # the objects as written
    start: int
    end: int  # at the expiry, where that is past
    until: int  # as written
    expires: int
    terms: Waiver

    def covers(self, heading: Heading, subject: Item | Group) -> bool:
        """Whether it is about a rule and its subject; of a group, all members."""
        members = subject.members if isinstance(subject, Group) else (subject,)
        return self.rule in heading.names and all(member in self.items for member in members)


@attrs.frozen(eq=False)
class CampusResult:
    """One campus, what was computed of it, and how it was judged."""

    campus: Item
    facts: Facts
    outcomes: tuple[Outcome, ...]  # every rule and every `require` of the plan, in the order to be reported
    findings: tuple[Diagnostic, ...]  # of this campus, sorted, `past` set
    waivers: tuple[Waived, ...] = ()
    reported: tuple[Reported, ...] = ()  # published figures beside the model's
    scenario: Scenario | None = None  # what changes the campus; None for the plan itself
    variants: tuple[CampusResult, ...] = ()  # of the plan itself: its scenarios, in the order written
