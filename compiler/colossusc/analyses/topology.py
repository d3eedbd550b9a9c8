"""How power gets from its sources to the load: through transformers, buses, feeders and UPS, each up to its rating.

What a source feeds, and what that feeds in turn, is one network with every other source that feeds into it. A source
that feeds no carrier reaches the load with all its power. What a carrier brings has arrived where it feeds no other, or
a load beside them. Which units are lost changes capacities, never the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from colossusc.analyses.demand import times
from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.analyses.outage import at_work, left
from colossusc.analyses.presence import GENERATORS
from colossusc.expr.operators import missing as missing_of
from colossusc.expr.operators import whole
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.kinds.common import CARRIERS, TIED
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.reach import reached
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.flow import ARRIVED, Network
from colossusc.values.uncertain.truth import Undecided, choose

_UNRATED = (*TIED, "breaker", "tie")  # what passes on all it is fed where no rating is given
SOURCES = ("grid", *GENERATORS, "battery")
_PATHS = (*CARRIERS, "tie")  # all that power passes through
_LOADS = ("load", "gpu_system")
_MW = quantity("MW")


@attrs.frozen(eq=False)
class Grouping:
    """Sources, carriers and ties that hang together, in the order written: grids, generators, batteries."""

    sources: tuple[Item, ...]
    carriers: tuple[Item, ...]
    fed: dict[Item, list[Item]]  # the carriers and ties that each of them feeds
    loaded: frozenset[Item]  # what loads name as feeding them

    def network(self, sources: Sequence[Item]) -> Network:
        """The network of some of its sources, in this order."""
        number = {item: place + len(sources) for place, item in enumerate(self.carriers)}
        feeds = [[*map(number.__getitem__, self.fed.get(item, ()))] for item in (*sources, *self.carriers)]
        for carrier in self.carriers:
            if carrier in self.loaded or self._is_last(carrier):
                feeds[number[carrier]].append(ARRIVED)
        return Network(len(sources), feeds)

    def _is_last(self, carrier: Item) -> bool:
        """Whether a bus feeds nothing but other buses through ties."""
        return carrier.kind.name != "tie" and all(each.kind.name == "tie" for each in self.fed.get(carrier, ()))


def groupings(facts: Facts, campus: Item) -> dict[Item, Grouping | None]:
    """By source that feeds a carrier: what it hangs together with; None where a mistake leaves that unknown."""
    found: dict[Item, Grouping | None] = facts.shared(campus, "groupings", lambda here: dict(_groupings(here, campus)))
    return found


def _groupings(facts: Facts, campus: Item) -> Iterator[tuple[Item, Grouping | None]]:
    carriers = [item for kind in _PATHS for item in facts.items(campus, kind)]
    sources = [item for kind in SOURCES for item in facts.items(campus, kind)]
    beside_it = {carrier: facts.field(carrier, _beside(carrier)).values[0] for carrier in carriers}
    if BROKEN in beside_it.values() or any(facts.is_lost(campus, kind) for kind in _PATHS):
        yield from ((source, None) for source in sources)
        return
    fed: dict[Item, list[Item]] = {}
    beside: dict[Item, list[Item]] = {}
    for carrier in carriers:
        others = beside_it[carrier]
        for other in () if isinstance(others, Missing) else dict.fromkeys(others):
            fed.setdefault(other, []).append(carrier)
            if carrier.kind.name == "tie":
                fed.setdefault(carrier, []).append(other)
            beside.setdefault(other, []).append(carrier)
            beside.setdefault(carrier, []).append(other)
    loads = [facts.field(load, "fed_by").values[0] for kind in _LOADS for load in facts.items(campus, kind)]
    loaded = frozenset(each for feeders in loads if not isinstance(feeders, Missing) for each in feeders)
    seen: set[Item] = set()
    for source in sources:
        if source in seen or source not in fed:
            continue
        grouped = reached(source, beside)
        seen.update(grouped)
        together = [item for item in sources if item in grouped]
        grouping = Grouping(tuple(together), tuple(item for item in carriers if item in grouped), fed, loaded)
        for item in together:
            yield item, grouping


def _beside(carrier: Item) -> str:
    """The field that says what a carrier hangs on."""
    return "joins" if carrier.kind.name == "tie" else "fed_by"


def _capacity(facts: Facts, carrier: Item) -> FactValue:
    """All units in service at their ratings."""
    apparent, factor = facts.field(carrier, "rating"), facts.field(carrier, "power_factor")
    return FactValue(at_work(facts, carrier, carrier.campus, apparent, factor))


def limit_of(facts: Facts, carrier: Item) -> Steps[Any]:
    """What a carrier can carry; of an unrated one, which passes on all it is fed, whether it does."""
    unrated = carrier.kind.name in _UNRATED and carrier.value("rating").origin == "not given"
    return facts.steps(carrier, "in_service" if unrated else "capacity")


def arriving(
    facts: Facts, grouping: Grouping, sources: Sequence[Item], powers: Sequence[Steps[Any]]
) -> Steps[tuple[Any, ...]]:
    """What each source adds to what arrives, in the order given, if it gives so much power."""
    network = grouping.network(sources)
    limits = [limit_of(facts, carrier) for carrier in grouping.carriers]
    count = len(sources)
    return combine(lambda *values: routed(network, values[:count], values[count:]), *powers, *limits)


def routed(network: Network, powers: Sequence[Any], limits: Sequence[Any]) -> tuple[Any, ...]:
    """The same on one day."""
    lost = missing_of(*powers, *limits)
    if lost is not None:
        return (lost,) * len(powers)
    capacities = [choose(limit, sum(powers), 0) if isinstance(limit, (bool, Undecided)) else limit for limit in limits]
    return network.arriving((*powers, *capacities))


def delivered(facts: Facts, source: Item) -> Steps[Any]:
    """What of a source's firm power gets to the load, of all its units."""
    known = groupings(facts, source.campus)
    if source not in known:
        return firm_of_all(facts, source)
    grouping = known[source]
    if grouping is None:
        return constant(BROKEN)
    firm = [each for each in grouping.sources if each.kind.name != "battery"]
    place = firm.index(source)
    flows = facts.shared(
        grouping.sources[0],
        "arriving",
        lambda here: arriving(here, grouping, firm, [firm_of_all(here, each) for each in firm]),
    )
    return combine(lambda values: whole(values[place]), flows)


def firm_of_all(facts: Facts, source: Item) -> Steps[Any]:
    """The firm power of all units of a source that are not lost."""
    return times(facts.steps(source, "firm"), left(facts, source, source.campus))


FACTS = (
    Fact(
        "capacity",
        _PATHS,
        _MW,
        "what all its units in service can carry: rating × power factor",
        _capacity,
        ("rating", "power_factor"),
    ),
    Fact(
        "delivered",
        ("grid", *GENERATORS),
        _MW,
        "what of the firm power of all its units gets to the load, through what it feeds",
        lambda facts, source: FactValue(delivered(facts, source)),
        ("rating", "contracted"),
    ),
)
