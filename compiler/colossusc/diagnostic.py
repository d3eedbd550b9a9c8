"""Diagnostics are values: what was found, where, why, and what to do.

They are built by every layer and shown by `show/`; nothing below the CLI prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

import attrs

from colossusc.language import ngettext
from colossusc.source import ReadProblem, Source, Span

Severity = Literal["error", "warning", "note"]
RANK: dict[str, int] = {"note": 0, "warning": 1, "error": 2}


@attrs.frozen
class Label:
    """A secondary place with its own sentence, such as `covers 150 MW, 150 MW too little`."""

    span: Span
    text: str


@attrs.frozen
class Fix:
    """Replace the text of `span`. A safe fix is the only likely one, and may be tried without asking."""

    span: Span
    replacement: str
    safe: bool = False


class Remedy(str):
    """A help that says which word to write in place of which: text for people, and a fix for who applies it."""

    __slots__ = ("instead", "safe", "write")
    instead: str  # as it was written, somewhere in the place of the diagnostic
    write: str
    safe: bool

    def __new__(cls, text: str, instead: str = "", write: str = "", safe: bool = False) -> Remedy:
        made = super().__new__(cls, text)
        made.instead, made.write, made.safe = instead, write, safe
        return made

    def fix(self, span: Span | None) -> Fix | None:
        """The fix in the place of a diagnostic; None where it does not say which of several words is meant."""
        if span is None or not self.instead:
            return None
        found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(self.instead)}(?!\w)", span.text)]
        if len(found) != 1:
            return None
        start = span.start + found[0]
        return Fix(Span(span.source, start, start + len(self.instead)), self.write, self.safe)


@attrs.frozen
class LedgerLine:
    """One term of a sum: its name, its value with unit as printed, and where it was written."""

    name: str
    value: str
    span: Span | None = None
    note: str = ""  # how it came about, such as `12,500 systems × 10.2 kW`
    strong: bool = False  # a sum or a margin, printed under a rule


@attrs.frozen
class Ledger:
    """The arithmetic of a finding on one day: terms sorted by size, then the sums and the margin."""

    date: str
    lines: tuple[LedgerLine, ...]


@attrs.frozen
class Waiver:
    """Why a finding does not count: who allowed it, and until when. The days are ISO dates."""

    reason: str
    owner: str
    expires: str  # its last valid day
    span: Span


@attrs.frozen
class Diagnostic:
    """One finding. `code` is a compiler code (`C0101`) or a rule's name (`TVA001`)."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    label: str = ""
    secondary: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = attrs.field()  # those of the helps, where none are given
    ledger: Ledger | None = None
    subject: str = ""  # of a rule: the object it is about
    period: str = ""  # of a rule: when, as `from 2024-09-02 until 2025-05-01`
    past: bool = False  # ended before `as_of`: shown apart, does not fail a run
    scenarios: tuple[str, ...] = ("",)  # in which it is found; `""` is the plan itself, which comes first
    waiver: Waiver | None = None  # of a waived one: shown apart, does not fail a run

    @property
    def where(self) -> str:
        """`in scenario `heat_wave``, `also in scenario `heat_wave``; nothing for what is of the plan only."""
        names = ", ".join(f"`{name}`" for name in self.scenarios if name)
        if not names:
            return ""
        number = sum(map(bool, self.scenarios))
        if self.scenarios[0] == "":
            return ngettext("also in scenario {names}", "also in scenarios {names}", number, names=names)
        return ngettext("in scenario {names}", "in scenarios {names}", number, names=names)

    @fixes.default
    def _of_helps(self) -> tuple[Fix, ...]:
        remedies = [each.fix(self.span) for each in self.helps if isinstance(each, Remedy)]
        return tuple(fix for fix in remedies if fix is not None)

    def order(self) -> tuple[str | int, ...]:
        """Sorts findings by place, so that the order of declarations in memory never shows."""
        words = (self.code, self.message, self.subject, self.period, *self.scenarios)
        if self.span is None:
            return ("", -1, -1, *words)
        return (self.span.source.name, self.span.start, self.span.end, *words)


def refused(problem: ReadProblem, span: Span | None = None) -> Diagnostic:
    """A file that was not read, as a finding at the import of it, or without a place if it was named by the user."""
    return Diagnostic(problem.code, "error", problem.message, span, helps=(problem.help,) if problem.help else ())


MOST_MISTAKES = 10_000  # nobody reads more, and one at the top of a file may be the cause of all


class TooMany(Exception):
    """Raised behind the last mistake that a run looks for."""


class Diagnostics:
    """Collects findings; the same finding twice is one finding (one mistake, one error).

    Raises TooMany at an error beyond `most`; what rules find is not counted.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._seen: set[tuple[str | int, ...]] = set()
        self._all: list[Diagnostic] = []
        self._mistakes = 0
        self._scenario = ""
        self._muted: set[str] = set()  # names of sources

    def mute(self, source: Source) -> None:
        """Take nothing more in that is about a source: its braces do not match, so that all of it may be misread."""
        self._muted.add(source.name)

    def add(self, diagnostic: Diagnostic) -> None:
        if self._muted and diagnostic.span is not None and diagnostic.span.source.name in self._muted:
            return
        key = diagnostic.order()
        if key not in self._seen:
            self._seen.add(key)
            self._mistakes += diagnostic.severity == "error" and not diagnostic.subject
            if self._most is not None and self._mistakes > self._most:
                raise TooMany
            self._all.append(attrs.evolve(diagnostic, scenarios=(self._scenario,)) if self._scenario else diagnostic)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            self.add(diagnostic)

    def error(self, code: str, message: str, span: Span | None, label: str = "", *helps: str) -> None:
        self.add(Diagnostic(code, "error", message, span, label, helps=helps))

    def with_stop(self) -> tuple[Diagnostic, ...]:
        """What was found before TooMany, and that the rest was not looked for."""
        message = f"more than {MOST_MISTAKES:,} mistakes: the rest was not looked for"
        help_ = "mend the first ones: one mistake may be the cause of many"
        return (Diagnostic("C0912", "error", message, helps=(help_,)), *self.sorted())

    @contextmanager
    def within(self, scenario: str) -> Iterator[None]:
        """What is added now, and was not found without it, is found in a scenario."""
        before, self._scenario = self._scenario, scenario
        try:
            yield
        finally:
            self._scenario = before

    @property
    def errors(self) -> bool:
        """Whether one of them is an error."""
        return any(each.severity == "error" for each in self._all)

    def sorted(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._all, key=Diagnostic.order))

    def __len__(self) -> int:
        return len(self._all)
