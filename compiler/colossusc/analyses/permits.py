"""What permits cover, and when."""

from __future__ import annotations

from typing import Any

from colossusc.analyses.fact import Fact, Facts, FactValue, across
from colossusc.expr.operators import settled
from colossusc.expr.types import BOOL, COUNT, ObjectType, SetType
from colossusc.ir import END, Item
from colossusc.kinds import all_kinds
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.timeline import Steps, combine, constant, total
from colossusc.values.uncertain.dates import during
from colossusc.values.uncertain.truth import choose

NEEDING = tuple(kind.name for kind in all_kinds().values() if kind.needs_permit)


def _in_force(facts: Facts, permit: Item) -> FactValue:
    """From the day it is granted through its last valid day; absent where no day of grant is given."""
    granted: Any = facts.field(permit, "granted").values[0]
    expires: Any = facts.field(permit, "expires").values[0]
    if isinstance(granted, Missing):
        return FactValue(constant(granted))
    if expires is BROKEN:
        return FactValue(constant(BROKEN))
    return FactValue(during(granted, END if expires is ABSENT else expires + 1))


def covered(facts: Facts, permit: Item) -> tuple[Item, ...]:
    """What a permit covers, each once; nothing where that is not known."""
    covers = facts.field(permit, "covers").values[0]
    return () if isinstance(covers, Missing) else tuple(dict.fromkeys(covers))  # `[smt, smt[03]]` names one twice


def _permits(facts: Facts, item: Item) -> FactValue:
    """The permits in force that cover it; absent where none is, and one may be."""
    covering = facts.covering(item.campus, item)
    unreadable = bool(facts.covering(item.campus, None)) or facts.is_lost(item.campus, "permit")

    def in_force(*states: Any) -> Any:
        found = tuple(permit for permit, state in zip(covering, states, strict=True) if state is True)
        if found:
            return found
        return BROKEN if unreadable or BROKEN in states else () if all(state is False for state in states) else ABSENT

    if not covering:
        return FactValue(constant(BROKEN if unreadable else ()))
    return FactValue(combine(in_force, *(facts.steps(permit, "in_force") for permit in covering)))


def permitted(facts: Facts, item: Item) -> Steps[Any]:
    """Whether a permit in force covers it, of what needs one."""
    if not item.kind.needs_permit:
        return constant(True)
    unreadable = bool(facts.covering(item.campus, None)) or facts.is_lost(item.campus, "permit")
    covering = [facts.steps(permit, "in_force") for permit in facts.covering(item.campus, item)]
    covering.append(constant(BROKEN if unreadable else False))
    return combine(lambda *states: settled(True, states), *covering)


def _covered_units(facts: Facts, permit: Item) -> FactValue:
    """How many physical units that it covers are on site."""
    present: list[Steps[Any]] = []
    for item in covered(facts, permit):
        units = item.units_for(permit)
        present.append(across(lambda there, units=units: choose(there, units, 0), facts.steps(item, "on_site")))
    covers: Any = facts.field(permit, "covers").values[0]
    return FactValue(constant(covers) if isinstance(covers, Missing) else total(present))


FACTS = (
    Fact(
        "in_force",
        ("permit",),
        BOOL,
        "whether it is granted and has not expired",
        _in_force,
        ("granted",),
        formula="from granted through expires",
    ),
    Fact(
        "is_permitted",
        NEEDING,
        BOOL,
        "whether a permit in force covers it",
        lambda facts, item: FactValue(permitted(facts, item)),
    ),
    Fact("covered_units", ("permit",), COUNT, "units on site that it covers", _covered_units, ("covers",)),
    Fact("permits", NEEDING, SetType(ObjectType(("permit",))), "the permits in force that cover it", _permits),
)
