"""The table of contingencies: what its margin is of, and one row for what reads alike."""

from __future__ import annotations

import json

import pytest

from colossusc.emit.contingencies import Told, told
from emit.outputs import PROJECT, checked, compiled

PLAN = """
edition = 2026
campus c {{
  site s {{
    jurisdiction = us
    ambient = 15 degC
    grid g {{ contracted from 2026-01-01 = 5 MW }}
    turbines t[1..2] {{ rating = 10 MW; from 2026-01-01 }}
    permit p {{ covers = t; granted = 2025-01-01 }}
    {more}
  }}
  contingency n_1 {{ lose any of turbines for 4 h }}
}}
"""
BATTERIES = """
batteries b { count from 2026-01-01 = 2; rating = 5 MW; energy = 10 MWh }
load l { behind = facility; power from 2026-01-01 = 18 MW }
"""
WINDOW = """
load l { behind = facility; power from 2026-01-01 = 10 MW; power from 2026-Q3 = 12 MW }
"""
AS_EACH = "1 of `t[1..2]`"


def only(more: str) -> Told:
    result = checked(PLAN.format(more=more)).campuses[0]
    (found,) = told(result.facts, result.campus, None)
    return found


def test_the_margin_is_of_what_can_be_served() -> None:
    (row,) = only(BATTERIES).rows
    assert (row.period, row.worst) == ("from 2026-01-01 on", AS_EACH)
    assert [cell.text for cell in (*row.figures, row.margin)] == ["15.00", "20.00", "18.00", "2.00"]
    outputs = compiled(PLAN.format(more=BATTERIES))
    assert "| facility load | margin: served less load |" in outputs["report.md"]
    assert ">Margin: served less load</th>" in outputs["report.html"]
    assert json.loads(outputs["ir.json"])["contingencies"][0]["worst"] == [
        {
            "period": "from 2026-01-01 on",
            "lost": AS_EACH,
            "unit": "MW",
            "firm_supply": "15.00",
            "served": "20.00",
            "facility_load": "18.00",
            "served_less_load": "2.00",
        }
    ]


def test_the_days_of_a_window_that_read_alike_are_one_row() -> None:
    assert [(row.period, row.margin.text) for row in only(WINDOW).rows] == [
        ("from 2026-01-01 until 2026-07-01", "5.00"),
        ("from 2026-07-01 until 2026-09-30", "3.00 .. 5.00"),
        ("from 2026-09-30 on", "3.00"),
    ]


def test_what_reads_alike_again_later_is_another_row() -> None:
    more = "load l { behind = facility; power from 2026-01-01 = 1 MW; power from 2026-02-01 until 2026-03-01 = 2 MW }"
    assert [row.margin.text for row in only(more).rows] == ["14.00", "13.00", "14.00"]


@pytest.mark.parametrize("rating", ["1 MVA .. 180 MVA", "at_most 180 MVA", "unknown"])
def test_what_may_fail_may_also_be_of_unknown_size(rating: str) -> None:
    plan = (PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8")
    assert "## Contingencies" in compiled(plan.replace("rating = 180 MVA", f"rating = {rating}"))["report.md"]
