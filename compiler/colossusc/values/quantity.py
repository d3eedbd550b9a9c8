"""A quantity: a number in the coherent units of its dimension, and the unit it was written in. Read here, and shown.

Rounding happens in `show` and nowhere else. Two different quantities may look alike when rounded; where that would
mislead (a limit missed by a hair), show both with `show_exact`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from colossusc.language import measured, ngettext
from colossusc.values.dimension import NONE, POWER_FACTOR, Dimension, expression
from colossusc.values.number import (
    NUMBER,
    Number,
    assemble,
    decimals_of,
    magnitude,
    malformed,
    normal,
    ratio,
    show_number,
    show_number_exactly,
)
from colossusc.values.problem import Problem, quoted
from colossusc.values.unit_table import Unit
from colossusc.values.units import UnitProblem, find_unit
from colossusc.values.usual_units import usual_unit

_PLACES = 4  # decimals shown; a number below 1 that needs more gets as many significant digits
_token = re.compile(NUMBER + r"[ \t]*(.*)", re.DOTALL).fullmatch


class Quantity(NamedTuple):
    """`16.48 MW` is `Quantity(16480000, MW)`. A bare number has no unit and the dimension NONE."""

    number: Number
    unit: Unit | None

    @property
    def dimension(self) -> Dimension:
        return self.unit.dimension if self.unit else NONE

    def __neg__(self) -> Quantity:
        """As with a minus sign before it: of `5 degC` that is -5 degC, no negative absolute temperature."""
        if self.unit and self.unit.point:
            return Quantity(normal(2 * self.unit.offset - self.number), self.unit)
        return Quantity(-self.number, self.unit)


@lru_cache(maxsize=1 << 16)
def parse_quantity(text: str) -> Quantity:
    """The value of a NUMBER or QUANTITY token. Raises NumberProblem and UnitProblem.

    The `replacement` of a problem is the whole corrected token.
    """
    return quantity_with(text, {})


def quantity_with(text: str, own: Mapping[str, Unit]) -> Quantity:
    """The same, where a plan has units of its own."""
    match = _token(text)
    if match is None:
        raise malformed(text)
    whole, fraction, exponent, symbol = match.groups()
    if not symbol:
        return Quantity(assemble(whole, fraction, exponent), None)
    try:
        unit = find_unit(symbol, own)
        number = assemble(whole, fraction, exponent, unit.scale)
    except Problem as problem:
        raise _of_whole_token(problem, text, match.start(4)) from None
    return Quantity(normal(number + unit.offset) if unit.offset else number, unit)


def _of_whole_token(problem: Problem, text: str, at: int) -> Problem:
    """The problem of the number or of the unit, which begins at `at`, as one of the token."""
    number, symbol = text[:at].rstrip(), text[at:]
    if symbol[0] in "_.0123456789":  # 1.2.3: the number goes on, wrongly
        return malformed(text)
    if problem.replacement is None:
        return problem
    if isinstance(problem, UnitProblem):
        corrected = f"{number} {problem.replacement}"
    else:
        corrected = f"{problem.replacement} {symbol}"
    remedy = problem.help.replace(quoted(problem.replacement), quoted(corrected))
    return type(problem)(problem.code, problem.message, remedy, corrected, problem.safe)


def in_unit(number: Number, symbol: str) -> Number:
    """A number in coherent units as so many of a unit: `in_unit(16480000, "kW")` is 16480. Raises UnitProblem."""
    return in_terms_of(number, find_unit(symbol))


def in_terms_of(number: Number, unit: Unit) -> Number:
    """A number in coherent units as so many of a unit."""
    return ratio(number - unit.offset, unit.scale)


def show(
    number: Number,
    dimension: Dimension,
    unit: Unit | None = None,
    point: bool = False,
    share: bool = False,
    group: str = ",",
    toward: int = 0,
    least: int = _PLACES,
) -> str:
    """A number in coherent units as people write it: `16.48 MW`, `9,630 Btu_LHV/kWh`, `83 %`, `40 degC`.

    In `unit` if that is given. With `group="_"` the text can be read back as source. Rounded to the nearest; with
    `toward` -1 down and with 1 up, as the ends of a range are. At `least` so many decimals are looked at.
    """
    shown = unit or usual_unit(number, dimension, point, share)
    value = in_terms_of(number, shown) if shown else number
    places = max(_places(value), least)
    digits, symbol = show_number(_outwards(value, places, toward), places, group), _symbol(shown, dimension)
    if not symbol:
        return digits
    return f"{digits} {symbol}" if group == "_" else _measured(digits, symbol, value)


def show_exact(
    number: Number, dimension: Dimension, unit: Unit | None = None, point: bool = False, share: bool = False
) -> str:
    """The same, never rounded: all its decimals, or a fraction (`1,250/3 kW`) where they do not end."""
    shown = unit or usual_unit(number, dimension, point, share)
    value = in_terms_of(number, shown) if shown else number
    digits, symbol = show_number_exactly(value), _symbol(shown, dimension)
    return _measured(digits, symbol, value) if symbol else digits


def _outwards(value: Number, places: int, toward: int) -> Number:
    scaled = value * 10**places
    return value if not toward else ratio(scaled.__floor__() if toward < 0 else scaled.__ceil__(), 10**places)


def _places(value: Number) -> int:
    decimals = decimals_of(value)
    if not value or (decimals is not None and decimals <= _PLACES):
        return _PLACES
    return max(_PLACES, _PLACES - 1 - magnitude(value))


def _symbol(unit: Unit | None, dimension: Dimension) -> str:
    return unit.symbol if unit else "" if dimension is POWER_FACTOR else expression(dimension)


def _measured(digits: str, symbol: str, value: Number) -> str:
    """With its unit, as people say it: those that are words, in their language."""
    match symbol:
        # TRANSLATORS: units as plans have them: in English never in the plural
        case "day":
            return ngettext("{number} day", "{number} day", value, number=digits)
        case "week":
            return ngettext("{number} week", "{number} week", value, number=digits)
        case "month":
            return ngettext("{number} month", "{number} month", value, number=digits)
        case "rack":
            return ngettext("{number} rack", "{number} rack", value, number=digits)
        case "system":
            return ngettext("{number} system", "{number} system", value, number=digits)
    return measured(digits, symbol)
