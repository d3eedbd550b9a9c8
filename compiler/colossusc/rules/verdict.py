"""What rules say: a verdict for each subject on each interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostic, Severity
from colossusc.ir import Item, Scenario
from colossusc.resolve import Module
from colossusc.syntax import nodes

if TYPE_CHECKING:
    from colossusc.rules.basis import Basis

Verdict = Literal["holds", "near", "fails", "open", "not applicable"]
WORST: tuple[Verdict, ...] = ("fails", "open", "near", "holds", "not applicable")


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


@attrs.frozen(eq=False)
class Interval:
    """A verdict on half-open `[start, end)`."""

    start: int
    end: int
    verdict: Verdict
    because: str = ""  # of an open verdict: the input that is not given
    basis: Basis | None = None  # what it rests on


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
    findings: tuple[Diagnostic, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst verdict on any subject on any day."""
        verdicts = {interval.verdict for judgement in self.judgements for interval in judgement.intervals}
        return next((verdict for verdict in WORST if verdict in verdicts), "not applicable")


@attrs.frozen(eq=False)
class CampusResult:
    """One campus, what was computed of it, and how it was judged."""

    campus: Item
    facts: Facts
    outcomes: tuple[Outcome, ...]  # every rule and every `require` of the plan, in the order to be reported
    findings: tuple[Diagnostic, ...]  # of this campus, sorted, `past` set
    scenario: Scenario | None = None  # what changes the campus; None for the plan itself
    variants: tuple[CampusResult, ...] = ()  # of the plan itself: its scenarios, in the order written
