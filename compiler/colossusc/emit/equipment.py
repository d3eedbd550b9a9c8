"""What stands on the site, since when, and when it leaves."""

from __future__ import annotations

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.phrases import place, titled, value_over_time
from colossusc.expr.types import DATE
from colossusc.ir import Item
from colossusc.language import _
from colossusc.values.number import show_number


@attrs.frozen
class Row:
    """One block of equipment: a class of equal units, or counted things."""

    title: str  # with its name as code
    site: str  # where it stands
    number: str  # of units, and how many each is
    arrives: str  # its day
    runs: str  # first fire, of generators
    leaves: str  # its day; empty where it stays
    place: str  # file and line


def rows(facts: Facts, campus: Item) -> tuple[Row, ...]:
    """The equipment of a campus, in the order written."""
    return tuple(_row(facts, item) for item in campus.walk() if item.kind.placed and item.kind.part)


def _row(facts: Facts, item: Item) -> Row:
    counted = value_over_time(item.value(item.kind.counted_by)) if item.kind.counted_by is not None else ""
    units = show_number(item.units)
    return Row(
        titled(item),
        _(", then ").join(site.label for site in item.sites()),
        f"{units} × {counted}" if counted and item.units > 1 else counted or units,
        _day(facts, item, "arrived") or _("not dated"),
        _day(facts, item, "first_run") if "running" in item.kind.by_name else "",
        _day(facts, item, "left"),
        place(item.span),
    )


def _day(facts: Facts, item: Item, fact: str) -> str:
    day = facts.steps(item, fact).values[0]
    return "" if missing(day) else DATE.show(day)
