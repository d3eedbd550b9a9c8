"""Firm supply against load by phase."""

from __future__ import annotations

from xml.etree import ElementTree

from emit.drawing import data, drawn

HEAD = "edition = 2026\nas_of = 2026-01-15\n"
PLAN = (
    HEAD
    + """
campus c "Grows once" {
  pue = 1.5
  phase first = 2026-02-01
  phase second = 2027-01-01
  site s {
    ambient = 15 degC
    jurisdiction = [us_tx]
    load hall { behind = it; power from first = 10 MW; power from 2026-06-01 = 20 MW; power from second = 30 MW }
    grid g "The grid" { contracted from first = 30 MW; energised from first = 30 MW }
    engines e[1..2] { rating = 10 MW; duty = prime; from second }
    permit p { covers = [e]; granted = 2026-01-01 }
  }
}
"""
)


def test_each_phase_stands_on_the_day_of_its_least_margin() -> None:
    table = drawn(PLAN)["supply"].chart.table
    assert table.heads[:4] == ("Phase", "Day", "A  The grid (g)", "B  e[1..2]")
    assert table.rows == (
        ("first", "2026-06-01", "30.00", "0.00", "30.00", "30.00", "0.00", "30.00", "0.00"),
        ("second", "2027-01-01", "30.00", "20.00", "50.00", "45.00", "5.00", "40.00", "-5.00"),
    )


def test_the_parts_of_a_bar_stand_on_each_other() -> None:
    parts = data(drawn(PLAN)["supply"], "sources")
    assert [(each["row"], each["low"], each["high"], each["text"]) for each in parts] == [
        (0, 0.0, 30.0, "A 30"),
        (1, 0.0, 30.0, "A 30"),
        (1, 30.0, 50.0, "B 20"),
    ]


def test_the_marks_are_where_the_figures_are() -> None:
    first, second = data(drawn(PLAN)["supply"], "phases")
    assert (first["load"], first["after"], first["margin_text"], first["short"]) == (30.0, 30.0, "0", False)
    assert (second["load"], second["after"], second["after_text"], second["after_short"]) == (45.0, 40.0, "-5", True)


def test_what_is_not_known_is_drawn_at_its_worst() -> None:
    plan = PLAN.replace("contracted from first = 30 MW", "contracted from first = 20 MW .. 30 MW")
    first, _ = data(drawn(plan)["supply"], "phases")
    assert (first["firm_text"], first["margin_text"], first["short"]) == ("20", "-10", True)
    assert drawn(plan)["supply"].chart.table.rows[0][2] == "20.00 .. 30.00"


def test_a_figure_that_is_not_given_has_no_mark() -> None:
    plan = PLAN.replace("pue = 1.5", "")
    first, _ = data(drawn(plan)["supply"], "phases")
    assert first["load"] is None
    assert first["load_text"] == first["margin_text"] == "unknown"


def test_phases_that_begin_on_one_day_are_one_row() -> None:
    plan = PLAN.replace("phase second", "phase also = 2026-02-01\n  phase second")
    assert [row[0] for row in drawn(plan)["supply"].chart.table.rows] == ["first, also", "second"]


def test_a_plan_without_phases_is_one_row() -> None:
    plan = PLAN.replace(
        "phase first = 2026-02-01\n  phase second = 2027-01-01", "let first = 2026-02-01\n  let second = 2027-01-01"
    )
    assert [row[:2] for row in drawn(plan)["supply"].chart.table.rows] == [("whole plan", "2026-06-01")]


def test_a_plan_without_supply_shows_its_load() -> None:
    picture = drawn(PLAN.replace("= 30 MW; energised", "= 0 MW; energised").replace("duty = prime", "duty = standby"))[
        "supply"
    ]
    assert [row[:3] for row in picture.chart.table.rows] == [
        ("first", "2026-06-01", "0.00"),
        ("second", "2027-01-01", "0.00"),
    ]
    assert float(ElementTree.fromstring(picture.svg).attrib["width"]) < 1000


def test_a_plan_of_nothing_has_no_picture() -> None:
    assert drawn(HEAD + "campus c { site s {} }") == {}
