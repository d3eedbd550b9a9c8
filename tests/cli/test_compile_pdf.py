"""`compile --to pdf`: written beside the rest, refused at once where what it needs is not installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typst

from colossusc.cli import main
from running import Command

ONE = "campus {name} {{ pue = 1; load l {{ behind = it; power = 1 MW }}; grid g {{ contracted = 2 MW }} }}\n"


@pytest.fixture
def plan(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (project / "plan.colossus").write_text("edition = 2026\n" + ONE.format(name="a"))
    monkeypatch.chdir(project)
    monkeypatch.delenv("COLOSSUSC_DEBUG", raising=False)
    return project / "plan.colossus"


def test_each_campus_has_one(run: Command, plan: Path, project: Path) -> None:
    with plan.open("a") as file:
        file.write(ONE.format(name="b"))
    result = run("compile", "plan.colossus", "-o", "out", "--to", "pdf", "--fail-on", "never")
    assert result.code == 0
    for name in ("a", "b"):
        assert f"out/{name}-report.pdf" in result.err
        assert (project / f"out/{name}-report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("module", ["typst", "font_hanken_grotesk"])
def test_without_the_extra_it_is_refused_before_anything_is_written(
    module: str, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert main.run(["compile", "plan.colossus", "-o", "out", "--to", "pdf"]) == 2
    told = capsys.readouterr().err
    assert f"error: `--to pdf` needs `{module}`, which is not installed\n" in told
    assert "= help: run `pip install 'colossusc[pdf]'`\n" in told
    assert not Path("out").exists()
    assert main.run(["compile", "plan.colossus", "-o", "out", "--fail-on", "never"]) == 0


class Panic(BaseException):
    """What a library in Rust raises where it gives up."""


@pytest.mark.parametrize("error", [typst.TypstError("unknown", "error: unknown", [], []), Panic("index out of bounds")])
def test_what_the_typesetter_refuses_is_a_bug_of_ours(
    error: BaseException, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*arguments: object, **options: object) -> bytes:
        raise error

    monkeypatch.setattr(typst, "compile", refused)
    assert main.run(["compile", "plan.colossus", "-o", "out", "--to", "pdf", "--no-cache"]) == 3
    told = capsys.readouterr().err
    assert "this is a bug in colossusc" in told
    assert "Traceback" not in told
    assert not Path("out").exists()
