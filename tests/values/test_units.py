"""Every unit is what pint says it is; every text that is no unit is refused with the way out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.syntax.reserved import RESERVED
from colossusc.values import dimension as dim
from colossusc.values.quantity import in_unit
from colossusc.values.unit_table import CURRENCIES, FACTORS, UNITS, YEAR
from colossusc.values.units import UnitProblem, find_unit
from strategies import units

PINT: pint.UnitRegistry[Decimal] = pint.UnitRegistry(non_int_type=Decimal)

# What pint calls it, where our symbol is not its name. Units of our own dimensions are compared by their size.
PINT_NAMES = {
    "hp": "horsepower",
    "h": "hour",
    "var": "watt",
    "kvar": "kilowatt",
    "Mvar": "megawatt",
    "Gvar": "gigawatt",
    "VAh": "VA * hour",
    "kVAh": "kVA * hour",
    "MVAh": "MVA * hour",
    "kgal": "kilogallon",
    "Mgal": "megagallon",
    "K": "kelvin",
    "B": "byte",
    "ton_refrigeration": "12000 * Btu_it / hour",
    **{f"{p}J_{v}": f"{p}J" for p in ("", "k", "M", "G", "T") for v in ("HHV", "LHV")},
    **{f"{p}Wh_{v}": f"{p}Wh" for p in ("", "k", "M", "G") for v in ("HHV", "LHV")},
    **{f"Btu_{v}": "Btu_it" for v in ("HHV", "LHV")},
    **{f"MMBtu_{v}": "1e6 * Btu_it" for v in ("HHV", "LHV")},
    **{f"therm_{v}": "1e5 * Btu_it" for v in ("HHV", "LHV")},
}
# The coherent unit in which our size of the dimension is given.
COHERENT = {
    dim.POWER: "watt",
    dim.APPARENT_POWER: "watt",
    dim.REACTIVE_POWER: "watt",
    dim.ENERGY: "joule",
    dim.APPARENT_ENERGY: "joule",
    dim.VOLTAGE: "volt",
    dim.CURRENT: "ampere",
    dim.FREQUENCY: "1/second",
    dim.TIME: "second",
    dim.LENGTH: "meter",
    dim.AREA: "meter**2",
    dim.VOLUME: "meter**3",
    dim.MASS: "kilogram",
    dim.PRESSURE: "pascal",
    dim.TEMPERATURE: "delta_degC",
    dim.HEAT_HHV: "joule",
    dim.HEAT_LHV: "joule",
    dim.DATA: "bit",
}
OURS = {"degC", "degF", "%", "yr", "month", "scf", "MMscf", "ppmvd_15", "rack", "system", "GPU"}


@pytest.mark.parametrize("symbol", sorted(UNITS.keys() - OURS))
def test_a_unit_is_what_pint_says(symbol: str) -> None:
    unit = UNITS[symbol]
    if symbol == "Hz" or symbol.endswith("Hz"):
        theirs = Decimal(PINT.parse_expression(symbol).to("hertz").magnitude)
    else:
        theirs = PINT.parse_expression(PINT_NAMES.get(symbol, symbol)).to(COHERENT[unit.dimension]).magnitude
    # pint calculates in decimals of 28 digits, and its acre is of the survey foot in some releases.
    tolerance = Fraction(1, 10**5) if symbol == "acre" else Fraction(1, 10**20)
    assert abs(Fraction(theirs) / unit.scale - 1) < tolerance


def test_sizes_that_are_exact_by_definition() -> None:
    assert find_unit("lb").scale == Fraction(45359237, 10**8)
    assert find_unit("short_ton").scale == 2000 * find_unit("lb").scale
    assert find_unit("gal").scale == Fraction(3785411784, 10**12)
    assert find_unit("Btu_HHV").scale == Fraction(105505585262, 10**8)
    assert find_unit("acre").scale == Fraction(40468564224, 10**7)
    assert in_unit(find_unit("ton_refrigeration").scale, "W") == 12_000 * find_unit("Btu_HHV").scale / 3600
    assert find_unit("short_ton/yr").scale == 2000 * find_unit("lb").scale / (8760 * 3600)


def test_a_year_is_twelve_months_alone_and_8760_hours_in_a_rate() -> None:
    assert (find_unit("yr").scale, find_unit("yr").dimension) == (12, dim.MONTH)
    assert find_unit("h/yr").scale == Fraction(3600, YEAR)
    assert find_unit("USD/kW/month").dimension is dim.base("USD") / dim.POWER / dim.MONTH


def test_a_temperature_is_a_point_alone_and_a_difference_in_a_compound() -> None:
    assert find_unit("degC").point
    assert find_unit("degF").point
    assert not find_unit("K").point
    rate = find_unit("%/degC")
    assert (rate.point, rate.share, rate.offset, rate.scale) == (False, False, 0, Fraction(1, 100))
    assert find_unit("W/degF").scale == Fraction(9, 5)


def test_superscripts_and_carets_are_one_unit() -> None:
    assert find_unit("m³/h") == find_unit("m^3/h")
    assert find_unit("m²").symbol == "m^2"


def test_money() -> None:
    assert find_unit("kUSD").scale == 1000
    assert find_unit("BUSD").scale == 10**9
    assert find_unit("MEUR_2024").dimension is dim.base("EUR_2024")
    assert find_unit("kUSD/MW") == find_unit("USD/kW")._replace(symbol="kUSD/MW")


def test_no_unit_is_reserved_nor_in_another_case_a_currency() -> None:
    assert not (UNITS.keys() | CURRENCIES) & set(RESERVED)
    assert not {symbol.split("_")[0] for symbol in UNITS} & CURRENCIES
    assert UNITS.keys() == FACTORS.keys()


@given(units())
def test_a_compound_is_the_quotient_of_its_factors(text: str) -> None:
    unit = find_unit(text)
    scale, dimension = Fraction(1), dim.NONE
    for place, factor in enumerate(text.split("/")):
        symbol, _, exponent = factor.partition("^")
        part = UNITS[symbol] if text in UNITS else FACTORS.get(symbol) or find_unit(symbol)
        power = int(exponent or 1) * (-1 if place else 1)
        scale, dimension = scale * Fraction(part.scale) ** power, dimension * part.dimension**power
    assert (unit.scale, unit.dimension) == (scale, dimension)


@pytest.mark.parametrize(
    ("text", "code", "replacement"),
    [
        ("mW", "C0205", "MW"),
        ("Mw", "C0205", "MW"),
        ("mw", "C0205", "MW"),
        ("KW", "C0205", "kW"),
        ("kw", "C0205", "kW"),
        ("Mwh", "C0205", "MWh"),
        ("mva", "C0205", "MVA"),
        ("usd", "C0205", "USD"),
        ("kusd", "C0205", "kUSD"),
        ("gpu", "C0205", "GPU"),
        ("a", "C0205", "A"),
        ("W/mw", "C0205", "W/MW"),
        ("ton", "C0206", None),
        ("Tons", "C0206", None),
        ("ton/yr", "C0206", None),
        ("Btu", "C0206", None),
        ("MMBtu/h", "C0206", None),
        ("ppm", "C0206", "ppmvd_15"),
        ("Gb", "C0206", None),
        ("Mscf", "C0206", None),
        ("$", "C0206", "USD"),
        ("M$", "C0206", "MUSD"),
        ("€", "C0206", "EUR"),
        ("$/kw", "C0206", "USD/kW"),
        ("°C", "C0204", "degC"),
        ("MWe", "C0204", "MW"),
        ("years", "C0204", "yr"),
        ("tonnes/year", "C0204", "tonne/yr"),
        ("gpm", "C0204", "gal/min"),
        ("MW/gpm", "C0204", None),
        ("sqft^2", "C0204", None),
        ("МW", "C0204", "MW"),
        ("short_tn", "C0204", "short_ton"),
        ("short ton", "C0204", "short_ton"),
        ("furlong", "C0204", None),
        ("USD_24", "C0204", None),
        ("XYZ", "C0204", None),
        ("x" * 50, "C0204", None),
        ("", "C0204", None),
        ("MW MW", "C0207", "MW"),
        ("MW MWh", "C0207", None),
        ("MW*h", "C0207", "MWh"),
        ("MW·day", "C0207", None),
        ("m^0", "C0207", None),
        ("m^-1", "C0207", None),
        ("m^33", "C0207", None),
        ("m^²", "C0207", None),
        ("MW/", "C0207", None),
        ("/h", "C0207", None),
        ("W" + "/MW" * 100_000, "C0207", None),
    ],
)
def test_refused(text: str, code: str, replacement: str | None) -> None:
    with pytest.raises(UnitProblem) as caught:
        find_unit(text)
    problem = caught.value
    assert (problem.code, problem.replacement) == (code, replacement)
    assert len(problem.message) < 120
    if replacement:
        assert f"`{replacement}`" in problem.help
        find_unit(replacement)


def test_a_ton_names_the_three_it_can_be() -> None:
    with pytest.raises(UnitProblem, match="which ton") as caught:
        find_unit("ton")
    for symbol in ("short_ton", "tonne", "ton_refrigeration"):
        assert f"`{symbol}`" in caught.value.help
        find_unit(symbol)


def test_every_spoken_form_leads_to_a_unit() -> None:
    from colossusc.values.unit_refusals import _REFUSED

    for word, ((_, _, replacement), subject) in _REFUSED.items():
        assert word == word.casefold()
        assert word not in UNITS
        if replacement:
            find_unit(replacement.format(subject))


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    try:
        find_unit(text)
    except UnitProblem as problem:
        if problem.replacement:
            find_unit(problem.replacement)
