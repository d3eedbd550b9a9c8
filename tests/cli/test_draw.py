"""`colossusc draw`: where the pictures go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from running import Command

PLAN = """
campus c {
  pue = 1
  phase one = 2024-01-01
  phase two = 2025-01-01
  site s { jurisdiction = [us_tx]; load l { behind = it; power from one = 5 MW; power from two = 6 MW } }
}
"""


@pytest.fixture
def plan(project: Path) -> Path:
    path = project / "plan.colossus"
    path.write_text(PLAN)
    return path


def test_one_picture_goes_to_stdout(run: Command, plan: Path) -> None:
    result = run("draw", "plan.colossus", "--phase", "two")
    assert result.code == 0
    assert result.out.startswith("<svg ")
    assert "Δ was 5 MW" in result.out
    assert result.err == ""
    assert run("draw", "plan.colossus", "--date", "2023-06-01", "--symbols", "iec").out.startswith("<svg ")


def test_several_pictures_need_a_folder(run: Command, plan: Path, project: Path) -> None:
    result = run("draw", "plan.colossus")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: these are 2 pictures\n")
    assert run("draw", "plan.colossus", "-o", "a.svg").code == 2
    result = run("draw", "plan.colossus", "-o", "out")
    names = [os.path.join("out", name) for name in ("one_line-one.svg", "one_line-two.svg")]
    assert (result.code, result.err) == (0, f"wrote {', '.join(names)}\n")
    assert sorted(path.name for path in (project / "out").glob("*.svg")) == ["one_line-one.svg", "one_line-two.svg"]
    assert run("draw", "plan.colossus", "-o", "out").code == 0


def test_a_file_that_is_no_picture_of_ours_is_kept(run: Command, plan: Path, project: Path) -> None:
    mine = project / "mine.svg"
    mine.write_text("<svg/>")
    result = run("draw", "plan.colossus", "--phase", "one", "-o", "mine.svg")
    assert result.code == 2
    assert "was not drawn by colossusc" in result.err
    assert mine.read_text() == "<svg/>"
    assert run("draw", "plan.colossus", "--phase", "one", "-o", "mine.svg", "--force").code == 0
    assert run("draw", "plan.colossus", "--phase", "two", "-o", "mine.svg").code == 0
    assert run("draw", "plan.colossus", "--phase", "two").out == mine.read_text()


def test_what_cannot_be_drawn_is_told(run: Command, plan: Path, project: Path) -> None:
    assert (
        "draw a phase or a date, not both" in run("draw", "plan.colossus", "--phase", "one", "--date", "2025-01-01").err
    )
    result = run("draw", "plan.colossus", "--phase", "tow")
    assert (result.code, result.out) == (2, "")
    assert "there is no phase `tow`, did you mean `two`?\n  = help: the plan has `one`, `two`" in result.err
    plan.write_text("campus c { pu = 1 }")
    result = run("draw", "plan.colossus")
    assert (result.code, result.err.splitlines()[1]) == (2, "  = help: `colossusc check` tells why")


def test_long_names_of_campus_scenario_and_phase_make_a_file(run: Command, project: Path) -> None:
    long = "a" * 90
    text = (
        PLAN.replace("campus c", f"campus {long}")
        .replace("phase two", f"phase {long}x")
        .replace("from two", "from one")
    )
    text = text.replace("power from one = 5 MW; ", "")
    (project / "plan.colossus").write_text(f"{text}\ncampus d {{ pue = 1; site s {{ jurisdiction = [us_tx] }} }}")
    result = run("draw", "plan.colossus", "-o", "out")
    assert result.code == 0, result.err
    assert len(list((project / "out").glob("*.svg"))) == 3
