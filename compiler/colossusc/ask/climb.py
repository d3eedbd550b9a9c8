"""Where something stops to hold along a line of whole numbers, found by ever longer steps, then by halving.

Exact where it holds on one side of one place. Whether that is so is tried on a sample of both sides: what contradicts
it is told, and then the answer is the first place found, from where the search began, at which it stops to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

FARTHEST = 2**40  # steps from the start
_LONGER = 4  # times the step before
_ROUNDS = 3  # times that a contradiction sends the search back


@attrs.frozen
class Edge:
    """`last` holds and `next`, a step further, does not. Without `last` it held nowhere, without `next` everywhere."""

    last: int | None
    next: int | None
    against: tuple[tuple[int, bool], ...] = ()  # what is known where it is not as it should be: ascending, alternating


class Climb:
    """One search: `step` is 1 to find the most for which `holds`, and -1 to find the least, from `low` to `high`."""

    def __init__(self, holds: Callable[[int], bool], step: int, low: int | None, high: int | None) -> None:
        self.step = step
        self.low, self.high = low, high
        self.known: dict[int, bool] = {}
        self._holds = holds

    def holds(self, at: int) -> bool:
        """What is asked at a number, asked once."""
        if at not in self.known:
            self.known[at] = self._holds(at)
        return self.known[at]

    def edge(self, start: int) -> Edge:
        """The edge that is met first on the way from a number within the ends: onwards if it holds there, else back."""
        good, bad = self._bracket(start)
        if good is None:
            return Edge(None, start)
        origin = start if self.holds(start) else good
        for _ in range(_ROUNDS):
            last, following = (good, None) if bad is None else self._halved(good, bad)
            for at in self._sample(origin, last, following):
                self.holds(at)
            broken = [at for at, held in self.known.items() if not held and self._between(origin, at, last)]
            if not broken:
                break
            bad = min(broken, key=lambda at: at * self.step)
            fitting = [at for at, held in self.known.items() if held and self._between(origin, at, bad)]
            good = max(fitting, key=lambda at: at * self.step, default=origin)
        return Edge(last, following, self._against(origin, last, following))

    def _between(self, first: int, at: int, last: int) -> bool:
        """Whether a number lies on the way from one to another, the other left out."""
        return first * self.step <= at * self.step < last * self.step

    def _bracket(self, start: int) -> tuple[int | None, int | None]:
        """A number that holds, and one further on that does not; None where there is none up to the end."""
        onwards = self.holds(start)
        towards = self.step if onwards else -self.step
        before = start
        for at in self._away(start, towards):
            if self.holds(at) is not onwards:
                return (before, at) if onwards else (at, before)
            before = at
        return (before, None) if onwards else (None, before)

    def _away(self, start: int, towards: int) -> Iterator[int]:
        """Numbers ever farther away, up to the end and with it."""
        end = self.high if towards > 0 else self.low
        distance = 1
        while distance <= FARTHEST:
            at = start + towards * distance
            if end is not None and (at - end) * towards >= 0:
                if end != start:
                    yield end
                return
            yield at
            distance *= _LONGER

    def _halved(self, good: int, bad: int) -> tuple[int, int]:
        while abs(bad - good) > 1:
            middle = (good + bad) // 2
            if self.holds(middle):
                good = middle
            else:
                bad = middle
        return good, bad

    def _sample(self, origin: int, last: int, following: int | None) -> Iterator[int]:
        """Quarters of the way that holds, then the neighbours of the edge, and as far again beyond."""
        way = last - origin
        yield from (origin + way * part // 4 for part in (1, 2, 3))
        if self._inside(last - self.step) and way:
            yield last - self.step
        if following is not None:
            reach = max(abs(way), 4)
            beyond = (following + self.step * distance for distance in (1, reach // 4, reach // 2, reach))
            yield from (at for at in beyond if self._inside(at))

    def _inside(self, at: int) -> bool:
        return (self.low is None or self.low <= at) and (self.high is None or at <= self.high)

    def _against(self, origin: int, last: int, following: int | None) -> tuple[tuple[int, bool], ...]:
        """What is known on the two sides that contradicts one edge, with the edge itself."""
        wrong = [
            at
            for at, held in self.known.items()
            if (not held and self._between(origin, at, last))
            or (held and following is not None and (at - following) * self.step > 0)
        ]
        if not wrong:
            return ()
        edge = (last, following) if following is not None else (last,)
        nearest = min(wrong, key=lambda at: (abs(at - last), at))
        return tuple((at, self.known[at]) for at in sorted({*edge, nearest}))
