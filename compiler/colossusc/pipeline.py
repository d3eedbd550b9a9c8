"""The whole compiler on one screen; it reads nothing and prints nothing.

Files come in through `read`, by project-relative names; findings, campuses and outputs come out as values.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from colossusc.diagnostic import Diagnostic, Diagnostics, refused
from colossusc.source import Read, ReadProblem, Source, Span
from colossusc.syntax.nodes import File
from colossusc.syntax.parse import parse


@attrs.frozen
class Options:
    """What a run may be told beside its files."""

    as_of: int | None = None  # a day, as its proleptic Gregorian ordinal, in place of the plan's


@attrs.frozen
class Checked:
    """What was read and what was found, sorted by place."""

    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]
    files: tuple[File, ...]  # of each source, in the same order


@attrs.frozen
class TestResult:
    """One `test` of the language: its title, where it stands, and what it found that it did not expect."""

    __test__ = False  # not a test class of pytest's

    name: str
    place: Span
    passed: bool
    diagnostics: tuple[Diagnostic, ...]


@attrs.frozen
class TestRun:
    """All tests in some files, and what is wrong with the files themselves."""

    __test__ = False

    results: tuple[TestResult, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(paths: Sequence[str], read: Read, options: Options) -> Checked:
    """Checks the plans in some files and all they import."""
    found = Diagnostics()
    sources: list[Source] = []
    files: list[File] = []
    for path in paths:
        try:
            source = Source(path, read(path))
        except ReadProblem as problem:
            found.add(refused(problem))
            continue
        file, diagnostics = parse(source)
        sources.append(source)
        files.append(file)
        found.extend(diagnostics)
    return Checked(found.sorted(), tuple(sources), tuple(files))


def run_tests(paths: Sequence[str], read: Read, options: Options) -> TestRun:
    """Runs the `test` blocks of some files."""
    return TestRun((), check(paths, read, options).diagnostics)


def emit(checked: Checked) -> dict[str, bytes]:
    """The outputs of a compile: file name → content."""
    return {}
