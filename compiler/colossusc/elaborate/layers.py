"""A dated value as it lies: what is underneath, each `from D` step over it, and each `from A until B` over both.

Where the day of a step is known only to lie in a window, the value within the window is either, by the same symbol for
all that is keyed to that day. A ramp is linear from the value before, day by day.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine, stepped
from colossusc.values.uncertain.dates import Day, during, first_of, last_of, since
from colossusc.values.uncertain.expression import Uncertain, floor
from colossusc.values.uncertain.truth import Undecided, choose

LONGEST_RAMP = 3_660  # days


@attrs.frozen(eq=False)
class Layer:
    """One statement: from when, until when (of an overlay), what it gives, and whether it ramps up to its `until`."""

    place: int  # of the statement among those of its value
    start: Day
    end: Day | None
    content: Steps[Any]
    ramping: bool = False


def unordered(layers: list[Layer]) -> tuple[Layer, Layer] | None:
    """Two steps (or two overlays) of which nobody can say which comes first: their windows overlap."""
    for among in (
        lambda layer: layer.end is None or layer.ramping,
        lambda layer: not (layer.end is None or layer.ramping),
    ):
        of_one_sort = sorted(filter(among, layers), key=lambda layer: (first_of(layer.start), layer.place))
        for first, second in pairwise(of_one_sort):
            ends = first.end if first.end is not None and not first.ramping else first.start
            if last_of(ends) > first_of(second.start) or first_of(first.start) == first_of(second.start):
                return first, second
    return None


def laid(ground: Steps[Any], layers: list[Layer], whole: bool) -> Steps[Any]:
    """The value over time. `whole`: what ramps is counted in whole things, rounded down."""
    current = ground
    for layer in sorted(layers, key=lambda layer: (layer.end is not None and not layer.ramping, first_of(layer.start))):
        if layer.ramping:
            current = _ramped(current, layer, whole)
        elif layer.end is None:
            current = combine(_either, since(layer.start), layer.content, current)
        else:
            current = combine(_either, during(layer.start, layer.end), layer.content, current)
    return current


def _either(test: bool | Undecided, then: Any, otherwise: Any) -> Any:
    """One of two values; absent where the test is undecided and one of them is no number, day or truth."""
    if isinstance(test, bool):
        return then if test else otherwise
    if then is BROKEN or otherwise is BROKEN:
        return BROKEN
    if then is otherwise:
        return then
    numeric = (int, Fraction, Uncertain, Undecided)
    return choose(test, then, otherwise) if isinstance(then, numeric) and isinstance(otherwise, numeric) else ABSENT


def _ramped(under: Steps[Any], layer: Layer, whole: bool) -> Steps[Any]:
    """Linear from the value of the day before the ramp to the value on its last day's morrow, then that value."""
    assert layer.end is not None
    start, end = first_of(layer.start), first_of(layer.end)
    before = under.at(max(start - 1, FIRST_DAY))
    days = [FIRST_DAY, *range(start, end), end]
    values = [before, *(_between(before, layer.content.at(day), day - start, end - start, whole) for day in days[1:-1])]
    ramp = stepped(days[1:] if start <= FIRST_DAY else days, [*values, BROKEN][1 if start <= FIRST_DAY else 0 :])
    risen = combine(lambda over, now, then: then if over else now, since(end), ramp, layer.content)
    return combine(lambda begun, now, then: then if begun else now, since(start), under, risen)


def _between(before: Any, after: Any, done: int, all_: int, whole: bool) -> Any:
    if isinstance(before, Missing) or isinstance(after, Missing):
        return BROKEN if BROKEN in (before, after) else ABSENT
    value = before + (after - before) * Fraction(done, all_)
    return (
        floor(value) if whole else value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value
    )
