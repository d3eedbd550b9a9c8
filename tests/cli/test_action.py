"""The GitHub action: the step that checks, run as a runner runs it, in a repository with a change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
import yaml

ROOT = Path(__file__).parents[2]
PLAN = "as_of = 2026-01-01\ncampus c {\n  pue = 1.5\n  site s { jurisdiction = us }\n  grid g { contracted = 10 MW }\n"
PLAN += "  load l { behind = it; power = 4 MW }\n}\n"

pytestmark = pytest.mark.skipif(
    not (ROOT / "action.yml").is_file() or os.name == "nt", reason="the action is of the checkout, and runs in bash"
)


@attrs.frozen
class Ran:
    """What the step left."""

    code: int
    out: str
    summary: str
    outputs: dict[str, str]


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=N", "-c", "user.email=n@n.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A repository whose last commit makes a plan fail."""
    plans = tmp_path / "repository" / "plans"
    plans.mkdir(parents=True)
    git(plans.parent, "init", "-q")
    (plans / "plan.colossus").write_text(PLAN)
    git(plans.parent, "add", ".")
    git(plans.parent, "commit", "-qm", "a plan")
    (plans / "plan.colossus").write_text(PLAN.replace("4 MW", "7 MW"))
    git(plans.parent, "commit", "-qam", "more load")
    return plans.parent


def ran(repository: Path, paths: str = "plans", fail_on: str = "error", base: str = "HEAD~1") -> Ran:
    place = repository.parent
    files = {name: place / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
    for file in files.values():
        file.write_text("")
    command = place / "bin" / "colossusc"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m colossusc "$@"\n')
    command.chmod(0o755)
    env = {**os.environ, **{name: str(file) for name, file in files.items()}}
    env |= {"PATHS": paths, "FAIL_ON": fail_on, "BASE": base, "OUTPUT": str(place / "output")}
    env["PATH"] = f"{command.parent}{os.pathsep}{env['PATH']}"
    done = subprocess.run(
        [str(ROOT / "action" / "run")],
        cwd=repository,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return Ran(done.returncode, done.stdout, files["GITHUB_STEP_SUMMARY"].read_text(), outputs)


def test_a_change_that_fails_is_told(changed: Path) -> None:
    found = ran(changed)
    assert found.code == 1
    assert "::error file=plans/plan.colossus,line=5" in found.out
    assert "**Verdict: fails from 2026-01-01 on" in found.summary
    assert "holds → fails" in found.summary
    assert "```mermaid\n" in found.summary
    assert "**new error PWR001**" in found.summary
    assert json.loads(Path(found.outputs["sarif"]).read_text())["version"] == "2.1.0"
    assert {"report.html", "report.xlsx", "one_line.svg"} <= {
        path.name for path in Path(found.outputs["reports"]).iterdir()
    }
    assert ran(changed, fail_on="never").code == 0


def test_what_keeps_the_difference_from_being_told_is_said(changed: Path) -> None:
    assert "as 0123456789 was not fetched" in ran(changed, base="0123456789").summary
    (changed / "plans" / "plan.colossus").write_text(PLAN.replace("4 MW", "4 MWh"))
    assert "could not be told:" in ran(changed).summary


def test_without_a_base_there_is_no_difference(changed: Path) -> None:
    found = ran(changed, base="")
    assert (found.code, "→" in found.summary) == (1, False)


def test_a_plan_with_mistakes_has_no_report(changed: Path) -> None:
    (changed / "plans" / "plan.colossus").write_text(PLAN.replace("4 MW", "4 MWh"))
    found = ran(changed)
    assert found.code == 1
    assert "The plans have mistakes" in found.summary
    assert set(found.outputs) == {"sarif"}


def test_a_template_that_is_wrong_fails_and_is_not_called_a_mistake_of_the_plan(changed: Path) -> None:
    (changed / "colossus.toml").write_text('[templates]\n"memo.md" = "memo.md.j2"\n')
    (changed / "memo.md.j2").write_text("{{ nosuch }}")
    done = ran(changed)
    assert done.code == 2
    assert "title=C0722" in done.out
    assert done.summary.startswith("# There is no report\n")
    assert "mistakes" not in done.summary.split("\n## ")[0]
    assert "reports" not in done.outputs


def test_what_is_not_there_is_no_finding(changed: Path) -> None:
    found = ran(changed, paths="nowhere.colossus")
    assert (found.code, found.outputs) == (2, {})
    assert "could not be read" in found.summary


def test_no_word_of_a_change_is_run(changed: Path) -> None:
    ran(changed, paths="$(touch${IFS}owned) `touch owned` ;touch owned", base="$(touch owned)")
    ran(changed, base="--output=owned")
    assert not (changed / "owned").exists()
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    assert all("${{" not in step.get("run", "") for step in steps)
    assert steps[2]["run"] == '"$GITHUB_ACTION_PATH/action/run"'
