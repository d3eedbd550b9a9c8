"""`owes name = expression` in a rule: money that falls due, by calendar month. It is a cost and not a breach.

A rate, such as USD/month, falls due for the days on which the rule applies: a month's share is the rate by its days
over the days of that month; a rate per hour or year counts its days of 24 h, and a year has 8,760 h. A plain amount
falls due once for each stretch of days on which the rule applies, on the first of them and as it is on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from colossusc.elaborate.scope import PlanScope
from colossusc.expr.check import check
from colossusc.expr.operators import whole
from colossusc.expr.scope import bare
from colossusc.expr.typed import Context, Run, Typed, broken, segments
from colossusc.expr.types import BrokenType, QuantityType
from colossusc.ir import END, Item
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY, add_months, first_of_month
from colossusc.values.dimension import MONTH, NONE, TIME, Dimension, expression, is_money
from colossusc.values.number import Number
from colossusc.values.uncertain.truth import Undecided, choose

_DAY = 86_400  # seconds
_NOT_DUE = "not due"


@attrs.frozen(eq=False)
class Owed:
    """An `owes` clause."""

    name: str
    title: str
    typed: Typed
    per: Dimension  # of a rate: TIME or MONTH; NONE of a plain amount


@attrs.frozen(eq=False)
class Due:
    """What one subject of a rule owes: `(start, end, amount)` for the days on which the rule applies."""

    owed: Owed
    subject: str
    item: Item
    stretches: tuple[tuple[int, int, Number | Missing], ...]

    @property
    def currency(self) -> str:
        """The money it is in, with its price year where it has one: `USD`, `USD_2024`."""
        return expression(money_of(self.owed))

    def months(self, first: int, last: int) -> Iterator[tuple[int, Number | Missing]]:
        """What falls due in each month from that of one day through that of another: its first day, and the amount.

        Months in which nothing does are left out; where an amount is not given, that of its months is not either.
        """
        month = first_of_month(first)
        while month <= last:
            following = add_months(month, 1)
            shares = [share for each in self.stretches if (share := self._share(each, month, following)) is not None]
            lost = next((share for share in shares if isinstance(share, Missing)), None)
            if lost is not None:
                yield month, lost
            elif (total := sum(shares)) != 0:  # type: ignore[arg-type]
                yield month, whole(total)
            if following == month:  # the calendar ends
                return
            month = following

    def _share(self, stretch: tuple[int, int, Any], month: int, following: int) -> Number | Missing | None:
        """What a stretch of days adds to a month."""
        start, end, amount = stretch
        if self.owed.per is NONE:
            return amount if month <= start < following and start > FIRST_DAY else None
        days = min(end, following) - max(start, month)
        if days <= 0 or isinstance(amount, Missing):
            return amount if days > 0 else None
        share = Fraction(days, following - month) if self.owed.per is MONTH else days * _DAY
        return whole(amount * share)


def money_of(owed: Owed) -> Dimension:
    """The currency that is owed."""
    type_ = owed.typed.type
    assert isinstance(type_, QuantityType)
    return type_.dimension * owed.per


def owes(statement: nodes.Definition, scope: PlanScope) -> Owed:
    """An `owes` clause, checked: money, or money per time or per month."""
    name = statement.name.text
    title = statement.label.text if statement.label is not None else name.replace("_", " ")
    if statement.period is not None:
        help_ = "say when in the rule's `when`, as in `when date >= 2026-01-01`"
        scope.error("C0509", f"`{name}` is owed whenever the rule applies", statement.period, "", help_)
    typed = check(statement.value.expr, scope)
    if not isinstance(typed.type, BrokenType):
        dimension = typed.type.dimension if isinstance(typed.type, QuantityType) else NONE
        for per in (NONE, MONTH, TIME):
            if is_money(dimension * per) and not typed.dated:
                return Owed(name, title, typed, per)
        what = "it moves with `date`" if typed.dated else f"this is {bare(typed.type)}"
        help_ = "write an amount such as `5 USD`, or one per time such as `5 USD/kW/month * g.contracted`"
        scope.error("C0816", f"what is owed is money, or money per time: {what}", statement.value.expr, "", help_)
    return Owed(name, title, broken(statement.value.expr, scope.source), NONE)


def due(owed: Owed, applies: Run, start: int, end: int, variables: dict[str, Any], subject: str, item: Item) -> Due:
    """What a subject owes on `[start, end)`; `applies` says whether the rule applies on a day."""

    def amount(context: Context) -> Any:
        here = applies(context)
        if here is False:
            return _NOT_DUE
        value = owed.typed.run(context)
        if isinstance(here, Undecided) and not isinstance(value, Missing):
            return choose(here, value, 0)  # due or not, and nobody knows
        return here if isinstance(here, Missing) and value is not BROKEN else value

    found = [each for each in segments(amount, start, end, variables) if each[2] not in (_NOT_DUE, BROKEN)]
    return Due(owed, subject, item, tuple(found) if owed.per is not NONE else tuple(_stretches(found)))


def _stretches(found: list[tuple[int, int, Any]]) -> Iterator[tuple[int, int, Any]]:
    """Stretches of days without a gap, each with the amount of its first day."""
    first: tuple[int, int, Any] | None = None
    for start, end, amount in found:
        if first is not None and first[1] == start:
            first = (first[0], end, first[2])
            continue
        if first is not None:
            yield first
        first = (start, end, amount)
    if first is not None:
        yield first


def span_of(dues: list[Due], as_of: int | None) -> tuple[int, int] | None:
    """The days that a table of dues covers: from the first day on which something begins, or `as_of`, to a year after
    the last day on which something changes; None where nothing has a date."""
    days = [day for due in dues for start, end, _ in due.stretches for day in (start, end) if FIRST_DAY < day < END]
    days += [as_of] if as_of is not None else []
    if not days:
        return None
    return min(days), add_months(max(days), 12) - 1
