"""Who supplies the power of a grid connection in the end: many a utility distributes what another one supplies."""

from __future__ import annotations

from typing import Any

from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.expr.types import objects
from colossusc.ir import Item
from colossusc.values.absent import ABSENT
from colossusc.values.timeline import constant


def _supplier(facts: Facts, grid: Item) -> FactValue:
    """From the provider up by `supplied_by`, to a party that names nobody, or itself."""
    party: Any = facts.field(grid, "provider").values[0]
    seen: set[Item] = set()
    while isinstance(party, Item) and party not in seen:
        seen.add(party)
        above: Any = facts.field(party, "supplied_by").values[0]
        if above is ABSENT:
            break
        party = above
    return FactValue(constant(party))


FACTS = (
    Fact(
        "supplied_by",
        ("grid",),
        objects("party"),
        "who supplies the power in the end: its provider, or whose power that distributes",
        _supplier,
        ("provider",),
        formula="provider, or whom that is supplied_by",
    ),
)
