"""What a compile has found, handed to the emitters: they see the model, facts, verdicts and findings, nothing else."""

from __future__ import annotations

from functools import cached_property

import attrs

from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostic
from colossusc.emit.provenance import Input, inputs
from colossusc.ir import Item, Plan
from colossusc.rules.verdict import Outcome
from colossusc.source import Source


@attrs.frozen(eq=False)
class CampusResult:
    """One campus, what was computed of it, and how it was judged."""

    campus: Item
    facts: Facts
    outcomes: tuple[Outcome, ...]  # every rule and every `require` of the plan, in the order to be reported
    findings: tuple[Diagnostic, ...]  # of this campus, sorted, `past` set


@attrs.frozen(eq=False, slots=False)
class Run:
    """One run of the compiler."""

    plan: Plan
    campuses: tuple[CampusResult, ...]
    diagnostics: tuple[Diagnostic, ...]  # what is said of the files themselves, sorted; no errors
    sources: tuple[Source, ...]  # every file that was read, those of the standard library too
    version: str

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The files with their hashes: those of the plan, then catalogs and rule packs, each sort by name."""
        return inputs(self.sources)
