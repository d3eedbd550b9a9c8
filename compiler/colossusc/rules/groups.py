"""Groups of objects that a rule judges together: those that a plan declares, and else what agrees in some fields.

`groups_by(provider, site)` is the conservative reading: what one party supplies at one site counts together, with that
of its affiliates. A declared `group` stands in the place of the site: its members count together wherever they are,
and apart from what is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, all_facts
from colossusc.expr.typed import Context, read
from colossusc.expr.types import ObjectType, Type
from colossusc.ir import Item
from colossusc.kinds import Kind
from colossusc.language import _
from colossusc.values.absent import ABSENT, BROKEN, Missing


@attrs.frozen(eq=False)
class Group:
    """Objects of one kind that agree in some keys."""

    keys: dict[str, Any]
    members: tuple[Item, ...]
    declared: bool = False  # by a `group` of the plan
    allied: bool = False  # some of them by parties that are affiliates

    @property
    def called(self) -> str:
        return " and ".join(member.called for member in self.members)

    @property
    def note(self) -> str:
        """What a reader has to know of how it came about: that the plan does not say what belongs together."""
        parties = [key for key in self.keys if _is_party(key, self.members[0].kind)]
        if self.declared or "site" not in self.keys or not parties or len(self.members) == 1:
            return ""
        by = _(" and ").join(self.keys)
        if self.allied:
            return _("grouped by {keys}, since no `group` is declared; affiliates count together", keys=by)
        return _("grouped by {keys}, since no `group` is declared", keys=by)

    def present(self, context: Context) -> Iterator[Item]:
        """The members on the day: what moves is one of them while it is at the site of the group."""
        site = self.keys.get("site")
        for member in self.members:
            if site is not None and not self.declared and member.moves is not None:
                place = read(member.moves, context)
                if (place if isinstance(place, Item) else member).site is not site:
                    continue
            yield member


def grouped(facts: Facts, campus: Item, kind: str, keys: tuple[str, ...]) -> tuple[Group, ...]:
    """The objects of a kind grouped by the values of some keys, in the order of their first members."""
    declared = _declared(facts, campus) if "site" in keys else {}
    found: dict[tuple[Any, ...], list[Item]] = {}
    for item in facts.items(campus, kind):
        for aggregate in declared.get(item) or item.sites() or (ABSENT,):
            values = tuple(aggregate if key == "site" else _head(key_of(facts, item, key)) for key in keys)
            found.setdefault(values, []).append(item)
    return tuple(group for values, members in found.items() for group in _apart(facts, keys, values, tuple(members)))


def _apart(facts: Facts, keys: tuple[str, ...], values: tuple[Any, ...], members: tuple[Item, ...]) -> Iterator[Group]:
    """The group of what counts together; where parties are allied, one for each, so that no rule goes silent."""
    choices: list[list[Any]] = []
    declared = allied = False
    for key, value in zip(keys, values, strict=True):
        if isinstance(value, Item) and value.kind.name == "group":
            declared = True
            choices.append([value])  # it stands where its members do
        elif isinstance(value, Item) and value.kind.name == "party":
            choices.append(list(dict.fromkeys(key_of(facts, member, key) for member in members)))
            allied = allied or len(choices[-1]) > 1
        else:
            choices.append([value])
    for chosen in product(*choices):
        yield Group(dict(zip(keys, chosen, strict=True)), members, declared, allied)


def _declared(facts: Facts, campus: Item) -> dict[Item, tuple[Item, ...]]:
    """The declared groups that each object is in."""
    found: dict[Item, list[Item]] = {}
    for group in facts.items(campus, "group"):
        for member in group.members:
            for item in (member, *member.walk()):
                found.setdefault(item, []).append(group)
    return {item: tuple(dict.fromkeys(groups)) for item, groups in found.items()}


def unclear(facts: Facts, campus: Item, kind: str, keys: tuple[str, ...]) -> bool:
    """Whether a mistake, which was reported, leaves unknown what counts together."""
    if facts.is_lost(campus, kind) or ("site" in keys and any(map(_is_lost, facts.items(campus, "group")))):
        return True
    values = {key_of(facts, item, key) for item in facts.items(campus, kind) for key in keys}
    return any(value is BROKEN or _above(_head(value)) is BROKEN for value in values)


def _is_lost(group: Item) -> bool:
    return group.value("members").steps.values[0] is BROKEN


def _head(value: Any) -> Any:
    """Of a party the one at the head of its affiliates, so that all of them are one."""
    seen = set()
    while value not in seen and not isinstance(above := _above(value), Missing):
        seen.add(value)
        value = above
    return value


def _above(value: Any) -> Any:
    """What a party is an affiliate of; absent of all else."""
    is_party = isinstance(value, Item) and value.kind.name == "party"
    return value.value("affiliate_of").steps.values[0] if is_party else ABSENT


def key_of(facts: Facts, item: Item, key: str) -> Any:
    """What an object has for a key."""
    if key in ("site", "campus"):
        found = getattr(item, key)
        return ABSENT if found is None else found
    return (item.value(key).steps if key in item.kind.by_name else facts.steps(item, key)).values[0]


def key_type(kind: Kind, key: str) -> Type:
    """The type of a key."""
    if key == "site":
        return ObjectType(("site", "group"))  # a declared group stands in the place of the site
    if key == "campus":
        return ObjectType((key,))
    return kind.by_name[key].type if key in kind.by_name else all_facts()[kind.name, key].type


def has_key(kind: Kind, key: str) -> bool:
    """Whether objects of a kind can be grouped by a key: the site, the campus, a field that does not change, or a fact
    that names an object."""
    if key in ("site", "campus"):
        return True
    if key in kind.by_name:
        return not kind.by_name[key].dated
    fact = all_facts().get((kind.name, key))
    return fact is not None and isinstance(fact.type, ObjectType)


def _is_party(key: str, kind: Kind) -> bool:
    return key_type(kind, key) == ObjectType(("party",))
