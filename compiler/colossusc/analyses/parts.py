"""What GPU systems and their racks hold: the fields that name the parts, and those that say how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from colossusc.analyses.fact import missing
from colossusc.ir import Item


class Held(NamedTuple):
    """One sort of part in a system or a rack."""

    sort: str  # the field that names it, and its kind
    number: str  # the field of how many there are
    unit: str


ACCELERATORS = Held("accelerator", "gpus_per_system", "GPU")
ADAPTERS = Held("nic", "nics_per_system", "NIC")
IN_SYSTEMS = (ACCELERATORS, ADAPTERS)
IN_RACKS = (Held("switch", "switches_per_rack", "unit"), Held("pdu", "pdus_per_rack", "unit"))


def with_parts(item: Item) -> Iterator[Item]:
    """An object and, of GPU systems, the parts that they are ordered with: what is in them, their rack, and what
    stands in it."""
    yield item
    if item.kind.name != "gpu_system":
        return
    yield from _named(item, IN_SYSTEMS)
    rack = fixed(item, "rack")
    if rack is not None:
        yield rack
        yield from _named(rack, IN_RACKS)


def fixed(item: Item, field: str) -> Any:
    """A field that does not change over time; None where it is not given."""
    value = item.value(field).steps.values[0]
    return None if missing(value) else value


def _named(holder: Item, all_held: Iterable[Held]) -> Iterator[Item]:
    parts = (fixed(holder, held.sort) for held in all_held)
    return (part for part in parts if part is not None)
