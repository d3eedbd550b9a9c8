"""A quantity: a number in the coherent units of its dimension, and the unit it was written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from colossusc.values.dimension import NONE, Dimension
from colossusc.values.number import NUMBER, Number, assemble, normal, parse_number, ratio
from colossusc.values.problem import UnitProblem, quoted
from colossusc.values.unit_table import Unit
from colossusc.values.units import find_unit

_token = re.compile(NUMBER + r"[ \t]*(.*)", re.DOTALL).fullmatch


class Quantity(NamedTuple):
    """`16.48 MW` is `Quantity(16480000, MW)`. A bare number has no unit and the dimension NONE."""

    number: Number
    unit: Unit | None

    @property
    def dimension(self) -> Dimension:
        return self.unit.dimension if self.unit else NONE

    def __neg__(self) -> Quantity:
        """The same with a minus sign written before it: of `5 degC` that is -5 degC, not a negative absolute temperature."""
        if self.unit and self.unit.point:
            return Quantity(normal(2 * self.unit.offset - self.number), self.unit)
        return Quantity(-self.number, self.unit)


@lru_cache(maxsize=1 << 16)
def parse_quantity(text: str) -> Quantity:
    """The value of a NUMBER or QUANTITY token. Raises NumberProblem and UnitProblem.

    The `replacement` of a problem is the whole corrected token.
    """
    match = _token(text)
    if match is None:
        return Quantity(parse_number(text), None)
    whole, fraction, exponent, symbol = match.groups()
    if not symbol:
        return Quantity(assemble(whole, fraction, exponent), None)
    try:
        unit = find_unit(symbol)
    except UnitProblem as problem:
        if symbol[0] in "_.0123456789":  # 1.5.2, 1_.5, 0x10: the number is what is wrong
            return Quantity(parse_number(text), None)
        if problem.replacement is None:
            raise
        corrected = f"{text[: match.start(4)].rstrip()} {problem.replacement}"
        help = problem.help.replace(quoted(problem.replacement), quoted(corrected))
        raise UnitProblem(problem.code, problem.message, help, corrected) from None
    number = assemble(whole, fraction, exponent, unit.scale)
    return Quantity(normal(number + unit.offset) if unit.offset else number, unit)


def in_unit(number: Number, symbol: str) -> Number:
    """A number in coherent units as so many of a unit: `in_unit(16480000, "kW")` is 16480. Raises UnitProblem."""
    return in_terms_of(number, find_unit(symbol))


def in_terms_of(number: Number, unit: Unit) -> Number:
    """A number in coherent units as so many of a unit."""
    return ratio(number - unit.offset, unit.scale)
