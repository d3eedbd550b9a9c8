"""The bill consolidated: one line for each part, whatever objects and phases it is bought for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from colossusc.emit.bom import NO_DAY, Days, Line, days_of, source_of
from colossusc.values.number import Number
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of


@attrs.frozen(eq=False)
class Total:
    """All that is bought of one part at prices of one currency."""

    lines: tuple[Line, ...]
    quantity: Number | Uncertain | None  # None where that of a line cannot be told
    prices: tuple[Any, Any] | None  # the least and the most that one costs on any line; None without a price
    cost: Number | Uncertain | None  # of the lines that have one
    need: Days  # the first day of need; no day where some has been there always
    order_by: Days  # the first last day to order

    @property
    def first(self) -> Line:
        """The line that says what it is: they agree in that."""
        return self.lines[0]

    @property
    def source(self) -> str:
        """Where the prices come from."""
        return "; ".join(dict.fromkeys(filter(None, map(source_of, self.lines))))


def consolidated(lines: Iterable[Line]) -> tuple[Total, ...]:
    """The lines by part, in the order in which the parts are first bought."""
    found: dict[tuple[Any, ...], list[Line]] = {}
    for line in lines:
        sort = (line.part, line.label, line.maker, line.kind, line.unit, line.currency, line.included)
        found.setdefault(sort, []).append(line)
    return tuple(_total(tuple(each)) for each in found.values())


def _total(lines: tuple[Line, ...]) -> Total:
    quantities = [line.quantity for line in lines]
    costs: list[Any] = [line.cost for line in lines if line.cost is not None]
    prices = [line.price for line in lines if line.price is not None]
    return Total(
        lines,
        None if None in quantities else _sum(quantities),
        (min(map(least_of, prices)), max(map(most_of, prices))) if prices else None,
        _sum(costs) if costs else None,
        _first([line.days for line in lines]) if all(line.days.date for line in lines) else NO_DAY,
        _first([days_of(line.purchase.order_by) for line in lines]),
    )


def _sum(figures: Sequence[Any]) -> Any:
    total: Any = 0
    for figure in figures:
        total = total + figure
    return total


def _first(days: Sequence[Days]) -> Days:
    return min((each for each in days if each.date), key=lambda each: (each.first, each.last), default=NO_DAY)
