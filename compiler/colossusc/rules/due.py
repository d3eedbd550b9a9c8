"""`owes name = expression` in a rule: money that falls due, by calendar month. It is a cost and not a breach.

A rate, such as USD/month, falls due for the days on which the rule applies: a month's share is the rate by its days
over the days of that month; a rate per hour or year counts its days of 24 h, and a year has 8,760 h. A plain amount
falls due once for each stretch of days on which the rule applies, on the first of them and as it is on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from colossusc.analyses.presence import opening
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.check import check
from colossusc.expr.operators import whole
from colossusc.expr.scope import bare
from colossusc.expr.typed import Context, Run, Typed, broken, segments
from colossusc.expr.types import BrokenType, QuantityType
from colossusc.ir import END, Item
from colossusc.rules.message import library_text
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY, add_months, first_of_month
from colossusc.values.dimension import MONTH, NONE, TIME, Dimension, expression, is_money
from colossusc.values.number import Number
from colossusc.values.uncertain.dates import last_of
from colossusc.values.uncertain.truth import Undecided, assumed, choose, compare, joined, opposite

_DAY = 86_400  # seconds
_NOT_DUE = "not due"

Owing: TypeAlias = tuple[int, int, Any, Any]  # days, whether the rule applies on them, and the amount


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
            elif (total := sum(share for share in shares if not isinstance(share, Missing))) != 0:
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
        money: Number = whole(amount * share)
        return money


def money_of(owed: Owed) -> Dimension:
    """The currency that is owed."""
    type_ = owed.typed.type
    assert isinstance(type_, QuantityType)
    return type_.dimension * owed.per


def owes(statement: nodes.Definition, scope: PlanScope) -> Owed:
    """An `owes` clause, checked: money, or money per time or per month."""
    name = statement.name.text
    title = library_text(scope.source, statement.label.text) if statement.label is not None else name.replace("_", " ")
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


def due(
    owed: Owed,
    applies: Run,
    start: int,
    end: int,
    variables: dict[str, Any],
    subject: str,
    item: Item,
    units: int = 1,
) -> Due:
    """What a subject owes on `[start, end)`, each of its units; `applies` says whether the rule applies on a day."""

    def owing(context: Context) -> Any:
        here = applies(context)
        if here is False:
            return _NOT_DUE
        value = owed.typed.run(context)
        if units != 1 and not isinstance(value, Missing):
            value = whole(value * units)
        if isinstance(here, Undecided):
            return here, assumed(here, value)
        return (True, here) if isinstance(here, Missing) and value is not BROKEN else (here, value)

    found = [each for each in segments(owing, start, end, variables) if each[2] is not _NOT_DUE]
    known = [(first, last, *each) for first, last, each in found if each[1] is not BROKEN]
    return Due(owed, subject, item, tuple(_once(known) if owed.per is NONE else _lasting(known)))


def _lasting(found: list[Owing]) -> Iterator[tuple[int, int, Any]]:
    """What is due of a rate: on days on which nobody knows whether the rule applies, that or nothing."""
    for start, end, here, value in found:
        yield start, end, choose(here, value, 0) if isinstance(here, Undecided) and value is not ABSENT else value


def _once(found: list[Owing]) -> Iterator[tuple[int, int, Any]]:
    """Plain amounts: one for each stretch of days without a gap, as it is on the first of them."""
    stretch: list[Owing] = []
    for each in found:
        if stretch and stretch[-1][1] != each[0]:
            yield from _first(stretch)
            stretch = []
        stretch.append(each)
    if stretch:
        yield from _first(stretch)


def _first(stretch: list[Owing]) -> Iterator[tuple[int, int, Any]]:
    """The amount on the first day of a stretch; where that is a day in a window, the amount or nothing in each month
    of it, and where nobody knows more of the day than that, on each stretch of the days."""
    sure = next((place for place, (_, _, here, _) in enumerate(stretch) if here is True), None)
    maybe = [(start, here) for start, _, here, _ in stretch[:sure]]
    begin, end = stretch[0][0], stretch[-1][1]
    day = opening(maybe, stretch[sure][0]) if sure and len({value for *_, value in stretch[: sure + 1]}) == 1 else None
    if sure == 0 or stretch[0][3] is ABSENT:
        yield begin, end, stretch[0][3]
    elif day is not None:
        while begin <= last_of(day):
            following = add_months(first_of_month(begin), 1)
            now = joined("and", (compare(">=", day, begin), compare("<", day, following)))
            yield begin, end, choose(now, stretch[0][3], 0)
            begin = following
    else:
        before: bool | Undecided = False
        for start, _, here, value in stretch[: None if sure is None else sure + 1]:
            now = joined("and", (here, opposite(before)))
            yield start, end, ABSENT if value is ABSENT else choose(now, value, 0)
            before = here


def span_of(dues: list[Due], as_of: int | None) -> tuple[int, int] | None:
    """The days that a table of dues covers: from the first day on which something begins, or `as_of`, to a year after
    the last day on which something changes; None where nothing has a date."""
    days = [day for due in dues for start, end, _ in due.stretches for day in (start, end) if FIRST_DAY < day < END]
    days += [as_of] if as_of is not None else []
    if not days:
        return None
    return min(days), add_months(max(days), 12) - 1
