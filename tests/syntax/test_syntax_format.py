"""The formatter: one form, the same tree, every comment with its statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.format import format_source, same
from colossusc.syntax.parse import parse
from strategies import files

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.colossus"))
CASES = (Path(__file__).parent / "format.colossus").read_text(encoding="utf-8").split("=====\n")


def tree(text: str) -> nodes.File:
    file, found = parse(Source("plan.colossus", text))
    assert not [problem for problem in found if problem.severity == "error"]
    return file


def formatted(text: str) -> str:
    return format_source(Source("plan.colossus", text), tree(text))


def comments(text: str) -> list[str]:
    """What the comments say, in order, whatever their spacing."""
    return [text[start:end].lstrip("# \t!").strip() for start, end in tree(text).comments]


def held(text: str) -> None:
    once = formatted(text)
    assert same(tree(text), tree(once))
    assert formatted(once) == once
    assert comments(once) == comments(text)
    assert not [line for line in once.splitlines() if line != line.rstrip(" \t")] or '"' in once or "#" in once


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.strip().splitlines()[0][:40])
def test_form(case: str) -> None:
    """In `format.colossus`, cases are divided by `=====`, and what is written from its form by `-----`."""
    written, form = case.split("-----\n")
    assert formatted(written) == form
    held(written)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_examples(path: Path) -> None:
    held(path.read_text(encoding="utf-8"))


@given(files())
@settings(max_examples=150, deadline=None)
def test_generated_files(text: str) -> None:
    held(text)


def test_line_ends_and_marks_become_plain() -> None:
    assert formatted("\ufeffa = 1\r\nb {\r\n  c = 2 # x\r\n}") == "a = 1\nb {\n  c = 2  # x\n}\n"


def test_nothing_stays_nothing() -> None:
    assert formatted("") == ""
    assert formatted("\n\n ;;\n") == ""


@pytest.mark.parametrize(
    "text", ["a  =  = 1\n", "b {\n  a  =  1\n", "a  =  1 }\n", 'a  =  "x\n', "b { c { a  =  = } }", "a  =  €"]
)
def test_a_broken_file_comes_back_as_it_is(text: str) -> None:
    source = Source("plan.colossus", text)
    assert format_source(source, parse(source)[0]) == text


def test_same_sees_every_difference() -> None:
    assert same(tree("a = 5MW [b]"), tree("a   =   5  MW[b]  # c"))
    for other in (
        "a = 5 kW [b]",
        "a = 5 MW",
        "a = 5 MW [c]",
        "b = 5 MW [b]",
        "a from x = 5 MW [b]",
        "a = 5 MW [b]; c = 1",
        "a { }",
    ):
        assert not same(tree("a = 5 MW [b]"), tree(other))
