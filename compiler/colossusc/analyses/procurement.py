"""What is bought, by when it is needed, and by when it has to be ordered for that.

Bought is what raises the number of an object's units above what it ever was; what leaves and comes back is not bought
twice, and what is leased or owned already is not bought at all. Units are needed on the day on which they are there;
what rises day by day, by the first of these days. The lead time and the day of the order are those that hold on the day
of need. The last day to order is the day of need less the lead time: calendar months, clamped to the month's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from colossusc.analyses.demand import times
from colossusc.analyses.fact import Fact, Facts, FactValue, across, missing
from colossusc.analyses.presence import while_there
from colossusc.expr.operators import missing as missing_of
from colossusc.expr.types import COUNT, DATE, TEXT, quantity
from colossusc.ir import END, Item
from colossusc.kinds import all_kinds
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.number import Number
from colossusc.values.timeline import Steps, constant, runs, stepped
from colossusc.values.uncertain.dates import Day, by_months, day_of, first_of, last_of
from colossusc.values.uncertain.expression import Function, Uncertain, Undecided, ceiling, largest
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
    lead: Any  # whole months from order to delivery; absent where not given
    ordered: Any  # the day of the order, placed or planned; absent where not given

    @property
    def dated(self) -> bool:
        """Whether there is a day by which they are needed."""
        return first_of(self.need) > FIRST_DAY

    @property
    def order_by(self) -> Any:
        """The last day on which an order comes in time."""
        return self.lead if missing(self.lead) else by_months(self.need, -self.lead)

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
        lost = missing_of(day, self.lead)
        return lost if lost is not None else by_months(day, self.lead)

    def price_day(self, as_of: int | None) -> Any:
        """The day whose price counts: that of the order; of what is not ordered, the last day to order, or today where
        that is past. Where neither can be told, and of what has come already, it is the day of need."""
        if not missing(self.ordered):
            return self.ordered
        if missing(self.lead) or (as_of is not None and self.last <= as_of):
            return self.need
        return self.order_by if as_of is None else largest(self.order_by, as_of)


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
    for run in runs(_units(facts, item)):
        start, end, units = run[0][0], run[-1][1], run[-1][2]
        if any(missing(value) for _, _, value in run):
            yield _purchase(facts, item, None, owned, start, start)
            return
        if len(run) > 1 and end < END:
            waiting = run
            continue
        more = largest(0, units - owned)
        if more != 0:
            yield _purchase(facts, item, more, owned, _needed(waiting, start), start)
            owned = largest(owned, units)
        waiting = []


def _units(facts: Facts, item: Item) -> Steps[Any]:
    """How many units of an object there are over time, as they are bought: GPUs in whole systems."""
    if item.kind.name == "gpu_system":
        return times(facts.steps(item, "systems"), item.units)
    on_site = facts.steps(item, "on_site")
    if item.kind.counted_by is None:
        return across(lambda there: choose(there, item.units, 0), on_site)
    count = facts.field(item, item.kind.counted_by)
    return across(lambda number, there: while_there(there, number, number * item.units), count, on_site)


def _needed(waiting: list[tuple[int, int, Any]], sure: int) -> Day:
    """The day of need: that of the window in which units come, else the first day of a ramp."""
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
    day = first_of(need)
    lead = facts.field(item, "lead_time").at(day)
    ordered = facts.field(item, "ordered").at(day)
    return Purchase(item, quantity, need, before, last, lead if missing(lead) else ceiling(lead), ordered)


# ---------------------------------------------------------------------------------------------------------- facts


def _next(of: Callable[[Purchase], Any]) -> Callable[[Facts, Item], FactValue]:
    """A fact of the next units to come: over time, until each are there."""

    def compute(facts: Facts, item: Item) -> FactValue:
        if BROKEN in _units(facts, item).values or facts.field(item, "acquired").values[0] is BROKEN:
            return FactValue(constant(BROKEN))
        days, values = [FIRST_DAY], []
        for purchase in purchases(facts, item):
            if purchase.dated:
                days.append(purchase.last)
                values.append(of(purchase))
        return FactValue(stepped(days, [*values, ABSENT]))

    return compute


def _held_up(purchase: Purchase) -> str:
    """The phase that begins on the day of need; else the units themselves."""
    phases = purchase.item.campus.phases.items()
    return next((name for name, value in phases if value.steps.values[0] == purchase.need), f"`{purchase.item.called}`")


_FIELDS = ("count", "from", "lead_time", "ordered")

FACTS = (
    Fact(
        "need_by",
        BUYABLE,
        DATE,
        "the day on which the next units to be bought are needed",
        _next(lambda each: each.if_needed(each.need)),
        _FIELDS,
    ),
    Fact(
        "awaited",
        BUYABLE,
        COUNT,
        "how many units are bought next",
        _next(lambda each: ABSENT if each.quantity is None else each.quantity),
        _FIELDS,
    ),
    Fact(
        "held_up",
        BUYABLE,
        TEXT,
        "what waits for the next units: the phase that begins on the day of need, else they themselves",
        _next(_held_up),
        _FIELDS,
    ),
    Fact(
        "whole_lead_time",
        BUYABLE,
        quantity("month"),
        "the lead time of the next units, in whole months",
        _next(lambda each: each.lead),
        ("lead_time",),
        formula="lead_time, rounded up",
    ),
    Fact(
        "order_by",
        BUYABLE,
        DATE,
        "the last day on which the next units can be ordered to be there in time",
        _next(lambda each: each.if_needed(each.order_by)),
        ("lead_time", "count", "from"),
        formula="need_by - whole_lead_time",
    ),
    Fact(
        "ordered_on",
        BUYABLE,
        DATE,
        "the day on which the next units were ordered, or are to be",
        _next(lambda each: each.ordered),
        ("ordered",),
    ),
    Fact(
        "delivered_by",
        BUYABLE,
        DATE,
        "when the next units come, ordered as the plan says",
        _next(lambda each: each.delivered_by),
        ("ordered", "lead_time"),
        formula="ordered_on + whole_lead_time",
    ),
)
