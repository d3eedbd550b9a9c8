"""The parser: equal to Lark on every right text, never raising on any, and without a limit on the length of a sum."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark.exceptions import UnexpectedInput

from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.parse import parse
from lark_reference import enclosed, plain, reference
from strategies import files

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.colossus"))
TEXTS = [path.read_text(encoding="utf-8") for path in PROGRAMS]
ALSO_RIGHT = {"C0112", "C0902", "C0903"}  # what the grammar allows and the parser refuses


def errors(text: str) -> list[str]:
    return [found.code for found in parse(Source("plan.colossus", text))[1] if found.severity == "error"]


def held_equal(text: str) -> None:
    """Both parsers refuse a text, or both give the same tree with the same positions."""
    file, _ = parse(Source("plan.colossus", text))
    wrong = [code for code in errors(text) if code not in ALSO_RIGHT]
    try:
        expected = reference(text)
    except UnexpectedInput:
        assert wrong
        return
    assert not wrong
    assert plain(file.body) == plain(expected)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_examples_parse_as_with_lark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    file, found = parse(Source(path.name, text))
    assert not found
    assert plain(file.body) == plain(reference(text))
    enclosed(file)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_examples_cut_anywhere_parse_as_with_lark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        held_equal(line)
        held_equal(f"{line}\n")
        held_equal(f"x {{{line}\n}}\n")


@given(files())
@settings(max_examples=150, deadline=None)
def test_generated_files_parse_as_with_lark(text: str) -> None:
    file, found = parse(Source("plan.colossus", text))
    assert not [problem for problem in found if problem.severity == "error"]
    assert plain(file.body) == plain(reference(text))
    enclosed(file)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_texts_are_refused_exactly_where_lark_refuses_them(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    lines = text.splitlines(keepends=True)
    first = data.draw(st.integers(0, len(lines) - 1))
    piece = "".join(lines[first : first + data.draw(st.integers(1, 8))])
    at = data.draw(st.integers(0, len(piece)))
    end = min(len(piece), at + data.draw(st.integers(0, 4)))
    insert = data.draw(
        st.sampled_from(("", " ", "\n", "=", "(", ")", "[", "]", "{", "}", "5", "x", '"', ";", "-", "in", "."))
    )
    held_equal(piece[:at] + insert + piece[end:])


@given(st.text(st.characters()))  # lone surrogates too
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_parser_raise(text: str) -> None:
    parse(Source("plan.colossus", text))


@given(
    st.lists(
        st.sampled_from('{}()[]=\n;#".,:+-*<> ') | st.sampled_from(("a", "5", "5 MW", "from", "if", "not")), max_size=40
    )
)
@settings(max_examples=500, deadline=None)
def test_no_heap_of_tokens_makes_the_parser_raise(tokens: list[str]) -> None:
    held_equal("".join(tokens))


def test_a_long_sum_is_flat() -> None:
    file, found = parse(Source("plan.colossus", "x = " + " + ".join(["1 MW"] * 50_000)))
    assert not found
    (statement,) = file.body
    assert isinstance(statement, nodes.Assignment)
    assert isinstance(statement.value.expr, nodes.Chain)
    assert len(statement.value.expr.rest) == 49_999


@pytest.mark.parametrize(
    "text",
    [
        "a {" * 20_000 + "}" * 20_000,
        "x = " + "(" * 20_000 + "1" + ")" * 20_000,
        "x = " + "[" * 20_000 + "]" * 20_000,
        "x = " + "f(" * 20_000 + ")" * 20_000,
        "x = " + "-" * 20_000 + "1",
        "require " + "not " * 20_000 + "a",
        "x = " + "if a then b else " * 20_000 + "c",
    ],
    ids=["blocks", "brackets", "lists", "calls", "minus", "not", "if"],
)
def test_nesting_beyond_the_limit_is_reported_once(text: str) -> None:
    assert errors(text) == ["C0902"]


def test_nesting_at_the_limit_is_allowed() -> None:
    assert not errors("a {" * 100 + "}" * 100)
    assert not errors("x = " + "(" * 100 + "1" + ")" * 100)
    assert errors("a {" * 101 + "}" * 101) == ["C0902"]
    assert errors("x = " + "(" * 101 + "1" + ")" * 101) == ["C0902"]


def test_a_broken_block_counts_as_a_level() -> None:
    assert set(errors(") {" * 2_000)) == {"C0105", "C0902", "C0103"}


def test_a_file_may_hold_ten_megabytes() -> None:
    assert errors(" " * 10_000_001) == ["C0901"]
    assert errors("\u2007" * 3_400_000) == ["C0901"]
    assert not errors(" " * 10_000_000)


def test_comments_are_kept_in_order() -> None:
    text = "# a\nx = 1  # b\n) = 2  # c\ny = [1,  # d\n 2] # e\nz = max(1,\n w = ) # f\n#g"
    file, _ = parse(Source("plan.colossus", text))
    assert [text[start:end] for start, end in file.comments] == ["# a", "# b", "# c", "# d", "# e", "# f", "#g"]
