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
