"""Colossus 2 and the plan for a million GPUs give the figures that are published, and the findings that follow."""

from __future__ import annotations

from fractions import Fraction

import pytest

from colossusc.ir import END
from colossusc.values.uncertain.expression import least_of, most_of
from reference import at, campus, day, intervals, mw


@pytest.mark.parametrize(
    ("date", "compute", "it", "facility"),
    [
        ("2025-10-18", "0", "0", "0"),
        ("2025-10-19", "210", "239", "323"),
        ("2026-04-05", "210", "239", "323"),
        ("2026-04-06", "430", "490", "661"),
        ("2026-06-15", "870", "946", "1276"),
    ],
)
def test_load_of_colossus_2(date: str, compute: str, it: str, facility: str) -> None:
    assert at("colossus_2", "compute_load", date) == mw(compute)
    assert at("colossus_2", "it_load", date) == mw(it)
    assert at("colossus_2", "facility_load", date) == mw(facility)


def test_gpus_of_colossus_2_fill_whole_racks() -> None:
    """1,528 and 4,584 racks of 72 are 110,016 and 330,048 GPUs, for the 110,000 and 330,000 that are printed."""
    assert at("colossus_2", "gpu_count", "2025-10-19") == 110_016
    assert at("colossus_2", "gpu_count", "2026-06-15") == 110_016 + 330_048
    assert intervals("colossus_2", "PWR005") == {}


def test_41_turbines_of_1_2_gigawatts_stand_in_southaven() -> None:
    _, result = campus("colossus_2")
    turbines = list(result.campus.all("turbine"))
    assert sum(each.units for each in turbines) == 41
    assert sum(each.units * each.value("rating").steps.values[0] for each in turbines) == mw("1200")
    assert sum(each.units * each.value("rating").steps.values[0] for each in turbines[:2]) == mw("888.5")


def test_supply_of_colossus_2() -> None:
    """0.5 MW from the grid; from June 2026 on 1,200 MW of turbines at 0.83 on the hot day, 279.5 MW too little."""
    assert at("colossus_2", "firm_supply", "2025-10-19") == mw("0.5")
    assert at("colossus_2", "firm_supply", "2026-06-15") == mw("0.5") + mw("1200") * Fraction("0.83")
    assert intervals("colossus_2", "PWR001") == {"colossus_2": [("fails", day("2025-10-19"), END)]}


def test_a_gigawatt_in_january_2026_is_not_cooled() -> None:
    """740 MW of IT, which is 1 GW at PUE 323 / 239, and cooling for about 350 MW."""
    (found,) = [
        each for each in campus("colossus_2")[0].diagnostics if each.code == "COOL001" and each.severity == "error"
    ]
    assert found.scenarios == ("gigawatt_in_january",)
    assert found.period == "from 2026-01-17 until 2026-04-06"
    assert "takes away 350 MW, and IT draws 739.9381 MW" in found.message


def test_the_gigawatt_of_january_2026_is_not_in_the_model() -> None:
    """323 MW, where an article has 1 GW; Epoch's three figures agree, and are not noted."""
    (reported,) = [each for each in campus("colossus_2")[0].diagnostics if each.code == "C0819"]
    assert "323 MW on 2026-01-17, and 1,000 MW is reported" in reported.message


def test_a_million_gpus() -> None:
    name = "colossus_1_expansion"
    load = at(name, "facility_load", "2027-12-04")
    assert at(name, "gpu_count", "2027-12-04") == 1_000_000
    # 127.5 MW + 11.4 MW for 100,000 H100, and 12,500 racks of 120 to 140 kW with 29 MW / 110,000 each of 900,000 GPUs
    rest = mw("138.9") + Fraction(mw("29"), 110_000) * 900_000
    assert least_of(load) == (mw("1500") + rest) * Fraction("1.25")
    assert most_of(load) == (mw("1750") + rest) * Fraction("1.35")


def test_what_breaks_first_of_a_million_gpus() -> None:
    """The power: 150 MW do not carry even the 100,000 GPUs that stand there. TVA's vote covers what is contracted."""
    name = "colossus_1_expansion"
    assert intervals(name, "PWR001") == {name: [("fails", day("2024-09-02"), END)]}
    assert intervals(name, "TVA001") == {}
    load = at(name, "facility_load", "2024-12-03")
    assert (least_of(load), most_of(load)) == (mw("173.625"), mw("187.515"))
    failed = [each.message for each in campus(name)[0].diagnostics if each.code == "require"]
    assert failed == ["All of it within the power approved: not met"]
