"""Looks for a case that fails, and brings it as near to the plan as it still does.

All cases are tried where there are few; else the plan's own values with the ends of every range, and then as many cases
as asked for that Hypothesis draws. Of the case that is found each value is moved to the plan's own, or to the last
one before the edge: found by halving, so it is exact wherever all values beyond the edge fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product
from math import prod
from typing import TypeAlias

import attrs

from colossusc.ask.choices import Choice

_FEW = 50  # elements of a set that are each tried with the ends of every range
_SWEPT = 2_000  # cases of the first sweep, at most

Case: TypeAlias = tuple[int, ...]
"""The number of the value of each choice."""


@attrs.frozen
class Effort:
    """How hard a property is tried. The same seed tries the same cases."""

    seed: int = 0
    examples: int = 100


@attrs.frozen
class Search:
    """What is drawn, and whether a case fails."""

    choices: Sequence[Choice]
    fails: Callable[[Case], bool]

    def counterexample(self, effort: Effort) -> Case | None:
        """A case that fails, as near to the plan as it can be; None where none was found."""
        if prod(choice.size for choice in self.choices) <= max(effort.examples, 1):
            found = self._first(product(*(choice.outwards() for choice in self.choices)))
        else:
            found = self._first(islice(product(*map(_corners, self.choices)), _SWEPT))
            if found is None and effort.examples:
                from colossusc.ask.drawn import drawn  # loads Hypothesis

                found = drawn(self.choices, self.fails, effort.seed, effort.examples)
        return self._nearest(found) if found is not None else None

    def _first(self, cases: Iterator[Case]) -> Case | None:
        return next(filter(self.fails, cases), None)

    def _nearest(self, case: Case) -> Case:
        """The case with each value moved to the plan's own, or as near to it as the case still fails."""
        before = None
        while case != before:
            before = case
            for position in range(len(case)):
                case = self._moved(case, position)
        return case

    def _moved(self, case: Case, position: int) -> Case:
        def at(place: int) -> Case:
            return (*case[:position], place, *case[position + 1 :])

        choice = self.choices[position]
        bad, good = case[position], choice.centre
        if bad == good or self.fails(at(good)):
            return at(good)
        if not choice.ordered:
            return next(filter(self.fails, map(at, choice.outwards())))
        while abs(bad - good) > 1:
            middle = (bad + good) // 2
            bad, good = (middle, good) if self.fails(at(middle)) else (bad, middle)
        return at(bad)

    def edges(self, case: Case) -> Iterator[str]:
        """For each value that the case had to move from the plan's: the next one, at which it holds."""
        for place, choice in zip(case, self.choices, strict=True):
            if choice.ordered and place != choice.centre:
                nearer = place + (1 if place < choice.centre else -1)
                yield f"it holds at {choice.name} = {choice.text(nearer)}"


def _corners(choice: Choice) -> tuple[int, ...]:
    """The plan's own value and the ends of a range; each element of a small set."""
    if choice.ordered or choice.size > _FEW:
        return tuple(dict.fromkeys((choice.centre, *choice.ends)))
    return tuple(choice.outwards())
