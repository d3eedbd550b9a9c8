"""Findings as people read them: each case is a golden of its full text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.diagnostic import Diagnostic, Fix, Label, Ledger, LedgerLine
from colossusc.show import short, text
from colossusc.show.visible import visible, width
from colossusc.source import Source, Span

PLAN = Source(
    "colossus_1.colossus",
    "\n" * 45
    + "    contracted from 2026-02-11 = 300 MW\n"
    + "    approval vote_2024 { by = tva_board; granted = 2024-11-07; limit = 150 MW; curtailment = 30 min }\n",
)
PACK = Source("rules/tva.colossus", "\n" * 13 + "  when g.contracted_firm > threshold\n", library=True)


def span(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


VOTE = Diagnostic(
    "TVA001",
    "error",
    "`mlgw` contracts 300 MW firm, and no TVA Board vote covers it",
    span(PLAN, "contracted from 2026-02-11 = 300 MW"),
    "from 2026-02-11 on",
    (
        Label(span(PACK, "g.contracted_firm > threshold"), "limit set by this rule: 100 MW"),
        Label(span(PLAN, "vote_2024"), "covers 150 MW, 150 MW too little"),
    ),
    sources=("TVA large-load policy [tva_large_load], in force since 2024-01-01",),
    helps=("add `approval vote { by = tva_board; granted = …; limit = 300 MW }`,\nor keep firm service below 100 MW",),
)


def test_the_finding_of_the_contract() -> None:
    assert (
        text.show([VOTE], colored=False)
        == """\
error[TVA001]: `mlgw` contracts 300 MW firm, and no TVA Board vote covers it
  ┌─ colossus_1.colossus:46:5
46│     contracted from 2026-02-11 = 300 MW
  │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from 2026-02-11 on
  ┌─ colossus_1.colossus:47:14
47│     approval vote_2024 { by = tva_board; granted = 2024-11-07; limit = 150 MW; curtailment = 30 min }
  │              --------- covers 150 MW, 150 MW too little
  ┌─ rules/tva.colossus:14:8
14│   when g.contracted_firm > threshold
  │        ----------------------------- limit set by this rule: 100 MW
  = source: TVA large-load policy [tva_large_load], in force since 2024-01-01
  = help: add `approval vote { by = tva_board; granted = …; limit = 300 MW }`,
          or keep firm service below 100 MW"""
    )


def test_colour_changes_nothing_but_colour() -> None:
    colored = text.show([VOTE], colored=True)
    assert "\x1b[1;31merror[TVA001]\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == text.show([VOTE], colored=False)


def test_a_ledger_is_a_table_with_the_sums_under_a_rule() -> None:
    ledger = Ledger(
        "2025-07-02",
        (
            LedgerLine("h100", "127.5 MW", span(PLAN, "contracted"), "12,500 systems × 10.2 kW"),
            LedgerLine("网络", "900 kW"),
            LedgerLine("facility load", "180.6 MW", strong=True),
            LedgerLine("margin", "-30.6 MW", strong=True),
        ),
    )
    found = Diagnostic("POW001", "warning", "short by 30.6 MW", None, ledger=ledger, notes=("a note",))
    assert (
        text.show([found], colored=False)
        == """\
warning[POW001]: short by 30.6 MW
 = on 2025-07-02:
     h100           127.5 MW  12,500 systems × 10.2 kW  colossus_1.colossus:46
     网络             900 kW
     ───────────────────────
     facility load  180.6 MW
     margin         -30.6 MW
 = note: a note"""
    )


def test_labels_on_one_line_share_it_and_tabs_and_wide_letters_keep_the_marks_in_place() -> None:
    source = Source("a.colossus", '\tgrid "名前\u202e" mlgw {\n  x = 1\n}\r\n')
    found = Diagnostic(
        "C0301", "note", "m", span(source, "mlgw"), "here",
        (Label(span(source, "grid"), "kind"), Label(span(source, "{\n  x = 1\n}"), "all of it")),
        fixes=(
            Fix(span(source, "mlgw"), "mlgw_2"),
            Fix(span(source, " = 1"), ""),
            Fix(Span(source, 0, 0), "campus"),
        ),
    )  # fmt: skip
    assert (
        text.show([found], colored=False)
        == """\
note[C0301]: m
 ┌─ a.colossus:1:13
1│     grid "名前\\u{202e}" mlgw {
 │                         ^^^^ here
 │     ---- kind
 │                              - all of it, to line 3
 = fix: write `mlgw_2` instead of `mlgw`
 = fix: leave out ` = 1`
 = fix: add `campus`"""
    )


@pytest.mark.parametrize("size", [200, 10_000_000])
def test_a_long_line_is_cut_around_its_marks(size: int) -> None:
    source = Source("a.colossus", "x" * size + "HERE" + "y" * size)
    found = Diagnostic("C0101", "error", "m", Span(source, size, size + 4), "here")
    _, place, line, marks = text.show([found], colored=False).split("\n")
    assert place == f" ┌─ a.colossus:1:{size + 1}"
    assert line == "1│ …" + "x" * 12 + "HERE" + "y" * 104 + "…"
    assert marks == " │ " + " " * 13 + "^^^^ here"


def test_the_end_of_a_long_line_fills_the_screen() -> None:
    source = Source("a.colossus", "x" * 200 + "HERE")
    found = Diagnostic("C0101", "error", "m", Span(source, 200, 204))
    _, _, line, marks = text.show([found], colored=False).split("\n")
    assert (line, marks) == ("1│ …" + "x" * 116 + "HERE", " │ " + " " * 117 + "^^^^")


def test_a_place_at_the_end_of_a_file_without_text() -> None:
    found = Diagnostic("C0101", "error", "m", Span(Source("a.colossus", ""), 0, 0), "expected a value")
    assert text.show([found], colored=False) == (
        "error[C0101]: m\n ┌─ a.colossus:1:1\n1│\n │ ^ expected a value"
    )  # fmt: skip


def test_short_is_a_line_each() -> None:
    nowhere = Diagnostic("C0701", "error", "there is no file `x\n`")
    assert short.show([VOTE, nowhere], colored=False) == (
        "colossus_1.colossus:46:5: error[TVA001]: `mlgw` contracts 300 MW firm, and no TVA Board vote covers it\n"
        "error[C0701]: there is no file `x\\u{a}`"
    )


@pytest.mark.parametrize(
    ("char", "shown"),
    [("\x1b", "\\u{1b}"), ("\u200b", "\\u{200b}"), ("\u2066", "\\u{2066}"), ("\u00a0", " "), ("\ud800", "\\u{d800}"),
     ("\u3164", "\\u{3164}"), ("\u2028", "\\u{2028}"), ("é", "é"), ("名", "名"), ("\u00ad", "\\u{ad}")],
)  # fmt: skip
def test_nothing_unseen_reaches_the_terminal(char: str, shown: str) -> None:
    assert visible(f"a{char}b") == f"a{shown}b"


@given(st.text(), st.integers(0, 60), st.integers(0, 60), st.text())
def test_no_text_breaks_the_picture(content: str, start: int, length: int, label: str) -> None:
    source = Source("a.colossus", content)
    start = min(start, len(content))
    place = Span(source, start, min(start + length, len(content)))
    shown = text.show([Diagnostic("C0101", "error", label, place, label, (Label(place, label),))], colored=False)
    assert all(line.isprintable() for line in shown.split("\n"))
    assert shown.count("\n") == 4
    assert max(width(line) for line in shown.split("\n")[2:3]) <= 1500
