"""How figures are printed that are read beside each other: those of one dimension in one unit, never kW beside MW, and
with as many decimals as tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from colossusc.expr.types import QuantityType, Type
from colossusc.language import SOURCE, speaking
from colossusc.values.dimension import Dimension
from colossusc.values.number import Number
from colossusc.values.uncertain.expression import least_of, most_of
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

_FEW_PLACES, _MOST_PLACES = 4, 15  # decimals; what is still alike then is shown so
_LEAST = 1000  # a figure that is less than one part in so many of the unit keeps its own: 40 W beside 150 MW


@attrs.frozen
class Beside:
    """Prints figures in the units that suit all of them."""

    units: Mapping[Dimension, str] = attrs.field(factory=dict)  # by symbol
    places: Mapping[Dimension, int] = attrs.field(factory=dict)  # decimals at the least

    def show(self, type_: Type, value: Any) -> str:
        """A figure in words, in the unit of those beside it."""
        if not isinstance(type_, QuantityType):
            return type_.show(value)
        return self._suited(type_, value).show(value, self.places.get(type_.dimension, 0))

    def written(self, type_: Type, value: Any) -> str:
        """A figure as it is to stand in a plan: `63_401.2927 gal/day`, where less would not do."""
        if not isinstance(type_, QuantityType) or not isinstance(value, (int, Fraction)):
            with speaking(SOURCE):
                return self.show(type_, value)
        return self._suited(type_, value).written(value, self.places.get(type_.dimension, 0))

    def apart(self, figures: Iterable[tuple[Type, Any]]) -> Beside:
        """The same, with as many decimals as tell the figures apart."""
        by_dimension: dict[Dimension, dict[Any, QuantityType]] = {}
        for type_, value in figures:
            if isinstance(type_, QuantityType) and isinstance(value, (int, Fraction)):
                by_dimension.setdefault(type_.dimension, {}).setdefault(value, type_)
        places = dict(self.places)
        for dimension, values in by_dimension.items():
            while places.get(dimension, 0) < _MOST_PLACES and len(values) > len(
                {self._suited(type_, value).show(value, places.get(dimension, 0)) for value, type_ in values.items()}
            ):
                places[dimension] = max(places.get(dimension, 0), _FEW_PLACES) + 1
        return attrs.evolve(self, places=places)

    def _suited(self, type_: QuantityType, value: Any) -> QuantityType:
        symbol = self.units.get(type_.dimension)
        if symbol is None or _own(type_) or 0 < _size(value) * _LEAST < find_unit(symbol).scale:
            return type_
        return attrs.evolve(type_, unit=symbol)


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
