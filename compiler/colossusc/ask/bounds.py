"""Between what `solve` searches, and how fine: the texts of `--within` and `--step`, read as the plan reads them."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from colossusc.ask.explain import Unknown
from colossusc.values.calendar import DateProblem, parse_date
from colossusc.values.problem import Problem
from colossusc.values.quantity import Quantity, quantity_with
from colossusc.values.unit_table import Unit


@attrs.frozen
class Bounds:
    """Two ends, inclusive, and a grain; a day is its number. None where nothing is said."""

    low: Quantity | None
    high: Quantity | None
    grain: Quantity | None

    @property
    def ends(self) -> tuple[Quantity, ...]:
        """The ends that are given."""
        return tuple(each for each in (self.low, self.high) if each is not None)

    @property
    def written(self) -> tuple[Quantity, ...]:
        """All that is given, the grain first."""
        return self.ends if self.grain is None else (self.grain, *self.ends)


def bounds_of(within: str, step: str, own: Mapping[str, Unit | None]) -> Bounds:
    """The bounds that are written as `100 MW..500 MW`, where either end may be left out, and as `10 kW`.

    `own` are the plan's own units. Raises Unknown.
    """
    low, dots, high = within.partition("..")
    if within and not dots:
        raise Unknown(f"`{within}` is not a range", "write it as `100 MW..500 MW`, or `..500 MW`")
    units = {name: unit for name, unit in own.items() if unit is not None}
    return Bounds(_bound(low, units), _bound(high, units), _bound(step, units))


def _bound(text: str, own: Mapping[str, Unit]) -> Quantity | None:
    """A quantity, or a date as its day; None of no text."""
    text = text.strip()
    if not text:
        return None
    try:
        first, last = parse_date(text)
        if first == last:
            return Quantity(first, None)
    except DateProblem:
        pass
    negative = text.startswith("-")
    try:
        quantity = quantity_with(text.removeprefix("-").lstrip(), own)
    except Problem as problem:
        raise Unknown(problem.message, problem.help) from None
    return -quantity if negative else quantity
