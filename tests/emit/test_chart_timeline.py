"""Firm supply against load over time: also of plans that reach to the end of the calendar."""

from __future__ import annotations

from itertools import pairwise

import pytest

from colossusc.emit.charts.timeline import BAND, MAYBE, SHORT
from emit.drawing import data, drawn, param
from emit.outputs import compiled

LOAD = "load hall { behind = facility; power = 0 MW; power from 2025-01-01 = 10 MW }"
SITE = "site s { jurisdiction = us }"


def plan(body: str, head: str = "") -> str:
    return f"edition = 2026\n{head}\ncampus c {{\n{body}\n}}"


def late(day: str, more: str = "") -> str:
    load = f"load l {{ behind = it; power from 2024-01-01 = 1 MW; power from {day} = 2 MW }}"
    return plan(f"pue = 1\nsite s {{\njurisdiction = us_tx\n{load}\n{more}\n}}")


UNKNOWN = """
as_of = 2026-01-01
source mayor "The mayor" { grade = press }
campus c {
  pue = 1
  phase launch = 2026-04
  site s {
    jurisdiction = us_tx
    grid g { contracted = 3 MW .. 5 MW }
    load l { behind = it; power from launch = 1 MW .. 2 MW }
  }
  reported facility_load on 2026-06-01 = 2 MW [mayor]
}
"""


def bands(text: str) -> set[str]:
    return {each["what"] for each in data(drawn(text)["timeline"], "bands")}


def test_the_figures_are_those_of_every_period() -> None:
    text = plan(f"{SITE}\n{LOAD}\ngrid g {{ contracted from 2025-03-01 = 20 MW }}")
    assert drawn(text)["timeline"].chart.table.rows == (
        ("", "2025-01-01", "0.00", "0.00", "0.00", "0.00"),
        ("2025-01-01", "2025-03-01", "0.00", "0.00", "10.00", "-10.00"),
        ("2025-03-01", "", "20.00", "20.00", "10.00", "10.00"),
    )
    short = [each for each in data(drawn(text)["timeline"], "bands") if each["what"] == SHORT]
    assert [(each["start"], each["end"], each["low"], each["high"]) for each in short] == [
        ("2025-01-01", "2025-03-01", 0.0, 10.0)
    ]


def test_sources_stand_on_each_other() -> None:
    text = plan(f"{SITE}\n{LOAD}\ngrid g {{ contracted = 20 MW }}\ngrid h {{ contracted from 2025-02-01 = 5 MW }}")
    found = data(drawn(text)["timeline"], "sources")
    assert [(each["what"], each["start"], each["low"], each["high"]) for each in found] == [
        ("g", "2025-01-01", 0.0, 20.0),
        ("h", "2025-02-01", 20.0, 25.0),
    ]


def test_nothing_is_drawn_where_nothing_changes() -> None:
    assert "timeline" not in drawn(plan(f"{SITE}\ngrid g {{ contracted = 1 MW }}"))
    assert bands(plan(f"{SITE}\n{LOAD}\ngrid g {{ contracted = 20 MW }}")) == set()


def test_the_load_is_drawn_only_where_it_is_known() -> None:
    body = f"{SITE}\npue from 2025-06-01 = 1.2\nload x {{ behind = it; power from 2025-01-01 = 1 MW }}"
    found = data(drawn(plan(f"{body}\ngrid g {{ contracted from 2026-01-01 = 20 MW }}"))["timeline"], "load")
    assert {each["piece"] for each in found} == {0}
    assert found[0]["day"] == "2025-06-01"


def test_a_load_without_a_limit_is_not_drawn_as_a_low_one() -> None:
    text = UNKNOWN.replace("= 1 MW .. 2 MW", "= 1 MW; power from 2026-08-01 = at_least 3 MW")
    line = data(drawn(text)["timeline"], "load")
    assert {(each["day"], each["load"]) for each in line if each["day"] >= "2026-05-01"} == {("2026-08-01", 1.0)}


def test_the_days_drawn_include_as_of() -> None:
    body = f"{SITE}\n{LOAD}\ngrid g {{ contracted = 20 MW }}"
    for as_of in ("2020-01-01", "2025-01-01", "2030-01-01"):
        picture = drawn(plan(body, f"as_of = {as_of}"))["timeline"]
        assert [each["day"] for each in data(picture, "today")] == [as_of]
        first, last = picture.chart.spec["params"][-1]["value"]
        assert first <= as_of < last
    assert data(drawn(plan(body))["timeline"], "today") == []


def test_phases_are_named_below_the_axis_and_apart() -> None:
    phases = "\n".join(f"phase phase_number_{month} = 2025-{month:02}-01" for month in range(1, 13))
    body = f"{phases}\nphase again = 2025-01-01\nphase later = 2035-01-01\n{SITE}\n{LOAD}"
    picture = drawn(plan(f"{body}\ngrid g {{ contracted from 2026-01-01 = 20 MW }}"))["timeline"]
    found = data(picture, "phases")
    assert [each["name"] for each in found][:2] == ["phase_number_1, again", "phase_number_2"]
    assert len(found) == 12
    for lane in range(4):
        days = [each["day"] for each in found if each["name"] and each["lane"] == lane]
        assert all(before < after for before, after in pairwise(days))


def test_sites_are_drawn_over_the_same_days_and_in_the_same_colours() -> None:
    sites = "\n".join(
        f"site s{n} {{ jurisdiction = us\ngrid g {{ contracted from 202{n}-01-01 = 20 MW }} }}" for n in (4, 5)
    )
    found = drawn(plan(sites))
    pictures = [found[name] for name in ("timeline", "timeline_1", "timeline_2")]
    assert len({str(param(each, "days")) for each in pictures}) == 1
    colours = [{row["what"]: row["colour"] for row in data(each, "sources")} for each in pictures]
    assert colours[0] == colours[1] | colours[2]
    for picture, own in zip(pictures, colours, strict=True):
        (scale,) = (
            each["encoding"]["color"]["scale"] for each in picture.chart.spec["layer"] if "color" in each["encoding"]
        )
        assert dict(zip(scale["domain"], scale["range"], strict=True)) == own
    page = compiled(plan(sites))["report.html"]
    assert all(each.svg in page for each in pictures)


@pytest.mark.parametrize("day", ["9500-01-01", "9999-12-01", "9999-12-30", "9999-12-31"])
def test_the_last_change_may_be_as_late_as_the_calendar_goes(day: str) -> None:
    assert "from 2024-01-01 to 9999-12-31" in drawn(late(day))["timeline"].chart.description
    compiled(late(day))


def test_what_is_there_may_leave_on_the_last_day() -> None:
    turbines = "turbines t { rating = 3 MW; from 2025-01-01 until 9999-12-31 }"
    assert "9999-12-31" in compiled(late("9999-12-30", turbines))["report.md"]


def test_what_is_not_known_is_drawn_at_its_worst_with_a_band_and_a_phase_as_its_window() -> None:
    picture = drawn(UNKNOWN)["timeline"]
    assert bands(UNKNOWN) == {MAYBE, BAND}
    assert data(picture, "windows") == [{"start": "2026-04-01", "end": "2026-04-30"}]
    assert "at its worst" in str(param(picture, "note"))
    assert "reported c.facility_load on 2026-06-01" in compiled(UNKNOWN)["report.md"]


def test_what_is_known_has_no_band() -> None:
    assert bands(late("2025-01-01")) == {SHORT}
    assert param(drawn(late("2025-01-01"))["timeline"], "note") == ["c"]


def test_what_never_meets_is_not_drawn_as_short() -> None:
    """The load and the supply at worst, of which one cannot be without the other."""
    together = UNKNOWN.replace("contracted = 3 MW .. 5 MW", "contracted from launch = 3 MW")
    assert SHORT not in bands(together)
    assert data(drawn(together)["timeline"], "windows")
