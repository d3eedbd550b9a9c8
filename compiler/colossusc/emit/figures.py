"""Power as the tables print it: one unit for all of a table, two decimals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import missing
from colossusc.emit.ranges import finite, spread
from colossusc.emit.ranges import shown as shown_ends
from colossusc.expr.types import quantity, shown
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.expression import least_of, most_of, size_of
from colossusc.values.unit_table import Unit
from colossusc.values.usual_units import usual_unit

POWER = quantity("MW").dimension
_PLACES = 2


@attrs.frozen
class Cell:
    """One figure of a table."""

    text: str
    short: bool = False  # negative: the supply falls short


def cell(value: Any, unit: Unit) -> Cell:
    """A figure with two decimals; with more where it would look like 0 and is not."""
    if missing(value):
        return Cell(shown(value))
    low, high = least_of(value), most_of(value)
    if low == high:
        return _exact(low, unit)
    return Cell(shown_ends(value, lambda end: _exact(end, unit).text), low < 0)


def cell_of(values: tuple[Any, ...], unit: Unit) -> Cell:
    """The figure of a period; of a run of single days, from the least to the most."""
    if len(values) == 1:
        return cell(values[0], unit)
    ends = spread(values)
    if missing(ends):
        return Cell(shown(ends))
    low, high = (_exact(number, unit) if (number := finite(end)) is not None else None for end in ends)
    if low is None or high is None:
        known = low or high
        return Cell("unknown" if known is None else f"at {'least' if low else 'most'} {known.text}", low is None)
    return low if low.text == high.text else Cell(f"{low.text} .. {high.text}", low.short)


def _exact(value: Number, unit: Unit) -> Cell:
    number = in_terms_of(value, unit)
    text = show_number(number, _PLACES)
    if number and text in ("0", "-0"):
        return Cell(show_number(number, 12), value < 0)
    whole, _, decimals = text.partition(".")
    return Cell(f"{whole}.{decimals:0<{_PLACES}}", value < 0)


def common_unit(steps: Sequence[Steps[Any]]) -> Unit:
    """The one unit that suits the largest of all values."""
    sizes: list[Number] = [
        size
        for each in steps
        for value in each.values
        if not missing(value) and not isinstance(size := size_of(value), float)
    ]
    unit = usual_unit(max(sizes, default=0) or 1_000_000, POWER, False, False)
    assert unit is not None
    return unit
