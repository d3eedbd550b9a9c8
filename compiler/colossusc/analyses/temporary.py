"""What is claimed to stand at a site only for a time: as nonroad engines, or as temporary turbines.

What is claimed of several units at one site is one fleet: what replaces another counts on (40 CFR 1068.30).
"""

from __future__ import annotations

from collections.abc import Callable

from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.analyses.hours import NONROAD
from colossusc.analyses.permits import covered
from colossusc.analyses.presence import GENERATORS, generators
from colossusc.expr.types import ObjectType, SetType
from colossusc.ir import Item
from colossusc.values.absent import BROKEN
from colossusc.values.timeline import constant


def _nonroad(facts: Facts, site: Item) -> set[Item]:
    permits = (each for each in facts.items(site.campus, "permit") if _claims(facts, each, "program", NONROAD))
    return {unit for permit in permits for unit in covered(facts, permit)}


def _temporary(facts: Facts, site: Item) -> set[Item]:
    return {unit for unit in generators(facts, site) if _claims(facts, unit, "subcategory", "temporary")}


def _claims(facts: Facts, item: Item, field: str, word: str) -> bool:
    return field in item.kind.by_name and facts.field(item, field).values[0] == word


def _fleet(claimed: Callable[[Facts, Item], set[Item]]) -> Callable[[Facts, Item], FactValue]:
    """The units at a site of which something is claimed, in the order written."""

    def units(facts: Facts, site: Item) -> FactValue:
        if any(facts.is_lost(site, kind) for kind in ("permit", *GENERATORS)):
            return FactValue(constant(BROKEN))
        chosen = claimed(facts, site)
        return FactValue(constant(tuple(unit for unit in generators(facts, site) if unit in chosen)))

    return units


FACTS = (
    Fact(
        "nonroad_units",
        ("site",),
        SetType(ObjectType(GENERATORS)),
        "the turbines and engines at a site that a permit or letter of program `nonroad` covers, at any time",
        _fleet(_nonroad),
    ),
    Fact(
        "temporary_turbines",
        ("site",),
        SetType(ObjectType(("turbine",))),
        "the turbines at a site whose subcategory is `temporary`",
        _fleet(_temporary),
    ),
)
