"""The load that can be served: what runs, what starts, and batteries until then, for as long as an outage lasts.

At the moment of loss prime units and grids run; standby and backup units follow, each after its start time; batteries
fill in. With batteries of power Pj and energy Ej and running power that only grows, a constant load L can be served for
a time D if and only if for each part T of D, from its beginning until a unit starts, and for all of it,

    L × T <= energy of what runs until T + sum of min(Ej, Pj × T)

(the max-flow min-cut theorem: the deficit is largest at first). So the load served is the least, over these T, of the
mean running power and what the batteries can give for T. Without a duration only the moment of loss
counts, and batteries count with their power.

Where batteries or units reach the load through transformers, buses, feeders or UPS, a battery is taken to give the same
power all the time: less than it might, never more.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, missing
from colossusc.analyses.outage import left
from colossusc.analyses.places import is_at
from colossusc.analyses.presence import GENERATORS, generators
from colossusc.analyses.topology import Grouping, firm_of_all, groupings, limit_of, routed
from colossusc.expr.operators import missing as missing_of
from colossusc.expr.operators import whole
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.language import _
from colossusc.values.absent import BROKEN
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.expression import most_of, quotient, smallest

_MW = quantity("MW")


Joining = tuple[Any, Any]  # a power, and the seconds until it runs


def _standby(facts: Facts, unit: Item, level: Item) -> Steps[Any]:
    """The power of units that start when power is lost, as a pair with the seconds until they run."""
    units = left(facts, unit, level)

    def joining(here: Any, duty: Any, power: Any, delay: Any) -> Joining:
        if here is not True:
            return (0 if here is False else here, 0)
        if missing(duty) or missing(power):
            return (duty if missing(duty) else power, 0)
        return (whole(power * units), delay) if power != 0 and duty in ("standby", "backup") else (0, 0)

    fields = facts.field(unit, "duty"), facts.steps(unit, "available"), facts.field(unit, "start_time")
    return combine(joining, is_at(unit, level), *fields)


def _stored(facts: Facts, battery: Item, level: Item) -> Steps[Any]:
    """The power and the energy of batteries."""
    blocks = battery.units_for(level) // battery.number

    def stored(here: Any, power: Any, energy: Any) -> tuple[Any, Any]:
        if here is not True:
            return (0, 0) if here is False else (here, 0)
        return (power, energy) if missing(power) or missing(energy) else (power * blocks, energy * blocks)

    given = facts.steps(battery, "total_power"), facts.steps(battery, "total_energy")
    return combine(stored, is_at(battery, level), *given)


def _served(facts: Facts, level: Item) -> FactValue:
    through = groupings(facts, level.campus)
    batteries = facts.items(level, "battery")
    units = generators(facts, level)
    free = [item for item in batteries if item not in through]
    through_any = dict.fromkeys(through[item] for item in (*batteries, *units) if item in through)
    if None in through_any:  # a mistake leaves unknown what feeds what
        return FactValue(constant(BROKEN))
    meshes = [mesh for mesh in through_any if mesh is not None]
    starting = [_standby(facts, unit, level) for unit in units if unit not in through]
    starting = [steps for steps in starting if any(pair[0] != 0 for pair in steps.values)]
    stored = [_stored(facts, battery, level) for battery in free]
    beyond = [_through(facts, mesh, level) for mesh in meshes]
    firm = facts.value(level, "firm_supply")
    count, several = 1 + len(starting), 1 + len(starting) + len(stored)

    def served(running: Any, *rest: Any) -> Any:
        joining = [pair for pair in rest[: count - 1] if pair[0] != 0]
        joining += [pair for pairs in rest[several - 1 :] for pair in pairs if pair[0] != 0]
        given = rest[count - 1 : several - 1]
        lost = missing_of(running, *(value for pair in (*joining, *given) for value in pair))
        return lost if lost is not None else greatest_load(running, joining, given, facts.duration)

    steps = combine(served, firm.steps, *starting, *stored, *beyond)
    more = across(lambda all_, running: all_ - running, steps, firm.steps)
    return FactValue(steps, (*firm.terms, Term(_("batteries and units that start"), None, more)))


def _through(facts: Facts, mesh: Grouping, level: Item) -> Steps[Any]:
    """What batteries and starting units add to the firm power that arrives through carriers, each with its delay."""
    here = {*generators(facts, level), *facts.items(level, "battery")}
    firm = [item for item in mesh.sources if item.kind.name != "battery"]
    batteries = [item for item in mesh.sources if item in here and item.kind.name == "battery"]
    units = [item for item in mesh.sources if item in here and item.kind.name in GENERATORS]
    columns = [
        *(combine(lambda power: (power, 0), firm_of_all(facts, item)) for item in firm),
        *(combine(lambda pair: (_lasting(pair, facts.duration), 0), _stored(facts, item, level)) for item in batteries),
        *(_standby(facts, item, level) for item in units),
    ]
    sources = [*firm, *batteries, *units]
    limits = [limit_of(facts, carrier) for carrier in mesh.carriers]

    def added(*values: Any) -> tuple[Joining, ...]:
        pairs = list(enumerate(values[: len(sources)]))
        if (lost := missing_of(*(each for _, pair in pairs for each in pair))) is not None:
            return ((lost, 0),)
        order = sorted(pairs, key=lambda pair: (pair[0] >= len(firm), most_of(pair[1][1]), pair[0]))
        network = mesh.network([sources[place] for place, _ in order])
        arriving = routed(network, [pair[0] for _, pair in order], values[len(sources) :])
        return tuple((power, order[place][1][1]) for place, power in enumerate(arriving) if place >= len(firm))

    return combine(added, *columns, *limits)


def _lasting(pair: Joining, duration: Any) -> Any:
    """The power that a battery can give all the time."""
    power, energy = pair
    if duration is None or missing(power) or missing(energy):
        return power if not missing(energy) or duration is None else energy
    return smallest(power, quotient(energy, duration))


def greatest_load(running: Any, joining: Sequence[Joining], batteries: Sequence[Any], duration: Any) -> Any:
    """The greatest constant load that can be served while `running` runs and others join it after their delays.

    `batteries` are powers with their energies. Units whose delay is uncertain come as late as they may.
    """
    joining = [(power, most_of(delay)) for power, delay in joining]
    if duration is None:
        return running + sum(power for power, delay in joining if delay == 0) + sum(power for power, _ in batteries)
    cuts = sorted({0, duration, *(delay for _, delay in joining if delay < duration)})
    loads, energy = [], 0
    for start, end in pairwise(cuts):
        energy += (running + sum(power for power, delay in joining if delay <= start)) * (end - start)
        stored = sum(smallest(power, quotient(held, end)) for power, held in batteries)
        loads.append(quotient(energy, end) + stored)
    return whole(smallest(*loads))


FACTS = (
    Fact(
        "served",
        LEVELS,
        _MW,
        "the load that can be served: firm power, standby and backup units once they start, and batteries for as long "
        "as it lasts",
        _served,
        sums=("grid", *GENERATORS, "battery"),
        lasting=True,
    ),
)
