"""Source text, spans and the line index.

Spans are integer offsets into one source; line and column are computed only when a diagnostic is shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeAlias

import attrs

Read: TypeAlias = Callable[[str], str]
"""Gives the text of a file by its project-relative name, `/` between its parts. Raises `ReadProblem` or `SameFile`."""


class ReadProblem(Exception):
    """Why a file is refused: a code C07xx, a message, and what to do. Never a word of the file's content."""

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


class SameFile(Exception):
    """Raised for a link to a file that the run knows already, by the name that it has there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@attrs.frozen(eq=False, repr=False)
class Source:
    """One file: the name shown to people (project-relative, never absolute), and its text."""

    name: str
    text: str
    library: bool = False  # part of the standard library (catalog or rule pack shipped with the compiler)
    _lines: list[int] = attrs.field(factory=list, init=False)

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def _starts(self) -> list[int]:
        if not self._lines:
            self._lines.append(0)
            at = self.text.find("\n")
            while at >= 0:
                self._lines.append(at + 1)
                at = self.text.find("\n", at + 1)
        return self._lines

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column (in characters) of an offset."""
        starts = self._starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line end."""
        starts = self._starts()
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@attrs.frozen(repr=False)
class Span:
    """A half-open range of characters `[start, end)` in one source."""

    source: Source = attrs.field(eq=id)
    start: int
    end: int

    def __repr__(self) -> str:
        return f"{self.place}..{self.end - self.start}"

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def place(self) -> str:
        """`file:line:column`, as printed in messages."""
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"
