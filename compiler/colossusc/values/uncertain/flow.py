"""The greatest flow through a network of sources and carriers, each with a capacity: exact, by Edmonds and Karp.

It grows with every capacity, so that with capacities that lie in ranges it lies between the flows of their low ends and
of their high ends.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from colossusc.values.number import Number
from colossusc.values.uncertain.expression import function, is_uncertain, least_of, most_of
from colossusc.values.uncertain.interval import INFINITE

_Left = dict[int, dict[int, Any]]  # what can still flow from a node to another
ARRIVED = -1  # in place of the number of a carrier: what gets there has arrived


class Network:
    """Sources, then carriers, by number; `feeds` says which carriers each of them feeds, or `ARRIVED`. What a carrier
    that feeds none carries has arrived."""

    def __init__(self, sources: int, feeds: Sequence[Sequence[int]]) -> None:
        self.sources = sources
        self.feeds = tuple(map(tuple, feeds))

    def arriving(self, capacities: Sequence[Any]) -> tuple[Any, ...]:
        """What each source adds to what arrives, after those before it: together it is the greatest flow.

        Where a capacity is uncertain, so is what arrives.
        """
        if not is_uncertain(*capacities):
            return tuple(self._added(capacities))
        totals = [0, *(self._uncertain(capacities, count) for count in range(1, self.sources + 1))]
        return tuple(after - before for before, after in pairwise(totals))

    def _uncertain(self, capacities: Sequence[Any], count: int) -> Any:
        given = [*capacities[:count], *[0] * (self.sources - count), *capacities[self.sources :]]
        low = self.greatest([least_of(each) for each in given])
        high = self.greatest([most_of(each) for each in given])
        return low if low == high else function("flow", (self, *given))

    def greatest(self, capacities: Sequence[Any]) -> Any:
        """The greatest flow; a capacity may be infinite, and then so may the flow."""
        finite = [each for each in capacities if each != INFINITE]
        more = sum(finite) + 1  # than any flow that something limits
        flow = sum(self._added([more if each == INFINITE else each for each in capacities]))
        return INFINITE if flow >= more else flow

    def _added(self, capacities: Sequence[Any]) -> list[Number]:
        plenty = sum(capacities[: self.sources])
        left: _Left = {ARRIVED: {}}
        for node, (limit, fed) in enumerate(zip(capacities, self.feeds, strict=True)):
            into, out = 2 * node, 2 * node + 1
            left.setdefault(into, {})[out] = limit
            left.setdefault(out, {})[into] = 0
            for other in [ARRIVED if each == ARRIVED else 2 * each for each in fed] or [ARRIVED]:
                left[out][other] = plenty
                left.setdefault(other, {})[out] = 0
        return [_pushed(left, 2 * source) for source in range(self.sources)]


def _pushed(left: _Left, source: int) -> Number:
    """What more can flow from a source, sent along ever longer paths."""
    sent: Number = 0
    while (path := _shortest(left, source)) is not None:
        amount = min(left[a][b] for a, b in path)
        for a, b in path:
            left[a][b] -= amount
            left[b][a] += amount
        sent += amount
    return sent


def _shortest(left: _Left, source: int) -> list[tuple[int, int]] | None:
    came: dict[int, int] = {source: source}
    queue = deque([source])
    while queue and ARRIVED not in came:
        node = queue.popleft()
        for other, more in left[node].items():
            if more > 0 and other not in came:
                came[other] = node
                queue.append(other)
    if ARRIVED not in came:
        return None
    path, node = [], ARRIVED
    while node != source:
        path.append((came[node], node))
        node = came[node]
    return path
