"""When everything that is still to come has to be ordered, when it comes, and which phases wait for it: in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.procurement import Purchase
from colossusc.analyses.slips import Delivery, Slip, deliveries, slips
from colossusc.emit.bom import Days, days_of
from colossusc.emit.phrases import counted, titled
from colossusc.emit.ranges import between
from colossusc.ir import Item
from colossusc.values.number import show_number
from colossusc.values.uncertain.dates import first_of
from colossusc.values.uncertain.expression import least_of, most_of

_WEEK = 7  # days


@attrs.frozen
class OrderRow:
    """One purchase that is still to come."""

    object: str
    quantity: str
    need: str
    lead: str
    order_by: str
    ordered: str
    comes: str
    late: str  # by how much; nothing of what comes in time


@attrs.frozen
class SlipRow:
    """One phase that is still to come."""

    phase: str
    planned: str
    earliest: str
    slip: str  # nothing where it begins as planned
    held_up_by: str
    unknown: str  # how many purchases that it needs state no lead time


def told(facts: Facts, campus: Item, as_of: int | None) -> tuple[tuple[OrderRow, ...], tuple[SlipRow, ...]]:
    """The orders by their last day to order, and the phases."""
    coming = deliveries(facts, campus, as_of)
    return tuple(map(_order, _by_day(coming))), tuple(map(_slip, slips(campus, coming, as_of)))


def _by_day(coming: tuple[Delivery, ...]) -> list[Delivery]:
    """What has to be ordered first comes first; what states no lead time last, by its day of need."""

    def day(each: Delivery) -> tuple[bool, int]:
        order_by = each.purchase.order_by
        return missing(order_by), first_of(each.purchase.need if missing(order_by) else order_by)

    return sorted(coming, key=day)


def _order(each: Delivery) -> OrderRow:
    bought = each.purchase
    unit = "system" if bought.item.kind.name == "gpu_system" else "unit"
    return OrderRow(
        titled(bought.item),
        counted(bought.quantity, unit) if bought.quantity is not None else "not given",
        days_of(bought.need).words,
        "not given" if missing(bought.lead) else _months(bought.lead),
        days_of(bought.order_by).words,
        days_of(bought.ordered).words or "no",
        days_of(each.comes).words if each.known else "not known",
        lateness(each.late) if each.known else "",
    )


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
    return " of ".join(filter(None, (_ends(purchase.quantity), titled(purchase.item))))


def _months(lead: Any) -> str:
    words = _ends(lead)
    return f"{words} month" if words == "1" else f"{words} months"


def _ends(figure: Any) -> str:
    return "" if figure is None else between(least_of(figure), most_of(figure), show_number)


def lateness(days: Any) -> str:
    """`3 days`, `14 weeks` (rounded up), `0 .. 14 weeks`; nothing of what is in time."""
    least, most = max(0, least_of(days)), most_of(days)
    if most <= 0:
        return ""
    if most < _WEEK:
        return counted_ends(least, most, "day")
    return counted_ends(-(-least // _WEEK), -(-most // _WEEK), "week")


def counted_ends(least: Any, most: Any, noun: str) -> str:
    """Both ends of a range of whole things."""
    return f"{between(least, most, show_number)} {noun}{'' if least == most == 1 else 's'}"


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
