"""What a purchase holds and brings along: of GPU systems their accelerators, network adapters, cables and racks, and
what stands in the racks. All are whole pieces: what does not fill a last rack stands in one all the same.

What stands in a system comes in its price. Racks, what stands in them and cables are priced by themselves. Cables are
those of the systems' links; what links switches with each other is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.parts import ACCELERATORS, ADAPTERS, IN_RACKS, IN_SYSTEMS, Held, fixed
from colossusc.analyses.procurement import Purchase
from colossusc.ir import Item
from colossusc.values.number import Number
from colossusc.values.uncertain.expression import Uncertain, ceiling, quotient


@attrs.frozen(eq=False)
class Content:
    """So many pieces of one sort."""

    part: Item | None  # None of cables, and where it is not said which
    sort: str  # accelerator, nic, cable, rack, switch, pdu
    quantity: Number | Uncertain | None  # None where their number is not given
    unit: str
    included: bool  # in what holds it, and in its price


def contents(purchase: Purchase) -> Iterator[Content]:
    """What a purchase holds, in the order in which it is told; nothing of what is not made of other things."""
    item, systems = purchase.item, purchase.quantity
    if item.kind.name != "gpu_system" or systems is None:
        return
    for held in IN_SYSTEMS:
        yield from _pieces(item, held, systems, included=True)
    links = fixed(item, "links_per_system")
    if links is not None:
        yield Content(None, "cable", systems * links, "cable", included=False)
    rack, each = fixed(item, "rack"), systems_per_rack(item)
    if rack is None:
        return
    racks: Any = None
    if each is not None:
        racks = _racks(purchase.before + systems, item.units, each) - _racks(purchase.before, item.units, each)
    if racks != 0:
        yield Content(rack, "rack", racks, "rack", included=False)
        for held in IN_RACKS:
            yield from _pieces(rack, held, racks, included=False)


def systems_per_rack(item: Item) -> Any:
    """How many systems stand in a rack: as the systems say, else as their rack does; None where neither does."""
    rack = fixed(item, "rack")
    return fixed(item, "systems_per_rack") or (fixed(rack, "systems_per_rack") if rack is not None else None)


def unstated(item: Item) -> Iterator[tuple[Item, str]]:
    """What keeps the bill of GPU systems from being whole: of a part that they hold its number, or the reverse; each
    with the object or part that has to say it."""
    rack = fixed(item, "rack")
    if rack is not None and systems_per_rack(item) is None:
        yield item, "systems_per_rack"
    pairs = [(item, ADAPTERS), *((rack, held) for held in IN_RACKS if rack is not None)]
    for holder, held in pairs:
        if (fixed(holder, held.sort) is None) != (fixed(holder, held.number) is None):
            yield holder, held.sort if fixed(holder, held.sort) is None else held.number


def _pieces(holder: Item, held: Held, holders: Any, *, included: bool) -> Iterator[Content]:
    part, each = fixed(holder, held.sort), fixed(holder, held.number)
    if part is None and (each is None or held is ACCELERATORS):
        return
    yield Content(part, held.sort, None if each is None or holders is None else holders * each, held.unit, included)


def _racks(systems: Any, copies: int, each: int) -> Any:
    """The racks of so many systems in equal copies of a block, each of which fills racks of its own."""
    return copies * ceiling(quotient(systems, copies * each))
