"""Emissions against the caps of permits."""

from __future__ import annotations

from emit.drawing import data, drawn

PLAN = """
edition = 2026
as_of = 2026-01-15
campus c {
  pue = 1
  site s {
    ambient = 15 degC
    jurisdiction = [us_tx]
    load hall { behind = it; power = 1 MW }
    turbine gt {
      rating = 10 MW
      heat_rate = 10_000 Btu_LHV/kWh
      heat_ratio = 1.1 J_HHV/J_LHV
      factor nox = 0.1 lb/MMBtu_HHV
      factor co = 0.05 lb/MMBtu_HHV
      duty = prime
      from 2026-01-01
    }
    permit air "The permit" { covers = [gt]; granted = 2026-03-01; expires = 2026-12-31
      limit nox = 40 short_ton/yr; limit pm = 5 short_ton/yr }
  }
}
"""


def test_what_may_be_emitted_stands_beside_the_cap_while_it_is_in_force() -> None:
    """10 MW × 10,000 Btu/kWh × 1.1 is 110 MMBtu/h; × 0.1 lb is 11 lb/h, in 8,760 h 48.18 short tons."""
    assert drawn(PLAN)["emitted"].chart.table.rows == (
        ("The permit (air)", "NOx", "potential to emit", "2026-01-01", "2026-03-01", "48.18", ""),
        ("The permit (air)", "NOx", "potential to emit", "2026-03-01", "2027-01-01", "48.18", "40"),
        ("The permit (air)", "NOx", "potential to emit", "2027-01-01", "", "48.18", ""),
    )


def test_what_is_run_counts_over_twelve_months() -> None:
    """At half its time: of the first month 31 / 365 of 24.09 short tons."""
    rows = drawn(PLAN.replace("duty = prime", "duty = prime; utilisation = 50 %"))["emitted"].chart.table.rows
    assert rows[0] == ("The permit (air)", "NOx", "12 months, as run", "2026-01-01", "2026-02-01", "2.046", "")
    assert [row[5] for row in rows[-1:]] == ["24.09"]


def test_what_is_over_its_cap_is_marked() -> None:
    rows = data(drawn(PLAN)["emitted"], "panels")
    assert [(row["over"], row["words"]) for row in rows] == [(False, ""), (True, "cap 40"), (False, "")]


def test_a_plan_without_caps_has_no_picture() -> None:
    assert "emitted" not in drawn(PLAN.replace("limit nox = 40 short_ton/yr; ", ""))
