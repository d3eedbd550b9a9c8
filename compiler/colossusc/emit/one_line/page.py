"""What stands where on the paper: shapes in whole pixels, y downwards."""

from __future__ import annotations

import attrs

from colossusc.emit.one_line.diagram import Change, Line, Node, Sort, Style
from colossusc.emit.one_line.letters import width_of
from colossusc.emit.one_line.strips import BarSort

LINE = 15  # from one line of text to the next
SIZES: dict[Style, int] = {"name": 12}
SMALL = 11
BOLD = ("name", "new", "changed", "gone", "over")


def size_of(style: Style) -> int:
    """The size of the letters of a line."""
    return SIZES.get(style, SMALL)


def measure(line: Line) -> int:
    """The width of a line."""
    return width_of(line.text, size_of(line.style), bold=line.style in BOLD)


@attrs.frozen
class Text:
    """A line of text in its box, whose middle or left edge it keeps to."""

    x: int
    y: int
    width: int
    text: str
    size: int
    bold: bool
    style: str
    middle: bool = False
    height: int = LINE


@attrs.frozen
class Mark:
    """A symbol in its box, or lying on its side."""

    x: int
    y: int
    width: int
    height: int
    sort: Sort
    node: Node | None = None  # none in the legend
    flat: bool = False


@attrs.frozen
class Wire:
    """A straight line; where it goes over another one it hops."""

    x1: int
    y1: int
    x2: int
    y2: int
    dashed: bool = False
    change: Change = ""
    hops: tuple[int, ...] = ()  # the y at which it does; only a vertical line hops


@attrs.frozen
class Beam:
    """A bus, or a thin bar at which lines meet."""

    x1: int
    x2: int
    y: int
    sort: BarSort
    node: Node | None = None


@attrs.frozen
class Dot:
    """Where a line ends on a bar."""

    x: int
    y: int


@attrs.frozen
class Page:
    """A whole picture."""

    width: int
    height: int
    title: str
    description: str
    texts: tuple[Text, ...]
    marks: tuple[Mark, ...]
    wires: tuple[Wire, ...]
    beams: tuple[Beam, ...]
    dots: tuple[Dot, ...]
    rules: tuple[Wire, ...] = ()  # the thin lines of the frame
