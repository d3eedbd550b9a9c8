"""Stationary sources: what counts together under the Clean Air Act, by place and common control (40 CFR 52.21(b)(5)).

A declared group that has generators is one source, and so is a site with generators that no such group names: all of
it, since a group joins what stands apart, and takes nothing out of a site, whose units stand on one property. Where a
generator stands in the campus itself, and its site is not said, all sites are one: the conservative reading.
"""

from __future__ import annotations

from typing import Any

from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue
from colossusc.analyses.places import is_at
from colossusc.analyses.presence import GENERATORS, generators
from colossusc.expr.operators import missing
from colossusc.expr.types import ObjectType, SetType
from colossusc.ir import Item
from colossusc.values.absent import BROKEN
from colossusc.values.timeline import combine, constant

_SOURCE = ObjectType(("site", "group", "campus"))


def _sources(facts: Facts, campus: Item) -> FactValue:
    if any(facts.is_lost(campus, kind) for kind in ("group", "site", *GENERATORS)):
        return FactValue(constant(BROKEN))
    groups = {group: set(generators(facts, group)) for group in facts.items(campus, "group")}
    grouped = set[Item]().union(*groups.values())
    left = [unit for unit in generators(facts, campus) if unit not in grouped]
    rest = dict.fromkeys(site for unit in left for site in unit.sites() or (campus,))
    places = (campus,) if campus in rest else tuple(rest)
    return FactValue(constant((*(group for group, units in groups.items() if units), *places)))


def _generators(facts: Facts, level: Item) -> FactValue:
    """What moves is among them while it may be there."""
    if any(facts.is_lost(level, kind) for kind in GENERATORS):
        return FactValue(constant(BROKEN))
    units = generators(facts, level)
    if level.kind.name == "campus" or all(unit.moves is None for unit in units):
        return FactValue(constant(units))

    def there(*states: Any) -> Any:
        return missing(*states) or tuple(unit for unit, here in zip(units, states, strict=True) if here is not False)

    return FactValue(combine(there, *(is_at(unit, level) for unit in units)))


FACTS = (
    Fact(
        "generators",
        LEVELS,
        SetType(ObjectType(GENERATORS)),
        "the turbines and engines that belong there, on site or not",
        _generators,
    ),
    Fact(
        "stationary_sources",
        ("campus",),
        SetType(_SOURCE),
        "what counts together as a source of emissions: groups and sites that have turbines or engines",
        _sources,
    ),
)
