"""The unit in which people say a quantity, where nobody wrote one."""

from __future__ import annotations

from functools import cache

from colossusc.values import dimension as dim
from colossusc.values.dimension import Dimension, is_money
from colossusc.values.number import Number
from colossusc.values.unit_table import Unit
from colossusc.values.units import find_unit

# The units of a dimension, largest first; the first that is not larger than the value is taken, else the last.
_USUAL: dict[Dimension, str] = {
    dim.POWER: "MW kW W",
    dim.POWER / dim.TIME: "MW/s MW/min kW/min",
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
    dim.VOLUME / dim.ENERGY: "L/kWh",
    dim.MASS: "tonne kg g",
    dim.MASS / dim.TIME: "short_ton/yr",
    dim.PRESSURE: "bar Pa",
    dim.TEMPERATURE: "K",
    dim.NONE / dim.TEMPERATURE: "%/K",
    dim.NONE / dim.LENGTH: "%/km",
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
    dim.HEAT_HHV / dim.HEAT_LHV: "Btu_HHV/Btu_LHV",
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


def usual_unit(number: Number, dimension: Dimension, point: bool, share: bool) -> Unit | None:
    """`kW` for 800,000 W, `MW` for more; None where the dimension has no customary unit."""
    if point:
        return find_unit("degC")
    if share:
        return find_unit("%")
    units = _units_of(dimension)
    size = max(number, -number)
    if dimension is dim.TIME and size >= _LONG and size % _DAY == 0:
        return find_unit("day")
    fitting = (unit for unit in units if not size or unit.scale <= size)
    return next(fitting, units[-1]) if units else None


_DAY = find_unit("day").scale
_LONG = 3 * _DAY  # from here on, whole days are said in days: batteries last hours, stays last days


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
