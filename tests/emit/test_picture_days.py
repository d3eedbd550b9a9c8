"""Plans that reach to the end of the calendar: every output stays inside it."""

from __future__ import annotations

import pytest

from emit.outputs import compiled


def plan(day: str, more: str = "") -> str:
    return f"""
campus c {{
  pue = 1
  site s {{
    jurisdiction = us_tx
    load l {{ behind = it; power from 2024-01-01 = 1 MW; power from {day} = 2 MW }}
    {more}
  }}
}}
"""


@pytest.mark.parametrize("day", ["9500-01-01", "9999-12-01", "9999-12-30", "9999-12-31"])
def test_the_last_change_may_be_as_late_as_the_calendar_goes(day: str) -> None:
    assert "from 2024-01-01 to 9999-12-31. Hatched" in compiled(plan(day))["report.html"]


def test_what_is_there_may_leave_on_the_last_day() -> None:
    turbines = "turbines t { rating = 3 MW; from 2025-01-01 until 9999-12-31 }"
    assert "9999-12-31" in compiled(plan("9999-12-30", turbines))["report.md"]


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


def test_what_is_not_known_is_drawn_at_its_worst_with_a_band_and_a_phase_as_its_window() -> None:
    outputs = compiled(UNKNOWN)
    page = outputs["report.html"]
    for shape in ("maybe", "band", "window"):
        assert f'<rect class="{shape}"' in page
        assert f'<span class="swatch {shape}"></span>' in page
    assert "facility load, at worst" in page
    assert "</code>, at worst</li>" in page
    assert "reported c.facility_load on 2026-06-01" in outputs["report.md"]


def test_what_is_known_has_no_band() -> None:
    page = compiled(plan("2025-01-01"))["report.html"]
    assert 'class="band"' not in page
    assert 'class="maybe"' not in page
    assert "at worst</li>" not in page


def test_what_never_meets_is_not_drawn_as_short() -> None:
    """The load and the supply at worst, of which one cannot be without the other."""
    together = UNKNOWN.replace("contracted = 3 MW .. 5 MW", "contracted from launch = 3 MW")
    page = compiled(together)["report.html"]
    assert 'class="window"' in page
    assert 'class="lack"' not in page
