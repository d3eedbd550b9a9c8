"""The facts of orders: of the next units of each object that are still to come, until they are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.analyses.contents import unstated
from colossusc.analyses.fact import Fact, Facts, FactValue, missing
from colossusc.analyses.lead_times import longest, slowest
from colossusc.analyses.procurement import BUYABLE, Purchase, installed, purchases
from colossusc.expr.types import COUNT, DATE, TEXT, quantity
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import constant, stepped
from colossusc.values.uncertain.dates import first_of


def _next(of: Callable[[Purchase], Any]) -> Callable[[Facts, Item], FactValue]:
    """A fact of the next units to come: over time, until each are there."""

    def compute(facts: Facts, item: Item) -> FactValue:
        if BROKEN in installed(facts, item).values or facts.field(item, "acquired").values[0] is BROKEN:
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


def _lead_of_order(facts: Facts, item: Item) -> FactValue:
    return FactValue(longest(facts, item))


def _slowest(facts: Facts, item: Item) -> FactValue:
    """What comes last of the next units, as messages name it."""

    def name(purchase: Purchase) -> Any:
        day = purchase.order_day
        found = slowest(facts, item, first_of(day)) if not missing(day) else None
        return ABSENT if found is None else f"`{found.called}`"

    return _next(name)(facts, item)


def _unstated(_: Facts, item: Item) -> FactValue:
    lacking = [f"`{field}` of `{holder.called}`" for holder, field in unstated(item)]
    return FactValue(constant(" and ".join(lacking) or ABSENT))


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
        "the lead time of the next units and of what they come with, in whole months",
        _next(lambda each: each.lead),
        ("lead_time",),
        formula="the longest lead_time on the day of the order, rounded up",
    ),
    Fact(
        "order_lead_time",
        BUYABLE,
        quantity("month"),
        "the lead time of what is ordered on a day, and of what it comes with, in whole months",
        _lead_of_order,
        ("lead_time",),
        formula="the longest lead_time, rounded up",
    ),
    Fact(
        "slowest",
        BUYABLE,
        TEXT,
        "what of the next units and of what they come with has the longest lead time",
        _slowest,
        ("lead_time",),
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
    Fact(
        "unstated",
        ("gpu_system",),
        TEXT,
        "what the bill lacks: of a part that the systems or their racks hold how many, or of a number which part",
        _unstated,
        ("nic", "rack"),
    ),
)
