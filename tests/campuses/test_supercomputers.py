"""Frontier, Aurora and Eagle give the counts and powers that are published; what is not published stays open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from colossusc.values.uncertain.expression import least_of, most_of
from reference import at, campus, intervals, items, mw

DAY = "2026-11-21"


@pytest.mark.parametrize(
    ("name", "gpus", "systems"),
    [
        ("frontier", (37_632, 37_888), (9_408, 9_472)),
        ("aurora", (63_744, 63_744), (10_624, 10_624)),
        ("eagle", (14_400, 14_400), (1_800, 1_800)),
    ],
)
def test_counts(name: str, gpus: tuple[int, int], systems: tuple[int, int]) -> None:
    count = at(name, "gpu_count", DAY)
    (machine,) = items(name, "gpu_system").values()
    nodes = campus(name)[1].facts.value(machine, "systems").steps.values[0]
    assert (least_of(count), most_of(count)) == gpus
    assert (least_of(nodes), most_of(nodes)) == systems


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("frontier", mw("22.70"), mw("22.70") * Fraction(9_472, 9_408)),  # of the Linpack run; 9,472 nodes take more
        ("aurora", mw("38.2464"), None),  # 10,624 nodes of six accelerators of 600 W; the most is not published
        ("eagle", mw("18.36"), mw("20.0016")),  # 1,275 W and 1,389 W a GPU
    ],
)
def test_it_load(name: str, least: Fraction, most: Fraction | None) -> None:
    load = at(name, "it_load", DAY)
    assert least_of(load) == least
    assert (most_of(load) == most) if most is not None else most_of(load) > 1_000 * least


@pytest.mark.parametrize("name", ["frontier", "aurora", "eagle"])
def test_what_is_not_published_stays_open(name: str) -> None:
    ((verdict, *_),) = intervals(name, "PWR001")[name]
    assert verdict == "open"
    assert not [each for each in campus(name)[0].diagnostics if each.severity == "error"]


def test_the_approximate_counts_of_2024_are_compared() -> None:
    """60,000 and about 38,000 were printed; 63,744 and 37,632 are exact."""
    for name in ("frontier", "aurora"):
        assert "C0819" in [each.code for each in campus(name)[0].diagnostics]


def test_166_racks_hold_64_nodes_each() -> None:
    (blades,) = items("aurora", "gpu_system").values()
    assert blades.value("systems_per_rack").steps.values == (64,)
