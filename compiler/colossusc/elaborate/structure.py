"""What every object has beside its fields: a name, a site, a campus, and the sets of what stands in it."""

from __future__ import annotations

from functools import cache
from typing import Any

from colossusc.elaborate.world import World
from colossusc.expr.functions import Members
from colossusc.expr.typed import Context, read
from colossusc.ir import Item
from colossusc.kinds import all_kinds, find_kind
from colossusc.values.absent import ABSENT, Missing

INSIDE = "inside"  # the operator of a set of what is in a place


def all_in(item: Any, kind: str, world: World, context: Context) -> Any:
    """The objects of a kind inside one on the day; broken where a mistake leaves them unknown."""
    return item if isinstance(item, Missing) else Members.of(item, read(world.held_in(item, kind), context))


def told(item: Any, word: str) -> Any:
    """The name or the label of an object."""
    return item if isinstance(item, Missing) else getattr(item, word)


def site_or_campus(item: Any, word: str, context: Context) -> Any:
    """The campus of an object, or its site: of what moves, that of the day."""
    if isinstance(item, Missing):
        return item
    place = read(item.moves, context) if word == "site" and item.moves is not None else item
    found = getattr(place if isinstance(place, Item) else item, word)
    return ABSENT if found is None else found


@cache
def structure_of(kind_name: str) -> tuple[str, ...]:
    """The names that objects of a kind have beside their fields."""
    kind = find_kind(kind_name)
    if kind is None or kind.shared:
        return ("name", "label")
    inside = [held.plural for name in kind.holds if (held := find_kind(name)) is not None]
    if kind.name in ("campus", "site", "building", "group"):
        inside += [each.plural for each in all_kinds().values() if each.placed] + ["approvals"]
    around = ("campus",) if kind.name == "campus" else ("site", "campus")
    return ("name", "label", *around, *sorted(set(inside)))
