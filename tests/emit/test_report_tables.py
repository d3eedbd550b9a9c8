"""Every table of `report.md` is one that a Markdown reader takes for a table: all its lines have as many cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from emit.outputs import PROJECT, compiled

CAMPUSES = sorted((PROJECT / "specs/campuses").glob("*.colossus"))

TRANSFORMED = """
edition = 2026
as_of = 2026-01-01
campus c {
  pue = 1.2
  ambient = 35 degC
  site a {
    jurisdiction = us
    elevation = 300 m
    grid ga { contracted = 70 MW; interruptible = 10 MW; energised = 65 MW }
    transformers x[1..3] { rating = 25 MVA; power_factor = 0.95; fed_by = [ga] }
    turbines t[1..3] { rating = 10 MW; derate = 0.7 %/degC; altitude_derate = 10 %/km }
    permit p { covers = [t]; granted = 2025-01-01; expires = 2026-06-30 }
    load l { behind = it; power = 50 MW }
  }
  contingency n_1 { lose any of transformers, turbines }
  require firm_supply >= facility_load under n_1
}
scenario hot : c { set c.ambient = 43 degC }
"""


def tables(report: str) -> Iterator[list[int]]:
    """How many cells each line of each table has."""
    for is_row, lines in groupby(report.splitlines(), lambda line: line.startswith("|")):
        if is_row:
            yield [len(re.split(r"(?<!\\)\|", line)) - 2 for line in lines]


def assert_tables(report: str) -> None:
    found = list(tables(report))
    assert found
    assert all(len(set(cells)) == 1 for cells in found), found


def test_a_table_with_a_column_more() -> None:
    report = compiled(TRANSFORMED)["report.md"]
    assert "| Contracted firm | Firm | Delivered | How |\n" in report
    assert_tables(report)


@pytest.mark.parametrize("plan", CAMPUSES, ids=lambda plan: plan.stem)
def test_the_tables_of_the_reference_campuses(plan: Path) -> None:
    assert_tables(compiled(plan.read_text(encoding="utf-8"))["report.md"])
