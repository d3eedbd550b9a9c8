"""Power as the tables print it: one unit for all of a table, two decimals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import missing
from colossusc.emit.ranges import between, spread
from colossusc.expr.types import quantity, shown
from colossusc.language import numeral
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.expression import size_of
from colossusc.values.unit_table import Unit
from colossusc.values.usual_units import usual_unit

POWER = quantity("MW").dimension
_PLACES = 2


@attrs.frozen
class Cell:
    """One figure of a table."""

    text: str  # the figure, in the unit of its table
    short: bool = False  # negative: the supply falls short


def cell(value: Any, unit: Unit) -> Cell:
    """A figure with two decimals; with more where it would look like 0 and is not."""
    return cell_of((value,), unit)


def cell_of(values: tuple[Any, ...], unit: Unit) -> Cell:
    """The figure of a period; of a run of single days, from the least to the most."""
    ends = spread(values)
    if missing(ends):
        return Cell(shown(ends))
    low, high = ends
    return Cell(between(low, high, lambda end: _exact(end, unit)), low < 0)


def _exact(value: Number, unit: Unit) -> str:
    number = in_terms_of(value, unit)
    text = show_number(number, _PLACES)
    if number and text in ("0", "-0"):
        return show_number(number, 12)
    point = numeral(".")
    whole, decimals = [*text.split(point), ""][:2]
    return f"{whole}{point}{decimals:0<{_PLACES}}"


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
