"""Phases, contracts, permits, units and orders over time, with the gaps."""

from __future__ import annotations

from emit.drawing import data, drawn, param

PLAN = """
edition = 2026
as_of = 2026-01-15
part pod "A pod of eight" : gpu_system { gpus_per_system = 8; system_power = 10 kW; lead_time = 12 month }
campus c {
  pue = 1.2
  phase start = 2026-06-01
  phase more = 2026-08-01 .. 2027-01-01
  site s {
    ambient = 35 degC
    jurisdiction = [us_tx]
    gpus g "Pods" : pod { count from start = 800 }
    grid m { contracted from 2026-03-01 = 5 MW; contracted from 2026-09-01 = 8 MW; until 2027-03-01 }
    turbine gt "The turbine" { rating = 10 MW; derate = 0.6 %/degC; duty = prime; from start until 2029-01-01 }
    permit air { program = construction; covers = [gt]; granted = 2026-10-01; expires = 2027-12-31 }
  }
}
"""


def rows() -> list[tuple[str, ...]]:
    return list(drawn(PLAN)["schedule"].chart.table.rows)


def test_phases_last_until_the_next_one() -> None:
    assert rows()[:2] == [
        ("phase", "start", "2026-06-01", "2026-08-01", ""),
        ("phase", "more", "2026-08-01", "", "begins by 2027-01-01"),
    ]


def test_a_contract_is_a_bar_for_each_power() -> None:
    found = [row[2:] for row in rows() if row[0] == "contract"]
    assert found == [("2026-03-01", "2026-09-01", "5 MW"), ("2026-09-01", "2027-03-01", "8 MW")]


def test_units_without_a_permit_are_a_gap() -> None:
    """The permit is in force through its last day, and the turbine stays."""
    assert [row for row in rows() if row[1] == "The turbine (gt)" and row[0] != "order"] == [
        ("gap", "The turbine (gt)", "2026-06-01", "2026-10-01", "on site without a permit"),
        ("units", "The turbine (gt)", "2026-10-01", "2028-01-01", "on site"),
        ("gap", "The turbine (gt)", "2028-01-01", "2029-01-01", "on site without a permit"),
    ]
    assert ("permit", "air", "2026-10-01", "2028-01-01", "in force") in rows()


def test_what_comes_late_is_a_gap() -> None:
    """Ordered today, in January, it comes a year later; it is needed in June."""
    assert [row for row in rows() if row[1] == "Pods (g)"] == [
        ("order", "Pods (g)", "2025-06-01", "2026-06-01", "last day to order, until it is needed"),
        ("gap", "Pods (g)", "2026-06-01", "2027-01-15", "comes 32 weeks and 4 days late"),
    ]


def test_the_gaps_are_told_in_words() -> None:
    assert (
        "Gaps: The turbine (gt): no permit 2026-06-01 until 2026-10-01; " in drawn(PLAN)["schedule"].chart.description
    )


def test_what_goes_on_ends_at_the_edge_with_a_mark() -> None:
    bars = data(drawn(PLAN)["schedule"], "bars")
    edge = max(bar["end"] for bar in bars)
    assert {bar["row"] for bar in bars if bar["goes_on"]} == {1}
    assert [bar["end"] for bar in bars if bar["goes_on"]] == [edge]


def test_rows_with_gaps_come_before_the_limit() -> None:
    many = "\n".join(f"engine e{n} {{ rating = 1 MW; duty = backup; from start }}" for n in range(40))
    picture = drawn(PLAN.replace("turbine gt", f"{many}\n    turbine gt"))["schedule"]
    names = [row["name"] for row in data(picture, "rows")]
    assert "The turbine (gt)" in names
    assert len(picture.chart.table.rows) > len(names) > 14
    assert str(param(picture, "note")).endswith("more rows are below")
