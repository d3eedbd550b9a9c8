"""When everything that is still to come has to be ordered, when it comes, and which phases wait for it: in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.lead_times import slowest
from colossusc.analyses.procurement import Purchase
from colossusc.analyses.slips import Delivery, Slip, deliveries, slips
from colossusc.emit.bom import Days, days_of, ordered_words, unit_of
from colossusc.emit.phrases import things, titled
from colossusc.emit.ranges import between
from colossusc.ir import Item
from colossusc.language import _, marked, ngettext, pgettext
from colossusc.values.durations import days_in_words
from colossusc.values.number import show_number
from colossusc.values.uncertain.dates import first_of
from colossusc.values.uncertain.expression import least_of, most_of


@attrs.frozen
class OrderRow:
    """One purchase that is still to come."""

    object: str  # what it is for, with its name as code
    quantity: str  # with its unit
    need: str  # the day of need
    lead: str  # the lead time
    order_by: str  # the last day to order
    ordered: str  # the day of the order
    comes: str  # the day on which it comes
    spare: str  # how long before the day of need
    late: str  # by how much; nothing of what comes in time


@attrs.frozen
class SlipRow:
    """One phase that is still to come."""

    phase: str  # its name
    planned: str  # its day
    earliest: str  # the day on which it can begin
    slip: str  # nothing where it begins as planned
    held_up_by: str  # what comes last
    unknown: str  # how many purchases that it needs state no lead time


def told(facts: Facts, campus: Item, as_of: int | None) -> tuple[tuple[OrderRow, ...], tuple[SlipRow, ...]]:
    """The orders by their last day to order, and the phases."""
    coming = deliveries(facts, campus, as_of)
    return tuple(_order(facts, each) for each in _by_day(coming)), tuple(map(_slip, slips(campus, coming, as_of)))


def _by_day(coming: tuple[Delivery, ...]) -> list[Delivery]:
    """What has to be ordered first comes first; what states no lead time last, by its day of need."""

    def day(each: Delivery) -> tuple[bool, int]:
        order_by = each.purchase.order_by
        return missing(order_by), first_of(each.purchase.need if missing(order_by) else order_by)

    return sorted(coming, key=day)


def _order(facts: Facts, each: Delivery) -> OrderRow:
    bought = each.purchase
    return OrderRow(
        titled(bought.item),
        quantity_words(bought.quantity, unit_of(bought.item)),
        days_of(bought.need).words,
        _lead(facts, bought),
        days_of(bought.order_by).words,
        ordered_words(bought, pgettext("ordered", "no")),
        _comes(each),
        _spare(each),
        _late(each.late, each.known),
    )


def _lead(facts: Facts, bought: Purchase) -> str:
    """The lead time, and what it is of where that is no other than what is bought."""
    if missing(bought.lead):
        return _("not given")
    least, most = least_of(bought.lead), most_of(bought.lead)
    last = slowest(facts, bought.item, first_of(bought.order_day))
    of = f" (`{last.called}`)" if last is not None and last is not bought.item else ""
    if _nothing(least, most):
        return _("not known")
    number = 1 if least == most == 1 else 2
    return ngettext("{n} month", "{n} months", number, n=between(least, most, show_number)) + of


def _comes(each: Delivery) -> str:
    """When it comes: of what is neither ordered nor told of today, nothing says it."""
    if missing(each.comes):
        return "" if each.known else _("not known")
    days = days_of(each.comes)
    return days.words if each.known else _("{day} or later", day=days.date)


def _spare(each: Delivery) -> str:
    if missing(each.spare) or not each.known or (most_of(each.late) > 0 and most_of(each.spare) == 0):
        return ""
    return _span(each.spare)


def _late(days: Any, known: bool) -> str:
    words = lateness(days)
    return words if known or not words else _("at least {figure}", figure=words)


def _nothing(least: Any, most: Any) -> bool:
    """Whether a figure may be anything."""
    return isinstance(most, float) and least == 0


def _slip(each: Slip) -> SlipRow:
    return SlipRow(
        each.phase,
        days_of(each.planned).words,
        days_of(each.earliest).words,
        lateness(each.days),
        bought_words(each.held_up_by) if each.held_up_by is not None else "",
        show_number(each.unknown) if each.unknown else "",
    )


def bought_words(purchase: Purchase) -> str:
    """Some units of an object: ``12 of Megapacks (`b`)``."""
    number, what = _ends(purchase.quantity), titled(purchase.item)
    return _("{number} of {what}", number=number, what=what) if number else what


def _ends(figure: Any) -> str:
    return "" if figure is None else between(least_of(figure), most_of(figure), show_number)


def lateness(days: Any) -> str:
    """`3 days`, `14 weeks and 1 day`, `0 .. 6 days`; nothing of what is in time."""
    return _span(days) if most_of(days) > 0 else ""


def _span(days: Any) -> str:
    return days_in_words(max(0, least_of(days)), most_of(days))


def quantity_words(quantity: Any, unit: str) -> str:
    """So many of a unit; in words where that is not known."""
    if quantity is None:
        return _("number not given")
    return _("not known") if _nothing(least_of(quantity), most_of(quantity)) else things(quantity, unit)


def standstill(facts: Facts, campus: Item, as_of: int | None) -> str:
    """What the orders hold up most: a phase, else what comes latest; nothing where all comes in time."""
    coming = deliveries(facts, campus, as_of)
    phases = (each for each in slips(campus, coming, as_of) if least_of(each.days) > 0)
    begins = marked("phase `{name}` cannot begin before {day}, {late} later than planned")
    comes = marked("{name} cannot come before {day}, {late} later than planned")
    held = [(begins, each.phase, each.earliest, each.days) for each in phases] or [
        (comes, titled(each.purchase.item), each.there, each.late) for each in coming if least_of(each.late) > 0
    ]
    if not held:
        return ""
    text, name, earliest, late = max(held, key=lambda each: (least_of(each[3]), most_of(each[3])))
    return _(text, name=name, day=days_of(earliest).words, late=lateness(late))


def as_json(facts: Facts, campus: Item, as_of: int | None) -> list[dict[str, Any]]:
    """The phases that are still to come, for `ir.json`: days as ISO dates, slips in days."""
    return list(map(_slip_json, slips(campus, deliveries(facts, campus, as_of), as_of)))


def _slip_json(each: Slip) -> dict[str, Any]:
    by = each.held_up_by
    return {
        "phase": each.phase,
        **dict(_both("planned", days_of(each.planned))),
        **dict(_both("earliest", days_of(each.earliest))),
        "slip_days": int(least_of(each.days)),
        "slip_days_at_most": int(most_of(each.days)),
        "held_up_by": by.item.path if by is not None else None,
        "without_lead_time": each.unknown,
    }


def _both(name: str, days: Days) -> Iterator[tuple[str, str | None]]:
    yield name, days.date or None
    yield f"{name}_at_latest", days.latest or None
