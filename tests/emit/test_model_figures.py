"""`ir.json`: published figures, and figures that are not one number."""

from __future__ import annotations

import json

from emit.outputs import compiled

PLAN = """\
as_of = 2025-01-01
source meter "Meters" { grade = measured }
source press "A newspaper" { grade = press }
campus c {
  pue = 1.25 .. 1.30 [press]
  phase launch = 2025-03
  site s { jurisdiction = [us] }
  load l { behind = it; power from launch = 8 MW [meter] }
  load n { behind = facility; power from 2024-01-01 ramping until 2024-01-11 = 10 MW }
  grid g { contracted = 30 MW [meter] against 40 MW [press] }
  batteries b { rating = 1 MW; energy = 4 MWh; count = at_least 156 }
  reported facility_load on 2024-09-02 = 9 MW [press]
}
"""


def test_a_published_figure_stands_beside_the_model() -> None:
    (reported,) = json.loads(compiled(PLAN)["ir.json"])["reported"]
    assert (reported["of"], reported["fact"], reported["date"], reported["differs"]) == (
        "c",
        "facility_load",
        "2024-09-02",
        True,
    )
    assert (reported["figure"]["shown"], reported["model"]["shown"]) == ("9 MW", "10 MW")


def test_what_is_not_one_number_has_both_ends_and_says_what_it_depends_on() -> None:
    model = json.loads(compiled(PLAN)["ir.json"])
    last = model["facts"]["c"]["facility_load"]["steps"][-1]["value"]
    assert (last["low"]["shown"], last["high"]["shown"]) == ("20 MW", "20.4 MW")
    assert (last["depends_on"], last["varies"], last["shown"]) == (["c.pue"], False, "20 MW .. 20.4 MW")
    power = model["facts"]["c.b"]["total_power"]["steps"][-1]["value"]
    assert (power["low"]["shown"], power["high"]) == ("156 MW", None)


def test_days_of_a_window_on_which_nothing_differs_are_one_step_on_one_line() -> None:
    text = compiled(PLAN)["ir.json"]
    steps = json.loads(text)["facts"]["c"]["facility_load"]["steps"]
    assert [step.get("from") for step in steps[-3:]] == ["2024-01-11", "2025-03-01", "2025-03-31"]
    assert steps[-2]["value"]["shown"] == "10 MW .. 20.4 MW"
    assert sum(json.dumps(step) in text for step in steps) == len(steps)


def test_windows_and_ramps_are_one_row_of_the_report() -> None:
    outputs = compiled(PLAN)
    rows = [line for line in outputs["report.md"].splitlines() if line.startswith("| 20")]
    assert [row.split(" | ")[0] for row in rows[:4]] == ["| 2024-01-02", "| 2024-01-11", "| 2025-03-01", "| 2025-03-31"]
    assert "| 1.00 .. 9.00 |" in rows[0]
    assert "| 10.00 .. 20.40 |" in rows[2]


def test_a_bill_has_both_ends() -> None:
    header, line = compiled(PLAN)["bom.csv"].split("\r\n")[:2]
    row = dict(zip(header.split(","), line.split(","), strict=True))
    assert (row["object"], row["quantity"], row["quantity at most"]) == ("c.b", "156", "no limit")
