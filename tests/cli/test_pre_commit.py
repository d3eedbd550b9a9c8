"""The hooks that a project names in its `.pre-commit-config.yaml`, run as pre-commit runs them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from running import Command, Result

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
PART = "part unit : turbine {\n  rating = 10 MW\n}\n"
PLAN = 'import "parts.colossus"\n\ncampus c {\n  pue = 1.1\n  require 1 MW > 0 MW\n}\n'

pytestmark = pytest.mark.skipif(not HOOKS.is_file(), reason="hooks are of the checkout, not of the wheel")


def hook(name: str) -> dict[str, Any]:
    (found,) = [each for each in yaml.safe_load(HOOKS.read_text()) if each["id"] == name]
    return dict(found)


def committed(run: Command, name: str, *changed: str) -> Result | None:
    """What a hook says of a commit of some files; None where it is not run."""
    found = hook(name)
    files = [each for each in changed if re.search(found["files"], each)]
    if not files:
        return None
    program, *words = shlex.split(found["entry"])
    assert program == "colossusc"
    return run(*words, *found.get("args", ()), *(files if found.get("pass_filenames", True) else ()))


def test_a_plan_is_checked_when_a_file_that_it_imports_changes(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(PLAN)
    (project / "parts.colossus").write_text(PART)
    good = committed(run, "colossusc-check", "parts.colossus")
    assert good is not None
    assert good.code == 0
    (project / "parts.colossus").write_text(PART.replace("MW", "MWh"))
    bad = committed(run, "colossusc-check", "parts.colossus")
    assert bad is not None
    assert bad.code == 1
    assert "parts.colossus" in bad.err


def test_a_change_of_settings_is_checked_and_one_of_other_files_is_not(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(PLAN.replace("0 MW", "2 MW").partition("\n\n")[2])
    failed = committed(run, "colossusc-check", "colossus.toml")
    assert failed is not None
    assert failed.code == 1
    assert committed(run, "colossusc-check", "README.md", "my_colossus.toml") is None


def test_changed_files_are_laid_out(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text("campus c {pue=1.1}\n")
    (project / "other.colossus").write_text("campus c {pue=1.1}\n")
    result = committed(run, "colossusc-fmt", "plan.colossus", "plan.csv")
    assert result is not None
    assert result.code == 0  # that the file has changed stops the commit
    assert (project / "plan.colossus").read_text() == "campus c { pue = 1.1 }\n"
    assert (project / "other.colossus").read_text() == "campus c {pue=1.1}\n"
