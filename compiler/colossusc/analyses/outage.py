"""What is out of service: by an outage, and with it what needs what is lost, or is fed by it alone."""

from __future__ import annotations

from math import prod
from typing import Any

from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.analyses.permits import permitted
from colossusc.analyses.presence import GENERATORS, PLACED
from colossusc.expr.operators import missing, settled, whole
from colossusc.expr.types import BOOL, COUNT
from colossusc.ir import Item
from colossusc.kinds.common import TIED
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.expression import smallest
from colossusc.values.uncertain.truth import choose, compare

_NONE = FactValue(constant(0))


def _units_out(facts: Facts, item: Item) -> FactValue:
    """Of an array, units; of what is counted, such as batteries, how many of them."""
    out = facts.out(item)
    if out == 0:
        return _NONE
    if item.kind.counted_by is None:
        return FactValue(constant(item.units if out is None else min(out, item.units)))
    count: Steps[Any] = facts.field(item, item.kind.counted_by)
    return FactValue(
        combine(lambda number: number if out is None or isinstance(number, Missing) else smallest(out, number), count)
    )


def left(facts: Facts, item: Item, level: Item) -> int:
    """How many units of an object are in `level` and not lost. Of several equal halls it is the one that lost them."""
    units = item.units_for(level)
    if item.kind.counted_by is not None:
        return units
    return max(0, units - int(facts.steps(item, "units_out").values[0]))


def at_work(facts: Facts, item: Item, level: Item, *factors: Steps[Any]) -> Steps[Any]:
    """The product of some factors for all units of an object in `level` that are in service; while none is, it is 0,
    whatever the factors are."""
    units = left(facts, item, level)

    def product(working: Any, *values: Any) -> Any:
        if working is False:
            return 0
        lost = missing(working, *values)
        return lost if lost is not None else choose(working, whole(prod(values) * units), 0)

    return combine(product, facts.steps(item, "in_service"), *factors)


def supplied(facts: Facts, item: Item) -> Steps[Any]:
    """Whether all that something needs is in service, and any of what it is fed by, where it says so."""
    conditions: list[Steps[Any]] = []
    if "needs" in item.kind.by_name and (needs := facts.field(item, "needs").values[0]) is not ABSENT:
        conditions += [constant(needs)] if isinstance(needs, Missing) else [_complete(facts, each) for each in needs]
    if "fed_by" in item.kind.by_name and (feeders := facts.field(item, "fed_by").values[0]) is not ABSENT:
        if isinstance(feeders, Missing):
            conditions.append(constant(feeders))
        else:
            feeding = [facts.steps(each, "in_service") for each in (*feeders, *_ties_to(facts, item))]
            conditions.append(combine(lambda *states: settled(True, states), *feeding))
    return combine(_all, *conditions) if conditions else constant(True)


def _ties_to(facts: Facts, item: Item) -> list[Item]:
    """The ties through which a bus may be fed too."""
    if item.kind.name not in TIED:
        return []
    joined = ((tie, facts.field(tie, "joins").values[0]) for tie in facts.items(item.campus, "tie"))
    return [tie for tie, buses in joined if not isinstance(buses, Missing) and item in buses]


def _all(*states: Any) -> Any:
    return settled(False, states)


def _complete(facts: Facts, item: Item) -> Steps[Any]:
    """Whether something is in service, and no unit of it lost."""
    whole = combine(_none, facts.steps(item, "units_out"))
    return combine(_all, facts.steps(item, "in_service"), whole)


def _none(out: Any) -> Any:
    return out if isinstance(out, Missing) else compare("<=", out, 0)


def _in_service(facts: Facts, item: Item) -> FactValue:
    states = [facts.steps(item, "on_site"), _some_left(facts, item), supplied(facts, item)]
    if item.kind.name in GENERATORS:
        states += [facts.steps(item, "is_running"), permitted(facts, item)]
    if "normal" in item.kind.by_name:
        position = facts.field(item, "normal")
        states.append(combine(lambda where: where if isinstance(where, Missing) else where == "closed", position))
    if item.kind.name == "grid":
        firm = facts.steps(item, "firm")
        states.append(combine(lambda power: power if isinstance(power, Missing) else compare(">", power, 0), firm))
    return FactValue(combine(_all, *states))


def _some_left(facts: Facts, item: Item) -> Steps[Any]:
    out = facts.steps(item, "units_out")
    if item.kind.counted_by is None:
        return constant(int(out.values[0]) < item.units)
    count: Steps[Any] = facts.field(item, item.kind.counted_by)

    def some(number: Any, lost: Any) -> Any:
        return number if isinstance(number, Missing) else compare(">", number - lost, 0)

    return combine(some, count, out)


FACTS = (
    Fact("units_out", PLACED, COUNT, "units out of service: lost in a scenario or a contingency", _units_out),
    Fact(
        "in_service",
        PLACED,
        BOOL,
        "whether it can work: on site, running and permitted, not open, not all lost, all that it needs complete, and "
        "something that feeds it in service",
        _in_service,
    ),
)
