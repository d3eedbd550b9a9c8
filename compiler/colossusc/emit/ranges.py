"""How the outputs show what is not one number, and what changes day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from colossusc.analyses.fact import across, missing
from colossusc.language import _, marked, pgettext
from colossusc.values.number import Number
from colossusc.values.timeline import Steps, runs
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of

NO_LIMIT = marked("no limit")


class Ends(NamedTuple):
    """The least and the most of a figure; None of what is not given, or has no end on that side."""

    low: Any
    high: Any


def ends(figure: Any) -> Ends:
    """Both ends of a figure that may not be given. Nothing is known of what is 0 or anything above."""
    if figure is None or missing(figure):
        return Ends(None, None)
    low, high = finite(least_of(figure)), finite(most_of(figure))
    return Ends(None if low == 0 and high is None else low, high)


def shown(value: Number | Uncertain, show: Callable[[Number], str]) -> str:
    """A number in words, or both ends of what is not one."""
    return between(least_of(value), most_of(value), show)


def between(low: Any, high: Any, show: Callable[[Number], str]) -> str:
    """Both ends of a range in words; one word where they read alike, and `at least` where it has no other end but 0."""
    if isinstance(low, float) or isinstance(high, float):
        if isinstance(high, float) and (isinstance(low, float) or low == 0):
            return pgettext("figure", "unknown")
        if isinstance(low, float):
            return _("at most {figure}", figure=show(high))
        return _("at least {figure}", figure=show(low))
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
