"""Figures of the bill as cells: both ends of what is not one number, and formulas that say what the bill says.

Where a figure of the bill is another than what its formula makes of the ends, as of figures that hang together, the
figure itself stands in the cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from colossusc.emit.bom import Days
from colossusc.emit.ranges import NO_LIMIT
from colossusc.emit.workbook import Cell, Day, Formula
from colossusc.language import _
from colossusc.values.calendar import FIRST_DAY


def at_most(figure: Any, cell: Cell) -> Cell:
    """The cell of the most of a figure; in words where it has no most."""
    return _(NO_LIMIT) if cell is None and figure is not None else cell


def computed(text: str, ours: Any, formula: Any) -> Cell:
    """A formula with its value, where that is what the bill has; else the bill's figure."""
    if ours is None:
        return None
    cell: Cell = Formula(text, ours) if ours == formula else ours
    return cell


def total_of(text: str, ours: Any, terms: Iterable[Any]) -> Cell:
    """A formula that adds up cells, of which empty ones and words count as nothing."""
    return computed(text, ours, sum(term for term in terms if term is not None))


def day_cell(day: int) -> Cell:
    """A day; nothing of what has been so always."""
    return Day(day) if day > FIRST_DAY else None


def latest_cell(days: Days) -> Cell:
    """The last day of a window or a ramp."""
    return Day(days.last) if days.latest else None
