"""Closed intervals of exact numbers; an end may be infinite, which only the two float infinities stand for."""

from __future__ import annotations

from typing import TypeAlias

from colossusc.values.number import Number, ratio

End: TypeAlias = Number | float
Interval: TypeAlias = tuple[End, End]

INFINITE = float("inf")


def finite(end: End) -> bool:
    """Whether an end is a number. (A float is only ever an infinity here.)"""
    return not isinstance(end, float)


def plus(left: Interval, right: Interval) -> Interval:
    """The sum of two intervals."""
    return _sum(left[0], right[0]), _sum(left[1], right[1])


def _sum(left: End, right: End) -> End:
    if isinstance(left, float):
        return left
    return right if isinstance(right, float) else left + right


def times(left: Interval, right: Interval) -> Interval:
    """The product of two intervals."""
    if left[0] >= 0 <= right[0]:  # as most quantities are
        low = _product(left[0], right[0])
        return low, low if left[0] is left[1] and right[0] is right[1] else _product(left[1], right[1])
    ends = [_product(a, b) for a in left for b in right]
    return min(ends), max(ends)


def scaled(factor: Number, interval: Interval) -> Interval:
    """The interval times a number."""
    ends = _product(factor, interval[0]), _product(factor, interval[1])
    return ends if factor >= 0 else (ends[1], ends[0])


def _product(left: End, right: End) -> End:
    if not left or not right:  # nothing of something without bound is nothing
        return 0
    if isinstance(left, float) or isinstance(right, float):
        return INFINITE if (left > 0) == (right > 0) else -INFINITE
    return left * right


def over(top: Interval, bottom: Interval) -> Interval:
    """The quotient; unbounded where the divisor may be 0."""
    low, high = bottom
    if low <= 0 <= high:
        return -INFINITE, INFINITE
    return times(top, (_inverse(high), _inverse(low)))


def _inverse(end: End) -> End:
    return 0 if isinstance(end, float) else ratio(1, end)


def raised(interval: Interval, exponent: int) -> Interval:
    """The interval raised to a whole power of at least 1."""
    if exponent == 1:
        return interval
    low, high = (_power(end, exponent) for end in interval)
    if exponent % 2:
        return low, high
    if interval[0] <= 0 <= interval[1]:
        return 0, max(low, high)
    return min(low, high), max(low, high)


def _power(end: End, exponent: int) -> End:
    if isinstance(end, float):
        return INFINITE if end > 0 or exponent % 2 == 0 else -INFINITE
    return end**exponent


def union(left: Interval, right: Interval) -> Interval:
    """The smallest interval that holds both."""
    return min(left[0], right[0]), max(left[1], right[1])
