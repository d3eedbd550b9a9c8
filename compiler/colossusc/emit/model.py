"""What a compile has found, handed to the emitters: they see the model, facts, verdicts and findings, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeAlias

import attrs

from colossusc.ask.headroom import Headroom
from colossusc.diagnostic import Diagnostic
from colossusc.emit.provenance import Input, inputs
from colossusc.ir import Plan
from colossusc.rules.verdict import CampusResult
from colossusc.source import Source
from colossusc.syntax.nodes import File
from colossusc.syntax.stored import NO_CACHE, Cache

Own: TypeAlias = Callable[[Callable[[], bytes]], dict[str, bytes]]
"""Renders the project's own templates for a campus, given its variables as JSON where it asks for them."""


@attrs.frozen(eq=False, slots=False)
class Run:
    """One run of the compiler."""

    plan: Plan
    campuses: tuple[CampusResult, ...]
    diagnostics: tuple[Diagnostic, ...]  # what is said of the files themselves, sorted; no errors
    sources: tuple[Source, ...]  # every file that was read, those of the standard library too
    version: str
    headroom: Mapping[str, Headroom] = attrs.field(factory=dict)  # by campus, where it was asked for
    files: tuple[File, ...] = ()  # what the plan's own files say
    cache: Cache = NO_CACHE  # of what was drawn and typeset before
    png: bool = False  # whether pictures are written as files too
    pdf: bool = False  # whether the report is typeset too
    own: Own | None = None  # what the project's own templates make of it

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The files with their hashes: those of the plan, then catalogs and rule packs, each sort by name."""
        return inputs(self.sources)
