"""From columns and rows to pixels.

Each column has one vertical line, at the same x from top to bottom; text stands beside it or, where the line ends,
above or below. Each bar has a row to itself in its columns, its name right of the first line that comes from above. So
nothing meets a text by construction, and the tests draw many diagrams to see that it is so.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.emit.one_line.diagram import Change, Line, Node
from colossusc.emit.one_line.page import BOLD, LINE, Beam, Dot, Mark, Text, Wire, measure, size_of
from colossusc.emit.one_line.placing import Placing
from colossusc.emit.one_line.strips import Across, Bar, Strip
from colossusc.emit.one_line.symbols import SIZES

LEAD = 14  # the line between two symbols
GAP = 9  # between a symbol and its text
PAD = 9  # on both sides of a column
END = 20  # how far a bar goes on after its last line
BEAM = 3  # half of a bus's height
AIR = 3  # between a text and what lies below it
NARROW = 24  # the least from one line to the next


@attrs.define
class Drawing:
    """What has been drawn, from (0, 0) to the right and down."""

    width: int = 0
    height: int = 0
    texts: list[Text] = attrs.field(factory=list)
    marks: list[Mark] = attrs.field(factory=list)
    wires: list[Wire] = attrs.field(factory=list)
    beams: list[Beam] = attrs.field(factory=list)
    dots: list[Dot] = attrs.field(factory=list)


def drawn(placing: Placing) -> Drawing:
    """The drawing of a placed diagram."""
    return _Layout(placing).drawing


class _Layout:
    def __init__(self, placing: Placing) -> None:
        self.placing = placing
        self.drawing = Drawing()
        self.xs = self._columns()
        self.tops: dict[tuple[int, int], int] = {}  # of the bands of zones
        self.bottoms: dict[tuple[int, int], int] = {}
        self.ys: dict[Bar, int] = {}
        self._lines()
        for bar in placing.chains.bars:
            self._bar(bar)
        for tie in placing.chains.ties:
            self._tie(tie)
        for strip in placing.chains.strips:
            self._strip(strip)
        self._hop()

    # ------------------------------------------------------------------------------------------- columns and rows

    def _columns(self) -> dict[int, int]:
        """The x of the line of each column: as near to the one before as what stands in each row allows."""
        needs = self._needs()
        found: dict[int, int] = {}
        ends: dict[tuple[int, int], int] = {}  # by row, how far it is taken
        x = 0
        for column in sorted({column for row in needs.values() for column in row}):
            here = [(row, needs[row][column]) for row in needs if column in needs[row]]
            x = max([x + NARROW, *(ends.get(row, 0) + left for row, (left, _) in here)])
            found[column] = x
            ends.update({row: x + right for row, (_, right) in here})
        self.drawing.width = max(ends.values(), default=0)
        return found

    def _needs(self) -> dict[tuple[int, int], dict[int, tuple[int, int]]]:
        """By row with its band, and column: how far what stands there goes to the left and to the right of the line."""
        found: dict[tuple[int, int], dict[int, tuple[int, int]]] = {}

        def widen(row: tuple[int, int], column: int, left: int, right: int) -> None:
            columns = found.setdefault(row, {})
            old = columns.get(column, (0, 0))
            columns[column] = max(old[0], left + PAD), max(old[1], right + PAD)

        for strip, column in self.placing.columns.items():
            zone, band = self._zone(strip), self._band(strip)
            for row in self.placing.passed[strip]:
                for each in range(self._bands(row // 2) if row % 2 == 0 else 1):
                    if row != 2 * zone or band is None or (each >= band if strip.upper is None else each <= band):
                        widen((row, each), column, 0, 0)
            halves = [_halves(node, _text_at(strip, place)) for place, node in enumerate(strip.nodes)]
            left, right = (max(sides, default=0) for sides in zip(*halves, strict=True)) if halves else (0, 0)
            for each in range(self._bands(zone)) if band is None else (band,):
                widen((2 * zone, each), column, left, right)
        for bar, (first, last) in self.placing.spans.items():
            here = (2 * self.placing.levels[bar] + 1, 0)
            widen(here, first, END, GAP + _width(bar.node.lines) if bar.node is not None else END)
            widen(here, last, 0, END)
        for tie, column in self.placing.between.items():
            half = max(-(-_width(_words(tie)) // 2), SIZES["breaker"][1] // 2 + LEAD)
            widen((2 * self.placing.levels[tie.one] + 1, 0), column, half, half)
        return found

    def _lines(self) -> None:
        """The y of zones and bars."""
        levels = self.placing.levels
        y = 0
        for level in range(max(levels.values(), default=-1) + 2):
            y = self._zone_lines(level, y)
            bars = [bar for bar in self.placing.chains.bars if levels[bar] == level]
            for row in sorted({self.placing.rows[bar] for bar in bars}):
                beside = [bar for bar in bars if self.placing.rows[bar] == row]
                y += max(self._label(bar) for bar in beside) + GAP
                self.ys.update(dict.fromkeys(beside, y))
                y += BEAM + LEAD
        self.drawing.height = y

    def _zone_lines(self, zone: int, y: int) -> int:
        """The y of the bands of a zone. Returns where it ends."""
        strips = [strip for strip in self.placing.chains.strips if self._zone(strip) == zone]
        through = max((_height(strip) for strip in strips if self._band(strip) is None), default=0)
        begun, last = y, self._bands(zone) - 1
        for band in range(last + 1):
            self.tops[zone, band] = y
            y += max((_height(strip) for strip in strips if self._band(strip) == band), default=0)
            if band == last:
                y = max(y, begun + through)
            self.bottoms[zone, band] = y
        return y

    def _bands(self, zone: int) -> int:
        """How many tiers of strips that end a zone has."""
        tiers = (tier for strip, tier in self.placing.tiers.items() if self._zone(strip) == zone)
        return max(tiers, default=0) + 1

    def _band(self, strip: Strip) -> int | None:
        """The band of its zone, from above, in which a strip stands that ends; None of one that goes through."""
        tier = self.placing.tiers.get(strip)
        if tier is None:
            return None if strip.lower is not None else 0
        return tier if strip.upper is not None else self._bands(self._zone(strip)) - 1 - tier

    def _zone(self, strip: Strip) -> int:
        """The zone in which the devices of a strip stand: just below its upper bar, else just above the lower one."""
        if strip.upper is not None:
            return self.placing.levels[strip.upper] + 1
        return self.placing.levels[strip.lower] if strip.lower is not None else 0

    def _label(self, bar: Bar) -> int:
        """The room that a bar needs above itself: for its own name, and for those of the ties beside it."""
        own = LINE * len(bar.node.lines) + BEAM + AIR if bar.node is not None else 0
        ties = [tie for tie in self.placing.between if bar in (tie.one, tie.other)]
        return max((own, *(LINE * len(_words(tie)) + SIZES["breaker"][0] // 2 + AIR for tie in ties)))

    # ------------------------------------------------------------------------------------------------ what is drawn

    def _bar(self, bar: Bar) -> None:
        first, last = (self.xs[column] for column in self.placing.spans[bar])
        end = END if bar.sort in ("bus", "assumed") else 0
        y = self.ys[bar]
        self.drawing.beams.append(Beam(first - end, last + end, y, bar.sort, bar.node))
        if bar.node is not None:
            self._block(bar.node.lines, first + GAP, y - BEAM - AIR - LINE * len(bar.node.lines), middle=False)

    def _tie(self, tie: Across) -> None:
        left, right = sorted((tie.one, tie.other), key=self.placing.spans.__getitem__)
        y, x = self.ys[left], self.xs[self.placing.between[tie]]
        begin, end = self.xs[self.placing.spans[left][1]] + END, self.xs[self.placing.spans[right][0]] - END
        words, half = _words(tie), 0
        if tie.tie.node is not None:
            height, width = SIZES["breaker"]
            half = width // 2
            self.drawing.marks.append(Mark(x - half, y - height // 2, width, height, "breaker", tie.tie.node, True))
            self.drawing.wires += [Wire(begin, y, x - half, y), Wire(x + half, y, end, y)]
        else:
            self.drawing.wires.append(Wire(begin, y, end, y, True))
        above = SIZES["breaker"][0] // 2 if half else BEAM
        self._block(words, x, y - above - AIR - LINE * len(words), middle=True)

    def _strip(self, strip: Strip) -> None:
        x = self.xs[self.placing.columns[strip]]
        band = self._zone(strip), self._band(strip) or 0
        start = self.ys[strip.upper] if strip.upper is not None else None
        y = self.tops[band] + LEAD if strip.upper is not None else self.bottoms[band] - _height(strip)
        for place, node in enumerate(strip.nodes):
            y, start = self._device(strip, place, node, x, y, start)
        if strip.lower is not None:
            assert start is not None
            self._wire(strip, x, start, self.ys[strip.lower], len(strip.nodes))
            self.drawing.dots.append(Dot(x, self.ys[strip.lower]))
        if strip.upper is not None:
            self.drawing.dots.append(Dot(x, self.ys[strip.upper]))

    def _device(self, strip: Strip, place: int, node: Node, x: int, y: int, start: int | None) -> tuple[int, int]:
        """Draws a device from y on. Returns where the next one may begin, and where the line goes on from."""
        width, height = SIZES[node.sort]
        at, text = _text_at(strip, place), LINE * len(node.lines)
        if at == "above":
            self._block(node.lines, x, y, middle=True)
            y += text + GAP
        room = max(height, text) if at == "beside" else height
        top = y + (room - height) // 2
        self.drawing.marks.append(Mark(x - width // 2, top, width, height, node.sort, node))
        if at == "beside":
            self._block(node.lines, x + width // 2 + GAP, y + (room - text) // 2, middle=False)
        elif at == "below":
            self._block(node.lines, x, top + height + GAP, middle=True)
        if start is not None:
            self._wire(strip, x, start, top, place)
        return y + room + LEAD, top + height

    def _wire(self, strip: Strip, x: int, start: int, end: int, place: int) -> None:
        """The line above the device at a place of its strip."""
        beside = [node.change for node in strip.nodes[max(0, place - 1) : place + 1]]
        change: Change = "gone" if "gone" in beside else ""
        self.drawing.wires.append(Wire(x, start, x, end, strip.dashed, change))

    def _block(self, lines: tuple[Line, ...], x: int, y: int, *, middle: bool) -> None:
        for line in lines:
            width = measure(line)
            left = x - width // 2 if middle else x
            bold = line.style in BOLD
            self.drawing.texts.append(Text(left, y, width, line.text, size_of(line.style), bold, line.style, middle))
            y += LINE

    def _hop(self) -> None:
        """Vertical lines hop over what they cross and don't end on."""
        level = [(beam.x1, beam.x2, beam.y) for beam in self.drawing.beams]
        level += [(wire.x1, wire.x2, wire.y1) for wire in self.drawing.wires if wire.y1 == wire.y2]
        for number, wire in enumerate(self.drawing.wires):
            if wire.x1 == wire.x2:
                crossed = {y for x1, x2, y in level if x1 <= wire.x1 <= x2 and wire.y1 < y < wire.y2}
                self.drawing.wires[number] = attrs.evolve(wire, hops=tuple(sorted(crossed)))


def _text_at(strip: Strip, place: int) -> str:
    """Where the text of a device stands: above what begins a strip, below what ends one, else beside it."""
    if place == 0 and strip.upper is None:
        return "above"
    return "below" if place == len(strip.nodes) - 1 and strip.lower is None else "beside"


def _halves(node: Node, at: str) -> tuple[int, int]:
    """How far a device goes to the left and to the right of its line."""
    half, text = SIZES[node.sort][0] // 2, _width(node.lines)
    if at == "beside":
        return half, half + GAP + text
    return max(half, -(-text // 2)), max(half, -(-text // 2))


def _height(strip: Strip) -> int:
    """The room that a strip needs in its zone."""
    return sum(_heights(strip)) + LEAD * (len(strip.nodes) + (strip.upper is not None) - (strip.lower is None))


def _heights(strip: Strip) -> Iterator[int]:
    for place, node in enumerate(strip.nodes):
        height, text = SIZES[node.sort][1], LINE * len(node.lines)
        yield max(height, text) if _text_at(strip, place) == "beside" else height + GAP + text


def _width(lines: tuple[Line, ...]) -> int:
    return max(map(measure, lines), default=0)


def _words(tie: Across) -> tuple[Line, ...]:
    return tie.tie.node.lines if tie.tie.node is not None else tie.tie.words
