"""The title above a drawing, and below it the legend of what it uses."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.emit.one_line.diagram import Diagram, Sort
from colossusc.emit.one_line.layout import Drawing
from colossusc.emit.one_line.letters import shortened, width_of, wrapped
from colossusc.emit.one_line.page import LINE, SMALL, Beam, Mark, Page, Text, Wire
from colossusc.emit.one_line.strips import BarSort
from colossusc.emit.one_line.symbols import NAMES, SIZES
from colossusc.language import _, marked

MARGIN = 24
LEAST = 760  # of the page's width
TITLE, SUBTITLE = 18, 12
WARNING = marked("Planning one-line, not for construction")
_CELL = 52  # of a symbol in the legend
_GAP = 8
_ROW = 56

_BARS: dict[BarSort, str] = {
    "bus": marked("bus"),
    "assumed": NAMES["assumed"],
    "split": "",
    "any": marked("fed from any of these; how they are switched is not in the plan"),
    "joint": "",
}


@attrs.frozen
class Entry:
    """A line of the legend: a symbol, a bar, or only words."""

    words: str
    sort: Sort | None = None
    bar: BarSort | None = None
    style: str = "legend"


def framed(diagram: Diagram, drawing: Drawing) -> Page:
    """The page of a drawing."""
    width = max(LEAST, drawing.width) + 2 * MARGIN
    room = width - 2 * MARGIN
    heads = list(_heads(diagram, room))
    top = max(text.y + text.height for text in heads) + MARGIN
    left = (width - drawing.width) // 2
    bottom = top + drawing.height + MARGIN
    texts, marks, beams, end = _legend(list(_entries(drawing)), room, bottom + MARGIN // 2)
    frame = Wire(MARGIN, bottom, width - MARGIN, bottom)
    return Page(
        width,
        end + MARGIN,
        diagram.title,
        diagram.description,
        (*heads, *(attrs.evolve(text, x=text.x + left, y=text.y + top) for text in drawing.texts), *texts),
        (*(attrs.evolve(mark, x=mark.x + left, y=mark.y + top) for mark in drawing.marks), *marks),
        tuple(_moved(wire, left, top) for wire in drawing.wires),
        (
            *(attrs.evolve(beam, x1=beam.x1 + left, x2=beam.x2 + left, y=beam.y + top) for beam in drawing.beams),
            *beams,
        ),
        tuple(attrs.evolve(dot, x=dot.x + left, y=dot.y + top) for dot in drawing.dots),
        (frame,),
    )


def _moved(wire: Wire, left: int, top: int) -> Wire:
    return attrs.evolve(
        wire,
        x1=wire.x1 + left,
        x2=wire.x2 + left,
        y1=wire.y1 + top,
        y2=wire.y2 + top,
        hops=tuple(y + top for y in wire.hops),
    )


def _heads(diagram: Diagram, room: int) -> Iterator[Text]:
    """Title, day, and what the picture is not for."""
    y = MARGIN
    lines = [(shortened(diagram.title, TITLE, room, bold=True), TITLE, True, "title")]
    lines += ((each, SUBTITLE, False, "subtitle") for each in wrapped(diagram.subtitle, SUBTITLE, room, 2))
    for text, size, bold, style in (*lines, (_(WARNING), SUBTITLE, True, "warning")):
        yield Text(MARGIN, y, width_of(text, size, bold=bold), text, size, bold, style, height=size + 6)
        y += size + 8


def _entries(drawing: Drawing) -> Iterator[Entry]:
    """What the drawing uses, in the order of the tables."""
    used = {mark.sort for mark in drawing.marks}
    yield from (Entry(_(NAMES[sort]), sort) for sort in SIZES if sort in used)
    bars = {beam.sort for beam in drawing.beams}
    yield from (Entry(_(words), bar=bar) for bar, words in _BARS.items() if bar in bars and words)
    shapes: list[Mark | Beam] = [*drawing.marks, *drawing.beams]
    nodes = [shape.node for shape in shapes if shape.node is not None]
    switching = [node for node in nodes if node.sort == "breaker"]
    if switching:
        yield Entry(_("N.O. normally open, drawn open; N.C. normally closed, drawn closed"))
    changes = {node.change for node in nodes}
    words = (("new", _("+ new since the phase before")), ("changed", _("Δ changed since the phase before")))
    for change, said in (*words, ("gone", _("− gone since the phase before, dotted"))):
        if change in changes:
            yield Entry(said, style=change)
    if any(text.style in ("load", "over") for text in drawing.texts):
        yield Entry(
            _("load: the highest, shared among what feeds a point by what each can bring; of what it can carry")
        )
    if any(node.over for node in nodes):
        yield Entry(_("! carries more than it can"), style="over")


def _legend(entries: list[Entry], room: int, y: int) -> tuple[list[Text], list[Mark], list[Beam], int]:
    """The entries side by side, in as many rows as they need: first symbols, then bars and words."""
    texts: list[Text] = []
    marks: list[Mark] = []
    beams: list[Beam] = []
    x = MARGIN
    for tall in (True, False):
        height = _ROW if tall else LINE + _GAP
        row = [entry for entry in entries if (entry.sort is not None) is tall]
        for entry in row:
            indent = _CELL + _GAP if tall or entry.bar is not None else 0
            bold = entry.style != "legend"
            words = shortened(entry.words, SMALL, room - indent, bold=bold)
            width = width_of(words, SMALL, bold=bold)
            if x > MARGIN and x + indent + width > MARGIN + room:
                x, y = MARGIN, y + height
            texts.append(Text(x + indent, y + (height - LINE) // 2, width, words, SMALL, bold, entry.style))
            if entry.sort is not None:
                wide, high = SIZES[entry.sort]
                marks.append(Mark(x + (_CELL - wide) // 2, y + (height - high) // 2, wide, high, entry.sort))
            elif entry.bar is not None:
                beams.append(Beam(x, x + _CELL, y + height // 2, entry.bar))
            x += indent + width + 3 * _GAP
        if row:
            x, y = MARGIN, y + height
    return texts, marks, beams, y
