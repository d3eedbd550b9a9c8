"""Which objects of a campus belong to a place, by kind, and whether a mistake leaves that unknown."""

from __future__ import annotations

from colossusc.ir import Item
from colossusc.values.absent import BROKEN


class Objects:
    """Finds them, and keeps what was found."""

    def __init__(self) -> None:
        self._items: dict[Item, dict[str, tuple[Item, ...]]] = {}  # by campus or site, then by kind
        self._damaged: dict[Item, tuple[Item, ...]] = {}  # by campus: the objects of which something is lost

    def is_lost(self, level: Item, kind: str) -> bool:
        """Whether a mistake leaves unknown which objects of a kind belong to a campus, site or building."""
        campus = level.campus
        if level.kind.name == "group":
            if level.value("members").steps.values[0] is BROKEN:
                return True
            level = campus
        if campus not in self._damaged:
            self._damaged[campus] = tuple(item for item in (campus, *campus.walk()) if item.lost)
        return any(
            item.is_lost(kind) and (level in item.within() or item in level.within()) for item in self._damaged[campus]
        )

    def items(self, level: Item, kind: str) -> tuple[Item, ...]:
        """The objects of a kind that ever belong to a campus, site, building or group."""
        if level.kind.name == "group":
            of_each = ((each,) if each.kind.name == kind else self.items(each, kind) for each in level.members)
            return tuple(dict.fromkeys(item for found in of_each for item in found))
        if level.kind.name not in ("campus", "site", "building"):
            return level.all(kind)
        if level.campus not in self._items:
            self._sort(level.campus)
        if level not in self._items:
            self._items[level] = {}
        return self._items[level].get(kind, ())

    def _sort(self, campus: Item) -> None:
        """Sorts the objects of a campus by where they belong and by kind, all in one walk."""
        found: dict[Item, dict[str, list[Item]]] = {campus: {}}
        for item in campus.walk():
            buildings = [each for each in item.within() if each.kind.name == "building"]
            moves = item.moves.values if item.moves is not None else ()
            moved = [place for place in moves if isinstance(place, Item)]
            for level in dict.fromkeys((campus, *item.sites(), *buildings, *moved)):
                found.setdefault(level, {}).setdefault(item.kind.name, []).append(item)
        for level, kinds in found.items():
            self._items[level] = {kind: tuple(items) for kind, items in kinds.items()}
