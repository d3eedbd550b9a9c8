"""Dimensions are types. Each is one object, so `is` compares; products and quotients are remembered.

A dimension is a product of bases: those that a power planner must not mix, which are not those of physics.

- W, VA and var apart: MVA times a power factor (W/VA) is MW.
- J is W·s, and Pa is J/m^3, so that pressure times flow is a power; kg is not tied to them.
- the heat of a fuel by its higher and by its lower heating value, joined only by the fuel's own ratio.
- scf: gas at 60 degF and 14.696 psi, an amount and not a volume.
- ppmvd_15: parts per million of dry volume at 15 % O2.
- month: a calendar month is no fixed time.
- each currency, and each currency of a price year, by its own name.
"""

from __future__ import annotations

from functools import cache

_HEADINGS = (
    "W",
    "VA",
    "var",
    "heat_HHV",
    "heat_LHV",
    "kg",
    "V",
    "m",
    "scf",
    "bit",
    "ppmvd_15",
    "rack",
    "system",
    "s",
    "K",
    "month",
)
_RANK = {base: rank for rank, base in enumerate(_HEADINGS)}


class Dimension:
    """A product of bases, made only by this module, so equal dimensions are the same object."""

    __slots__ = ("powers",)

    powers: tuple[tuple[str, int], ...]  # (base, exponent), in alphabetical order, no exponent 0

    def __mul__(self, other: Dimension) -> Dimension:
        return _product(self, other, 1)

    def __truediv__(self, other: Dimension) -> Dimension:
        return _product(self, other, -1)

    def __pow__(self, exponent: int) -> Dimension:
        return _power(self, exponent)

    def __repr__(self) -> str:
        return f"Dimension({expression(self)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return _interned, (self.powers,)


@cache
def _interned(powers: tuple[tuple[str, int], ...]) -> Dimension:
    made = Dimension()
    made.powers = powers
    return made


@cache
def _product(left: Dimension, right: Dimension, sign: int) -> Dimension:
    powers = dict(left.powers)
    for base, exponent in right.powers:
        powers[base] = powers.get(base, 0) + sign * exponent
    return _interned(tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent)))


@cache
def _power(dimension: Dimension, exponent: int) -> Dimension:
    return _interned(tuple((base, power * exponent) for base, power in dimension.powers) if exponent else ())


def base(name: str) -> Dimension:
    """The dimension of one base: of a name above, or of a currency (`USD`, `USD_2024`)."""
    return _interned(((name, 1),))


NONE = _interned(())
POWER = base("W")
APPARENT_POWER = base("VA")
REACTIVE_POWER = base("var")
POWER_FACTOR = POWER / APPARENT_POWER
TIME = base("s")
FREQUENCY = NONE / TIME
ENERGY = POWER * TIME
APPARENT_ENERGY = APPARENT_POWER * TIME
VOLTAGE = base("V")
CURRENT = APPARENT_POWER / VOLTAGE
LENGTH = base("m")
AREA = LENGTH**2
VOLUME = LENGTH**3
MASS = base("kg")
PRESSURE = ENERGY / VOLUME
TEMPERATURE = base("K")
HEAT_HHV = base("heat_HHV")
HEAT_LHV = base("heat_LHV")
HEAT_RATE_HHV = HEAT_HHV / ENERGY
HEAT_RATE_LHV = HEAT_LHV / ENERGY
GAS = base("scf")
CONCENTRATION = base("ppmvd_15")
DATA = base("bit")
MONTH = base("month")
RACK = base("rack")
SYSTEM = base("system")

_NAMES = {
    NONE: "plain number",
    POWER: "power",
    APPARENT_POWER: "apparent power",
    REACTIVE_POWER: "reactive power",
    POWER_FACTOR: "power factor",
    TIME: "time",
    FREQUENCY: "frequency",
    ENERGY: "energy",
    APPARENT_ENERGY: "apparent energy",
    VOLTAGE: "voltage",
    CURRENT: "current",
    LENGTH: "length",
    AREA: "area",
    VOLUME: "volume",
    MASS: "mass",
    PRESSURE: "pressure",
    TEMPERATURE: "temperature",
    HEAT_HHV: "heat (HHV)",
    HEAT_LHV: "heat (LHV)",
    HEAT_RATE_HHV: "heat rate (HHV)",
    HEAT_RATE_LHV: "heat rate (LHV)",
    GAS: "standard gas volume",
    CONCENTRATION: "concentration at 15 % O2",
    DATA: "data",
    MONTH: "calendar months",
    RACK: "racks",
    SYSTEM: "systems",
    NONE / TEMPERATURE: "share per degree",
    NONE / LENGTH: "share per length",
}


def is_money(dimension: Dimension) -> bool:
    """Whether the dimension is one currency and nothing else."""
    powers = dimension.powers
    return len(powers) == 1 and powers[0][1] == 1 and powers[0][0] not in _RANK


def describe(dimension: Dimension) -> str:
    """What people call it: `power`, `money (USD)`, `mass per time`; failing that a unit expression, `W·m/K`."""
    name = _name(dimension)
    if name is None:
        above = _interned(tuple((base, power) for base, power in dimension.powers if power > 0))
        below = _interned(tuple((base, -power) for base, power in dimension.powers if power < 0))
        if above is not NONE and below is not NONE and (top := _name(above)) and (bottom := _name(below)):
            name = f"{top} per {bottom}"
    return name or expression(dimension)


def _name(dimension: Dimension) -> str | None:
    if is_money(dimension):
        return f"money ({dimension.powers[0][0]})"
    return _NAMES.get(dimension)


def expression(dimension: Dimension) -> str:
    """The dimension as a unit expression in bases, `W/K` or `1/s`; empty for a plain number."""
    ordered = sorted(dimension.powers, key=lambda power: (_RANK.get(power[0], -1), power[0]))
    above = "·".join(_raised(base, power) for base, power in ordered if power > 0)
    below = "".join("/" + _raised(base, -power) for base, power in ordered if power < 0)
    return (above or "1") + below if below else above


def _raised(base: str, power: int) -> str:
    unit = {"heat_HHV": "J_HHV", "heat_LHV": "J_LHV"}.get(base, base)
    return unit if power == 1 else f"{unit}^{power}"
