"""Emissions: against published permits, against a sum over each day, and limits against every way to apply them."""

from __future__ import annotations

from calendar import isleap
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.analyses.rolling import of_twelve_months
from colossusc.ir import Loss
from colossusc.pipeline import Options, check
from colossusc.rules.verdict import CampusResult
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import first_of_month
from colossusc.values.quantity import parse_quantity
from strategies import Limited, limited, runs_of_months

TON = parse_quantity("1 short_ton/yr").number
NOON = date(2026, 1, 1).toordinal()
TWO = (("p", 876), ("q", 438))
FLEET = """
campus c {
  site s {
    turbines t[1..%d] {
      rating = %s MW
      heat_rate = 9_630 Btu_LHV/kWh
      heat_ratio = 1.11 Btu_HHV/Btu_LHV
      %s
    }
  }
}
"""


def result_of(text: str) -> CampusResult:
    (result,) = check(["plan"], lambda name: text, Options()).campuses
    return result


def tons(result: CampusResult, name: str, day: int = NOON) -> Any:
    value = result.facts.value(result.campus, name).steps.at(day)
    return value if value is ABSENT else value / TON


@pytest.mark.parametrize(
    ("units", "rating", "line", "fact", "published"),
    [  # as others computed them with the same method, beside what permits and press say
        (15, "16.48", "nox = 2 ppmvd_15", "pte_nox", 85.3),  # permit 01156-01PC: 87.14 with start-ups
        (15, "16.48", "factor pm = 0.0066 lb/MMBtu_HHV", "pte_pm", 76.4),  # permit: 73
        (15, "16.48", "factor formaldehyde = 0.00071 lb/MMBtu_HHV", "pte_formaldehyde", 8.2),  # permit: 9.8
        (1, "422", "factor nox = 0.099 lb/MMBtu_HHV", "pte_nox", 1_956),  # SELC: 1,200 to 2,100 for 35 turbines
        (1, "422", "nox = 2 ppmvd_15", "pte_nox", 145.6),  # SELC: 177
        (1, "1_200", "nox = 2 ppmvd_15", "pte_nox", 414),  # above the 250 of a major source
        (15, "16.48", "factor co2 = 110 lb/MMBtu_HHV", "pte_co2", 1.27e6),
    ],
)
def test_potential_to_emit_is_as_published(units: int, rating: str, line: str, fact: str, published: float) -> None:
    found = tons(result_of(FLEET % (units, rating, line)), fact)
    assert float(found) == pytest.approx(published, rel=5e-3 if published > 1e6 else 6e-4 if published > 10 else 6e-3)


def test_a_ppm_of_nox_is_0_003684_lb_per_mmbtu_and_one_of_co_is_as_its_molar_mass_is() -> None:
    nox, co = (tons(result_of(FLEET % (1, "16", f"{name} = 1 ppmvd_15")), f"pte_{name}") for name in ("nox", "co"))
    of_factor = tons(result_of(FLEET % (1, "16", "factor nox = 1 lb/MMBtu_HHV")), "pte_nox")
    assert float(nox / of_factor) == pytest.approx(0.003684, abs=5e-7)
    assert co / nox == Fraction("28.010") / Fraction("46.006")


def test_a_factor_goes_before_the_exhaust_and_an_efficiency_stands_for_a_heat_rate() -> None:
    both = result_of(FLEET % (1, "16", "nox = 25 ppmvd_15\nfactor nox = 0.01 lb/MMBtu_HHV"))
    alone = result_of(FLEET % (1, "16", "factor nox = 0.01 lb/MMBtu_HHV"))
    assert tons(both, "pte_nox") == tons(alone, "pte_nox")
    efficient = FLEET.replace("heat_rate = 9_630 Btu_LHV/kWh", "efficiency = 50 %%")
    burnt = result_of(efficient % (1, "10", "nox = 2 ppmvd_15"))
    (unit,) = burnt.campus.all("turbine")
    assert burnt.facts.value(unit, "heat_input").steps.at(NOON) == 10_000_000 * 2 * Fraction("1.11")


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        ("", 8_760),
        ("hours = 500 h", 8_760),  # what a plan says is no limit
        ("duty = ride_through", 8_760),
        ("duty = backup; hours = 100 h", 100),
        ("duty = standby; hours = 100 h", 100),
        ("duty = backup", None),
    ],
)
def test_hours_of_a_year_count_but_of_units_for_emergencies_what_the_plan_says(lines: str, hours: int | None) -> None:
    found = tons(result_of(FLEET % (1, "16", f"nox = 2 ppmvd_15\n{lines}")), "pte_nox")
    whole = tons(result_of(FLEET % (1, "16", "nox = 2 ppmvd_15")), "pte_nox")
    assert found == (ABSENT if hours is None else whole * Fraction(hours, 8_760))


@pytest.mark.parametrize(
    ("permits", "hours"),
    [
        ("permit p { covers = [s.t]; granted = 2025-01-01; limit hours = 876 h }", 876),
        ("permit p { covers = [s.t]; granted = 2025-01-01; program = nonroad; limit hours = 876 h }", 8_760),
        ("permit p { covers = [s.t]; granted = 2026-01-02; limit hours = 876 h }", 8_760),
        ("permit p { covers = [s.t]; granted = 2025-01-01; expires = 2025-12-31; limit hours = 876 h }", 8_760),
        ("permit p { covers = [s.t]; granted = 2025-01-01; limit hours from 2026-01-02 = 876 h }", 8_760),
    ],
)
def test_the_hours_that_a_permit_in_force_states_limit_what_may_be_emitted(permits: str, hours: int) -> None:
    plan = FLEET % (2, "16", "nox = 2 ppmvd_15")
    limited = tons(result_of(plan.replace("campus c {", f"campus c {{\n{permits}")), "pte_nox")
    assert limited == tons(result_of(plan), "pte_nox") * Fraction(hours, 8_760)


def test_of_two_permits_that_limit_hours_the_least_count() -> None:
    permits = "\n".join(f"permit {n} {{ covers = [s.t]; granted = 2025-01-01; limit hours = {h} h }}" for n, h in TWO)
    plan = FLEET % (2, "16", "nox = 2 ppmvd_15")
    limited = tons(result_of(plan.replace("campus c {", f"campus c {{\n{permits}")), "pte_nox")
    assert limited == tons(result_of(plan), "pte_nox") / 20


def test_hours_of_a_backup_unit_may_stand_in_its_permit_alone() -> None:
    plan = (FLEET % (1, "16", "nox = 2 ppmvd_15; duty = backup")).replace(
        "campus c {", "campus c {\npermit p { covers = [s.t]; granted = 2025-01-01; limit hours = 876 h }"
    )
    assert tons(result_of(plan), "pte_nox") == tons(result_of(FLEET % (1, "16", "nox = 2 ppmvd_15")), "pte_nox") / 10


def test_a_nonroad_letter_limits_no_amount() -> None:
    letter = "permit p { covers = [s.t]; granted = 2025-01-01; program = nonroad; limit nox = 1 short_ton/yr }"
    plan = FLEET % (1, "16", "nox = 2 ppmvd_15")
    assert tons(result_of(plan.replace("campus c {", f"campus c {{\n{letter}")), "pte_nox") == tons(
        result_of(plan), "pte_nox"
    )


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        ("hours = 876 h", 876),  # at full output, where nothing says how it is run
        ("hours = 876 h; utilisation = 100 %", 876),
        ("hours = 876 h; utilisation = 5 %", 438),
        ("utilisation = 5 %", 438),
        ("hours = 876 h; utilisation = 100 %; running from 2025-12-01", 876),  # of the 31 days of December
        ("hours = 876 h; utilisation = 100 %; running from 2025-12-16", 16 * 24),
        ("hours = 0 h; utilisation = 100 %", 0),
        ("hours = 876 h; utilisation = 100 %; running from 2026-02-01", 0),
    ],
)
def test_what_is_emitted_is_no_more_than_at_full_output_in_its_hours(lines: str, hours: int) -> None:
    at = date(2025, 12, 31).toordinal()
    whole = tons(result_of(FLEET % (2, "16", "nox = 2 ppmvd_15")), "pte_nox")
    expected = min(hours, 31 * 24) if "12-01" in lines else hours
    assert tons(result_of(FLEET % (2, "16", f"nox = 2 ppmvd_15\n{lines}")), "emitted_nox", at) == whole * Fraction(
        expected, 8_760
    )


@pytest.mark.parametrize("first", ["2023-01-01", "2024-01-01", "2027-07-01"])
def test_a_leap_year_has_no_more_hours_than_are_run(first: str) -> None:
    result = result_of(FLEET % (1, "16", f"nox = 2 ppmvd_15; hours = 1_000 h; utilisation = 100 %\nfrom {first}"))
    emitted = result.facts.value(result.campus, "emitted_nox").steps
    whole = tons(result_of(FLEET % (1, "16", "nox = 2 ppmvd_15")), "pte_nox")
    assert max(emitted.values) / TON == whole * Fraction(1_000, 8_760)


def test_what_moves_emits_no_more_in_a_place_than_in_its_hours() -> None:
    plan = (FLEET % (1, "16", "nox = 2 ppmvd_15; hours = 1_000 h; at from 2026-12-01 = north")).replace(
        "campus c {", "campus c {\nsite north {}"
    )
    result, at = result_of(plan), date(2026, 12, 31).toordinal()
    whole = tons(result_of(FLEET % (1, "16", "nox = 2 ppmvd_15")), "pte_nox")
    for site, hours in zip(result.campus.all("site"), (31 * 24, 1_000), strict=True):
        assert result.facts.value(site, "emitted_nox").steps.at(at) / TON == whole * Fraction(hours, 8_760)


@pytest.mark.parametrize(
    ("losses", "may", "emit"), [("lose c.s.t", 0, 0), ("lose c.s.t[1]", 1, 1), ("lose c.main", 2, 0)]
)
def test_what_a_scenario_loses_emits_nothing(losses: str, may: int, emit: int) -> None:
    """Units without fuel emit nothing as planned; they still stand there."""
    plan = FLEET.replace("campus c {", "campus c {\ngas main { capacity = 1_000 MMBtu_HHV/h }")
    plan = (
        plan % (2, "16", "nox = 2 ppmvd_15; utilisation = 100 %; needs = [main]") + f"scenario out : c {{ {losses} }}"
    )
    (whole,) = check(["plan"], lambda name: plan, Options()).campuses
    (out,) = whole.variants
    for fact, units in (("pte_nox", may), ("emitted_nox", emit)):
        assert tons(out, fact) == tons(whole, fact) * units / 2
    assert tons(out, "heat_input") is not ABSENT


def test_an_outage_is_no_matter_of_twelve_months() -> None:
    result = result_of(FLEET % (2, "16", "nox = 2 ppmvd_15; utilisation = 100 %"))
    (unit,) = result.campus.all("turbine")
    without = result.facts.without((Loss(unit, 1),))
    for fact in ("pte_nox", "emitted_nox"):
        assert without.value(result.campus, fact).steps == result.facts.value(result.campus, fact).steps


def settled(change: int) -> int:
    """The day from which all twelve months, a February of 29 days among those since a change, have been told."""
    changed = date.fromordinal(change)
    leap = next(year for year in range(changed.year, 9999) if isleap(year) and date(year, 2, 1) > changed)
    return date(leap + 1, 2, 1).toordinal()


@given(runs_of_months(), st.integers(date(2023, 1, 1).toordinal(), date(2030, 1, 1).toordinal()))
def test_twelve_months_are_the_sum_of_their_days(rate: Any, day: int) -> None:
    now = date.fromordinal(day)
    first = date(now.year - (now.month < 12), now.month % 12 + 1, 1).toordinal()
    end = date(now.year + (now.month == 12), now.month % 12 + 1, 1).toordinal()
    values = [rate.at(each) for each in range(first, end)]
    found = of_twelve_months(rate).at(day)
    if not rate.starts[1:] or day < first_of_month(rate.starts[1]):
        assert found == rate.values[0]
    elif day >= settled(rate.starts[-1]):
        assert found == rate.values[-1]
    else:
        assert found == (ABSENT if ABSENT in values else Fraction(sum(values), 365))


@settings(deadline=None, max_examples=60)
@given(limited())
def test_limits_hold_together_as_well_as_each_does(plan: Limited) -> None:
    """What all may emit is the least that any choice of permits, with what they leave uncovered, allows."""
    result = result_of(plan.text)
    masses = [result.facts.value(unit, "pte_co2").steps.at(NOON) / TON for unit in result.campus.all("turbine")]
    best = min(
        sum(limit for _, limit in chosen)
        + sum(mass for unit, mass in enumerate(masses) if all(unit not in units for units, _ in chosen))
        for size in range(len(plan.permits) + 1)
        for chosen in combinations(plan.permits, size)
    )
    assert tons(result, "pte_co2") == best
