"""Which column each strip stands in, and which row each bar lies in: whole numbers, no pixels yet.

Rows alternate: zone 0 over the bars of level 0, zone 1 between them and those of level 1, and so on. What stands in one
column shares no row, so that no line of one strip can meet the text of another. Bars of a level whose spans overlap lie
in rows of their own, one below the other.

Where many strips end at one bar, on one side of it, they stand in two tiers, so that the picture does not grow too
wide: those of the farther tier in between, where the nearer ones leave room for a line.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from colossusc.emit.one_line.strips import Across, Bar, Chains, Strip
from colossusc.values.reach import reached

_ANYWHERE = -1_000_000
_ABREAST = 10  # strips that end on one side of a bar and stand in one tier
_MOST_TIERS = 2  # more make it no narrower: each line has to pass the text of all nearer tiers
Row = tuple[int, object]  # a zone (even) or the bars of a level (odd), and what it is there


@attrs.frozen(eq=False)
class Placing:
    """Places by strip, bar and tie. Of ties, those that lie between two bars side by side."""

    chains: Chains  # with a bar of its own for each tie that is no such tie
    columns: dict[Strip, int]
    passed: dict[Strip, tuple[int, ...]]  # the rows that each strip goes through, zones (even) and bars (odd)
    tiers: dict[Strip, int]  # of strips that end: 0 is next to the bar
    levels: dict[Bar, int]
    rows: dict[Bar, int]  # within the level, from above
    spans: dict[Bar, tuple[int, int]]  # first and last column
    between: dict[Across, int]  # the column of a tie between two bars


def placed(chains: Chains) -> Placing:
    """Places for all bars and strips."""
    side_by_side: list[Across] = []
    for tie in chains.ties:
        if _in_a_row([*side_by_side, tie]) and _levels(chains, [*side_by_side, tie]) is not None:
            side_by_side.append(tie)
    while True:
        found = _tried(chains, side_by_side)
        failed = next((tie for tie in side_by_side if not _fits(found, tie)), None)
        if failed is None:
            return found
        side_by_side.remove(failed)


def _tried(chains: Chains, side_by_side: list[Across]) -> Placing:
    round_about = [tie for tie in chains.ties if tie not in side_by_side]
    bars, strips = [*chains.bars], [*chains.strips]
    for tie in round_about:
        bars.append(bar := Bar("joint"))
        nodes = (tie.tie.node,) if tie.tie.node is not None else ()
        strips += [Strip(nodes, tie.one, bar, not nodes), Strip((), tie.other, bar, not nodes)]
    whole = Chains(tuple(bars), tuple(strips), tuple(side_by_side))
    levels = _levels(whole, side_by_side)
    assert levels is not None
    found = _Columns(whole, levels)
    found.fill()
    spans = {bar: found.span(bar) for bar in whole.bars}
    passed = {strip: tuple(row for row, _ in found.rows(strip)) for strip in strips}
    return Placing(
        whole, found.columns, passed, _tiers(found), levels, _rows(whole, levels, spans), spans, found.between
    )


def _in_a_row(ties: list[Across]) -> bool:
    """Whether bars tied in this way can lie side by side: none has more than two neighbours, and no ring is closed."""
    beside: dict[Bar, list[Bar]] = {}
    for tie in ties:
        beside.setdefault(tie.one, []).append(tie.other)
        beside.setdefault(tie.other, []).append(tie.one)
    if any(len(others) > 2 or bar in others for bar, others in beside.items()):
        return False
    return all(len(reached(bar, beside)) > _links(bar, beside) for bar in beside)


def _links(bar: Bar, beside: dict[Bar, list[Bar]]) -> int:
    return sum(len(beside[each]) for each in reached(bar, beside)) // 2


def _levels(chains: Chains, ties: Iterable[Across]) -> dict[Bar, int] | None:
    """The level of each bar: below all that feed it, and tied ones alike; None where that cannot be."""
    levels = dict.fromkeys(chains.bars, 0)
    for _ in range(len(chains.bars) + 1):
        before = dict(levels)
        for strip in chains.strips:
            if strip.upper is not None and strip.lower is not None:
                levels[strip.lower] = max(levels[strip.lower], levels[strip.upper] + 1)
        for tie in ties:
            levels[tie.one] = levels[tie.other] = max(levels[tie.one], levels[tie.other])
        if levels == before:
            return levels
        if max(levels.values()) > len(chains.bars):
            return None
    return None


class _Columns:
    """Gives columns from bar to bar, downwards from those that no bar feeds."""

    def __init__(self, chains: Chains, levels: dict[Bar, int]) -> None:
        self.levels = levels
        self.bars = chains.bars
        self.strips = chains.strips
        self.ties = chains.ties
        self.uppers: dict[Bar, list[Strip]] = {bar: [] for bar in chains.bars}
        self.lowers: dict[Bar, list[Strip]] = {bar: [] for bar in chains.bars}
        for strip in chains.strips:
            if strip.lower is not None:
                self.uppers[strip.lower].append(strip)
            if strip.upper is not None:
                self.lowers[strip.upper].append(strip)
        self.columns: dict[Strip, int] = {}
        self.between: dict[Across, int] = {}
        self.taken: dict[tuple[int, int], object] = {}  # by row and column, what is there
        self.done: set[Bar] = set()
        self.alone: dict[Bar, int] = {}  # of bars that nothing hangs on
        self.last = 0
        self.widths: dict[Bar, int] = {}

    def fill(self) -> None:
        for strip in self.strips:
            if strip.upper is None and strip.lower is None:
                self._take(strip, self.last)
        for bar in sorted(self.bars, key=lambda bar: (self.levels[bar], len(self._ties_of(bar)) > 1)):
            if bar not in self.done and self._is_ready(bar):
                self._place(bar, self.last, self.last if self.columns else _ANYWHERE)

    def span(self, bar: Bar) -> tuple[int, int]:
        """The first and the last column of what hangs on a bar so far."""
        strips = (*self.uppers[bar], *self.lowers[bar])
        own = [self.columns[strip] for strip in strips if strip in self.columns] or [self.alone.get(bar, 0)]
        return min(own), max(own)

    def _ties_of(self, bar: Bar) -> list[Across]:
        return [tie for tie in self.ties if bar in (tie.one, tie.other)]

    def _is_ready(self, bar: Bar) -> bool:
        """Whether all that feeds it from other bars has its columns."""
        return all(strip.upper is None or strip in self.columns for strip in self.uppers[bar])

    def _place(self, bar: Bar, start: int, floor: int) -> None:
        """The columns of what ends at a bar from above, and of all that hangs below it."""
        self.done.add(bar)
        ends = [strip for strip in self.uppers[bar] if strip.upper is None]
        come = [self.columns[strip] for strip in self.uppers[bar] if strip in self.columns]
        below = self.lowers[bar]
        width = sum(map(self._width, below))
        if come:
            count = max(come) - min(come) + 1 + len(ends)
            above_from, below_from = max(come) + 1, min(come) + (count - width) // 2
        else:
            wide = max(len(ends), width)
            above_from, below_from = start + (wide - len(ends)) // 2, start + (wide - width) // 2
        for strip in ends:
            above_from = self._take(strip, max(above_from, floor)) + 1
        cursor = max(below_from, floor)
        for strip in below:
            wide = self._width(strip)
            column = self._take(strip, cursor + (wide - 1) // 2)
            cursor = max(cursor + wide, column + 1)
        if not self.uppers[bar] and not below:
            rows = self._beside(bar, bar)
            self.alone[bar] = self._mark(rows, self._free(rows, max(start, floor)))
        for strip in below:
            if strip.lower is not None and strip.lower not in self.done and self._is_ready(strip.lower):
                self._place(strip.lower, self.columns[strip], _ANYWHERE)
        for tie in self._ties_of(bar):
            if tie not in self.between:
                self._tie(bar, tie.other if bar is tie.one else tie.one, tie)

    def _tie(self, bar: Bar, other: Bar, tie: Across) -> None:
        """A column between two bars, and then those of the other one, once that can have them."""
        if other not in self.done and not self._is_ready(other):
            return
        left = min(bar, other, key=self.span) if other in self.done else bar
        rows = self._beside(bar, tie)
        column = self.between[tie] = self._mark(rows, self._free(rows, self.span(left)[1] + 1))
        if other not in self.done:
            self._place(other, column + 1, column + 1)

    def _width(self, strip: Strip) -> int:
        """The columns that a strip and all below it may want."""
        lower = strip.lower
        if lower is None or sum(each.upper is not None for each in self.uppers[lower]) > 1:
            return 1
        if lower not in self.widths:
            self.widths[lower] = 1
            below = sum(map(self._width, self.lowers[lower]))
            self.widths[lower] = max(len(self.uppers[lower]), below) + len(self._ties_of(lower))
        return self.widths[lower]

    def rows(self, strip: Strip) -> tuple[Row, ...]:
        """The zones that a strip goes through, the bars that it passes, and those that it ends on, which may have
        another strip there on their other side."""
        if strip.lower is None:
            above = self._beside(strip.upper, strip.upper) if strip.upper is not None else ()
            return (*above, (2 * (self.levels[strip.upper] + 1) if strip.upper is not None else 0, strip))
        bottom = 2 * self.levels[strip.lower]
        if strip.upper is None:
            return ((bottom, strip), *self._beside(strip.lower, strip.lower))
        passed = ((row, strip) for row in range(2 * (self.levels[strip.upper] + 1), bottom + 1))
        return (*self._beside(strip.upper, strip.upper), *passed, *self._beside(strip.lower, strip.lower))

    def _beside(self, bar: Bar, what: object) -> tuple[Row, ...]:
        return ((2 * self.levels[bar] + 1, what),)

    def _take(self, strip: Strip, start: int) -> int:
        rows = self.rows(strip)
        column = self.columns[strip] = self._mark(rows, self._free(rows, start))
        return column

    def _free(self, rows: tuple[Row, ...], start: int) -> int:
        while any(self.taken.get((row, start), what) is not what for row, what in rows):
            start += 1
        return start

    def _mark(self, rows: tuple[Row, ...], column: int) -> int:
        self.taken.update({(row, column): what for row, what in rows})
        self.last = max(self.last, column + 1)
        return column


def _tiers(columns: _Columns) -> dict[Strip, int]:
    """The tier of each strip that ends, from left to right in turn."""
    found: dict[Strip, int] = {}
    for bar in columns.bars:
        above = [strip for strip in columns.uppers[bar] if strip.upper is None]
        below = [strip for strip in columns.lowers[bar] if strip.lower is None]
        for ends in (above, below):
            count = min(_MOST_TIERS, -(-len(ends) // _ABREAST))
            found |= {strip: place % count for place, strip in enumerate(sorted(ends, key=columns.columns.__getitem__))}
    return found


def _fits(placing: Placing, tie: Across) -> bool:
    """Whether a tie lies between its two bars, which lie side by side."""
    left, right = sorted((tie.one, tie.other), key=placing.spans.__getitem__)
    row = [bar for bar in placing.rows if _place(placing, bar) == _place(placing, left) and bar not in (left, right)]
    both = placing.spans[left][0], placing.spans[right][1]
    alone = _is_free(both, [placing.spans[bar] for bar in row])
    beside = _place(placing, left) == _place(placing, right)
    return beside and alone and placing.spans[left][1] < placing.between[tie] < placing.spans[right][0]


def _place(placing: Placing, bar: Bar) -> tuple[int, int]:
    return placing.levels[bar], placing.rows[bar]


def _rows(chains: Chains, levels: dict[Bar, int], spans: dict[Bar, tuple[int, int]]) -> dict[Bar, int]:
    """The row of each bar within its level; bars tied side by side lie in one."""
    beside: dict[Bar, list[Bar]] = {}
    for tie in chains.ties:
        beside.setdefault(tie.one, []).append(tie.other)
        beside.setdefault(tie.other, []).append(tie.one)
    rows: dict[Bar, int] = {}
    filled: dict[int, list[list[tuple[int, int]]]] = {}  # by level, the spans in each of its rows
    for bar in chains.bars:
        if bar in rows:
            continue
        group = reached(bar, beside)
        span = min(spans[each][0] for each in group), max(spans[each][1] for each in group)
        level = filled.setdefault(levels[bar], [])
        row = next((number for number, others in enumerate(level) if _is_free(span, others)), len(level))
        level[row : row + 1] = [[*(level[row] if row < len(level) else ()), span]]
        rows.update(dict.fromkeys(group, row))
    return rows


def _is_free(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return all(span[1] < other[0] or other[1] < span[0] for other in others)
