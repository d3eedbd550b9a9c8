"""Cooling: the heat that it takes away, through CDUs, chillers and towers, and the water that it uses.

Heat goes from the racks to the outside air through one unit after another: what a unit is `cooled_by` takes its heat
on. So it is a flow, as power is, and what is taken away is the greatest one. All IT power becomes heat.
"""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.analyses.demand import it_terms
from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, missing, summed
from colossusc.analyses.outage import at_work
from colossusc.analyses.places import by_place, counted_at
from colossusc.expr.operators import whole
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.language import _
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.flow import Network

_MW, _FLOW = quantity("MW"), quantity("gal/day", fixed=True)


def _total_capacity(facts: Facts, unit: Item) -> FactValue:
    return FactValue(_capacity(facts, unit, unit.campus))


def _capacity(facts: Facts, unit: Item, level: Item) -> Steps[Any]:
    """The heat that those of a level take away that are in service; absent of what does not say where its heat goes."""
    capacity: Steps[Any] = facts.field(unit, "capacity")
    if _is_inside(facts, unit) and not unit.value("cooled_by").written:
        capacity = across(lambda _: ABSENT, capacity)
    return at_work(facts, unit, level, capacity)


def _is_inside(facts: Facts, unit: Item) -> bool:
    """Whether it gives its heat to other units, never to the outside air."""
    return facts.field(unit, "sort").values[0] in ("cdu", "crah")


def _own(facts: Facts, unit: Item, level: Item) -> Term:
    """What a unit can take away by itself."""
    inputs = ("cooled_by",) if _is_inside(facts, unit) else ()
    steps = _capacity(facts, unit, level)
    return counted_at(Term(unit.called, unit, steps, field="capacity", of="total_capacity", inputs=inputs), level)


def _cooling_capacity(facts: Facts, level: Item) -> FactValue:
    """The greatest flow of heat: one term for each unit that gives it to the outside air."""
    units = {unit: _own(facts, unit, level) for unit in facts.items(level, "cooling_unit")}
    takers = {unit: facts.field(unit, "cooled_by").values[0] for unit in units}
    if BROKEN in takers.values():
        return FactValue(constant(BROKEN))
    outer = [unit for unit, given in takers.items() if isinstance(given, Missing) or not units.keys() & set(given)]
    order = [*outer, *(unit for unit in units if unit not in outer)]
    number = {unit: place for place, unit in enumerate(order)}
    feeds: list[list[int]] = [[] for _ in order]
    for unit, given in takers.items():
        for taker in () if isinstance(given, Missing) else dict.fromkeys(given):
            if taker in number:
                feeds[number[taker]].append(number[unit])
    network = Network(len(outer), feeds)
    lacking = [term for term in units.values() if any(map(missing, term.steps.values))]
    flows = across(lambda *each: network.arriving(each), *(units[unit].steps for unit in order))

    def taken(place: int, own: Term) -> Term:
        steps = across(lambda values: whole(values[place]), flows)

        def note(day: int) -> str:
            able, does = own.steps.at(day), steps.at(day)
            return (
                ""
                if able == does
                else _("{heat} of {capacity}: no more comes to it", heat=_MW.show(does), capacity=_MW.show(able))
            )

        return attrs.evolve(own, steps=steps, note=note, of="")

    return summed(lacking or [taken(place, units[unit]) for place, unit in enumerate(outer)])


def _water_use(facts: Facts, level: Item) -> FactValue:
    """IT power × the water used per IT energy, at each place with its own."""
    terms = []
    for term in it_terms(facts, level):
        for place, here in by_place(term):
            wue = facts.field(place, "wue")

            def used(power: Any, each: Any) -> Any:
                if power == 0 or each == 0:
                    return 0
                return power if missing(power) else each if missing(each) else whole(power * each)

            terms.append(Term(term.name, place, combine(used, here.steps, wue), field="wue"))
    return summed(terms)


def _water_supply(facts: Facts, level: Item) -> FactValue:
    """What all supplies in service deliver."""
    terms = []
    for supply in facts.items(level, "water_supply"):
        steps = at_work(facts, supply, level, facts.field(supply, "capacity"))
        terms.append(counted_at(Term(supply.called, supply, steps, field="capacity"), level))
    return summed(terms)


FACTS = (
    Fact(
        "total_capacity",
        ("cooling_unit",),
        _MW,
        "the heat that all its units in service can take away",
        _total_capacity,
        ("capacity",),
        formula="capacity × units in service",
    ),
    Fact(
        "cooling_capacity",
        LEVELS,
        _MW,
        "the heat that cooling takes away to the outside air, through all that it passes",
        _cooling_capacity,
        sums=("cooling_unit",),
    ),
    Fact(
        "water_use",
        LEVELS,
        _FLOW,
        "the water used on the design hot day: IT power × WUE",
        _water_use,
        sums=("gpu_system", "load"),
    ),
    Fact("water_supply", LEVELS, _FLOW, "the water that all supplies deliver", _water_supply, sums=("water_supply",)),
)
