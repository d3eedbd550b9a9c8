"""The picture of supply and load in Mermaid."""

from __future__ import annotations

import re

from colossusc.emit.charts.mermaid import mermaid
from emit.drawing import drawn
from emit.outputs import PROJECT, compiled

PLAN = """
edition = 2026
as_of = 2026-01-01
campus c {
  pue = 1.5
  phase first = 2026-02-01
  phase second = 2026-04-01
  grid g { contracted from first = 2.5 MW; contracted from second = SECOND }
  load l { behind = it; from first; power = 1 MW; power from second = 3 MW }
}
"""


def test_a_bar_and_a_point_for_each_phase() -> None:
    assert mermaid(drawn(PLAN.replace("SECOND", "4 MW"))["supply"].chart)[1:] == (
        "xychart-beta horizontal",
        '  title "Firm supply against facility load by phase, in MW"',
        '  x-axis ["first", "second"]',
        "  y-axis 0 --> 4.5",
        "  bar [2.5, 4.0]",
        "  line [1.5, 4.5]",
    )


def test_what_is_not_known_is_left_out() -> None:
    shown = mermaid(drawn(PLAN.replace("SECOND", "unknown"))["supply"].chart)
    assert "  bar [2.5]" in shown


def test_it_stands_in_the_report() -> None:
    report = compiled((PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8"))["report.md"]
    (block,) = re.findall(r"(?ms)^```mermaid\n(.*?)^```$", report.split("## ")[0])
    phases, bars, line = (re.findall(r'[\w."]+', words) for words in re.findall(r"(?:x-axis|bar|line) \[(.*)\]", block))
    assert len(phases) == len(bars) == len(line) == 10


def test_a_phase_without_any_day_has_no_place() -> None:
    plan = PLAN.replace("SECOND", "4 MW").replace("  grid", "  phase some_day = unknown\n  grid")
    assert '  x-axis ["first", "second"]' in mermaid(drawn(plan)["supply"].chart)
    assert "some_day" not in str(drawn(plan)["schedule"].chart.table)
