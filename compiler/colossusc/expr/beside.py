"""How figures are printed that are read beside each other: those of one dimension in one unit, never kW beside MW."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from colossusc.expr.types import QuantityType, Type
from colossusc.values.dimension import Dimension
from colossusc.values.number import Number
from colossusc.values.uncertain.expression import least_of, most_of
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

_LEAST = 1000  # a figure that is less than one part in so many of the unit keeps its own: 40 W beside 150 MW


@attrs.frozen
class Beside:
    """Prints figures in the units that suit all of them."""

    units: Mapping[Dimension, str] = attrs.field(factory=dict)  # by symbol

    def show(self, type_: Type, value: Any) -> str:
        """A figure in words, in the unit of those beside it."""
        if not isinstance(type_, QuantityType) or (symbol := self.units.get(type_.dimension)) is None or _own(type_):
            return type_.show(value)
        if 0 < _size(value) * _LEAST < find_unit(symbol).scale:
            return type_.show(value)
        return attrs.evolve(type_, unit=symbol).show(value)


ALONE = Beside()


def beside(figures: Iterable[tuple[Type, Any]]) -> Beside:
    """The units of some figures: of each dimension one, which a type prescribes or which suits the largest figure."""
    sizes: dict[Dimension, Any] = {}
    units: dict[Dimension, str] = {}
    for type_, value in figures:
        if isinstance(type_, QuantityType) and not _own(type_):
            sizes[type_.dimension] = max(sizes.get(type_.dimension, 0), _size(value))
            if type_.unit is not None:
                units.setdefault(type_.dimension, type_.unit)
    for dimension, size in sizes.items():
        unit = usual_unit(size, dimension, False, False)
        if unit is not None:
            units.setdefault(dimension, unit.symbol)
    return Beside(units)


def _own(type_: QuantityType) -> bool:
    """Temperatures and shares are always printed in one unit anyway."""
    return type_.point or type_.share


def _size(value: Any) -> Number:
    """How large a figure may be, of its ends that are numbers; 0 of what is none."""
    ends = (least_of(value), most_of(value))
    sizes: list[Any] = [abs(end) for end in ends if isinstance(end, (int, Fraction))]
    largest: Number = max(sizes, default=0)
    return largest
