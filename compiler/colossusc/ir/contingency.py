"""What a plan says may fail."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.ir import Declared, Item, Loss
from colossusc.language import _


@attrs.frozen(eq=False)
class Outage:
    """One case of a contingency: what is lost together, and how many cases are like it but for which equal unit."""

    losses: tuple[Loss, ...]
    count: int

    @property
    def words(self) -> str:
        """`` 1 of `smt[01..12]` and `lateral` out ``."""
        if not self.losses:
            return _("nothing left to lose")
        return _("{names} out", names=self.lost)

    @property
    def lost(self) -> str:
        """What is lost: `` 1 of `smt[01..12]` and `lateral` ``."""
        return _(" and ").join(loss.words for loss in self.losses)


@attrs.frozen(eq=False)
class Contingency(Declared):
    """What a plan says may fail, and every case of it."""

    item: Item  # the campus or site that it stands in
    outages: tuple[Outage, ...]
    duration: Any = None  # seconds for which it lasts; None is for good
