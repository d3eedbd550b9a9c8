"""Days that are known only to lie in a window, and what has begun by a day."""

from __future__ import annotations

from typing import Any, TypeAlias

from colossusc.values.calendar import END, FIRST_DAY, LAST_DAY, add_months
from colossusc.values.timeline import Steps, combine, stepped
from colossusc.values.uncertain.expression import (
    Function,
    Uncertain,
    function,
    is_uncertain,
    largest,
    least_of,
    most_of,
    smallest,
)
from colossusc.values.uncertain.truth import Undecided, compare, joined, opposite

Day: TypeAlias = int | Uncertain

_MOST_MONTHS = 120_000  # more than the calendar has
WIDEST = 366  # days of a window that are told apart; in a wider one it has begun or not, and that is all that is said


def first_of(day: Day) -> int:
    """The first day that it may be."""
    if isinstance(day, int) and FIRST_DAY <= day <= END:
        return day
    return max(FIRST_DAY, min(END, int(least_of(day))))


def last_of(day: Day) -> int:
    """The last day that it may be."""
    if isinstance(day, int) and FIRST_DAY <= day <= END:
        return day
    return max(FIRST_DAY, min(END, int(most_of(day))))


def by_months(day: Day, months: Any) -> Day:
    """The same day so many whole months later, clamped to the month's end and to the calendar."""
    if is_uncertain(day, months):
        moved: Day = largest(FIRST_DAY, smallest(LAST_DAY, function("months", (day, months))))
        return moved
    if abs(months) >= _MOST_MONTHS:
        return LAST_DAY if months > 0 else FIRST_DAY
    return add_months(first_of(day), months)


def has_come(day: Any) -> bool | Undecided:
    """Whether a day has come, or what is told instead of it, of which no more is told."""
    return compare(">", function("begun", (day,)), 0)


def since(day: Day) -> Steps[bool | Undecided]:
    """Whether it has begun: true from the day on."""
    first, last = first_of(day), last_of(day)
    if isinstance(day, int) or first == last:
        return _true_from(first)
    if last - first > WIDEST:
        days, values = [FIRST_DAY, first, last], [False, has_come(day), True]
    else:
        between = range(max(first, FIRST_DAY), last)
        days = [FIRST_DAY, *between, last]
        values = [False, *(compare("<=", day, each) for each in between), True]
    if first <= FIRST_DAY:
        days, values = days[1:], values[1:]
    if last >= LAST_DAY:  # of a day without an end it is never said that it is over
        days, values = days[:-1], values[:-1]
    return stepped(days, values)


def is_vague(value: Any) -> bool:
    """Whether a truth or number depends on whether a day has come of which no more is told."""
    if isinstance(value, Undecided):
        return any(map(is_vague, value.parts))
    atoms = [atom for monomial in value.terms for atom, _ in monomial] if isinstance(value, Uncertain) else []
    functions = [atom for atom in atoms if isinstance(atom, Function)]
    return any(each.name == "begun" or any(map(is_vague, each.arguments)) for each in functions)


def day_of(compared: Uncertain, start: int) -> Day:
    """The day of which `since` compares a number with 0, from a day on."""
    atom = next((atom for monomial in compared.terms for atom, _ in monomial), None)
    day: Day = atom.arguments[0] if isinstance(atom, Function) and atom.name == "begun" else start - compared
    return day


def _true_from(day: int) -> Steps[bool | Undecided]:
    if day <= FIRST_DAY:
        return Steps((FIRST_DAY,), (True,))
    return Steps((FIRST_DAY, day), (False, True)) if day < END else Steps((FIRST_DAY,), (False,))


def during(start: Day, end: Day) -> Steps[Any]:
    """True on half-open `[start, end)`."""
    return combine(lambda begun, over: joined("and", (begun, opposite(over))), since(start), since(end))
