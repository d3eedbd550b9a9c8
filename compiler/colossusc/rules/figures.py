"""Values of symbols, as their figures are printed, and as short as people would write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.elaborate.symbols import Figure
from colossusc.expr.beside import Beside, beside
from colossusc.expr.types import DateType, QuantityType
from colossusc.values.number import Number, ratio
from colossusc.values.quantity import in_terms_of
from colossusc.values.uncertain.expression import of_symbol
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit


def shown_value(symbol: Symbol, value: Any) -> str:
    """A value of a symbol, as its figure is printed."""
    if not isinstance(symbol.origin, Figure):
        return str(value)
    if symbol.origin.sides and isinstance(value, int):
        return symbol.origin.sides[value]
    return _units(symbol).show(symbol.origin.type, value)


def _units(symbol: Symbol) -> Beside:
    """The unit in which both ends of a symbol are read, and where it tips."""
    return beside(((symbol.origin.type, of_symbol(symbol)),))


def rounded_near(symbol: Symbol, value: Number, up: bool) -> Iterator[Number]:
    """Ever longer decimals near a value, in the unit that people read it in: the nearest, then on the safe side."""
    type_ = symbol.origin.type if isinstance(symbol.origin, Figure) else None
    if symbol.whole or isinstance(type_, DateType) or not isinstance(type_, QuantityType):
        yield value
        return
    read_in = _units(symbol).units.get(type_.dimension)
    unit = find_unit(read_in) if read_in else usual_unit(value, type_.dimension, type_.point, type_.share)
    scale = unit.scale if unit is not None else 1
    offset = unit.offset if unit is not None else 0
    number = in_terms_of(value, unit) if unit is not None else value
    width = symbol.domain[-1] - symbol.domain[0]
    step = abs(number) or 1 if isinstance(width, float) else ratio(width, scale)
    places = next((digits for digits in range(12) if 10**-digits * 100 <= step), 12)
    for digits in range(places, places + 4):
        grain = 10**digits
        scaled = number * grain
        for rounded in (round(scaled), scaled.__ceil__() if up else scaled.__floor__()):
            yield ratio(rounded, grain) * scale + offset
