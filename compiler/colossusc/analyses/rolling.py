"""Rolling sums over twelve calendar months, as air permits limit them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from colossusc.expr.operators import missing
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, add_months, first_of_month, months_between
from colossusc.values.quantity import parse_quantity
from colossusc.values.timeline import Steps, constant, stepped
from colossusc.values.uncertain.expression import quotient

_MONTHS = 12
_DAY = parse_quantity("24 h").number
YEAR = parse_quantity("8_760 h").number


def of_twelve_months(rate: Steps[Any]) -> Steps[Any]:
    """What a rate comes to in the twelve calendar months that end with a day's month, as a rate a year of 8,760 h.

    Each month counts with its days. After the last change that is told until a leap year has passed, whose 8,784 h are
    the most; from then on, and of a rate that never changes, it is the rate itself. What is not known of a month is not
    known of the eleven after it.
    """
    changes = rate.starts[1:]
    if not changes:
        return constant(rate.values[0])
    first, steady = first_of_month(changes[0]), _past_a_leap_day(changes[-1])
    number = months_between(first, steady)
    months = [add_months(first, place) for place in range(1 - _MONTHS, number + _MONTHS)]
    masses = [_mass(rate, begin, end) for begin, end in pairwise(months)]
    sums = [_total(masses[place : place + _MONTHS]) for place in range(number + _MONTHS - 1)]
    # By day, since at the ends of the calendar two months may begin on one.
    found = dict(zip((FIRST_DAY, *months[_MONTHS - 1 :]), (rate.values[0], *sums, rate.values[-1]), strict=True))
    return stepped(list(found), list(found.values()))


def _past_a_leap_day(day: int) -> int:
    """The first of March of the next leap year after a month."""
    month = add_months(first_of_month(day), 1)
    while month < LAST_DAY and add_months(month, 1) - month != 29:
        month = add_months(month, 1)
    return add_months(month, 1)


def _mass(rate: Steps[Any], begin: int, end: int) -> Any:
    """What a rate comes to from one day to another."""
    pieces = []
    for start, stop, value in rate.segments():
        days = min(stop, end) - max(start, begin)
        if days > 0:
            if (lost := missing(value)) is not None:
                return lost
            pieces.append(value * (days * _DAY))
    return sum(pieces)


def _total(masses: list[Any]) -> Any:
    lost = missing(*masses)
    return quotient(sum(masses), YEAR) if lost is None else lost
