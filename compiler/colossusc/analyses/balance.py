"""Supply against load: the margin, and what is left for the grid to carry."""

from __future__ import annotations

from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, summed
from colossusc.analyses.topology import SOURCES
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.language import _
from colossusc.values.uncertain.expression import largest

_MW = quantity("MW")
_POWERED = (*SOURCES, "gpu_system", "load")


def apart(campus: Item) -> tuple[Item, ...]:
    """The sites of a campus of several, where all that gives or draws power belongs to one; else none."""
    sites = campus.all("site")
    powered = (each for each in campus.walk() if each.kind.name in _POWERED)
    return sites if len(sites) > 1 and all(each.sites() for each in powered) else ()


def _margin(facts: Facts, level: Item) -> FactValue:
    supply, load = facts.steps(level, "firm_supply"), facts.steps(level, "facility_load")
    negative = across(lambda power: -power, load)
    terms = (Term(_("firm supply"), level, supply), Term(_("facility load"), level, negative))
    return FactValue(across(lambda firm, drawn: firm - drawn, supply, load), terms)


def _grid_load(facts: Facts, level: Item) -> FactValue:
    """What prime units on site leave for the grid; never below 0. Of a campus, what they leave at each of its sites."""
    if level.kind.name == "campus" and (sites := apart(level)):
        return summed([Term(site.called, site, facts.steps(site, "grid_load"), of="grid_load") for site in sites])
    steps = across(
        lambda load, onsite: largest(0, load - onsite),
        facts.steps(level, "facility_load"),
        facts.steps(level, "onsite_firm"),
    )
    return FactValue(steps)


FACTS = (
    Fact("margin", LEVELS, _MW, "firm supply less facility load", _margin, formula="firm_supply − facility_load"),
    Fact(
        "grid_load",
        LEVELS,
        _MW,
        "grid power: facility load less firm power on site, at least 0; of a campus, the sum over its sites",
        _grid_load,
        formula="facility_load − onsite_firm, at least 0",
    ),
)
