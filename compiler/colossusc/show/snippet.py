"""Source lines with what is meant underlined, as a finding shows them.

      ┌─ colossus_1.colossus:46:5
    46│     contracted from 2026-02-11 = 300 MW
      │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from 2026-02-11 on

Each line is shown once, with a row of marks for each label on it: the primary place first, then its file, then the
other files in the order they are named. A long line is cut around its marks.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from colossusc.diagnostic import Severity
from colossusc.show.paint import Paint
from colossusc.show.visible import cells, visible, width
from colossusc.source import Span

WIDTH = 120  # columns of source text
_LEAD = 12  # columns kept before a mark that a long line is cut around


@attrs.frozen
class Mark:
    """A place to underline and what to say about it. `style` is a severity for the primary place, else None."""

    span: Span
    text: str
    severity: Severity | None = None

    @property
    def style(self) -> str:
        return self.severity or "secondary"


def gutter(marks: Sequence[Mark]) -> int:
    """The columns that the line numbers of these marks need."""
    return max((len(str(mark.span.line)) for mark in marks), default=0)


def snippets(marks: Sequence[Mark], indent: int, paint: Paint) -> list[str]:
    """The lines of all marks, with line numbers right-aligned in `indent` columns."""
    rows: list[str] = []
    for on_line in _lines(marks):
        rows.append(" " * indent + paint("frame", "┌─") + f" {visible(on_line[0].span.place)}")
        rows += _snippet(on_line, indent, paint)
    return rows


def _lines(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks by line: the line of the first mark, then file by file and downwards in each."""
    files: dict[int, int] = {}
    for mark in marks:
        files.setdefault(id(mark.span.source), len(files))
    lines: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        lines.setdefault((files[id(mark.span.source)], mark.span.line), []).append(mark)
    first, *others = lines
    return [lines[key] for key in (first, *sorted(others))]


def _snippet(marks: list[Mark], indent: int, paint: Paint) -> list[str]:
    source = marks[0].span.source
    number, column = source.position(marks[0].span.start)
    line_start = marks[0].span.start - column + 1
    begin, raw, cut = _window(source.text, line_start, [mark.span for mark in marks])
    shown = cells(raw)
    head = "…" if begin > line_start else ""
    text = f"{head}{''.join(shown)}{'…' if cut else ''}".rstrip()
    rows = [paint("frame", f"{number:>{indent}}│") + (f" {text}" if text else "")]
    for mark in marks:
        start = min(mark.span.start - begin, len(shown))  # what is past the end is marked at the `…`
        before = width(head + "".join(shown[:start]))
        across = max(1, width("".join(shown[start : mark.span.end - begin])))
        label = visible(mark.text)
        if (last := source.position(mark.span.end)[0]) > number:
            label = f"{label}, to line {last}" if label else f"to line {last}"
        underline = ("^" if mark.severity else "-") * across
        marked = paint(mark.style, f"{underline} {label}" if label else underline)
        rows.append(" " * indent + paint("frame", "│") + " " * (before + 1) + marked)
    return rows


def _window(text: str, line_start: int, spans: Sequence[Span]) -> tuple[int, str, bool]:
    """The part of a line to show: its offset, its characters, and whether the line goes on after it.

    Looks only at what may be shown: the whole file may be one line.
    """
    first = min(span.start for span in spans)
    begin = line_start if max(span.end for span in spans) - line_start <= WIDTH else max(line_start, first - _LEAD)
    line_end = text.find("\n", begin, begin + WIDTH + 1)
    if line_end < 0:
        line_end = min(len(text), begin + WIDTH + 1)
    if line_end - begin <= WIDTH:  # the end of the line is in sight: fill the screen to the left
        begin = max(line_start, line_end - WIDTH)
    raw = text[begin : min(line_end, begin + WIDTH)].removesuffix("\r")
    return begin, raw, line_end - begin > WIDTH
