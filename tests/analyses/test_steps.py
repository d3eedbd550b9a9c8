"""What a site makes of a rating, and load steps: as published, and against a simulation second by second."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.pipeline import Options, check
from colossusc.resources import resource
from colossusc.values.calendar import parse_date
from colossusc.values.quantity import parse_quantity

DAY = parse_date("2026-06-01").first


def read(name: str) -> str:
    return resource(f"specs/{name}").read_text()


def facts_of(body: str, ambient: int = 15, elevation: int = 0) -> Any:
    """The value of a fact of the site, or of an object in it, on a day, in base units."""
    text = f"""
        use catalog.solar_turbines as solar
        campus c {{ site s {{
            jurisdiction = us; ambient = {ambient} degC; elevation = {elevation} m; {body}
        }} }}
    """
    checked = check(["plan.colossus"], lambda name: text if name == "plan.colossus" else read(name), Options())
    result = checked.campuses[0]
    assert not [each for each in checked.diagnostics if each.code.startswith("C0")]

    def value(name: str, kind: str = "site") -> Any:
        return result.facts.value(result.campus.all(kind)[0], name).steps.at(DAY)

    return value


@pytest.mark.parametrize(
    ("ambient", "elevation", "share"),
    [
        (15, 0, "1"),
        (40, 0, "0.83"),  # published
        (15, 1_000, "0.89"),  # published
        (15, 1_800, "0.80"),  # published; a straight line has 0.802
        (40, 1_000, "0.7387"),  # both: 0.83 × 0.89
        (-19, 0, "1"),  # 1.25 is published: never above the rating, which is what the unit was bought with
    ],
)
def test_the_site_rating_of_a_turbine_is_as_published(ambient: int, elevation: int, share: str) -> None:
    value = facts_of("turbine t : solar.smt_130 { rating = 10 MW }", ambient, elevation)
    assert abs(Fraction(value("site_rating", "turbine"), parse_quantity("10 MW").number) - Fraction(share)) <= Fraction(
        "0.002"
    )


SYSTEMS = "gpus_per_system = 8; system_power = 10 kW"


def test_a_step_is_the_share_that_swings_of_what_gpus_draw() -> None:
    some = f"gpus a {{ {SYSTEMS}; count = 8_000; swing = 50 % }}"
    others = f"gpus b {{ {SYSTEMS}; count = 801; draw = 80 %; swing = 75 % }}"
    value = facts_of(f"{some}; {others}")
    # 1,000 systems and 101, the last part-filled one whole
    assert value("load_step") == parse_quantity("5 MW").number + 101 * parse_quantity("6 kW").number


def test_only_prime_units_that_run_take_a_step() -> None:
    units = "; ".join(
        f"turbines {name}[1..3] {{ rating = 10 MW; step_load = 15 %; ramp = 2 MW/s; {more} }}"
        for name, more in (
            ("prime", ""),
            ("standby", "duty = standby"),
            ("gone", "until 2026-06-01"),
            ("coming", "from 2026-01-01; running from 2026-06-02"),
        )
    )
    value = facts_of(f"{units}; permit p {{ covers = [prime, standby, gone, coming]; granted = 2020-01-01 }}")
    assert value("step_taken") == parse_quantity("4.5 MW").number
    assert value("ramp_rate") == parse_quantity("6 MW/s").number


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(1, 9), st.integers(0, 20), st.integers(1, 400))
def test_the_energy_of_a_ramp_is_what_a_simulation_takes(load: int, ramp: int, battery: int, energy: int) -> None:
    """A step of so many MW on a turbine that takes none of it at once and rises by so many tenths of a MW a second."""
    gap, lacking, second = Fraction(load), Fraction(0), Fraction(1, 100)
    while gap > 0:
        following = max(Fraction(0), gap - Fraction(ramp, 10) * second)
        lacking += (gap + following) / 2 * second if following else gap * gap / (2 * Fraction(ramp, 10))
        gap = following
    text = f"""
        campus c {{ site s {{
            ambient = 15 degC
            gpus h {{ {SYSTEMS}; count from 2020-01-01 = {800 * load}; swing = 100 % }}
            turbine t {{ rating = 100 MW; step_load = 0 %; ramp = {ramp * 100} kW/s }}
            permit p {{ covers = [t]; granted = 2020-01-01 }}
            batteries b {{ rating = {load + battery} MW; energy = {energy} kWh }}
        }} }}
    """
    checked = check(["plan.colossus"], lambda _: text, Options())
    found = [each for each in checked.diagnostics if each.code == "STEP002"]
    assert bool(found) == (lacking * 10**6 > energy * 3_600_000)
