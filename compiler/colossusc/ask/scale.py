"""The values that a search may take, as whole numbers: so many grains of a unit, each written exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from colossusc.expr.types import DateType, QuantityType
from colossusc.ir import Value
from colossusc.kinds import Field
from colossusc.language import SOURCE, measured, ngettext, speaking
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.number import Number, magnitude, normal, ratio, show_number_exactly
from colossusc.values.quantity import Quantity, in_terms_of
from colossusc.values.unit_table import Unit
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

_FINE = 3  # a grain is a thousandth of the power of ten below the value, and at most 1 of its unit


@attrs.frozen
class Scale:
    """Value number `n` is `n * grain` of the unit; of dates and counts, `n` itself."""

    type: QuantityType | DateType
    unit: Unit | None
    grain: Number

    def value(self, place: int) -> Number:
        """A value in base units."""
        number = place * self.grain
        return normal(number * self.unit.scale + self.unit.offset) if self.unit is not None else normal(number)

    def shown(self, place: int) -> str:
        """A value for people, exactly: `162,340`, `310.2 MW`, `2026-05-06`."""
        number = normal(place * self.grain)
        if isinstance(self.type, DateType):
            return show_date(number.__floor__())
        digits = show_number_exactly(number)
        return measured(digits, self.unit.symbol) if self.unit is not None else digits

    def text(self, place: int) -> str:
        """A value as the language writes it, exactly."""
        with speaking(SOURCE):
            return self.shown(place).replace(",", "_")

    def difference(self, places: int) -> str:
        """So many grains for people: `12,340`, `10.2 MW`, `3 K`, `14 days`."""
        number = normal(abs(places) * self.grain)
        digits = show_number_exactly(number)
        if isinstance(self.type, DateType):
            return ngettext("{n} day", "{n} days", number, n=digits)
        symbol = "K" if self.type.point else self.unit.symbol if self.unit is not None else ""
        return measured(digits, symbol) if symbol else digits

    def below(self, value: Number) -> int:
        """The number of the last value that is not larger."""
        return (self._grains(value)).__floor__()

    def above(self, value: Number) -> int:
        """The number of the first value that is not smaller."""
        return (self._grains(value)).__ceil__()

    def _grains(self, value: Number) -> Number:
        number = in_terms_of(value, self.unit) if self.unit is not None else value
        return ratio(number, self.grain)

    def ends(self, field: Field | None) -> tuple[int | None, int | None]:
        """The least and the greatest value that a field may have."""
        if isinstance(self.type, DateType):
            return self.above(FIRST_DAY), self.below(LAST_DAY)
        low = high = None
        if field is not None and field.minimum is not None:
            low = self.above(field.minimum)
        if field is not None and field.above is not None:
            low = self.below(field.above) + 1
        if field is not None and field.maximum is not None:
            high = self.below(field.maximum)
        return low, high


def scale_of(value: Value, near: Number, unit: Unit | None, step: Quantity | None) -> Scale:
    """The scale of a field or `let`: in the unit of a bound or step that was given, else the usual one of a value."""
    type_: Any = value.type
    if isinstance(type_, DateType) or type_.integer:
        return Scale(type_, None, normal(step.number) if step is not None else 1)
    if unit is None or type_.point:  # a step of `0.5 K` counts degrees
        unit = find_unit(type_.unit) if type_.unit else usual_unit(near, type_.dimension, type_.point, type_.share)
    if step is not None:
        return Scale(
            type_, unit, ratio(step.number - (step.unit.offset if step.unit else 0), unit.scale if unit else 1)
        )
    number = in_terms_of(near, unit) if unit is not None else near
    power = min(magnitude(number) - _FINE, 0) if number else -1
    return Scale(type_, unit, normal(Fraction(10) ** power))
