"""The units of the language, as a table: one row a unit, its size in the coherent unit of its dimension.

Sizes are exact by definition: the international yard and pound (0.9144 m, 0.45359237 kg), the international-table Btu
(1055.05585262 J), standard gravity (9.80665 m/s^2). Every unit that pint knows is held equal to it by a test.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from colossusc.values import dimension as dim
from colossusc.values.dimension import Dimension
from colossusc.values.number import Number, normal


class Unit(NamedTuple):
    """A unit: `value in coherent units = number * scale + offset`."""

    symbol: str
    scale: Number
    dimension: Dimension
    point: bool = False  # a temperature on a scale (40 degC), not a difference
    share: bool = False  # a share of a whole, written with %
    offset: Number = 0


PREFIXES: dict[str, Number] = {
    "": 1,
    "k": 10**3,
    "M": 10**6,
    "MM": 10**6,
    "G": 10**9,
    "B": 10**9,
    "T": 10**12,
    "P": 10**15,
    "c": Fraction(1, 100),
    "m": Fraction(1, 1000),
}
MONEY_PREFIXES = ("k", "M", "B")

HOUR = 3600
DAY = 24 * HOUR
YEAR = 8760 * HOUR  # in a rate, such as short_ton/yr: the 8,760 h of potential to emit

_INCH = Fraction(254, 10_000)
_FOOT = 12 * _INCH
_GALLON = 231 * _INCH**3
_POUND = Fraction(45_359_237, 100_000_000)
_POUND_FORCE = _POUND * Fraction(980_665, 100_000)
_BTU = Fraction(105_505_585_262, 100_000_000)

# (symbol, prefixes it is used with, size, dimension)
_ROWS: tuple[tuple[str, str, Number, Dimension], ...] = (
    ("W", "k M G T", 1, dim.POWER),
    ("hp", "", 550 * _FOOT * _POUND_FORCE, dim.POWER),
    ("ton_refrigeration", "", 12_000 * _BTU / HOUR, dim.POWER),
    ("VA", "k M G", 1, dim.APPARENT_POWER),
    ("var", "k M G", 1, dim.REACTIVE_POWER),
    ("Wh", "k M G T", HOUR, dim.ENERGY),
    ("J", "k M G T", 1, dim.ENERGY),
    ("VAh", "k M", HOUR, dim.APPARENT_ENERGY),
    ("V", "k M", 1, dim.VOLTAGE),
    ("A", "k", 1, dim.CURRENT),
    ("Hz", "k M G", 1, dim.FREQUENCY),
    ("s", "m", 1, dim.TIME),
    ("min", "", 60, dim.TIME),
    ("h", "", HOUR, dim.TIME),
    ("day", "", DAY, dim.TIME),
    ("week", "", 7 * DAY, dim.TIME),
    ("month", "", 1, dim.MONTH),
    ("m", "k c m", 1, dim.LENGTH),
    ("inch", "", _INCH, dim.LENGTH),
    ("ft", "", _FOOT, dim.LENGTH),
    ("mile", "", 5280 * _FOOT, dim.LENGTH),
    ("acre", "", 43_560 * _FOOT**2, dim.AREA),
    ("L", "", Fraction(1, 1000), dim.VOLUME),
    ("gal", "k M", _GALLON, dim.VOLUME),  # US liquid gallon
    ("g", "k", Fraction(1, 1000), dim.MASS),
    ("lb", "", _POUND, dim.MASS),
    ("short_ton", "", 2000 * _POUND, dim.MASS),
    ("tonne", "", 1000, dim.MASS),
    ("Pa", "k M", 1, dim.PRESSURE),
    ("bar", "", 10**5, dim.PRESSURE),
    ("psi", "", _POUND_FORCE / _INCH**2, dim.PRESSURE),
    ("K", "", 1, dim.TEMPERATURE),
    ("J_HHV", "k M G T", 1, dim.HEAT_HHV),
    ("Wh_HHV", "k M G", HOUR, dim.HEAT_HHV),
    ("Btu_HHV", "MM", _BTU, dim.HEAT_HHV),
    ("therm_HHV", "", 10**5 * _BTU, dim.HEAT_HHV),
    ("J_LHV", "k M G T", 1, dim.HEAT_LHV),
    ("Wh_LHV", "k M G", HOUR, dim.HEAT_LHV),
    ("Btu_LHV", "MM", _BTU, dim.HEAT_LHV),
    ("therm_LHV", "", 10**5 * _BTU, dim.HEAT_LHV),
    ("scf", "MM", 1, dim.GAS),
    ("ppmvd_15", "", 1, dim.CONCENTRATION),
    ("B", "k M G T P", 8, dim.DATA),
    ("bit", "k M G T", 1, dim.DATA),
    ("rack", "", 1, dim.RACK),
    ("system", "", 1, dim.SYSTEM),
    ("GPU", "", 1, dim.NONE),
)

# Units that mean one thing alone and another inside a compound: a temperature is a point on its scale and a difference
# in `0.68 %/degC`; a year is twelve calendar months and 8,760 h in `87.14 short_ton/yr`; a share is a plain factor.
ALONE = {
    unit.symbol: unit
    for unit in (
        Unit("degC", 1, dim.TEMPERATURE, point=True, offset=Fraction(27_315, 100)),
        Unit("degF", Fraction(5, 9), dim.TEMPERATURE, point=True, offset=Fraction(45_967, 180)),
        Unit("yr", 12, dim.MONTH),
        Unit("%", Fraction(1, 100), dim.NONE, share=True),
    )
}
_INSIDE = {
    unit.symbol: unit
    for unit in (
        Unit("degC", 1, dim.TEMPERATURE),
        Unit("degF", Fraction(5, 9), dim.TEMPERATURE),
        Unit("yr", YEAR, dim.TIME),
        Unit("%", Fraction(1, 100), dim.NONE),
    )
}
_PLAIN = {
    prefix + symbol: Unit(prefix + symbol, normal(PREFIXES[prefix] * size), dimension)
    for symbol, prefixes, size, dimension in _ROWS
    for prefix in ("", *prefixes.split())
}

UNITS: dict[str, Unit] = _PLAIN | ALONE  # what each symbol means alone
FACTORS: dict[str, Unit] = _PLAIN | _INSIDE  # what each symbol means inside a compound such as `short_ton/yr`

# ISO 4217, the codes of money in circulation.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
    WST XAF XCD XOF XPF YER ZAR ZMW
    """.split()  # noqa: SIM905 — a table, not 160 lines
)
