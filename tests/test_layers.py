"""The house rules that a machine can check: imports, sizes, docstrings, and no reading or printing below the CLI."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import colossusc

PACKAGE = Path(colossusc.__file__).parent
PROJECT = Path(__file__).parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
FREE = ("cli/", "resources.py", "__main__.py", "syntax/build_tables.py")  # may read, write and print
LONG, TOO_LONG = 350, 500
TEXTS = sorted(
    path
    for folder in ("bench", "compiler", "docs", "editors", "grammar", "specs", "templates", "tests", ".ci")
    for path in (PROJECT / folder).rglob("*")
    if path.is_file() and path.suffix not in (".pyc", ".png", ".svg")
)
# places of one machine, and what has no business in a repository
BANNED = re.compile(
    r"(?<![\w.])/(work|root|home|tmp)/|\.(library)/|py(pi)\.org|(chat)gpt|co-authored[-]by", re.IGNORECASE
)


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def test_a_module_imports_only_downwards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    config = str(PROJECT / "pyproject.toml")
    assert lint_imports(config_filename=config, cache_dir=None) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_short_and_says_what_it_is(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(text))
    lines = text.count("\n")
    assert doc, "a module says in its docstring what it is"
    assert lines <= TOO_LONG
    assert lines <= LONG or "reason" in doc, f"{lines} lines need a reason in the docstring"


@pytest.mark.parametrize("module", [m for m in MODULES if not name_of(m).startswith(FREE)], ids=name_of)
def test_the_core_opens_and_prints_nothing(module: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"open", "print", "input", "eval", "exec", "breakpoint"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_public_functions_and_classes_have_docstrings(module: Path) -> None:
    """A node of the tree has its concrete syntax as a comment instead."""
    if name_of(module) == "syntax/nodes.py":
        return
    bare = [
        node.name
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_nothing_is_left_for_later(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert not [word for word in ("TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error") if word in text]
    assert module.stem not in ("util", "utils", "helpers", "misc", "common_utils")


def test_no_text_names_a_place_of_one_machine() -> None:
    found = [
        f"{path.relative_to(PROJECT)}: {match[0]}"
        for path in (*TEXTS, *PROJECT.glob("*.md"), *PROJECT.glob("*.toml"))
        for match in BANNED.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []
