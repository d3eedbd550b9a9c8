"""Showing a quantity to people: in the unit they would use, exactly where it can be said in a few decimals.

Rounding happens here and nowhere else. Two different quantities may look alike when rounded; where that would mislead
(a limit missed by a hair), show both with `show_exact`.
"""

from __future__ import annotations

from functools import cache

from colossusc.values import dimension as dim
from colossusc.values.dimension import Dimension, expression, is_money
from colossusc.values.number import Number, decimals_of, magnitude, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.unit_table import Unit
from colossusc.values.units import find_unit

_PLACES = 4  # decimals shown exactly; a number that needs more is rounded to as many significant digits

# The units of a dimension, largest first; the first that is not larger than the value is taken, else the last.
_USUAL: dict[Dimension, str] = {
    dim.POWER: "MW kW W",
    dim.APPARENT_POWER: "MVA kVA VA",
    dim.REACTIVE_POWER: "Mvar kvar var",
    dim.ENERGY: "MWh kWh Wh",
    dim.APPARENT_ENERGY: "MVAh kVAh VAh",
    dim.VOLTAGE: "kV V",
    dim.CURRENT: "A",
    dim.FREQUENCY: "Hz",
    dim.TIME: "h min s",
    dim.MONTH: "month",
    dim.LENGTH: "m mm",
    dim.AREA: "m^2",
    dim.VOLUME: "m^3 L",
    dim.VOLUME / dim.TIME: "m^3/h",
    dim.MASS: "tonne kg g",
    dim.MASS / dim.TIME: "short_ton/yr",
    dim.PRESSURE: "bar Pa",
    dim.TEMPERATURE: "K",
    dim.NONE / dim.TEMPERATURE: "%/K",
    dim.HEAT_HHV: "MMBtu_HHV Btu_HHV",
    dim.HEAT_HHV / dim.TIME: "MMBtu_HHV/h Btu_HHV/h",
    dim.HEAT_RATE_HHV: "Btu_HHV/kWh",
    dim.MASS / dim.HEAT_HHV: "lb/MMBtu_HHV",
    dim.HEAT_LHV: "MMBtu_LHV Btu_LHV",
    dim.HEAT_LHV / dim.TIME: "MMBtu_LHV/h Btu_LHV/h",
    dim.HEAT_RATE_LHV: "Btu_LHV/kWh",
    dim.MASS / dim.HEAT_LHV: "lb/MMBtu_LHV",
    dim.GAS: "MMscf scf",
    dim.GAS / dim.TIME: "MMscf/day scf/h",
    dim.HEAT_HHV / dim.GAS: "Btu_HHV/scf",
    dim.CONCENTRATION: "ppmvd_15",
    dim.DATA: "TB GB MB B",
    dim.DATA / dim.TIME: "Gbit/s Mbit/s bit/s",
    dim.RACK: "rack",
    dim.SYSTEM: "system",
}

# What money is usually said to be per.
_USUAL_PRICES: dict[Dimension, str] = {
    dim.POWER: "kW",
    dim.ENERGY: "MWh",
    dim.TIME: "yr",
    dim.MONTH: "month",
    dim.POWER * dim.MONTH: "kW/month",
    dim.HEAT_HHV: "MMBtu_HHV",
    dim.HEAT_LHV: "MMBtu_LHV",
    dim.RACK: "rack",
    dim.SYSTEM: "system",
}


def show(
    number: Number,
    dimension: Dimension,
    unit: Unit | None = None,
    point: bool = False,
    share: bool = False,
    group: str = ",",
) -> str:
    """A number in coherent units as people write it: `16.48 MW`, `9,630 Btu_LHV/kWh`, `83 %`, `40 degC`.

    In `unit` if that is given. With `group="_"` the text can be read back as source.
    """
    shown = unit or _usual_unit(number, dimension, point, share)
    value = in_terms_of(number, shown) if shown else number
    return _joined(show_number(value, _places(value), group), shown, dimension)


def show_exact(
    number: Number, dimension: Dimension, unit: Unit | None = None, point: bool = False, share: bool = False
) -> str:
    """The same, never rounded: all its decimals, or a fraction (`1,250/3 kW`) where they do not end."""
    shown = unit or _usual_unit(number, dimension, point, share)
    value = in_terms_of(number, shown) if shown else number
    decimals = decimals_of(value)
    if decimals is None:
        return _joined(f"{show_number(value.numerator)}/{show_number(value.denominator)}", shown, dimension)
    return _joined(show_number(value, decimals), shown, dimension)


def _places(value: Number) -> int:
    decimals = decimals_of(value)
    if not value or (decimals is not None and decimals <= _PLACES):
        return _PLACES
    return max(0, _PLACES - 1 - magnitude(value))


def _joined(digits: str, unit: Unit | None, dimension: Dimension) -> str:
    symbol = unit.symbol if unit else "" if dimension is dim.POWER_FACTOR else expression(dimension)
    return f"{digits} {symbol}" if symbol else digits


def _usual_unit(number: Number, dimension: Dimension, point: bool, share: bool) -> Unit | None:
    if point:
        return find_unit("degC")
    if share:
        return find_unit("%")
    units = _units_of(dimension)
    size = max(number, -number)
    fitting = (unit for unit in units if not size or unit.scale <= size)
    return next(fitting, units[-1]) if units else None


@cache
def _units_of(dimension: Dimension) -> tuple[Unit, ...]:
    usual = _USUAL.get(dimension)
    if usual:
        return tuple(map(find_unit, usual.split()))
    for name, power in dimension.powers:
        money = dim.base(name)
        if power == 1 and is_money(money):
            below = money / dimension
            if below is dim.NONE:
                return (find_unit(name),)
            if below in _USUAL_PRICES:
                return (find_unit(f"{name}/{_USUAL_PRICES[below]}"),)
    return ()
