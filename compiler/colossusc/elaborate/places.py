"""Which objects are in a place, from day to day: what moves (`at from 2026-03-01 = north`) is in it while there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.truth import joined

Moves: TypeAlias = Callable[[Item], Steps[Any] | None]
"""The site or building that an object's `at` names, over time; None where nothing moves it."""


def is_at(item: Item, level: Item, moves: Moves) -> Steps[Any]:
    """Whether an object is in a campus, site, building or group."""
    if level.kind.name == "group":
        if item in level.members:
            return constant(True)
        return combine(lambda *there: joined("or", there), *(is_at(item, each, moves) for each in level.members))
    own = moves(item)
    if own is None:
        return constant(level in item.within() or (level.kind.name == "site" and item.site is level))
    if level.kind.name == "campus":
        return constant(True)
    return combine(lambda place: _lies_in(item.surroundings if place is ABSENT else place, level), own)


def _lies_in(place: Any, level: Item) -> Any:
    if not isinstance(place, Item):
        return place
    return place is level or (level.kind.name == "site" and place.site is level)


def inside(level: Item, kind: str, moves: Moves) -> Steps[Any]:
    """The objects of a kind in a campus, site, building, group or other object, those that are written in it first;
    broken where a mistake leaves them unknown."""
    holders = (level, *level.members) if level.kind.name == "group" else (level,)
    unknown = level.kind.name == "group" and level.value("members").steps.values[0] is BROKEN
    if unknown or any(each.is_lost(kind) for holder in holders for each in (holder, *holder.walk())):
        return constant(BROKEN)
    here = level.all(kind)
    if level.kind.name not in ("site", "building", "group"):
        return constant(here)
    if level.campus.is_lost(kind):  # it may be said to be here
        return constant(BROKEN)
    movers = [item for item in level.campus.walk() if item.kind.name == kind and moves(item) is not None]
    if not movers:
        return constant(here)
    candidates = tuple(dict.fromkeys((*here, *movers)))

    def those(*present: Any) -> Any:
        if BROKEN in present:
            return BROKEN
        return tuple(item for item, there in zip(candidates, present, strict=True) if there)

    return combine(those, *(is_at(item, level, moves) for item in candidates))
