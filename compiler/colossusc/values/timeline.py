"""A value over time is a step function: immutable, over the whole calendar, equal neighbours merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, repeat
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import END, FIRST_DAY, show_date
from colossusc.values.number import Number, normal

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


class Steps(Generic[T_co]):
    """`values[i]` holds from `starts[i]` up to the next start. `starts[0]` is FIRST_DAY.

    Made by `constant`, `stepped`, `combine`, `total` and `build`, which keep neighbours unequal and starts ascending.
    """

    __slots__ = ("starts", "values")

    def __init__(self, starts: tuple[int, ...], values: tuple[T_co, ...]) -> None:
        self.starts = starts
        self.values = values

    def at(self, day: int) -> T_co:
        """The value on a day."""
        return self.values[bisect_right(self.starts, day) - 1]

    def until(self, day: int) -> int:
        """The first day after this one on which the value changes, or END."""
        following = bisect_right(self.starts, day)
        return self.starts[following] if following < len(self.starts) else END

    def segments(self) -> Iterator[tuple[int, int, T_co]]:
        """Each value with its half-open interval: (start, end, value), the last one to END."""
        return zip(self.starts, (*self.starts[1:], END), self.values, strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Steps) and self.starts == other.starts and self.values == other.values

    def __hash__(self) -> int:
        return hash((self.starts, self.values))

    def __repr__(self) -> str:
        return "Steps(" + ", ".join(f"{show_date(start)}: {value!r}" for start, _, value in self.segments()) + ")"


def constant(value: T) -> Steps[T]:
    """The same value always."""
    return Steps((FIRST_DAY,), (value,))


def stepped(starts: Sequence[int], values: Sequence[T]) -> Steps[T]:
    """A step function from ascending starts, the first of them FIRST_DAY. Equal neighbours are merged."""
    last = values[0]
    days, kept = [starts[0]], [last]
    for start, value in zip(starts, values, strict=True):
        if value is not last and value != last:
            days.append(start)
            kept.append(value)
            last = value
    return Steps(tuple(days), tuple(kept))


def combine(function: Callable[..., U], *steps: Steps[Any]) -> Steps[U]:
    """The function of the values of each day, one call for each stretch of days on which none of them changes."""
    when = {step.starts for step in steps}
    days = when.pop() if len(when) == 1 else sorted(set().union(*when))
    if len(days) <= 1:
        return constant(function(*[step.values[0] for step in steps]))
    return stepped(days, [*map(function, *[_spread(step, days) for step in steps])])


_RUN = 3  # so many single days, one after the other, are a run


def runs(steps: Steps[T]) -> Iterator[list[tuple[int, int, T]]]:
    """The segments, each by itself; but those of single days that follow each other as one run: the days of a ramp, or
    of the window of a date, on which a value is only on its way."""
    run: list[tuple[int, int, T]] = []
    for each in steps.segments():
        if each[1] - each[0] == 1:
            run.append(each)
            continue
        yield from _closed(run)
        run = []
        yield [each]
    yield from _closed(run)


def _closed(run: list[tuple[int, int, T]]) -> Iterator[list[tuple[int, int, T]]]:
    if len(run) < _RUN:
        yield from ([each] for each in run)
    else:
        yield run


def _spread(step: Steps[T], days: Sequence[int]) -> Iterable[T]:
    """The value on each of some ascending days, among which are all on which it changes."""
    starts, values = step.starts, step.values
    if len(starts) == len(days):
        return values
    if len(starts) == 1:
        return repeat(values[0], len(days))
    return _spread_out(starts, values, days)


def _spread_out(starts: tuple[int, ...], values: tuple[T, ...], days: Sequence[int]) -> Iterator[T]:
    place, last = 0, len(starts) - 1
    for day in days:
        while place < last and starts[place + 1] <= day:
            place += 1
        yield values[place]


def total(terms: Sequence[Steps[Number | Missing]], weights: Sequence[Number] | None = None) -> Steps[Number | Missing]:
    """The sum of all terms, each times its weight, in one pass over the sorted changes.

    Where any term is BROKEN the sum is BROKEN, else where any is ABSENT it is ABSENT. The sum of no terms is 0.
    """
    changes: dict[int, Number] = {FIRST_DAY: 0}
    missing: dict[
        int, list[int]
    ] = {}  # day → how many terms become absent and broken on it, less those that cease to be
    for place, term in enumerate(terms):
        weight = weights[place] if weights else 1
        before: Number = 0
        gone: Missing | None = None
        for start, value in zip(term.starts, term.values, strict=True):
            now = value if isinstance(value, Missing) else None
            if now is not gone:
                count = missing.setdefault(start, [0, 0])
                for change, state in ((-1, gone), (1, now)):
                    if state is not None:
                        count[state is BROKEN] += change
                gone = now
            after = 0 if isinstance(value, Missing) else value * weight
            changes[start] = changes.get(start, 0) + after - before
            before = after
    days = sorted(changes)
    values: list[Number | Missing] = []
    running: Number = 0
    absent = broken = 0
    for day in days:
        running += changes[day]
        if day in missing:
            absent += missing[day][0]
            broken += missing[day][1]
        values.append(
            BROKEN if broken else ABSENT if absent else normal(running) if running.__class__ is Fraction else running
        )
    return stepped(days, values)


class Clash(NamedTuple):
    """Two dated assignments that cannot both hold, by their places in the list they came in.

    `same start` (C0504): two steps, by their places in `starts`. `overlap` (C0505): two overlays. `reversed` (C0506):
    one overlay that does not end after it begins, named twice.
    """

    sort: Literal["same start", "overlap", "reversed"]
    first: int
    second: int


def build(base: T, starts: Sequence[tuple[int, T]], overlays: Sequence[tuple[int, int, T]] = ()) -> Steps[T] | Clash:
    """A dated value as written: `base`, then each `from day = value`, and over them each overlay on `[from, until)`.

    Where an overlay ends, what lies under it returns.
    """
    order = sorted(range(len(starts)), key=lambda place: (starts[place][0], place))
    for first, second in pairwise(order):
        if starts[first][0] == starts[second][0]:
            return Clash("same start", first, second)
    days = [starts[place][0] for place in order]
    values = [starts[place][1] for place in order]
    if not days or days[0] != FIRST_DAY:
        days, values = [FIRST_DAY, *days], [base, *values]
    under = stepped(days, values)
    if not overlays:
        return under
    for place, (begin, end, _) in enumerate(overlays):
        if end <= begin:
            return Clash("reversed", place, place)
    return _overlaid(under, overlays)


def _overlaid(under: Steps[T], overlays: Sequence[tuple[int, int, T]]) -> Steps[T] | Clash:
    order = sorted(range(len(overlays)), key=lambda place: (overlays[place][0], place))
    for first, second in pairwise(order):
        if overlays[second][0] < overlays[first][1]:
            return Clash("overlap", min(first, second), max(first, second))
    days: list[int] = []
    values: list[T] = []
    clear = FIRST_DAY  # from here on, what lies under has still to be copied
    for place in order:
        begin, end, value = overlays[place]
        _copy(under, clear, begin, days, values)
        days.append(begin)
        values.append(value)
        clear = end
    _copy(under, clear, END, days, values)
    return stepped(days, values)


def _copy(steps: Steps[T], begin: int, end: int, days: list[int], values: list[T]) -> None:
    """Append what holds on `[begin, end)`."""
    if begin < end:
        first = bisect_right(steps.starts, begin)
        stop = bisect_right(steps.starts, end - 1)
        days += [begin, *steps.starts[first:stop]]
        values += steps.values[first - 1 : stop]
