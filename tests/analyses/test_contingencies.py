"""Contingencies, topology and what can be served, against second implementations that do it naively."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.analyses.served import greatest_load
from colossusc.pipeline import CampusResult, Options, check
from colossusc.source import Read
from colossusc.values.calendar import parse_date
from strategies import Supply, supplies

DAY = parse_date("2024-06-01").first


def reader(text: str) -> Read:
    return lambda name: text


def result_of(text: str) -> CampusResult:
    checked = check(["plan.colossus"], reader(text), Options())
    assert not checked.errors, [each.message for each in checked.diagnostics]
    return checked.campuses[0]


def arriving(supply: Supply, lost: Counter[str]) -> int:
    """What arrives, one MW after the other along any way that is free, unit by unit."""
    left = {name: units - lost[name] for name, units in supply.units().items()}
    running = {
        name: left[name] > 0 and all(left[gas] == 1 for gas in needs) for name, (_, _, needs) in supply.turbines.items()
    }
    capacity = {name: left[name] * size for name, (_, size) in supply.grids.items()}
    capacity |= {name: left[name] * size * running[name] for name, (_, size, _) in supply.turbines.items()}
    capacity |= {name: left[name] * size for name, (_, size, _) in supply.carriers.items()}
    feeds: dict[str, list[str]] = {name: [] for name in capacity}
    for name, (_, _, fed) in supply.carriers.items():
        for feeder in fed:
            feeds[feeder].append(name)
    free: Counter[tuple[str, str]] = Counter()
    for name, size in capacity.items():
        free[f"{name} in", f"{name} out"] = size
        for other in feeds[name] or [""]:
            free[f"{name} out", f"{other} in" if other else "load"] = 1_000
        if name in supply.grids or name in supply.turbines:
            free["", f"{name} in"] = 1_000

    def way(node: str, seen: set[str]) -> bool:
        if node == "load":
            return True
        seen.add(node)
        for one, other in list(free):
            if one == node and other not in seen and free[one, other] > 0 and way(other, seen):
                free[one, other] -= 1
                free[other, one] += 1
                return True
        return False

    found = 0
    while way("", set()):
        found += 1
    return found


@given(supplies())
@settings(max_examples=40, deadline=None)
def test_every_outage_of_one_and_two_units_is_as_done_by_hand(supply: Supply) -> None:
    several = ", ".join(("grids", *(f"{name}" for name in (*supply.gas, *supply.turbines, *supply.carriers))))
    more = f"contingency two {{ lose any {min(2, sum(supply.units().values()))} of {several} }}"
    result = result_of(supply.text(f"contingency one {{ lose any of {several} }}", more))
    firm = result.facts.value(result.campus, "firm_supply")
    assert firm.steps.at(DAY) == arriving(supply, Counter()) * 10**6
    for contingency in result.campus.contingencies.values():
        for outage in contingency.outages:
            lost = Counter({loss.item.name.partition("[")[0]: loss.units for loss in outage.losses})
            found = result.facts.without(outage.losses).value(result.campus, "firm_supply")
            assert found.steps.at(DAY) == arriving(supply, lost) * 10**6
            assert sum(term.steps.at(DAY) for term in found.terms) == found.steps.at(DAY)
    units = sum(supply.units().values())
    assert sum(outage.count for outage in result.campus.contingencies["one"].outages) == units
    pairs = units * (units - 1) // 2 if units > 1 else 1
    assert sum(outage.count for outage in result.campus.contingencies["two"].outages) == pairs


@given(supplies())
@settings(max_examples=40, deadline=None)
def test_what_any_one_unit_leaves_is_the_least_of_all_as_done_by_hand(supply: Supply) -> None:
    result = result_of(supply.text())
    kinds = ("turbine", "transformer", "feeder")
    single = [item.name.partition("[")[0] for kind in kinds for item in result.campus.all(kind)]
    least = min([arriving(supply, Counter([name])) for name in single] or [arriving(supply, Counter())])
    found = result.facts.value(result.campus, "firm_supply_after_one_loss")
    assert found.steps.at(DAY) == least * 10**6
    assert sum(term.steps.at(DAY) for term in found.terms) == found.steps.at(DAY)


@given(supplies(), st.data())
@settings(max_examples=30, deadline=None)
def test_an_outage_is_the_campus_that_is_written_without_the_units(supply: Supply, data: st.DataObject) -> None:
    """A derived set of facts equals that of a scenario in which the same units are lost."""
    name = data.draw(st.sampled_from([*supply.grids, *supply.turbines, *supply.carriers]))
    text = supply.text("load l { behind = facility; power = 5 MW }", f"contingency x {{ lose any of {name} }}")
    scenario = f"scenario s : c {{ lose {name}[1] }}\n"
    result = result_of(text + scenario)
    (outage, *_) = result.campus.contingencies["x"].outages
    derived, other = result.facts.without(outage.losses), result.variants[0]
    several = ("firm_supply_after_one_loss", "ride_through")
    for fact in ("firm_supply", "grid_firm", "onsite_firm", "margin", "grid_load", "served", *several):
        assert derived.value(result.campus, fact).steps == other.facts.value(other.campus, fact).steps


def test_uncertain_capacities_give_the_flows_of_their_ends() -> None:
    text = """campus c {
        grid g { contracted = 10 MW .. 40 MW }
        grid h { contracted = 10 MW }
        transformer t { rating = 30 MVA; power_factor = 1; fed_by = [g, h] }
        transformer u { rating = 5 MVA; power_factor = 1; fed_by = [h] }
    }"""
    result = result_of(text)
    value = result.facts.value(result.campus, "firm_supply").steps.at(DAY)
    assert value.hull == (20 * 10**6, 35 * 10**6)


# -------------------------------------------------------------------------------------------------------- served

powers = st.integers(0, 20)
joinings = st.lists(st.tuples(powers, st.integers(0, 10)), max_size=4)
stored = st.lists(st.tuples(powers, st.integers(0, 60)), max_size=3)


def served(load: Any, running: int, joining: list[Any], batteries: list[Any], duration: int) -> bool:
    """Whether a load can be served: in every choice of hours, what is lacking fits what the batteries can give then."""
    lacking = [
        max(Fraction(0), load - running - sum(p for p, delay in joining if delay <= hour)) for hour in range(duration)
    ]
    hours = range(duration)
    for some in chain.from_iterable(combinations(hours, count) for count in range(1, duration + 1)):
        if sum(lacking[hour] for hour in some) > sum(min(energy, power * len(some)) for power, energy in batteries):
            return False
    return True


@given(powers, joinings, stored, st.integers(1, 7))
@settings(max_examples=150, deadline=None)
def test_the_load_served_is_the_greatest_that_fits(running: int, joining: Any, batteries: Any, duration: int) -> None:
    load = greatest_load(running, joining, batteries, duration)
    assert served(load, running, joining, batteries, duration)
    assert not served(load + Fraction(1, 1_000), running, joining, batteries, duration)
