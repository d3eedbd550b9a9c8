"""How long a unit may run in a year, and how far permits limit it.

Potential to emit is that of all 8,760 h unless a permit in force limits them (40 CFR 52.21(b)(4)): what a plan says is
no limit. Only of units for emergencies, whose duty is standby or backup, it is what the plan says.
"""

from __future__ import annotations

from typing import Any

from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.analyses.presence import GENERATORS
from colossusc.analyses.rolling import YEAR
from colossusc.expr.operators import missing
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.timeline import combine
from colossusc.values.uncertain.expression import smallest
from colossusc.values.uncertain.truth import choose

NONROAD = "nonroad"  # the program of a permit, or of a letter, that says that units are no stationary source
_EMERGENCY = ("standby", "backup")


def counts(facts: Facts, permit: Item) -> bool:
    """Whether what a permit limits counts: a letter that units are nonroad limits nothing."""
    return bool(facts.field(permit, "program").values[0] != NONROAD)


def at_most(amount: Any, in_force: Any, most: Any) -> Any:
    """What a permit leaves of an amount, which it stands in for where that is not given."""
    if amount is BROKEN or in_force is False or most is ABSENT:
        return amount
    if amount is ABSENT:
        return most if in_force is True and most is not BROKEN else amount
    if (lost := missing(in_force, most)) is not None:
        return lost
    return choose(in_force, smallest(amount, most), amount)


def _yearly_hours(facts: Facts, unit: Item) -> FactValue:
    hours = combine(
        lambda given, duty: duty if missing(duty) is not None else given if duty in _EMERGENCY else YEAR,
        facts.field(unit, "hours"),
        facts.field(unit, "duty"),
    )
    for permit in facts.covering(unit.campus, unit):
        if counts(facts, permit):
            hours = combine(at_most, hours, facts.steps(permit, "in_force"), facts.field(permit, "limit.hours"))
    return FactValue(hours)


FACTS = (
    Fact(
        "yearly_hours",
        GENERATORS,
        quantity("h", fixed=True),
        "the most hours a year that one unit may run, as permits in force limit them",
        _yearly_hours,
        ("hours",),
        formula="8,760 h, of standby and backup units hours; within limit hours of permits in force",
    ),
)
