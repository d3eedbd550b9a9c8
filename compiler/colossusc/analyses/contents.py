"""What a purchase holds and brings along: of GPU systems their accelerators, network adapters, cables and racks, and
what stands in the racks. All are whole pieces: what does not fill a last rack stands in one all the same.

What stands in a system comes in its price. Racks, what stands in them and cables are priced by themselves. Cables are
those of the systems' links; what links switches with each other is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import missing
from colossusc.analyses.procurement import Purchase
from colossusc.ir import Item
from colossusc.values.number import Number
from colossusc.values.uncertain.expression import Uncertain, ceiling, quotient


@attrs.frozen(eq=False)
class Content:
    """So many pieces of one sort."""

    part: Item | None  # none of cables
    sort: str  # accelerator, nic, cable, rack, switch, pdu
    quantity: Number | Uncertain
    unit: str
    included: bool  # in what holds it, and in its price


_IN_SYSTEMS = (("accelerator", "gpus_per_system", "GPU"), ("nic", "nics_per_system", "NIC"))
_IN_RACKS = (("switch", "switches_per_rack", "unit"), ("pdu", "pdus_per_rack", "unit"))


def contents(purchase: Purchase) -> Iterator[Content]:
    """What a purchase holds, in the order in which it is told; nothing of what is not made of other things."""
    item, systems = purchase.item, purchase.quantity
    if item.kind.name != "gpu_system" or systems is None:
        return
    for sort, number, unit in _IN_SYSTEMS:
        yield from _held(item, sort, number, unit, systems, included=True)
    links = _fixed(item, "links_per_system")
    if links is not None:
        yield Content(None, "cable", systems * links, "cable", included=False)
    rack = _fixed(item, "rack")
    if rack is None:
        return
    each = _fixed(item, "systems_per_rack") or _fixed(rack, "systems_per_rack")
    if each is None:
        return
    racks = _racks(purchase.before + systems, item.units, each) - _racks(purchase.before, item.units, each)
    if racks != 0:
        yield Content(rack, "rack", racks, "rack", included=False)
        for sort, number, unit in _IN_RACKS:
            yield from _held(rack, sort, number, unit, racks, included=False)


def _held(holder: Item, sort: str, number: str, unit: str, holders: Any, *, included: bool) -> Iterator[Content]:
    part, each = _fixed(holder, sort), _fixed(holder, number)
    if part is not None and each is not None:
        yield Content(part, sort, holders * each, unit, included)


def _racks(systems: Any, copies: int, each: int) -> Any:
    """The racks of so many systems in equal copies of a block, each of which fills racks of its own."""
    return copies * ceiling(quotient(systems, copies * each))


def _fixed(item: Item, field: str) -> Any:
    """A field that does not change over time; None where it is not given."""
    value = item.value(field).steps.values[0]
    return None if missing(value) else value
