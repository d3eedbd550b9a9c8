"""Numbers: exact, always. An integer where possible, else a fraction; rounded only when printed.

Why one exact rational and no Decimal: docs/decisions/0001-exact-rationals.md.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

from colossusc.language import numeral
from colossusc.values.problem import Problem, quoted

Number: TypeAlias = int | Fraction

MAX_DIGITS = 40
MAX_EXPONENT = 30

# What is beyond these is shown with an exponent.
_SMALLEST, _LARGEST = Fraction(1, 10**15), 10**30
_MOST_BITS = 4000

NUMBER = r"([0-9][0-9_]*)(?:\.([0-9][0-9_]*))?(?:[eE]([+-]?[0-9]+))?"  # whole, fraction, exponent


class NumberProblem(Problem):
    """C0201 malformed, C0202 too many digits, C0203 exponent out of range."""


_number = re.compile(NUMBER).fullmatch


def normal(number: Number) -> Number:
    """The same number; an integer if it is whole."""
    return number.numerator if number.denominator == 1 else number


def ratio(top: Number, bottom: Number) -> Number:
    """The exact quotient. Raises ZeroDivisionError."""
    if type(top) is int and type(bottom) is int and bottom and not top % bottom:
        return top // bottom
    return normal(Fraction(top, bottom))


def parse_number(text: str) -> Number:
    """The value of a NUMBER token such as `12_500`, `0.98` or `1e6`. Raises NumberProblem."""
    match = _number(text)
    if match is None:
        raise malformed(text)
    whole, fraction, exponent = match.groups()
    return assemble(whole, fraction, exponent)


def assemble(whole: str, fraction: str | None, exponent: str | None, scale: Number = 1) -> Number:
    """The groups of NUMBER times a scale. Raises NumberProblem, before any large integer is built."""
    digits = whole + fraction if fraction else whole
    power = -len(fraction) if fraction else 0
    if "_" in digits:
        if "__" in digits or digits[-1] == "_" or whole[-1] == "_":
            raise malformed(whole + (f".{fraction}" if fraction else "") + (f"e{exponent}" if exponent else ""))
        if fraction:
            power += fraction.count("_")
        digits = digits.replace("_", "")
    if len(digits) > MAX_DIGITS:
        raise NumberProblem(
            "C0202",
            f"this number has {len(digits):,} digits, at most {MAX_DIGITS} are read",
            "leave out digits that nobody measured",
        )
    if exponent:
        size = exponent.lstrip("+-").lstrip("0")
        if len(size) > 2 or int(size or "0") > MAX_EXPONENT:
            raise NumberProblem(
                "C0203",
                f"the exponent {quoted(exponent)} is out of range, it may be -{MAX_EXPONENT} to {MAX_EXPONENT}",
                "choose a larger or smaller unit instead",
            )
        power += int(exponent)
    if power >= 0:
        return normal(int(digits) * 10**power * scale)
    top = int(digits) * scale.numerator
    bottom = 10**-power * scale.denominator
    return Fraction(top, bottom) if top % bottom else top // bottom


def malformed(text: str) -> NumberProblem:
    """What to say of a text that is no number, with the number that it was meant to be if that can be seen."""
    # `int` reads the decimal digits of every script, so Arabic-Indic or full-width digits can be put right.
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in text[: 2 * MAX_DIGITS])
    plain = re.sub("_+", "_", plain.replace("\N{MINUS SIGN}", "-")).replace("_.", ".").strip("_")
    plain = "0" + plain if plain.startswith(".") else plain
    plain = plain + "0" if plain.endswith(".") else plain
    if _number(plain) is None:
        return NumberProblem(
            "C0201", f"{quoted(text)} is not a number", "a number looks like `12_500`, `0.98` or `1e6`"
        )
    return NumberProblem("C0201", f"{quoted(text)} is not a number as it stands", f"write `{plain}`", plain, safe=True)


def show_number(number: Number, places: int = 4, group: str = ",") -> str:
    """Decimal digits, rounded half to even at `places` decimals, trailing zeros dropped: `12,500.25`.

    As the language in force writes it; with `group="_"` the text can be read back as source. Very large and very small
    numbers are shown as `1.235e+40`.
    """
    if number and not _SMALLEST < max(number, -number) < _LARGEST:
        return numeral(_scientific(number)) if group == "," else _scientific(number)
    text = _plain(number, places, group)
    return numeral(text) if group == "," else text


def show_number_exactly(number: Number) -> str:
    """The same, never rounded: all decimals, or a fraction such as `1,250/3` where they do not end."""
    if number.numerator.bit_length() + number.denominator.bit_length() > _MOST_BITS:
        return numeral(_scientific(number))
    decimals = decimals_of(number)
    if decimals is None:
        return numeral(f"{number.numerator:,}/{number.denominator:,}")
    return numeral(_plain(number, decimals, ","))


def _plain(number: Number, places: int, group: str) -> str:
    scaled = round(number * 10**places)
    whole, decimals = divmod(abs(scaled), 10**places)
    text = f"{whole:,}".replace(",", group)
    if decimals:
        text += "." + f"{decimals:0{places}}".rstrip("0")
    return "-" + text if scaled < 0 else text


def decimals_of(number: Number) -> int | None:
    """How many decimals write the number exactly; None if its decimals do not end."""
    rest, twos, fives = number.denominator, 0, 0
    while not rest % 2:
        rest, twos = rest // 2, twos + 1
    while not rest % 5:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def magnitude(number: Number) -> int:
    """The `e` for which `10**e <= abs(number) < 10**(e + 1)`; the number is not 0."""
    top, bottom = abs(number.numerator), number.denominator
    # An estimate from the lengths in bits (log10 2 is 0.30103), then a step at a time to the exact one.
    found = (top.bit_length() - bottom.bit_length()) * 30103 // 100_000
    while _at_least(top, bottom, found + 1):
        found += 1
    while not _at_least(top, bottom, found):
        found -= 1
    return found


def _at_least(top: int, bottom: int, exponent: int) -> bool:
    power: int = 10 ** abs(exponent)
    return top >= bottom * power if exponent >= 0 else top * power >= bottom


def _scientific(number: Number) -> str:
    exponent = magnitude(number)
    digits = round(_shifted(max(number, -number), 3 - exponent))
    if digits == 10_000:
        digits, exponent = 1_000, exponent + 1
    text = f"{digits // 1000}.{digits % 1000:03}".rstrip("0").rstrip(".")
    return f"{'-' if number < 0 else ''}{text}e{exponent:+}"


def _shifted(number: Number, places: int) -> Number:
    power: int = 10 ** abs(places)
    return number * power if places >= 0 else number / Fraction(power)
