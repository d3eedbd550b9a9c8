"""Quantities: read to coherent units, shown as a planner writes them, refused as a whole token."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.values import dimension as dim
from colossusc.values.number import MAX_DIGITS, Number, NumberProblem
from colossusc.values.problem import Problem
from colossusc.values.quantity import in_unit, parse_quantity, show, show_exact
from colossusc.values.units import UnitProblem, find_unit
from strategies import number_texts, numbers, quantities


@given(st.integers(0, 10**9))
def test_a_megawatt_is_a_thousand_kilowatts(many: int) -> None:
    assert parse_quantity(f"{many} MW").number == parse_quantity(f"{1000 * many} kW").number


def test_fractions_of_units_are_exact() -> None:
    assert parse_quantity("0.1 MW").number + parse_quantity("0.2 MW").number == parse_quantity("0.3 MW").number
    assert 15 * parse_quantity("16.48 MW").number == parse_quantity("247.2 MW").number
    assert parse_quantity("40 degC").number == Fraction(31315, 100)
    assert parse_quantity("32 degF").number == parse_quantity("0 degC").number
    assert parse_quantity("80 %").number == Fraction(4, 5)


def test_blanks_between_number_and_unit_are_free() -> None:
    assert parse_quantity("5MW") == parse_quantity("5 MW") == parse_quantity("5 \t MW")
    assert parse_quantity("12_500") == (12_500, None)
    assert parse_quantity("12_500").dimension is dim.NONE


def test_a_minus_sign_before_a_temperature_is_below_zero() -> None:
    assert (-parse_quantity("5 degC")).number == Fraction(26815, 100)
    assert (-parse_quantity("40 degF")).number == (-parse_quantity("40 degC")).number
    assert (-parse_quantity("5 MW")).number == -5_000_000
    assert (-parse_quantity("5")).number == -5


@given(quantities())
def test_in_unit_undoes_reading(text: str) -> None:
    digits, symbol = text.split(" ")
    assert in_unit(parse_quantity(text).number, symbol) == parse_quantity(digits).number


@given(quantities())
def test_what_is_shown_exactly_reads_back_the_same(text: str) -> None:
    quantity = parse_quantity(text)
    shown = show_exact(quantity.number, quantity.dimension, quantity.unit)
    if "e+" not in shown and "e-" not in shown and sum(map(str.isdigit, shown)) <= MAX_DIGITS:
        assert parse_quantity(shown.replace(",", "_")) == quantity


@given(numbers())
def test_what_is_shown_is_within_four_digits(number: Number) -> None:
    shown = show(number, dim.POWER, group="_")
    read = Fraction(parse_quantity(shown.removeprefix("-")).number)
    assert abs(read - abs(Fraction(number))) * 2000 <= read
    assert shown.startswith("-") == (number < 0)


@given(numbers(), st.sampled_from([dim.POWER, dim.ENERGY, dim.NONE, dim.base("USD"), dim.POWER / dim.TEMPERATURE]))
def test_any_number_can_be_shown(number: Number, dimension: dim.Dimension) -> None:
    assert show(number, dimension)
    assert show_exact(number, dimension)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("300 MW", "300 MW"),
        ("38000 kW", "38 MW"),
        ("16.48 MW", "16.48 MW"),
        ("0.5 MW", "500 kW"),
        ("999.9 W", "999.9 W"),
        ("0 W", "0 MW"),
        ("1 mile", "1,609.344 m"),
        ("3916 kWh", "3.916 MWh"),
        ("180 MVA", "180 MVA"),
        ("161 kV", "161 kV"),
        ("9630 Btu_LHV/kWh", "9,630 Btu_LHV/kWh"),
        ("2_800 MMBtu_HHV/h", "2,800 MMBtu_HHV/h"),
        ("87.14 short_ton/yr", "87.14 short_ton/yr"),
        ("2 yr", "24 month"),
        ("90 min", "1.5 h"),
        ("1_227_090 USD", "1,227,090 USD"),
        ("35 MUSD", "35,000,000 USD"),
        ("775 USD/kW", "775 USD/kW"),
        ("15.5 USD/kW/month", "15.5 USD/kW/month"),
        ("40 USD/MWh", "40 USD/MWh"),
        ("3 USD/acre", "0.0007413 USD/m^2"),
        ("0.68 %/degC", "0.68 %/K"),
        ("2 ppmvd_15", "2 ppmvd_15"),
        ("100_000 GPU", "100,000"),
        ("5 W/degC", "5 W/K"),
        ("400 Gbit/s", "400 Gbit/s"),
    ],
)
def test_shown_in_the_usual_unit(written: str, shown: str) -> None:
    quantity = parse_quantity(written)
    assert show(quantity.number, quantity.dimension) == shown


def test_shown_rounded_where_decimals_do_not_end_soon() -> None:
    assert show(Fraction(1250 * 10**6, 9), dim.POWER) == "138.8889 MW"
    assert show(Fraction(10**13, 7), dim.POWER) == "1,428,571.4286 MW"
    assert show_exact(Fraction(1250 * 10**6, 9), dim.POWER) == "1,250/9 MW"
    assert show(149_999_999, dim.POWER) == "150 MW"
    assert show_exact(149_999_999, dim.POWER) == "149.999999 MW"


def test_points_shares_and_power_factors() -> None:
    assert show(Fraction(31315, 100), dim.TEMPERATURE, point=True) == "40 degC"
    assert show(5, dim.TEMPERATURE) == "5 K"
    assert show(Fraction(83, 100), dim.NONE, share=True) == "83 %"
    assert show(Fraction(98, 100), dim.POWER_FACTOR) == "0.98"
    assert show(16_480_000, dim.POWER, find_unit("kW")) == "16,480 kW"
    assert show(12_500, dim.NONE, group="_") == "12_500"


@pytest.mark.parametrize(
    ("text", "code", "replacement"),
    [
        ("5 mW", "C0205", "5 MW"),
        ("12_500KW", "C0205", "12_500 kW"),
        ("5 MW MW", "C0207", "5 MW"),
        ("775 $/kW", "C0206", "775 USD/kW"),
        ("5 ton", "C0206", None),
        ("1__0 MW", "C0201", "1_0 MW"),
        ("1.2.3 MW", "C0201", None),
        ("1e31 MW", "C0203", None),
        (".5 MW", "C0201", None),
    ],
)
def test_refused_as_a_token(text: str, code: str, replacement: str | None) -> None:
    with pytest.raises(Problem) as caught:
        parse_quantity(text)
    assert (caught.value.code, caught.value.replacement) == (code, replacement)
    if replacement:
        assert f"`{replacement}`" in caught.value.help
        parse_quantity(replacement)


@given(st.text(max_size=40) | st.tuples(number_texts(), st.text(max_size=20)).map("".join))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    with suppress(NumberProblem, UnitProblem):
        parse_quantity(text)
