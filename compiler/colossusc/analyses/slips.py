"""When what is still to come does come, and which phases wait for it.

What is ordered comes its lead time after the order. What is not can be ordered today (`as_of`) at the earliest. A phase
can begin when everything is there that the plan has there by its day: one that is planned earlier is held up by nothing
that comes later. What states no lead time, or none that ends, is taken to come as early as it may, and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.phases import phase_days
from colossusc.analyses.procurement import Purchase, buyable, purchases
from colossusc.ir import Item
from colossusc.values.absent import ABSENT
from colossusc.values.uncertain.dates import Day, first_of
from colossusc.values.uncertain.expression import largest, least_of, most_of


@attrs.frozen(eq=False)
class Delivery:
    """When a purchase comes."""

    purchase: Purchase
    comes: Any  # the day; the first that it may be where it has no last; absent where nothing says it
    known: bool  # whether a lead time says how long it takes, and has an end

    @property
    def there(self) -> Day:
        """When it is there: not before it is needed, and in time where nothing says when it comes."""
        day: Day = self.purchase.need if missing(self.comes) else largest(self.purchase.need, self.comes)
        return day

    @property
    def late(self) -> Day:
        """By how many days."""
        delay: Day = self.there - self.purchase.need
        return delay

    @property
    def spare(self) -> Any:
        """How many days before the need it comes; absent where nothing says when it comes."""
        return self.comes if missing(self.comes) else largest(0, self.purchase.need - self.comes)


@attrs.frozen(eq=False)
class Slip:
    """A phase still to come: its planned day, and the earliest one with its orders."""

    phase: str
    planned: Day
    earliest: Day
    held_up_by: Purchase | None  # what comes last; None where all comes in time
    unknown: int  # how many purchases that it needs state no lead time, or none that ends

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
    lead, comes = purchase.lead, purchase.delivered_by
    if missing(purchase.ordered) and as_of is not None:
        comes = purchase.if_ordered(as_of)
    ends = not missing(lead) and not isinstance(most_of(lead), float)
    if ends or missing(comes):
        return Delivery(purchase, comes, ends)
    return Delivery(purchase, first_of(comes) if least_of(lead) > 0 else ABSENT, known=False)


def slips(campus: Item, coming: Sequence[Delivery], as_of: int | None) -> tuple[Slip, ...]:
    """The phases that are still to come, in the order of their planned days."""
    found = []
    for name, planned in phase_days(campus).items():
        if as_of is None or most_of(planned) > as_of:
            needed = [each for each in coming if most_of(planned - each.purchase.need) >= 0]
            earliest = largest(planned, *(each.there for each in needed))
            late = [each for each in needed if most_of(each.there - planned) > 0]
            last = max(late, key=lambda each: (least_of(each.there), most_of(each.there)), default=None)
            unknown = sum(not each.known for each in needed)
            found.append(Slip(name, planned, earliest, last.purchase if last is not None else None, unknown))
    return tuple(sorted(found, key=lambda slip: first_of(slip.planned)))
