"""Which object of a plan is which of another: by kind and name, arrays by their units; never by place or order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import attrs

from colossusc.elaborate.arrays import split_key
from colossusc.ir import Item

Units = tuple[int, int]


@attrs.frozen(eq=False)
class Group:
    """The objects of one name on both sides: of an array several, the classes of units that the plan tells apart."""

    name: str
    old: tuple[Item, ...]
    new: tuple[Item, ...]

    def pairs(self) -> Iterator[tuple[Item, Item]]:
        """What stands for the same units on both sides."""
        if all(_units(each) is not None for each in (*self.old, *self.new)):
            yield from ((one, other) for one in self.old for other in self.new if _meet(_units(one), _units(other)))
        else:
            yield from zip(self.old, self.new, strict=False)

    @property
    def numbers(self) -> tuple[int, int]:
        """How many units there are in each of what holds them, before and after."""
        old, new = (sum(each.number for each in side) for side in (self.old, self.new))
        return old, new

    @property
    def whole(self) -> bool:
        """Whether each side is one object, so that no units need be told apart."""
        return len(self.old) == len(self.new) == 1


def groups(old: Iterable[Item], new: Iterable[Item]) -> Iterator[Group]:
    """The objects of two lists by kind and name, in the order of the new ones."""
    found: dict[tuple[str, str], tuple[list[Item], list[Item]]] = {}
    sides = tuple(old), tuple(new)
    for place in (1, 0):
        for each in sides[place]:
            found.setdefault((each.kind.name, split_key(each.name)[0]), ([], []))[place].append(each)
    for (_, name), (before, after) in found.items():
        if _array(before) and _array(after) and not any(_meet(_units(o), _units(n)) for o in before for n in after):
            yield Group(name, tuple(before), ())
            yield Group(name, (), tuple(after))
        elif _array(before) or _array(after):
            yield Group(name, tuple(before), tuple(after))
        else:  # objects without a name of their own
            for one, other in zip_longest(before, after):
                yield Group(name, (one,) if one is not None else (), (other,) if other is not None else ())


def _array(items: Sequence[Item]) -> bool:
    return any(_units(each) is not None for each in items)


def _units(item: Item) -> Units | None:
    _, first, last, _ = split_key(item.name)
    return (first, last) if first is not None and last is not None else None


def _meet(one: Units | None, other: Units | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]
