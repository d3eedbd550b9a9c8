"""`--lang`: people read another language, the terminal and machines do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Command

PLAN = """
as_of = 2024-06-01
campus c "Somewhere" {
  pue = 1
  phase two = 2025-01-01
  site s { jurisdiction = [us_tx]; load l { behind = it; power = 5 MW; power from two = 6.5 MW } }
}
"""


@pytest.fixture
def plan(project: Path) -> Path:
    path = project / "plan.colossus"
    path.write_text(PLAN)
    return path


def page(project: Path) -> str:
    return (project / "out/report.html").read_text(encoding="utf-8")


def test_a_report_in_french(run: Command, plan: Path, project: Path) -> None:
    result = run("compile", "plan.colossus", "-o", "out", "--lang", "fr")
    assert result.code == 1
    assert "error[PWR001]: firm supply is 0 MW for a facility load of 6.5 MW" in result.err
    assert '<html lang="fr">' in page(project)
    assert "la puissance garantie est de 0\u00a0MW" in page(project)
    assert '"firm supply is 0 MW' in (project / "out/ir.json").read_text(encoding="utf-8")


def test_it_is_a_setting(run: Command, plan: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "colossus.toml").write_text('lang = "fr"\n')
    run("compile", "plan.colossus", "-o", "out")
    assert '<html lang="fr">' in page(project)
    monkeypatch.setenv("COLOSSUS_LANG", "en")
    run("compile", "plan.colossus", "-o", "out")
    assert '<html lang="en">' in page(project)


def test_stdin_is_read_once(run: Command, project: Path) -> None:
    run("compile", "-", "-o", "out", "--lang", "fr", stdin=PLAN.encode())
    assert '<html lang="fr">' in page(project)


def test_a_language_that_there_is_not(run: Command, plan: Path) -> None:
    result = run("compile", "plan.colossus", "-o", "out", "--lang", "xx")
    assert result.code == 2
    assert "'xx' is not one of 'en', 'fr'" in result.err


def test_a_one_line_in_french(run: Command, plan: Path) -> None:
    drawn = run("draw", "plan.colossus", "--phase", "two", "--lang", "fr").out
    assert "Schéma unifilaire" in drawn
    assert "6,5\u00a0MW" in drawn
    assert "Planning one-line" not in drawn


def test_an_own_template_is_in_french_and_sorts_its_figures(run: Command, plan: Path, project: Path) -> None:
    (project / "colossus.toml").write_text('[templates]\n"memo.txt" = "memo.txt.j2"\n')
    (project / "memo.txt.j2").write_text('{{ language }} {{ ["10,5 MW", "9,25 MW", "9,5 MW"]|by_figure|join("; ") }}')
    run("compile", "plan.colossus", "-o", "out", "--lang", "fr")
    assert (project / "out/memo.txt").read_text() == "fr 9,25 MW; 9,5 MW; 10,5 MW"
