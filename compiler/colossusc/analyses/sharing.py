"""How the load is shared among what feeds it: what a carrier would have to carry, on one day.

What a load asks for, it asks of all that feeds it, of each in proportion to what that can bring: parallel transformers
of a like rating share alike. What asks of a bus asks so of what feeds the bus, and so on up to the sources. It is a
planner's estimate: the flow follows from impedances and dispatch, which a plan does not have.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from colossusc.values.number import Number

Node = TypeVar("Node", bound=Hashable)


def shared(
    feeds: Iterable[tuple[Node, Node]],
    given: Mapping[Node, Number],
    limits: Mapping[Node, Number],
    asked: Mapping[Node, Number],
) -> dict[Node, Number]:
    """What each node has to carry, in the unit of what is asked, where it can be told.

    `feeds` are pairs of what feeds and what it feeds, with no circle. `given` is the power of sources, `limits` what a
    carrier can carry (one that is not in it passes on all), `asked` the power of loads. No more passes than the
    sources above have: where they are short, that is not the fault of the carriers. Of what has no source above with
    any power nothing is told.
    """
    above: dict[Node, list[Node]] = {}
    for upper, lower in dict.fromkeys(feeds):
        above.setdefault(upper, [])
        above.setdefault(lower, []).append(upper)
    order = _upwards(above)
    there: dict[Node, Number] = {}  # of the sources above, without a limit
    can: dict[Node, Number] = {}
    for node in reversed(order):
        there[node] = given.get(node, sum(there[upper] for upper in above[node]))
        brought = given.get(node, sum(can[upper] for upper in above[node]))
        can[node] = min(brought, limits.get(node, brought))
    carried: dict[Node, Number] = {node: Fraction(asked.get(node, 0)) for node in order}
    for node in order:
        if node not in asked:
            carried[node] = min(carried[node], there[node])
        together = sum(can[upper] for upper in above[node])
        for upper in above[node]:
            if together:
                carried[upper] += Fraction(carried[node]) * Fraction(can[upper], 1) / together
    return {node: load for node, load in carried.items() if there[node] or node in asked}


def _upwards(above: Mapping[Node, list[Node]]) -> list[Node]:
    """Each node after all that it feeds."""
    found: dict[Node, None] = {}
    for start in above:
        path = [(start, iter(above[start]))] if start not in found else []
        while path:
            node, uppers = path[-1]
            upper = next((each for each in uppers if each not in found), None)
            if upper is not None:
                path.append((upper, iter(above[upper])))
            else:
                path.pop()
                found.setdefault(node)
    return [*reversed(found)]
