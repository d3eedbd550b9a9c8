"""How power gets from its sources to the load: through transformers, buses, feeders and UPS, each up to its rating.

What a source feeds, and what that feeds in turn, is one network with every other source that feeds into it. A source
that feeds no carrier reaches the load with all its power. Which units are lost changes capacities, never the network.
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
from colossusc.kinds.common import CARRIERS
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.flow import Network
from colossusc.values.uncertain.truth import Undecided, choose

_UNRATED = ("bus", "switchgear_lineup")  # what passes on all it is fed where no rating is given
SOURCES = ("grid", *GENERATORS, "battery")
_MW = quantity("MW")


@attrs.frozen(eq=False)
class Grouping:
    """Sources and carriers that hang together, in the order written: grids, generators, batteries."""

    sources: tuple[Item, ...]
    carriers: tuple[Item, ...]
    fed: dict[Item, list[Item]]  # the carriers that each of them feeds

    def network(self, sources: Sequence[Item]) -> Network:
        """The network of some of its sources, in this order."""
        number = {item: place + len(sources) for place, item in enumerate(self.carriers)}
        feeds = [[number[each] for each in self.fed.get(item, ())] for item in (*sources, *self.carriers)]
        return Network(len(sources), feeds)


def groupings(facts: Facts, campus: Item) -> dict[Item, Grouping | None]:
    """By source that feeds a carrier: what it hangs together with; None where a mistake leaves that unknown."""
    found: dict[Item, Grouping | None] = facts.shared(campus, "groupings", lambda here: dict(_groupings(here, campus)))
    return found


def _groupings(facts: Facts, campus: Item) -> Iterator[tuple[Item, Grouping | None]]:
    carriers = [item for kind in CARRIERS for item in facts.items(campus, kind)]
    sources = [item for kind in SOURCES for item in facts.items(campus, kind)]
    broken = any(facts.field(carrier, "fed_by").values[0] is BROKEN for carrier in carriers)
    if broken or any(facts.is_lost(campus, kind) for kind in CARRIERS):
        yield from ((source, None) for source in sources)
        return
    fed: dict[Item, list[Item]] = {}
    beside: dict[Item, list[Item]] = {}
    for carrier in carriers:
        feeders = facts.field(carrier, "fed_by").values[0]
        for feeder in () if isinstance(feeders, Missing) else dict.fromkeys(feeders):
            fed.setdefault(feeder, []).append(carrier)
            beside.setdefault(feeder, []).append(carrier)
            beside.setdefault(carrier, []).append(feeder)
    seen: set[Item] = set()
    for source in sources:
        if source in seen or source not in fed:
            continue
        reached = {source: None}
        for item in (waiting := [source]):
            for other in beside.get(item, ()):
                if other not in reached:
                    reached[other] = None
                    waiting.append(other)
        seen.update(reached)
        together = [item for item in sources if item in reached]
        grouping = Grouping(tuple(together), tuple(item for item in carriers if item in reached), fed)
        for item in together:
            yield item, grouping


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
        CARRIERS,
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
