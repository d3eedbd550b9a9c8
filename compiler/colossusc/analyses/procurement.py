"""What is bought, by when it is needed, and by when it has to be ordered for that.

Bought is what raises the number of an object's units above what it ever was; what leaves and comes back is not bought
twice, and what is leased or owned already is not bought at all. Units are needed on the day on which they are there;
what ramps up is one purchase, needed by the day on which the ramp begins. The order is the one that the plan states for
the day of need, and the lead time that of the day of the order. The last day to order is the last one whose lead time
ends by the day of need: calendar months, clamped to the month's end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.demand import times
from colossusc.analyses.fact import Facts, across, missing
from colossusc.analyses.lead_times import longest
from colossusc.analyses.presence import while_there
from colossusc.expr.operators import missing as missing_of
from colossusc.ir import END, Item, Value
from colossusc.kinds import all_kinds
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.number import Number
from colossusc.values.timeline import Steps, runs
from colossusc.values.uncertain.dates import Day, by_months, day_of, first_of, last_of
from colossusc.values.uncertain.expression import Function, Uncertain, Undecided, largest, least_of, smallest
from colossusc.values.uncertain.truth import choose, compare, comparisons

BUYABLE = tuple(kind.name for kind in all_kinds().values() if kind.placed and "acquired" in kind.by_name)


@attrs.frozen(eq=False)
class Purchase:
    """Units of one object that are needed by one day."""

    item: Item
    quantity: Number | Uncertain | None  # None where it cannot be told
    need: Any  # a day; FIRST_DAY of what has been there always
    before: Any  # how many there were already, at most
    last: int  # the day by which they are there at the latest: the end of a ramp, or of the window of the day
    leads: Steps[Any]  # whole months from order to delivery, by the day of the order; absent where not given
    ordered: Any  # the day of the order, placed or planned; absent where not given

    @property
    def dated(self) -> bool:
        """Whether there is a day by which they are needed."""
        return first_of(self.need) > FIRST_DAY

    @property
    def lead(self) -> Any:
        """Whole months from the order to delivery; of what is not ordered, from the last day to order."""
        if missing(self.ordered):
            return self._last_order[1]
        return self.leads.at(first_of(self.ordered))

    @property
    def order_by(self) -> Any:
        """The last day on which an order comes in time."""
        return self._last_order[0]

    @property
    def order_day(self) -> Any:
        """The day of the order; of what is not ordered, the last day to order."""
        return self.order_by if missing(self.ordered) else self.ordered

    @property
    def _last_order(self) -> tuple[Any, Any]:
        """The last day on which an order comes in time, and its lead time; where none does, by the first lead time."""
        found: tuple[Any, Any] = (ABSENT, ABSENT)
        for start, end, lead in reversed(tuple(self.leads.segments())):
            if missing(lead):
                found = found if lead is ABSENT else (lead, lead)
                continue
            day = by_months(self.need, -lead)
            found = (day if end >= END else smallest(day, end - 1), lead)
            if first_of(day) >= start:
                break
        return found

    def if_needed(self, day: Any) -> Any:
        """A day that counts if any units are needed: where it is not known whether any are, it may never come."""
        if missing(day) or not isinstance(self.quantity, Uncertain) or self.quantity.varies:
            return day
        return choose(compare(">", self.quantity, 0), day, LAST_DAY)

    @property
    def delivered_by(self) -> Any:
        """When they come, ordered as the plan says."""
        return self.if_ordered(self.ordered)

    def if_ordered(self, day: Any) -> Any:
        """When they come if they are ordered on a day."""
        lead = self.leads.at(first_of(day)) if not missing(day) else ABSENT
        lost = missing_of(day, lead)
        return lost if lost is not None else by_months(day, lead)

    def price_day(self, as_of: int | None) -> Any:
        """The day whose price counts: that of the order; of what is not ordered, the last day to order, or today where
        that is past. Where neither can be told, and of what has come already, it is the day of need."""
        if not missing(self.ordered):
            return self.ordered
        order_by = self.order_by
        if missing(order_by) or (as_of is not None and self.last <= as_of):
            return self.need
        return order_by if as_of is None else largest(order_by, as_of)


def buyable(campus: Item) -> Iterator[Item]:
    """Everything on a campus that is of a kind that is bought, in the order written."""
    return (item for item in campus.walk() if item.kind.name in BUYABLE)


def purchases(facts: Facts, item: Item) -> tuple[Purchase, ...]:
    """What is bought of an object, in the order of time."""
    found: tuple[Purchase, ...] = facts.shared(item, "purchases", lambda facts: tuple(_bought(facts, item)))
    return found


def _bought(facts: Facts, item: Item) -> Iterator[Purchase]:
    if facts.field(item, "acquired").values[0] != "bought":
        return
    owned: Any = 0
    waiting: list[tuple[int, int, Any]] = []  # the days of a ramp, or of a window, before what is there in the end
    ramps = tuple(_ramps(item))
    for run in runs(installed(facts, item)):
        start, end, units = run[0][0], run[-1][1], run[-1][2]
        if any(missing(value) for _, _, value in run):
            yield _purchase(facts, item, None, owned, start, start)
            return
        begun = next((first for first, last in ramps if first < start <= last), None)
        if end < END and (len(run) > 1 or any(first < start and end <= last for first, last in ramps)):
            waiting = [*waiting, *run] if begun is not None else run
            continue
        if begun is not None:  # what leaves before the ramp is over is bought all the same
            units = max((units, *(value for _, _, value in waiting)), key=least_of)
        more = largest(0, units - owned)
        if more != 0:
            yield _purchase(facts, item, more, owned, _needed(waiting, start) if begun is None else begun, start)
            owned = largest(owned, units)
        waiting = []


def _ramps(item: Item) -> Iterator[tuple[int, int]]:
    """The first and the last day of each ramp of how many there are."""
    value: Value | None = item.value(item.kind.counted_by) if item.kind.counted_by is not None else None
    while value is not None:
        yield from ((entry.start, entry.ramps_until) for entry in value.entries if entry.ramps_until is not None)
        value = value.overrides


def installed(facts: Facts, item: Item) -> Steps[Any]:
    """How many units of an object there are over time, as they are bought: GPUs in whole systems."""
    if item.kind.name == "gpu_system":
        return times(facts.steps(item, "systems"), item.units)
    on_site = facts.steps(item, "on_site")
    if item.kind.counted_by is None:
        return across(lambda there: choose(there, item.units, 0), on_site)
    count = facts.field(item, item.kind.counted_by)
    return across(lambda number, there: while_there(there, number, number * item.units), count, on_site)


def _needed(waiting: list[tuple[int, int, Any]], sure: int) -> Day:
    """The day of need: that of the window in which units come, else the first of the days on which they do."""
    if not waiting:
        return sure
    first = waiting[0][0]
    days = dict.fromkeys(day for start, _, units in waiting for day in _days_in(units, start))
    return next((day for day in days if (first_of(day), last_of(day)) == (first, sure)), first)


def _days_in(value: Any, start: int) -> Iterator[Day]:
    """The days that a number depends on: in the tests by which it is one of two."""
    if isinstance(value, Undecided):
        yield from (day_of(number, start) for number in comparisons(value))
    elif isinstance(value, Uncertain):
        for atom in (atom for monomial in value.terms for atom, _ in monomial if isinstance(atom, Function)):
            for argument in atom.arguments:
                yield from _days_in(argument, start)


def _purchase(facts: Facts, item: Item, quantity: Any, before: Any, need: Day, last: int) -> Purchase:
    ordered = facts.field(item, "ordered").at(first_of(need))
    return Purchase(item, quantity, need, before, last, longest(facts, item), ordered)
