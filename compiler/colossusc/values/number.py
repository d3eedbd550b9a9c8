"""Numbers: exact, always. An integer where possible, else a fraction; rounded only when printed.

Why one exact rational and no Decimal: docs/decisions/0001-exact-rationals.md.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

from colossusc.values.problem import Problem, quoted

Number: TypeAlias = int | Fraction

MAX_DIGITS = 40
MAX_EXPONENT = 30
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
        raise _malformed(text)
    whole, fraction, exponent = match.groups()
    return assemble(whole, fraction, exponent)


def assemble(whole: str, fraction: str | None, exponent: str | None, scale: Number = 1) -> Number:
    """The groups of NUMBER times a scale. Raises NumberProblem, before any large integer is built."""
    digits = whole + fraction if fraction else whole
    power = -len(fraction) if fraction else 0
    if "_" in digits:
        if "__" in digits or digits[-1] == "_" or whole[-1] == "_":
            raise _malformed(whole + (f".{fraction}" if fraction else ""))
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


def _malformed(text: str) -> NumberProblem:
    # `int` reads the decimal digits of every script, so Arabic-Indic or full-width digits can be put right.
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in text[: 2 * MAX_DIGITS])
    plain = re.sub("_+", "_", plain.replace("\N{MINUS SIGN}", "-")).replace("_.", ".").strip("_")
    plain = "0" + plain if plain.startswith(".") else plain
    plain = plain + "0" if plain.endswith(".") else plain
    if _number(plain) is None:
        return NumberProblem(
            "C0201", f"{quoted(text)} is not a number", "a number looks like `12_500`, `0.98` or `1e6`"
        )
    return NumberProblem("C0201", f"{quoted(text)} is not a number as it stands", f"write `{plain}`", plain)


def show_number(number: Number, places: int = 4, group: str = ",") -> str:
    """Decimal digits, rounded half to even at `places` decimals, trailing zeros dropped: `12,500.25`.

    With `group="_"` the text can be read back as source. A number too large or too small for that is shown as `1.235e+40`.
    """
    if number and not _readable(number):
        return _scientific(number)
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


def _readable(number: Number) -> bool:
    return number.denominator < abs(number.numerator) * 10**15 and abs(number.numerator) < number.denominator * 10**30


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
