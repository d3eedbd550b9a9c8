"""From nameplate to usable power."""

from __future__ import annotations

from itertools import pairwise

from emit.drawing import data, drawn

PLAN = """
edition = 2026
as_of = 2026-01-15
campus c {
  pue = 1
  site s {
    ambient = 35 degC
    jurisdiction = [us_tx]
    load hall { behind = it; power = 12 MW }
    grid g { contracted from 2026-03-01 = 8 MW; interruptible = 3 MW; energised from 2026-03-01 = 4 MW }
    turbines gt[1..2] { rating = 10 MW; derate = 0.6 %/degC; duty = prime; from 2026-06-01 until 2027-01-01 }
    turbines lazy[1..2] { rating = 5 MW; derate = 0 %/degC; duty = standby; from 2026-03-01 }
    permit air { covers = [gt, lazy]; granted = 2026-01-01 }
  }
}
"""


def steps(plan: str) -> list[tuple[str, ...]]:
    return list(drawn(plan)["usable"].chart.table.rows)


def test_every_step_of_the_way() -> None:
    assert steps(PLAN.replace("2026-01-15", "2026-07-01")) == [
        ("Contracted with the grid", "added", "8.00"),
        ("Nameplate of units on site", "added", "30.00"),
        ("Interruptible part of the contract", "taken off", "-3.00"),
        ("Conditions of the site", "taken off", "-2.40"),
        ("Not energised, or not carried to the load", "taken off", "-1.00"),
        ("Without a permit, not prime, not fed, or not carried", "taken off", "-10.00"),
        ("Firm supply", "left", "21.60"),
        ("The worst single unit out", "taken off", "-8.80"),
        ("Usable with one unit out (N-1)", "left", "12.80"),
        ("Facility load", "load", "12.00"),
    ]


def test_the_bars_hang_on_each_other() -> None:
    bars = data(drawn(PLAN.replace("2026-01-15", "2026-07-01"))["usable"], "steps")
    for before, after in pairwise(bars):
        if after["sort"] != "left":
            assert after["start"] == before["end"]
    assert [bar["start"] for bar in bars if bar["sort"] == "left"] == [0.0, 0.0]


def test_a_campus_to_come_is_shown_on_its_first_day_with_supply() -> None:
    assert drawn(PLAN)["usable"].chart.title == "From nameplate to usable power, in MW, 2026-03-01"


def test_of_days_with_supply_the_first_on_which_something_is_drawn_too() -> None:
    plan = PLAN.replace("power = 12 MW", "power from 2026-05-01 = 12 MW")
    assert drawn(plan)["usable"].chart.title.endswith(" 2026-05-01")
    assert drawn(plan)["flow"].chart.title.endswith(" 2026-05-01")
    never = PLAN.replace("power = 12 MW", "power from 2020-01-01 until 2021-01-01 = 12 MW")
    assert drawn(never)["usable"].chart.title.endswith(" 2026-03-01")


def test_without_a_figure_there_is_no_picture() -> None:
    assert "usable" not in drawn(PLAN.replace("ambient = 35 degC", ""))
