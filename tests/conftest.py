"""What every test may use: a compiler without files, a command line in a folder of its own, and goldens."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from colossusc.pipeline import Checked
from colossusc.testing import check_text
from running import Command

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the command line runs a thousand times: its modules compile once


class CompileText(Protocol):
    """Checks a plan given as text; further files it imports are given by name."""

    def __call__(self, text: str, as_of: int | None = None, **files: str) -> Checked: ...


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keeps the tests out of the user's cache folder."""
    os.environ["COLOSSUS_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what comes out as what must come out")


@pytest.fixture(scope="session")
def compile_text() -> CompileText:
    """`compile_text("campus c { … }", more="let a = 1")`: the text is `plan.colossus`, others are `NAME.colossus`."""

    return check_text


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty folder that is a project root."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    return root


@pytest.fixture
def run(project: Path) -> Command:
    """`run("check", "plan.colossus")`: runs the command line in `project`."""
    return Command(project)


@pytest.fixture(scope="session")
def golden(pytestconfig: pytest.Config) -> Callable[[Path, str], None]:
    """`golden(path, text)`: the file must hold the text, byte for byte; `--update-golden` makes it so."""

    def compare(path: Path, text: str) -> None:
        if pytestconfig.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path} is missing: read what comes out, then run pytest --update-golden"
        assert path.read_bytes().decode() == text

    return compare
