"""The tables that ship are those of the grammar, and the grammar has no conflict."""

from __future__ import annotations

import subprocess
import sys

from colossusc.resources import resource
from colossusc.syntax import build_tables
from colossusc.syntax.reserved import RESERVED, is_name
from colossusc.syntax.tables import tables


def test_the_tables_are_those_of_the_grammar() -> None:
    """If this fails: `python -m colossusc.syntax.build_tables > grammar/colossus.tables.json`."""
    assert resource("grammar/colossus.tables.json").read_text() == build_tables.tables()


def test_the_grammar_has_no_conflict() -> None:
    assert not [line for line in build_tables.conflicts() if "onflict" in line]


def test_a_conflict_would_be_seen() -> None:
    grammar = 'start: a | b\na: "x" | "x" a a\nb: "y"\n'
    assert [line for line in build_tables.conflicts(grammar) if "onflict" in line]


def test_the_reserved_words_are_those_of_the_grammar() -> None:
    assert {word for word in tables().words if word.replace("_", "").isalpha()} == RESERVED


def test_a_word_after_a_number_is_a_unit_unless_it_is_reserved() -> None:
    grammar = tables()
    for word in sorted(RESERVED):
        kinds = [grammar.names[kind] for kind, _, _ in grammar.tokens(f"5 {word}")]
        assert kinds == ["NUMBER", word.upper(), "$END"]


def test_the_grammar_is_one_page() -> None:
    lines = resource("grammar/colossus.lark").read_text().splitlines()
    assert len(lines) <= 120
    assert max(map(len, lines)) <= 500


def test_the_parser_works_without_lark() -> None:
    program = (
        "import sys; from colossusc.source import Source; from colossusc.syntax.parse import parse; "
        "parse(Source('plan.colossus', 'a = 5 MW')); print('lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_names() -> None:
    assert is_name("smt_130")
    assert not is_name("from")
    assert not is_name("5a")
    assert not is_name("café")
