"""What a property may draw: a range as a grid of exact values, a list, the objects of a set; each value as written.

The grid of a range has its two ends, the plan's own value, and the round values between: as many as make the third
digit of the range's width, so that 15 degC .. 43 degC goes by 0.1 K. Counts go one by one, dates day by day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs

from colossusc.expr.types import DateType, QuantityType, Type
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.calendar import show_date
from colossusc.values.dimension import NONE, expression
from colossusc.values.number import Number, decimals_of, magnitude, normal, show_number
from colossusc.values.quantity import in_terms_of, parse_quantity
from colossusc.values.unit_table import Unit
from colossusc.values.usual_units import usual_unit

_DIGITS = 2  # of a range's width beyond the first that the grid goes by


@attrs.frozen(eq=False)
class Choice:
    """One thing that is drawn. Its values are numbered; `centre` is the plan's own, or the nearest to it."""

    name: str  # the path that is set, or the variable that is bound
    size: int
    text: Callable[[int], str]  # a value as it is written
    node: Callable[[int], nodes.Expr]
    centre: int = 0
    ordered: bool = False  # whether a value between two others lies between them
    plain: bool = False  # whether the centre is the plan's own value, so that it need not be set

    def outwards(self) -> Iterator[int]:
        """Every value, the plan's own first, then its neighbours."""
        yield self.centre
        for distance in range(1, self.size):
            yield from (each for each in (self.centre + distance, self.centre - distance) if 0 <= each < self.size)

    @property
    def ends(self) -> tuple[int, int]:
        return 0, self.size - 1


def between(draw: nodes.Draw, type_: Type, low: Any, high: Any, own: Any) -> Choice:
    """The values of `set path in low .. high`, in base units; `own` is the plan's, or missing."""
    if isinstance(type_, DateType):
        return _ordered(draw, range(low, high + 1), own, show_date, nodes.Date)
    assert isinstance(type_, QuantityType)
    if type_.integer:
        return _ordered(draw, range(low, high + 1), own, lambda number: show_number(number, 0, "_"), nodes.Quantity)
    unit, symbol = _unit(draw, type_, low, high)

    def text(number: Number) -> str:
        value = in_terms_of(number, unit) if unit is not None else number
        decimals = decimals_of(value)
        digits = show_number(value, 30 if decimals is None else decimals, "_")
        return f"{digits} {symbol}" if symbol else digits

    return _ordered(draw, _grid(unit, low, high, own), own, text, _signed)


def among(draw: nodes.Node, name: str, texts: Sequence[str], exprs: Sequence[nodes.Expr]) -> Choice:
    """The members of a list, or of a set."""
    return Choice(name, len(texts), texts.__getitem__, exprs.__getitem__)


def _ordered(
    draw: nodes.Draw,
    values: Sequence[Any],
    own: Any,
    text: Callable[[Any], str],
    node: Callable[[int, int, str], nodes.Expr],
) -> Choice:
    start, end = draw.choice.start, draw.choice.end
    centre, plain = 0, False
    if not isinstance(own, Missing):
        centre = min(bisect_left(values, own), len(values) - 1)
        plain = values[centre] == own
    return Choice(
        draw.target.text,
        len(values),
        lambda place: text(values[place]),
        lambda place: node(start, end, text(values[place])),
        centre,
        ordered=True,
        plain=plain,
    )


def _signed(start: int, end: int, text: str) -> nodes.Expr:
    """A quantity; a minus sign is an operator."""
    if text.startswith("-"):
        return nodes.Unary(start, end, "-", nodes.Quantity(start, end, text[1:]))
    return nodes.Quantity(start, end, text)


def _unit(draw: nodes.Draw, type_: QuantityType, low: Any, high: Any) -> tuple[Unit | None, str]:
    """The unit that the range is written in, or the usual one for its values."""
    ends = (draw.choice.low, draw.choice.high) if isinstance(draw.choice, nodes.Unknown) else ()
    for end in ends:
        unit = parse_quantity(end.text).unit if isinstance(end, nodes.Quantity) else None
        if unit is not None and unit.dimension is type_.dimension:
            return unit, unit.symbol
    largest: Number = max(abs(low), abs(high))
    usual = usual_unit(largest, type_.dimension, type_.point, type_.share)
    if usual is not None or type_.dimension is NONE:
        return usual, usual.symbol if usual is not None else ""
    return None, expression(type_.dimension)


def _grid(unit: Unit | None, low: Number, high: Number, own: Any) -> tuple[Number, ...]:
    """The ends, the plan's own value if it lies between, and the round values between."""
    found = {low, high} | ({own} if not isinstance(own, Missing) and low <= own <= high else set())
    scale, offset = (unit.scale, unit.offset) if unit is not None else (1, 0)
    if high > low:
        step = Fraction(10) ** (magnitude(normal(Fraction(high - low) / scale)) - _DIGITS) * scale
        first = -((offset - low) // step)
        found.update(normal(offset + place * step) for place in range(int(first), int((high - offset) // step) + 1))
    return tuple(sorted(found))
