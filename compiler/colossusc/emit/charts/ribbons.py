"""The geometry of a Sankey diagram in three columns, which neither Vega nor Vega-Lite can lay out: boxes and ribbons.

Every box has room for the line of its label, so that no two labels meet. Ribbons leave and reach a box in the order of
the boxes on the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from colossusc.emit.charts.chart import Row
from colossusc.values.number import Number

COLUMNS = (0, 150, 300)  # left edges of the boxes
_WIDE = 12  # of a box
_ROOM = 300  # that all boxes of a column take together, without the gaps
_GAP, _LINE = 8.0, 17.0  # between boxes; of a label


@attrs.frozen
class Flow:
    """So much power from one box to another."""

    start: str
    end: str
    power: Number
    sort: str  # its colour


@attrs.define
class _Box:
    """A box as it is placed: how much of either side is taken already."""

    name: str
    column: int
    power: Number
    sort: str
    y: float = 0.0
    high: float = 0.0
    left: float = 0.0
    right: float = 0.0

    def middle(self) -> float:
        return self.y + self.high / 2


def laid_out(
    flows: Sequence[Flow], measured: Callable[[Number], float]
) -> tuple[list[tuple[Row, Number]], list[Row], float]:
    """Boxes, each with its power; ribbons; and how tall all is. What flows in reaches what flows out by its name."""
    middle = list(dict.fromkeys(each.end for each in flows if any(other.start == each.end for other in flows)))
    boxes: dict[tuple[str, int], _Box] = {}
    for each in flows:
        inward = each.end in middle
        for name, column in ((each.start, 0 if inward else 1), (each.end, 1 if inward else 2)):
            box = boxes.setdefault((name, column), _Box(name, column, 0, each.sort if column != 1 else "site"))
            if column != 1 or inward:
                box.power += each.power
    scale = _ROOM / max(
        measured(sum(box.power for box in boxes.values() if box.column == column)) for column in range(3)
    )
    tall = max(
        _stacked([box for box in boxes.values() if box.column == column], scale, measured) for column in range(3)
    )
    return [(_node(box), box.power) for box in boxes.values()], list(_ribbons(flows, boxes, scale, measured)), tall


def _stacked(boxes: Sequence[_Box], scale: float, measured: Callable[[Number], float]) -> float:
    """Places the boxes of a column below each other; where they end."""
    y = 0.0
    for box in boxes:
        gap = _GAP if box.column != 1 else _GAP + _LINE  # the label of a site stands above it
        box.high = max(1.0, measured(box.power) * scale)
        room = max(box.high, _LINE)
        box.y = y + (room - box.high) / 2
        y += room + gap
    return y


def _node(box: _Box) -> Row:
    return {
        "name": box.name,
        "column": box.column,
        "sort": box.sort,
        "x": COLUMNS[box.column],
        "wide": _WIDE,
        "y": round(box.y, 2),
        "high": round(box.high, 2),
        "middle": round(box.middle(), 2),
    }


def _ribbons(
    flows: Sequence[Flow], boxes: dict[tuple[str, int], Any], scale: float, measured: Callable[[Number], float]
) -> list[Row]:
    found = []
    for each in flows:
        column = 0 if (each.start, 0) in boxes and (each.end, 1) in boxes else 1
        start, end = boxes[each.start, column], boxes[each.end, column + 1]
        high = max(1.0, measured(each.power) * scale)
        top, bottom = start.y + start.right, end.y + end.left
        start.right, end.left = start.right + high, end.left + high
        left, right = COLUMNS[column] + _WIDE, COLUMNS[column + 1]
        bend = (left + right) / 2
        path = (
            f"M{left},{top:.2f}C{bend},{top:.2f} {bend},{bottom:.2f} {right},{bottom:.2f}"
            f"L{right},{bottom + high:.2f}C{bend},{bottom + high:.2f} {bend},{top + high:.2f} {left},{top + high:.2f}Z"
        )
        found.append({"path": path, "sort": each.sort})
    return found
