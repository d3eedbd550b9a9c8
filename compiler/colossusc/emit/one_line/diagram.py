"""What a one-line diagram shows: nodes, what feeds what, and ties. No plan, no facts, no places on paper."""

from __future__ import annotations

from typing import Literal

import attrs

from colossusc.language import _

Sort = Literal[
    "utility",
    "generator",
    "battery",
    "solar",
    "transformer",
    "breaker",
    "feeder",
    "ups",
    "pdu",
    "load",
    "bus",  # as the plan names it
    "assumed",  # a bus of a site of which the plan names none
]
Change = Literal["", "new", "changed", "gone"]
Style = Literal["name", "tag", "figure", "load", "new", "changed", "gone", "over"]
BUSES = ("bus", "assumed")


@attrs.frozen
class Line:
    """One line of text beside a symbol. It is short enough."""

    text: str
    style: Style = "figure"


@attrs.frozen
class Node:
    """A symbol or a bus, with its text."""

    key: str  # its path in the plan, as the bill of materials has it
    sort: Sort
    lines: tuple[Line, ...] = ()
    name: str = ""  # what people call it, with its path
    words: str = ""  # all its figures
    change: Change = ""  # since the phase before
    over: bool = False  # it carries more than it can
    open: bool = False  # of what switches: its normal position

    @property
    def full(self) -> str:
        """All of it in words, for who hovers or does not see."""
        return _("{name}: {label}", name=self.name, label=self.words) if self.words else self.name


@attrs.frozen
class Tie:
    """What joins two buses: a switching device, or, without one, that the plan counts them together."""

    one: str
    other: str
    node: Node | None = None
    words: tuple[Line, ...] = ()


@attrs.frozen
class Diagram:
    """A one-line diagram of one day."""

    title: str
    subtitle: str
    description: str
    nodes: tuple[Node, ...]
    feeds: tuple[tuple[str, str], ...] = ()  # keys: what feeds, and what it feeds
    ties: tuple[Tie, ...] = ()
