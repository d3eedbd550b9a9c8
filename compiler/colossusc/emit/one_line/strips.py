"""A diagram as bars and strips: what hangs between two bars, one below the other.

Every branching is at a bar: a bus, or a thin one where a device feeds several others (`split`), or where something may
be fed from any of several (`any`). So each strip is a chain of devices that begins and ends at a bar or nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from colossusc.emit.one_line.diagram import BUSES, Diagram, Node, Tie

BarSort = Literal["bus", "assumed", "split", "any", "joint"]


@attrs.frozen(eq=False)
class Bar:
    """A horizontal line that strips hang on."""

    sort: BarSort
    node: Node | None = None


@attrs.frozen(eq=False)
class Strip:
    """Devices in series, from the upper bar down to the lower one."""

    nodes: tuple[Node, ...]
    upper: Bar | None = None
    lower: Bar | None = None
    dashed: bool = False


@attrs.frozen(eq=False)
class Across:
    """A tie between two bars."""

    tie: Tie
    one: Bar
    other: Bar


@attrs.frozen(eq=False)
class Chains:
    """All of a diagram."""

    bars: tuple[Bar, ...]
    strips: tuple[Strip, ...]
    ties: tuple[Across, ...]


def chains(diagram: Diagram) -> Chains:
    """The bars and strips of a diagram, in the order of its nodes."""
    return _Reading(diagram).chains()


class _Reading:
    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.nodes = {node.key: node for node in diagram.nodes}
        self.bars = {node.key: Bar(_bar_sort(node), node) for node in diagram.nodes if node.sort in BUSES}
        self.above: dict[str, list[str]] = {key: [] for key in self.nodes}
        self.below: dict[str, list[str]] = {key: [] for key in self.nodes}
        for upper, lower in dict.fromkeys(diagram.feeds):
            self._join(upper, lower)

    def chains(self) -> Chains:
        self._any()
        self._split()
        strips = tuple(self._strips())
        ties = tuple(Across(tie, self.bars[tie.one], self.bars[tie.other]) for tie in self.diagram.ties)
        return Chains(tuple(self.bars.values()), strips, ties)

    def _join(self, upper: str, lower: str) -> None:
        self.below[upper].append(lower)
        self.above[lower].append(upper)

    def _part(self, upper: str, lower: str) -> None:
        self.below[upper].remove(lower)
        self.above[lower].remove(upper)

    def _bar(self, sort: BarSort) -> str:
        key = f"{sort} {len(self.bars)}"  # no path of a plan has a blank
        self.bars[key] = Bar(sort)
        self.above[key], self.below[key] = [], []
        return key

    def _any(self) -> None:
        """What several feed has a bar of its own; what the same ones feed shares it."""
        shared: dict[frozenset[str], list[str]] = {}
        for key in self.nodes:
            if key not in self.bars and len(self.above[key]) > 1:
                shared.setdefault(frozenset(self.above[key]), []).append(key)
        for consumers in shared.values():
            feeders = tuple(self.above[consumers[0]])
            bar = self._bar("any")
            for feeder in feeders:
                for consumer in consumers:
                    self._part(feeder, consumer)
                self._join(feeder, bar)
            for consumer in consumers:
                self._join(bar, consumer)

    def _split(self) -> None:
        """So has what feeds several."""
        for key in self.nodes:
            if key not in self.bars and len(self.below[key]) > 1:
                consumers = tuple(self.below[key])
                bar = self._bar("split")
                for consumer in consumers:
                    self._part(key, consumer)
                    self._join(bar, consumer)
                self._join(key, bar)

    def _strips(self) -> Iterator[Strip]:
        for key in (*self.nodes, *(key for key in self.bars if key not in self.nodes)):
            if key in self.bars:
                for lower in self.below[key]:
                    yield self._chain(self.bars[key], lower)
            elif not self.above[key]:
                yield self._chain(None, key)

    def _chain(self, upper: Bar | None, key: str) -> Strip:
        nodes = []
        while key not in self.bars:
            nodes.append(self.nodes[key])
            if not self.below[key]:
                return Strip(tuple(nodes), upper)
            key = self.below[key][0]
        return Strip(tuple(nodes), upper, self.bars[key])


def _bar_sort(node: Node) -> BarSort:
    return "bus" if node.sort == "bus" else "assumed"
