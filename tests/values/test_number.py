"""Numbers are read exactly, printed rounded half to even, and refused in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from colossusc.values.number import (
    Number,
    NumberProblem,
    magnitude,
    normal,
    parse_number,
    ratio,
    show_number,
    show_number_exactly,
)
from strategies import number_texts, numbers


@given(number_texts())
def test_a_number_is_what_decimal_reads(text: str) -> None:
    number = parse_number(text)
    assert number == Fraction(Decimal(text.replace("_", "")))
    assert type(number) is int or number.denominator > 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12_500", 12_500),
        ("0.98", Fraction(49, 50)),
        ("1.50", Fraction(3, 2)),
        ("2.0", 2),
        ("1e6", 10**6),
        ("1E-3", Fraction(1, 1000)),
        ("1_0.2_5e+1", Fraction(205, 2)),
        ("1e-0000000000000000000000005", Fraction(1, 10**5)),
        ("1e30", 10**30),
        ("9" * 40, 10**40 - 1),
    ],
)
def test_numbers(text: str, number: Number) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "code", "replacement"),
    [
        ("1__0", "C0201", "1_0"),
        ("1_", "C0201", "1"),
        ("1_.5", "C0201", "1.5"),
        ("1._5", "C0201", None),
        ("1__0e5", "C0201", "1_0e5"),
        (".5", "C0201", "0.5"),
        ("5.", "C0201", "5.0"),
        ("١٢", "C0201", "12"),
        ("５", "C0201", "5"),
        ("−5", "C0201", None),
        ("NaN", "C0201", None),
        ("", "C0201", None),
        ("x" * 100_000, "C0201", None),
        ("9" * 41, "C0202", None),
        ("1." + "0" * 40, "C0202", None),
        ("9" * 100_000, "C0202", None),
        ("1e31", "C0203", None),
        ("1e-31", "C0203", None),
        ("1e999999", "C0203", None),
        ("1e" + "9" * 100_000, "C0203", None),
    ],
)
def test_refused(text: str, code: str, replacement: str | None) -> None:
    with pytest.raises(NumberProblem) as caught:
        parse_number(text)
    problem = caught.value
    assert (problem.code, problem.replacement) == (code, replacement)
    assert len(problem.message) < 120
    if replacement:
        assert f"`{replacement}`" in problem.help
        parse_number(replacement)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (12_500, "12,500"),
        (-12_500, "-12,500"),
        (Fraction(1, 3), "0.3333"),
        (Fraction(25, 2), "12.5"),
        (Fraction(5, 100_000), "0"),  # a tie goes to even
        (Fraction(15, 100_000), "0.0002"),
        (Fraction(25, 100_000), "0.0002"),
        (Fraction(-35, 100_000), "-0.0004"),
        (Fraction(99_999, 100_000), "1"),
        (10**30, "1e+30"),
        (-(10**30) - 1, "-1e+30"),
        (99_999 * 10**30, "1e+35"),
        (123_456 * 10**30, "1.235e+35"),
        (Fraction(1, 10**20), "1e-20"),
    ],
)
def test_shown(number: Number, text: str) -> None:
    assert show_number(number) == text


def test_a_number_of_any_length_can_be_shown() -> None:
    assert show_number(10**20_000) == show_number_exactly(10**20_000) == "1e+20000"


def test_shown_as_source_it_can_be_read_back() -> None:
    assert show_number(12_500, group="_") == "12_500"
    assert parse_number("12_500") == 12_500


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (10**30, "1" + ",000" * 10),
        (Fraction(1, 2**20), "0.00000095367431640625"),
        (Fraction(1250, 3), "1,250/3"),
    ],
)
def test_shown_exactly(number: Number, text: str) -> None:
    assert show_number_exactly(number) == text


@given(numbers(), numbers())
def test_ratio_is_exact_and_normal(top: Number, bottom: Number) -> None:
    if bottom == 0:
        with pytest.raises(ZeroDivisionError):
            ratio(top, bottom)
        return
    quotient = ratio(top, bottom)
    assert quotient * bottom == top
    assert type(quotient) is type(normal(quotient))


@given(numbers().filter(bool))
def test_magnitude(number: Number) -> None:
    exponent = magnitude(number)
    assert Fraction(10) ** exponent <= abs(Fraction(number)) < Fraction(10) ** (exponent + 1)
