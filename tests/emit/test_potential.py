"""The table of emissions: each pollutant of each source on its worst day, by unit, beside limits and thresholds."""

from __future__ import annotations

from colossusc.emit.emissions import emissions
from colossusc.pipeline import Options, check
from emit.outputs import colossus_1

PLAN = """
edition = 2026
%s
campus c {
  site s {
    jurisdiction = us_tx
    turbines t[1..2] {
      rating = 10 MW
      heat_rate = 10_000 Btu_LHV/kWh
      heat_ratio = 1 Btu_HHV/Btu_LHV
      factor nox = 0.1 lb/MMBtu_HHV
      from 2025-01-01 until 2026-01-01
    }
    units t[2] { until 2025-07-01 }
    permit k {
      program = minor
      covers = [t]
      granted = 2025-04-01
      limit nox = 50 short_ton/yr
      limit co = 9 short_ton/yr
    }
  }
  site n { jurisdiction = us_tx; grid g { contracted = 1 MW } }
}
"""


def rows(head: str = "") -> dict[str, tuple[tuple[str, ...], str, str, tuple[str, ...]]]:
    """By pollutant: the units, the sum, since when, and the limits."""
    (result,) = check(["plan"], lambda name: PLAN % head, Options()).campuses
    found = emissions(result, None if not head else result.campus.all("permit")[0].value("granted").steps.values[0])
    assert found is not None
    (table,) = found.tables
    assert table.title == "`s`"
    return {each.pollutant: (each.units, each.total, each.day, each.limits) for each in table.rows}


def test_the_worst_day_is_the_first_of_the_most() -> None:
    """1 MW × 10,000 Btu/kWh × 0.1 lb/MMBtu is 4.38 short tons a year."""
    units = ("t[1]: 43.8 short_ton/yr", "t[2]: 43.8 short_ton/yr")
    limits = ("k: 50 short_ton/yr, not in force then",)
    assert rows()["NOx"] == (units, "87.6 short_ton/yr", "2025-01-01", limits)


def test_from_as_of_on_the_limit_in_force_counts() -> None:
    assert rows("as_of = 2025-04-01")["NOx"] == (
        ("k: t[1], t[2]: 87.6 short_ton/yr without its limit",),
        "50 short_ton/yr",
        "2025-04-01",
        ("k: 50 short_ton/yr",),
    )


def test_what_is_not_given_is_said() -> None:
    assert rows()["VOC"] == (("t[1]: not given", "t[2]: not given"), "not given", "2025-01-01", ())


def test_a_campus_without_sources_has_no_table() -> None:
    text = "campus c { site s { jurisdiction = us; grid g { contracted = 1 MW } } }"
    (result,) = check(["plan"], lambda name: text, Options()).campuses
    assert emissions(result, None) is None


def test_the_report_has_it_with_formulas_and_thresholds() -> None:
    report = colossus_1()["report.md"]
    section = report[report.index("## Emissions") : report.index("## Bill of materials")]
    assert "- potential to emit = heat_input × factor × yearly_hours / 8,760 h" in section
    assert "- heat_input = rating × heat_rate × heat_ratio" in section
    assert "12 × 5.685 short_ton/yr | 68.2195 short_ton/yr | 2026-05-06 | shelby_01156_01pc: 87.14 short_ton" in section
    assert "CAA001: 100 or 250 short_ton/yr; CAA002: 100 short_ton/yr" in section
    assert '<section id="emissions"' in colossus_1()["report.html"]
