"""How the outputs show what is not one number, and what changes day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from colossusc.analyses.fact import across, missing
from colossusc.values.number import Number
from colossusc.values.timeline import Steps, runs
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of


def shown(value: Number | Uncertain, show: Callable[[Number], str]) -> str:
    """A number in words, or both ends of what is not one."""
    return between(least_of(value), most_of(value), show)


def between(low: Any, high: Any, show: Callable[[Number], str]) -> str:
    """Both ends of a range in words; one word where they read alike, and `at least` where it has no other end."""
    if isinstance(low, float) or isinstance(high, float):
        if isinstance(low, float) and isinstance(high, float):
            return "unknown"
        return f"at most {show(high)}" if isinstance(low, float) else f"at least {show(low)}"
    ends = dict.fromkeys((show(low), show(high)))
    return " .. ".join(ends)


def finite(end: Any) -> Number | None:
    """The end of a range as a number; None where there is none."""
    return None if isinstance(end, float) else end


def low(steps: Steps[Any]) -> Steps[Any]:
    """The least that a value may be, over time; where it has no least, the most."""
    return across(lambda value: _first_finite(least_of(value), most_of(value)), steps)


def high(steps: Steps[Any]) -> Steps[Any]:
    """The most that a value may be, over time; where it has no most, the least."""
    return across(lambda value: _first_finite(most_of(value), least_of(value)), steps)


def _first_finite(*ends: Any) -> Number:
    return next((end for end in ends if not isinstance(end, float)), 0)


def periods(steps: Steps[Any]) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """Half-open periods, each with the values that it takes: of a run of single days several."""
    for run in runs(steps):
        yield run[0][0], run[-1][1], tuple(value for _, _, value in run)


def spread(values: tuple[Any, ...]) -> Any:
    """The least and the most of some values as a pair; what is missing where one is."""
    lost = next((value for value in values if missing(value)), None)
    return lost if lost is not None else (min(map(least_of, values)), max(map(most_of, values)))
