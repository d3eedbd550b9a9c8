"""The objects of two plans: which came and went, of which there are more or fewer, and what each says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from colossusc.emit.difference import fields
from colossusc.emit.difference.fields import Sides, anew, pair
from colossusc.emit.difference.model import Changed, Date, Row
from colossusc.emit.difference.pairing import Group, groups
from colossusc.emit.difference.values import said
from colossusc.emit.difference.written import Written, reworded
from colossusc.emit.phrases import things
from colossusc.ir import Item


def tree(old: Item, new: Item, sides: Sides) -> Iterator[Row]:
    """What an object and everything in it says. What a part holds is told of the part."""
    yield from fields.own(old, new, sides)
    yield from _declared(old, new)
    before, after = ([child for child in _children(each) if child.place is None] for each in (old, new))
    yield from listed(before, after, sides)


def listed(old: Sequence[Item], new: Sequence[Item], sides: Sides) -> Iterator[Row]:
    """The same of objects that stand together."""
    for group in groups(old, new):
        if not group.old or not group.new:
            yield _came_or_went(group)
            continue
        if group.numbers[0] != group.numbers[1]:
            words = pair(f"{each:,}" for each in group.numbers)
            yield anew(group.name, words, (group.old[-1].span, group.new[-1].span), ", units")
        yield from _by_units(group, lambda one, other: tree(one, other, sides))


def parts(old: Item, new: Item) -> Iterator[Row]:
    """Which parts the objects in another one are made of."""
    for group in groups(_children(old), _children(new)):
        yield from _by_units(group, lambda one, other: chain(fields.part(one, other), parts(one, other)))


def _children(item: Item) -> list[Item]:
    return list(chain.from_iterable(item.children.values()))


def _came_or_went(group: Group) -> Changed:
    items = group.new or group.old
    first, number = items[0], sum(each.number for each in items)
    made = first.base.label if first.base is not None else first.label if first.label != first.name else ""
    told = " of ".join(filter(None, (things(number, "unit") if number > 1 else "", made))) or first.kind.name
    name = first.name if len(items) == 1 else group.name
    if group.new:
        return anew(name, ("", told), (None, first.span))
    return anew(name, (told, ""), (first.span, None))


def _by_units(group: Group, rows_of: Callable[[Item, Item], Iterator[Row]]) -> Iterator[Row]:
    """What each class of units says; what all say alike is said once, of the array."""
    found: dict[object, tuple[Row, list[str]]] = {}
    pairs = list(group.pairs())
    for one, other in pairs:
        for row in rows_of(one, other):
            found.setdefault(_key(row), (row, []))[1].append(other.name)
    for row, names in found.values():
        yield row.inside(group.name if len(names) == len(pairs) else ", ".join(dict.fromkeys(names)))


def _key(row: Row) -> object:
    if isinstance(row, Date):
        return (row.what, said(row.old), said(row.new))
    return (row.what, row.periods if isinstance(row, Changed) else ())


def _declared(old: Item, new: Item) -> Iterator[Changed]:
    """What stands in an object beside its fields: `require`s and contingencies."""
    yield from reworded("require", dict(_requires(old)), dict(_requires(new)))
    yield from reworded("contingency", dict(_contingencies(old)), dict(_contingencies(new)))


def _requires(item: Item) -> Iterator[tuple[str, Written]]:
    for each in item.requirements:
        written = Written(each.node, each.source)
        yield each.title or written.words.partition(" ")[2], written


def _contingencies(item: Item) -> Iterator[tuple[str, Written]]:
    for name, each in item.contingencies.items():
        yield name, Written(each.node, each.source)
