"""Comparisons as closures; over time, where a side depends on `date`, until the day on which the answer switches.

A day that is not known is compared with each day that it may be; of one that may be any of more than a year's days,
only whether it has come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.expr.operators import missing
from colossusc.expr.typed import Context, Run, Typed
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import LAST_DAY
from colossusc.values.uncertain.dates import WIDEST, first_of, has_come, last_of
from colossusc.values.uncertain.expression import Uncertain, ceiling, floor
from colossusc.values.uncertain.truth import Undecided, joined, opposite
from colossusc.values.uncertain.truth import compare as compare_uncertain

_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
    "<=": lambda x, y: x <= y,
    ">=": lambda x, y: x >= y,
    "<": lambda x, y: x < y,
    ">": lambda x, y: x > y,
}
_MIRRORED = {"==": "==", "!=": "!=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}


def comparison(operator: str, left: Typed, right: Typed) -> Run:
    """A comparison; where a side depends on `date`, the result is bounded by the day on which it switches."""
    a, b, test = left.run, right.run, _TESTS[operator]

    def compare(context: Context) -> Any:
        x, y = a(context), b(context)
        if x is ABSENT or x is BROKEN or y is ABSENT or y is BROKEN:
            return missing(x, y)
        if x.__class__ is Uncertain or y.__class__ is Uncertain:
            return compare_uncertain(operator, x, y)
        return test(x, y)

    return _over_time(operator, a, b, compare) if left.dated or right.dated else compare


def _over_time(operator: str, a: Run, b: Run, compare: Run) -> Run:
    def compare_over_time(context: Context) -> Any:
        def difference(day: int) -> Any:
            context.day = day
            x, y = a(context), b(context)
            return lost if (lost := missing(x, y)) is not None else x - y

        today = context.day
        number = difference(today)
        now = _sign(number)
        bound = context.until
        vague = None
        # Both sides are linear in `date` up to `bound`, so their order changes at most at one point, which lies on
        # or between two days: on the last day before `bound` it has changed for good, or not at all.
        last = bound - 1
        if number.__class__ is Uncertain and _sign(following := difference(today + 1)) not in (now, None):
            bound, vague = _vague(operator, today, last, following, difference)
        elif last > today and _sign(difference(last)) != now:
            bound = _switch(lambda day: _sign(difference(day)) == now, today, last)
        context.day, context.until = today, bound
        return compare(context) if vague is None else vague

    return compare_over_time


def _vague(
    operator: str, today: int, last: int, following: Any, difference: Callable[[int], Any]
) -> tuple[int, Undecided | None]:
    """Of sides whose difference is another one on the following day: that is how long it holds. Where it takes more
    than a year to settle a comparison of them: until then, and whether it is true by then, of which no more is told."""

    def is_open(day: int) -> bool:
        return isinstance(compare_uncertain(operator, difference(day), 0), Undecided)

    number = difference(today)
    slope = following - number
    plain = slope.__class__ is not Uncertain
    equal = today - number / slope if plain else number  # the day on which the sides are equal, or what tells it
    if not is_open(today) or (plain and last_of(equal) - first_of(equal) <= WIDEST):
        return today + 1, None
    endless = any(symbol.domain[-1] == LAST_DAY for symbol in equal.symbols)  # a day that may never come
    until = last + 1 if endless or is_open(last) else _switch(is_open, today, last)
    if not plain and until - today <= WIDEST:
        return today + 1, None
    return until, _of_date(_MIRRORED[operator] if plain and slope < 0 else operator, equal)


def _of_date(operator: str, equal: Any) -> Any:
    """How `date` compares with a day of which no more is told than whether it has come."""
    if operator in ("==", "!="):
        same = joined("and", [_of_date(each, equal) for each in ("<=", ">=")])
        return same if operator == "==" else opposite(same)
    come = has_come(floor(equal) + 1 if operator in (">", "<=") else ceiling(equal))
    return come if operator in (">", ">=") else opposite(come)


def _sign(number: Any) -> Any:
    """Of a difference that is not known: whether it is positive, and whether it is negative."""
    if number.__class__ is Uncertain:
        return compare_uncertain(">", number, 0), compare_uncertain("<", number, 0)
    return None if isinstance(number, Missing) else (number > 0) - (number < 0)


def _switch(same: Callable[[int], bool], low: int, high: int) -> int:
    """The first day that is not the same any more as `low` is, up to `high`, which is not."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if same(middle) else (low, middle)
    return high
