"""The contingency that a `require` names, and for how long it must hold under it."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.elaborate.contingencies import seconds
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.ir.contingency import Contingency
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN, Missing

_HOURS = quantity("h")


@attrs.frozen(eq=False)
class Under:
    """What a `require` must hold under, every case of it, and for how long: seconds, or None for good."""

    contingency: Contingency
    duration: Any


def under_of(scope: PlanScope, node: nodes.Under | None, campus: Item) -> Under | Missing | None:
    """The contingency that a `require` names; BROKEN where it names none, which is reported."""
    if node is None:
        return None
    duration = seconds(scope, node.duration) if node.duration is not None else None
    found = campus.contingencies.get(node.contingency.text)
    if found is None:
        name = node.contingency.text
        if not scope.world.is_broken(scope.module, campus, name):
            help_ = meant(name, campus.contingencies) or "write `contingency name { lose any of … }` in the campus"
            scope.error("C0301", f"there is no contingency `{name}`", node.contingency, "", help_)
        return BROKEN
    if isinstance(duration, Missing):
        return BROKEN
    if found.duration is not None and duration is not None and duration > found.duration:
        lasts, asked = (_HOURS.show(each) for each in (found.duration, duration))
        words = f"`{found.name}` lasts {lasts}, and this asks for {asked}"
        scope.error("C0454", words, node.duration or node, "", "let it last as long, or ask for less")
        return BROKEN
    return Under(found, found.duration if duration is None else duration)
