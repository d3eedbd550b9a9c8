"""What `lose` names: units of equipment, arrays, and sets such as `turbines`."""

from __future__ import annotations

from colossusc.elaborate.arrays import split, split_key
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.check import check
from colossusc.expr.typed import Context
from colossusc.expr.types import BrokenType
from colossusc.ir import Item
from colossusc.kinds import kind_of_set
from colossusc.syntax import nodes

Named = tuple[Item, int, int]  # of an object, the first and the last of its units


def units_of(scope: PlanScope, target: nodes.Ref) -> list[Named] | None:
    """The units that a target names; None where it names none, which is reported."""
    *path, word = split(target.text)
    kind = kind_of_set(word) if not path else None
    if kind is not None and kind.placed:
        assert scope.item is not None
        around = next(item for item in scope.item.within() if item.kind.name in ("site", "campus"))
        found: tuple[Item, ...] = around.all(kind.name)
        if not found and not any(each.is_lost(kind.name) for each in (around, *around.walk())):
            scope.error("C0441", f"`{around.name}` has no {kind.plural} to lose", target)
        return [(item, *_within(item, None, None)) for item in found] or None
    name, first, last, _ = split_key(word)
    typed = check(nodes.Ref(target.start, target.end, ".".join((*path, name))), scope)
    if isinstance(typed.type, BrokenType):
        return None
    named = typed.run(Context()) if typed.operator in ("object", "array") else ()
    items = named if isinstance(named, tuple) else (named,)
    if not items or not all(isinstance(item, Item) and item.kind.placed for item in items):
        scope.error("C0441", f"`{target.text}` is nothing that can be lost", target, "", "equipment can be lost")
        return None
    units = [(item, *_within(item, first, last)) for item in items]
    if first is not None and last is not None and sum(b - a + 1 for _, a, b in units if b >= a) != last - first + 1:
        scope.error("C0424", f"`{target.text}` names units that `{name}` does not have", target)
        return None
    return [each for each in units if each[2] >= each[1]]


def _within(item: Item, first: int | None, last: int | None) -> tuple[int, int]:
    """The units of an object that lie in a range: of no range, all of them; of what is no array, none but all."""
    _, low, high, _ = split_key(item.name)
    if low is None or high is None:
        return (1, 1) if first is None else (1, 0)
    return (low if first is None else max(low, first)), (high if last is None else min(high, last))
