"""When what is still to come does come, and which phases wait for it.

What is ordered comes its lead time after the order. What is not can be ordered today (`as_of`) at the earliest. A phase
can begin when everything is there that the plan has there by its day: one that is planned earlier is held up by nothing
that comes later. What states no lead time is taken to come in time, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.procurement import Purchase, buyable, purchases
from colossusc.ir import Item
from colossusc.values.uncertain.dates import Day, first_of
from colossusc.values.uncertain.expression import largest, least_of, most_of


@attrs.frozen(eq=False)
class Delivery:
    """When a purchase comes."""

    purchase: Purchase
    comes: Day  # not before it is needed
    known: bool  # by its lead time; else it is taken to come in time

    @property
    def late(self) -> Day:
        """By how many days."""
        delay: Day = self.comes - self.purchase.need
        return delay


@attrs.frozen(eq=False)
class Slip:
    """A phase still to come: its planned day, and the earliest one with its orders."""

    phase: str
    planned: Day
    earliest: Day
    held_up_by: Purchase | None  # what comes last; None where all comes in time
    unknown: int  # how many purchases that it needs state no lead time

    @property
    def days(self) -> Day:
        """By how many days it slips."""
        slip: Day = self.earliest - self.planned
        return slip


def deliveries(facts: Facts, campus: Item, as_of: int | None) -> tuple[Delivery, ...]:
    """Everything that is still to come at `as_of`, with the day on which it comes; without `as_of`, all there is."""
    return tuple(
        _delivery(purchase, as_of)
        for item in buyable(campus)
        for purchase in purchases(facts, item)
        if purchase.dated and (as_of is None or purchase.last > as_of)
    )


def _delivery(purchase: Purchase, as_of: int | None) -> Delivery:
    comes = purchase.delivered_by
    if missing(comes) and as_of is not None:
        comes = purchase.if_ordered(as_of)
    if missing(comes):
        return Delivery(purchase, purchase.need, known=not missing(purchase.lead))
    return Delivery(purchase, largest(purchase.need, comes), known=True)


def slips(campus: Item, coming: Sequence[Delivery], as_of: int | None) -> tuple[Slip, ...]:
    """The phases that are still to come, in the order of their planned days."""
    found = []
    for name, value in campus.phases.items():
        planned = value.steps.values[0]
        if not missing(planned) and (as_of is None or most_of(planned) > as_of):
            needed = [each for each in coming if most_of(planned - each.purchase.need) >= 0]
            earliest = largest(planned, *(each.comes for each in needed))
            late = [each for each in needed if most_of(each.comes - planned) > 0]
            last = max(late, key=lambda each: (least_of(each.comes), most_of(each.comes)), default=None)
            unknown = sum(not each.known for each in needed)
            found.append(Slip(name, planned, earliest, last.purchase if last is not None else None, unknown))
    return tuple(sorted(found, key=lambda slip: first_of(slip.planned)))
