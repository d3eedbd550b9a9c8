"""Colossus 1 gives the figures that the sources give, date by date."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from colossusc.ir import END
from colossusc.values.quantity import parse_quantity
from reference import at, campus, day, intervals, items, mw


@pytest.mark.parametrize(
    ("date", "compute", "it", "facility"),
    [
        # 12,500 systems × 10.2 kW, with 114 W of network and storage a GPU, at PUE 1.30
        ("2024-09-02", "127.5", "138.9", "180.57"),
        ("2025-02-17", "255", "277.8", "361.14"),
        ("2025-07-22", "308.625", "340", "442"),
        ("2025-09-16", "308.625", "340", "442"),
        ("2025-11-07", "308.625", "340", "442"),
        ("2026-02-10", "308.625", "340", "442"),
        ("2026-02-11", "308.625", "340", "425"),  # PUE 1.25
    ],
)
def test_load_of_colossus_1(date: str, compute: str, it: str, facility: str) -> None:
    assert at("colossus_1", "compute_load", date) == mw(compute)
    assert at("colossus_1", "it_load", date) == mw(it)
    assert at("colossus_1", "facility_load", date) == mw(facility)


@pytest.mark.parametrize(
    ("date", "it", "facility"),
    [
        ("2024-08-11", 35, 45),
        ("2024-09-02", 139, 181),
        ("2025-02-17", 278, 361),
        ("2025-07-22", 340, 442),
        ("2025-09-17", 268, 348),
        ("2025-11-07", 340, 442),
        ("2026-02-11", 340, 425),
    ],
)
def test_load_of_colossus_1_is_what_epoch_published(date: str, it: int, facility: int) -> None:
    assert round(at("colossus_1", "it_load", date) / mw("1")) == it
    assert round(at("colossus_1", "facility_load", date) / mw("1")) == facility


def test_load_of_autumn_2025_without_chillers() -> None:
    """76.67 % of the systems' power leaves 268 MW of IT; the whole calculation, exactly."""
    compute = mw("308.625") * Fraction("0.7667")
    rest = mw("26.22") + mw("5.155")
    for date in ("2025-09-17", "2025-11-06"):
        assert at("colossus_1", "it_load", date) == compute + rest
        assert at("colossus_1", "facility_load", date) == (compute + rest) * Fraction("1.3")
        assert round(at("colossus_1", "it_load", date) / mw("1")) == 268
        assert round(at("colossus_1", "facility_load", date) / mw("1")) == 348


def test_100_000_h100_are_139_mw_of_it_and_181_of_facility() -> None:
    assert round(at("colossus_1", "it_load", "2024-09-02") / mw("1")) == 139
    assert round(at("colossus_1", "facility_load", "2024-09-02") / mw("1")) == 181
    _, result = campus("colossus_1")
    h100 = items("colossus_1", "gpu_system")["h100"]
    assert result.facts.value(h100, "systems").steps.at(day("2024-09-02")) == 12_500
    assert h100.value("system_power").steps.values[0] == parse_quantity("10.2 kW").number
    assert at("colossus_1", "gpu_count", "2024-09-02") == 100_000
    assert at("colossus_1", "gpu_count", "2026-05-06") == 230_000


@pytest.mark.parametrize(
    ("first", "last", "firm"),
    [
        ("2024-07-01", "2024-07-31", "8"),
        ("2024-08-01", "2025-04-30", "50"),
        ("2025-05-01", "2025-07-01", "150"),
        ("2025-07-02", "2026-02-10", "355.176"),  # 15 turbines of 16.48 MW at 0.83
        ("2026-02-11", "2026-04-06", "505.176"),
        ("2026-04-07", "2027-01-01", "464.1408"),  # 12 turbines
        ("2027-01-02", "2030-01-01", "300"),
    ],
)
def test_firm_supply_of_colossus_1(first: str, last: str, firm: str) -> None:
    assert at("colossus_1", "firm_supply", first) == mw(firm)
    assert at("colossus_1", "firm_supply", last) == mw(firm)


def test_a_turbine_delivers_0_83_of_its_rating_at_40_degrees() -> None:
    _, result = campus("colossus_1")
    for name, rating in (("smt[01..12]", "16.48"), ("smt[13..15]", "16.48"), ("leased[01..20]", "8.7")):
        unit = items("colossus_1", "turbine")[name]
        assert result.facts.value(unit, "site_rating").steps.values == (mw(rating) * Fraction("0.83"),)


def test_15_turbines_become_12() -> None:
    _, result = campus("colossus_1")
    permit = items("colossus_1", "permit")["shelby_01156_01pc"]
    covered = result.facts.value(permit, "covered_units").steps
    dates = {"2025-03-31": 0, "2025-04-01": 15, "2026-04-06": 15, "2026-04-07": 12, "2027-01-01": 12, "2027-01-02": 0}
    assert {date: covered.at(day(date)) for date in dates} == dates


def test_findings_of_the_campus_as_announced() -> None:
    """From the first day of training the load is not covered, and 150 MW of service needs a vote that no one took."""
    name = "colossus_1_announced"
    assert intervals(name, "PWR001") == {campus(name)[1].campus.name: [("fails", day("2024-07-22"), END)]}
    assert intervals(name, "TVA001") == {"mlgw": [("fails", day("2024-12-01"), END)]}
    assert at(name, "firm_supply", "2024-12-01") == mw("150")
    assert at(name, "facility_load", "2024-12-01") == mw("180.57")
    assert [each.code for each in campus(name)[0].diagnostics] == ["PWR001", "TVA001"]


def test_findings_of_the_campus_as_built() -> None:
    """The load outran the supply until February 2026, 35 turbines stood without a permit, and a permit will end."""
    name = "colossus_1"
    assert intervals(name, "PWR001") == {
        "colossus_1": [
            ("fails", day("2024-09-02"), day("2025-09-17")),
            ("near", day("2025-09-17"), day("2025-11-07")),
            ("fails", day("2025-11-07"), day("2026-02-11")),
            ("fails", day("2027-01-02"), END),
        ]
    }
    unpermitted = [("fails", day("2025-04-01"), day("2025-07-02"))]
    assert intervals(name, "PWR002") == {
        "leased[01..20]": unpermitted,
        "smt[01..12]": unpermitted,
        "smt[13..15]": unpermitted,
    }
    assert intervals(name, "PWR006") == {"voltagrid[01..14]": [("fails", day("2024-07-01"), day("2025-04-01"))]}
    for code in ("PWR003", "PWR004", "PWR005", "TVA001"):
        assert intervals(name, code) == {}
    present = [each for each in campus(name)[0].diagnostics if not each.past and "" in each.scenarios]
    told = sorted((each.code, each.severity, each.period) for each in present if each.severity != "note")
    assert told == [
        ("AIR006", "warning", "from 2025-07-02 until 2027-01-02"),  # no figure for all hazardous air pollutants
        ("NFPA002", "warning", "from 2025-05-07 on"),  # nothing is published of their fire test and clearance
        ("PWR001", "error", "from 2027-01-02 on"),
    ]
    (notice,) = [each for each in campus(name)[0].diagnostics if each.code == "TVA007"]
    assert notice.subject == "vote_2026"  # what it asks for was not found


def test_35_turbines_without_a_catalyst_were_a_major_source_and_15_with_one_are_none() -> None:
    """Within the plaintiffs' 1,200 to 2,100 short tons of NOx a year; then 85.3, within the 87.14 of the permit."""
    name, ton = "colossus_1", parse_quantity("1 short_ton/yr").number
    before = [("fails", day("2025-04-01"), day("2025-07-02"))]
    engines = [("open", day("2024-07-01"), day("2025-04-01"))]  # nothing was said of what they emit
    for code in ("CAA001", "CAA002", "CAA003"):
        assert intervals(name, code) == {"paul_lowry": [*engines, *before]}
    assert 1_200 < at(name, "pte_nox", "2025-04-01") / ton < 2_100
    assert 10 * 250 * ton > at(name, "pte_nox", "2025-04-01") > 7 * 250 * ton
    assert round(float(at(name, "pte_nox", "2025-07-02") / ton), 1) == 85.3
    assert round(float(at(name, "pte_nox", "2026-04-07") / ton), 1) == 68.2  # 12 units
    assert round(float(at(name, "pte_formaldehyde", "2025-07-02") / ton), 1) == 8.2
    assert at(name, "pte_pm", "2025-07-02") == 73 * ton  # 76.4 without the limit of the permit
    assert intervals(name, "AIR004") == {"shelby_01156_01pc": [("open", day("2025-07-02"), day("2026-04-07"))]}


def _left(contingency: str, fact: str, *, hours: int | None = None) -> Any:
    """The least that a case of a contingency of Colossus 1 leaves in summer 2026."""
    _, result = campus("colossus_1")
    outages = result.campus.contingencies[contingency].outages
    facts = (result.facts.without(each.losses, hours and hours * 3_600) for each in outages)
    return min(each.value(result.campus, fact).steps.at(day("2026-06-01")) for each in facts)


def test_contingencies_of_colossus_1() -> None:
    """12 turbines of 13.6784 MW at 40 °C and 300 MW of grid, for 442 MW at full load and PUE 1.30."""
    assert at("colossus_1", "firm_supply", "2026-06-01") == mw("464.1408")
    assert _left("any_turbine", "firm_supply") == mw("450.4624")
    assert _left("two_turbines", "firm_supply") == mw("436.784") < mw("442")
    assert _left("gas_lost", "firm_supply") == mw("300")
    assert _left("any_substation", "firm_supply") == mw("176.4") + mw("164.1408")
    assert _left("connection_lost", "firm_supply") == mw("164.1408")
    batteries = at("colossus_1", "served", "2026-06-01") - at("colossus_1", "firm_supply", "2026-06-01")
    assert _left("gas_lost", "served", hours=1) == mw("300") + batteries
    assert mw("425") < _left("gas_lost", "served", hours=4)
    assert _left("gas_lost", "served", hours=24) < mw("425")


def test_two_turbines_are_too_many_to_lose_at_442_mw() -> None:
    """Firm supply of 450.4624 MW without one of twelve covers it; 436.784 MW without two does not."""
    (found,) = [each for each in campus("colossus_1")[0].diagnostics if each.code == "require"]
    assert found.message == "Two can fail: not met with 2 of `smt[01..12]` out"
    assert found.scenarios == ("full_design",)
