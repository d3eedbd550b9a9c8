"""The fleets of the benchmark: the same for everyone, and fit to be measured. Nothing here is timed."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from running import Command

_GENERATE = Path(__file__).parents[1] / "bench" / "generate.py"


@pytest.fixture(scope="module")
def generate() -> dict[str, Any]:
    """What `bench/generate.py` defines."""
    return run_path(str(_GENERATE))


@pytest.fixture(scope="module")
def fleet(generate: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A fleet of 1,000 lines, as `.colossus` and as HCL2."""
    colossus, hcl = generate["write"](1_000, tmp_path_factory.mktemp("fleet"))
    return colossus, hcl


def test_a_fleet_is_the_same_every_time_and_as_large_as_asked(
    generate: dict[str, Any], fleet: tuple[Path, Path]
) -> None:
    again = generate["fleet"](1_000)
    for path, lines in zip(fleet, (again.colossus, again.hcl), strict=True):
        assert path.read_text(encoding="utf-8").splitlines() == lines
        assert len(lines) == 1_000


def test_a_fleet_has_its_share_of_dates_citations_and_mistakes(generate: dict[str, Any]) -> None:
    made = generate["fleet"](10_000)
    assert made.dated >= 3_000
    assert made.cited >= 3_000
    assert 450 <= made.mistakes <= 550


def test_a_fleet_is_checked_and_its_mistakes_are_found(fleet: tuple[Path, Path], run: Command) -> None:
    result = run("check", "--message-format", "short", fleet[0])
    assert result.code == 1
    for code in ("C0101", "C0205", "C0208", "C0302", "C0308", "C0402", "C0501", "C0506"):
        assert f"error[{code}]" in result.err


def test_a_project_has_no_mistakes(generate: dict[str, Any], tmp_path: Path, run: Command) -> None:
    paths = generate["project"](3, tmp_path)
    assert len(paths) == 3
    result = run("check", "--message-format", "short", tmp_path)
    assert "error[C" not in result.err
    assert result.err.count("campus_") > 0


def test_what_is_solved_for_is_in_the_first_file_of_a_project(
    generate: dict[str, Any], tmp_path: Path, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(_GENERATE.parent))
    bench = run_path(str(_GENERATE.with_name("run.py")))
    asked = {case.name: case.command[2:] for case in bench["project_cases"](tmp_path / "bench")}
    assert run(*asked["one file"]).code == 0
    solved = run(*asked["solve"])
    assert (solved.code, solved.out.split(" ")[:2]) == (0, ["most", "`main.h100.count`"])
    assert run(*asked["compile"]).code == 0
    assert "| the most `main.h100.count` |" in (tmp_path / "bench" / "out" / "campus_0000-report.md").read_text(
        encoding="utf-8"
    )


def test_the_same_content_is_valid_hcl(fleet: tuple[Path, Path]) -> None:
    hcl2 = pytest.importorskip("hcl2")
    parsed = hcl2.loads(fleet[1].read_text(encoding="utf-8"))
    lines = fleet[0].read_text(encoding="utf-8").splitlines()
    assert [name for campus in parsed["campus"] for name in campus] == [
        line.split()[1] for line in lines if line.startswith("campus ")
    ]
