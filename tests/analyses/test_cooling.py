"""Cooling and water, against figures worked out by hand and against other ways to compute them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.pipeline import Options, check
from colossusc.values.calendar import parse_date
from colossusc.values.quantity import parse_quantity

DAY = parse_date("2026-06-01").first


def fact(body: str, name: str, level: str = "site") -> Any:
    """A fact of a site, or of the campus, on a day, in base units."""
    checked = check(["plan.colossus"], lambda _: f"campus c {{ site s {{ jurisdiction = us; {body} }} }}", Options())
    assert not [each for each in checked.diagnostics if each.code.startswith("C0")]
    result = checked.campuses[0]
    item = result.campus.all("site")[0] if level == "site" else result.campus
    return result.facts.value(item, name).steps.at(DAY)


def number(text: str) -> Any:
    return parse_quantity(text).number


chain = st.lists(st.integers(1, 40), min_size=1, max_size=3)  # towers, chillers, CDUs: MW each


@settings(max_examples=60)
@given(st.lists(chain, min_size=1, max_size=4))
def test_chains_beside_each_other_each_take_away_what_their_narrowest_unit_does(chains: list[list[int]]) -> None:
    blocks = []
    for place, sizes in enumerate(chains):
        for stage, size in enumerate(sizes):
            after = f"; cooled_by = [u{place}_{stage - 1}]" if stage else ""
            blocks.append(f"cooling u{place}_{stage} {{ capacity = {size} MW{after} }}")
    assert fact("; ".join(blocks), "cooling_capacity") == sum(map(min, chains)) * 10**6


@settings(max_examples=60)
@given(st.lists(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=3), max_size=3))
def test_stages_that_share_all_take_away_what_the_narrowest_stage_does(stages: list[list[tuple[int, int]]]) -> None:
    """Each stage some blocks, each so many units of so many MW, cooled by all of the stage before."""
    blocks = []
    for stage, units in enumerate(stages):
        before = ", ".join(f"u{stage - 1}_{place}" for place in range(len(stages[stage - 1]))) if stage else ""
        given = f"; cooled_by = [{before}]" if before else ""
        blocks += [
            f"cooling u{stage}_{place}[1..{count}] {{ capacity = {size} MW{given} }}"
            for place, (count, size) in enumerate(units)
        ]
    narrowest = min((sum(count * size for count, size in units) for units in stages), default=0)
    assert fact("; ".join(blocks), "cooling_capacity") == narrowest * 10**6


def test_equal_halls_count_each() -> None:
    hall = "building hall[1..8] { cooling dry[1..6] { capacity = 2 MW } }"
    assert fact(hall, "cooling_capacity") == 8 * 6 * number("2 MW")


def test_what_needs_something_that_is_lost_takes_nothing_away() -> None:
    chillers = "cooling dry[1..4] { capacity = 2 MW; fed_by = [b] }"
    assert fact(f"bus b {{ }}; {chillers}", "cooling_capacity") == number("8 MW")
    assert fact(f"bus b {{ until 2026-06-01 }}; {chillers}", "cooling_capacity") == 0


@pytest.mark.parametrize(
    ("load", "wue", "least", "most"),
    [
        # The first Colossus, 340 MW of IT, is said to use about 820,000 gal/day: between the averages of the US.
        ("340 MW", "0.36 L/kWh", "770_000 gal/day", "820_000 gal/day"),
        ("340 MW", "0.45 L/kWh", "820_000 gal/day", "980_000 gal/day"),
        # 1.12 L/kWh is 2.6 Mgal for a MW and a year; 2.8 L/kWh is 68,000 L for a MW and a day.
        ("365 MW", "1.12 L/kWh", "2.55 Mgal/day", "2.65 Mgal/day"),
        ("1 MW", "2.8 L/kWh", "67_000 L/day", "68_000 L/day"),
    ],
)
def test_water_as_published(load: str, wue: str, least: str, most: str) -> None:
    used = fact(f"wue = {wue}; load halls {{ behind = it; power = {load} }}", "water_use")
    assert number(least) < used < number(most)


def test_the_latent_heat_of_water() -> None:
    """2.4 MJ/kg, and a kilogram is a litre: 100 MW evaporate 1.5 L/kWh, 41.7 kg each second."""
    used = fact("wue = 1.5 L/kWh; load halls { behind = it; power = 100 MW }", "water_use")
    assert used == Fraction(100 * 10**6, 2_400_000) / 1000


def test_each_place_uses_water_at_its_own_rate() -> None:
    body = "wue = 0 L/kWh; load a { behind = it; power = 10 MW }"
    loads = "load b { behind = it; power = 5 MW }; load pumps { behind = facility; power = 1 MW }"
    hall = f"building h {{ wue = 2 L/kWh; {loads} }}"
    assert fact(f"{body}; {hall}", "water_use") == number("10_000 L/h")
    assert fact(f"{body}; {hall}", "water_use", "campus") == number("10_000 L/h")
