"""What a plan says may fail."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.ir import Item, Loss
from colossusc.source import Source, Span
from colossusc.syntax import nodes


@attrs.frozen(eq=False)
class Outage:
    """One case of a contingency: what is lost together, and how many cases are like it but for which equal unit."""

    losses: tuple[Loss, ...]
    count: int

    @property
    def words(self) -> str:
        """`` 1 of `smt[01..12]` and `lateral` out ``."""
        if not self.losses:
            return "nothing left to lose"
        return f"{' and '.join(loss.words for loss in self.losses)} out"


@attrs.frozen(eq=False)
class Contingency:
    """What a plan says may fail, and every case of it."""

    name: str
    source: Source
    node: nodes.Block
    item: Item  # the campus or site that it stands in
    outages: tuple[Outage, ...]
    duration: Any = None  # seconds for which it lasts; None is for good

    @property
    def label(self) -> str:
        """What people call it: its label, or its name."""
        return self.node.label.text if self.node.label is not None else self.name

    @property
    def span(self) -> Span:
        named = self.node.names[0]
        return Span(self.source, named.start, named.end)
