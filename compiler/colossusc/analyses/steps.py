"""Load steps: what comes at once when a training run goes on, and what generators take of it, at once and after.

Only what generators give is here. A grid connection takes a step up to its firm power, and batteries up to theirs: a
rule reads these as they are.
"""

from __future__ import annotations

from typing import Any

from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, missing, summed
from colossusc.analyses.outage import left
from colossusc.analyses.places import counted_at
from colossusc.analyses.presence import GENERATORS, generators
from colossusc.expr.operators import whole
from colossusc.expr.types import SHARE, quantity
from colossusc.ir import Item
from colossusc.language import _
from colossusc.values.timeline import combine
from colossusc.values.uncertain.truth import choose

_MW, _RAMP = quantity("MW"), quantity("MW/s")


def _product(units: int, *factors: Any) -> Any:
    """The product for so many units; 0 where one of the factors is, whatever the others are."""
    if not units or any(not missing(factor) and factor == 0 for factor in factors):
        return 0
    product: Any = units
    for factor in factors:
        if missing(factor):
            return factor
        product = product * factor
    return whole(product)


def _load_step(facts: Facts, level: Item) -> FactValue:
    """The share that swings of what each block of GPUs draws."""
    terms = []
    for gpus in facts.items(level, "gpu_system"):
        draw, swing, units = facts.steps(gpus, "compute_load"), facts.field(gpus, "swing"), gpus.units_for(level)
        steps = combine(lambda drawn, share, units=units: _product(units, drawn, share), draw, swing)

        def note(day: int, draw: Any = draw, swing: Any = swing) -> str:
            drawn, share = draw.at(day), swing.at(day)
            return (
                ""
                if missing(drawn) or missing(share)
                else _("{share} of {power} each", share=SHARE.show(share), power=_MW.show(drawn))
            )

        terms.append(counted_at(Term(gpus.called, gpus, steps, note, field="swing", inputs=("compute_load",)), level))
    return summed(terms)


def _of_prime(facts: Facts, level: Item, field: str, each: Any) -> FactValue:
    """A sum over the prime units of a level: of one, what `each` makes of a field, its firm power, its state."""
    terms = []
    for unit in generators(facts, level):
        units = left(facts, unit, level)
        steps = combine(
            lambda given, firm, working, units=units: (
                0 if firm == 0 else firm if missing(firm) else _product(units, each(given, firm, working))
            ),
            facts.field(unit, field),
            facts.steps(unit, "firm"),
            facts.steps(unit, "in_service"),
        )
        terms.append(counted_at(Term(unit.called, unit, steps, field=field, inputs=("firm",)), level))
    return summed(terms)


def _step_taken(facts: Facts, level: Item) -> FactValue:
    return _of_prime(facts, level, "step_load", lambda share, firm, working: _product(1, share, firm))


def _ramp_rate(facts: Facts, level: Item) -> FactValue:
    def rate(ramp: Any, firm: Any, working: Any) -> Any:
        return ramp if missing(ramp) else choose(working, ramp, 0)

    return _of_prime(facts, level, "ramp", rate)


FACTS = (
    Fact(
        "load_step",
        LEVELS,
        _MW,
        "the power of GPUs that comes and goes at once: what they draw × the share that swings",
        _load_step,
        sums=("gpu_system",),
    ),
    Fact(
        "step_taken",
        LEVELS,
        _MW,
        "the load step that prime units take at once: their firm power × `step_load`",
        _step_taken,
        sums=GENERATORS,
    ),
    Fact(
        "ramp_rate",
        LEVELS,
        _RAMP,
        "how fast the output of all prime units rises after a step",
        _ramp_rate,
        sums=GENERATORS,
    ),
)
