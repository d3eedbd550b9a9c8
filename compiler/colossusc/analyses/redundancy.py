"""What is left when one unit fails, and what goes on when the grid does.

`firm_supply_after_one_loss` is what any one unit leaves that is out: a turbine, an engine, a transformer or a feeder.
Equal units are one case. A grid connection as one lump is not among them: what fails of it is its transformers and its
feeders.

`ride_through` is the load that goes on when all grids are lost, until standby and backup units run: what prime units
give, and batteries for as long as their energy lasts.
"""

from __future__ import annotations

from typing import Any

from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, missing
from colossusc.analyses.presence import GENERATORS, generators
from colossusc.expr.types import quantity
from colossusc.ir import Item, Loss
from colossusc.language import _
from colossusc.values.absent import ABSENT
from colossusc.values.timeline import Steps, constant
from colossusc.values.uncertain.expression import least_of, most_of, smallest

_MW = quantity("MW")
_SINGLE = (*GENERATORS, "transformer", "feeder")  # what fails by the unit


def _firm_supply_after_one_loss(facts: Facts, level: Item) -> FactValue:
    whole = facts.value(level, "firm_supply")
    losses = [Loss(item, 1) for kind in _SINGLE for item in facts.items(level, kind)]
    if not losses:
        return FactValue(whole.steps, whole.terms)
    cases = [_without(facts, (loss,)).steps(level, "firm_supply") for loss in losses]
    steps = across(smallest, *cases)

    def worst(day: int) -> str:
        left = [each.at(day) for each in cases]
        if any(map(missing, left)):
            return ""
        return _("{names} out", names=losses[min(range(len(left)), key=lambda place: least_of(left[place]))].words)

    lost = across(lambda left, all_: left - all_, steps, whole.steps)
    return FactValue(steps, (*whole.terms, Term(_("the worst loss"), None, lost, worst)))


def _without(facts: Facts, losses: tuple[Loss, ...], duration: Any = None) -> Facts:
    """The facts of the campus with these lost too."""
    base = facts.base if facts.base is not None else facts
    return base.without((*facts.losses, *losses), facts.duration if duration is None else duration)


def _ride_through(facts: Facts, level: Item) -> FactValue:
    grids = tuple(Loss(grid, grid.units) for grid in facts.items(level, "grid"))
    longest = _longest_start(facts, level)
    if longest is ABSENT:
        return FactValue(constant(ABSENT))
    facts.steps(level, "served")  # what this depends on, with or without the grids
    served = _without(facts, grids, longest).value(level, "served")
    return FactValue(served.steps, served.terms)


def _longest_start(facts: Facts, level: Item) -> Any:
    """The seconds until the last standby or backup unit runs, the longest that it may take; absent where one of them
    does not say. At least a second, as units may start at once."""
    longest: Any = 1
    for unit in generators(facts, level):
        duties: Steps[Any] = facts.field(unit, "duty")
        if not {"standby", "backup"} & set(duties.values):
            continue
        for start in facts.field(unit, "start_time").values:
            if missing(start):
                return ABSENT
            longest = max(longest, most_of(start))
    return longest


FACTS = (
    Fact(
        "firm_supply_after_one_loss",
        LEVELS,
        _MW,
        "firm supply with any one turbine, engine, transformer or feeder out, where that leaves least",
        _firm_supply_after_one_loss,
        sums=("grid", *_SINGLE),
    ),
    Fact(
        "ride_through",
        LEVELS,
        _MW,
        "the load that goes on when all grids are lost, until standby and backup units run: prime units and batteries",
        _ride_through,
        sums=("grid", *GENERATORS, "battery"),
    ),
)
