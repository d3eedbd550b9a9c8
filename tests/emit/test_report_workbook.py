"""The workbook of the report: the balance adds up and is that of the model, findings are those of a check."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from emit.outputs import PROJECT, checked, compiled, workbooks
from emit.spreadsheet import Spreadsheet

PLAN = """
edition = 2026
as_of = 2026-03-01
source sheet "A data sheet" { grade = datasheet; publisher = "M"; url = "https://m.example" }
campus c "The campus" {
  pue = 1.5
  site s { jurisdiction = us; ambient = 15 degC }
  grid g { contracted from 2026-01-01 = 10 MW .. 12 MW [sheet] }
  load l { behind = it; power = 4 MW; from 2026-01-01 until 2026-06-01 }
  load m { behind = facility; power = 3 MW .. 4 MW; from 2026-02-01 until 2026-06-01 }
  load late { behind = it; power = 8 MW; from 2026-05-01 until 2026-06-01 }
}
"""


SEVERITIES = ("error", "warning", "note")


@pytest.fixture(scope="module")
def book() -> Spreadsheet:
    return Spreadsheet(workbooks(PLAN)["report.xlsx"])


def days(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(day.date()) if isinstance(day := row[head], datetime) else "" for head in ("From", "Until"))


def test_the_balance_by_hand(book: Spreadsheet) -> None:
    ends = ("Facility load (MW)", "Facility load at most (MW)", "Firm supply (MW)", "Firm supply at most (MW)")
    found = {
        days(row): tuple(row[head] for head in (*ends, "Margin (MW)", "Margin at most (MW)"))
        for row in book.table("Power balance")
    }
    assert found == {
        ("2026-01-01", "2026-02-01"): (6, 6, 10, 12, 4, 6),
        ("2026-02-01", "2026-05-01"): (9, 10, 10, 12, 0, 3),
        ("2026-05-01", "2026-06-01"): (21, 22, 10, 12, -12, -9),
        ("2026-06-01", ""): (0, 0, 10, 12, 10, 12),
    }
    row = book.formulas["Power balance"][2]
    assert [str(cell.value).partition("(")[0] for cell in row[4:8]] == ["=SUMIFS"] * 4
    assert [cell.value for cell in row[8:]] == ["=$G2-$F2", "=$H2-$E2"]


def test_the_terms_of_a_period(book: Spreadsheet) -> None:
    terms = [row for row in book.table("Power terms") if days(row)[0] == "2026-05-01"]
    assert [(row["Side"], row["Term"], row["Power (MW)"], row["Power at most (MW)"]) for row in terms] == [
        ("load", "l", 4, 4),
        ("load", "late", 8, 8),
        ("load", "cooling and losses", 6, 6),
        ("load", "m", 3, 4),
        ("supply", "g", 10, 12),
    ]
    assert terms[2]["How"] == "12 MW IT × (PUE 1.5 − 1)"
    assert terms[0]["Place"] == "plan.colossus:9"


def test_what_has_no_most_and_what_is_not_given_are_words() -> None:
    rows = balance_of(PLAN.replace("10 MW .. 12 MW [sheet]", "at_least 10 MW"))
    (first,) = [row for row in rows if days(row)[0] == "2026-01-01"]
    assert (first["Firm supply (MW)"], first["Margin (MW)"]) == (10, 4)
    assert first["Firm supply at most (MW)"] == first["Margin at most (MW)"] == "no limit"
    rows = balance_of(PLAN.replace("contracted from 2026-01-01 = 10 MW .. 12 MW [sheet]", "from 2026-01-01"))
    assert {row["Firm supply (MW)"] for row in rows} == {row["Margin (MW)"] for row in rows} == {"not given"}
    assert {row["Facility load (MW)"] for row in rows} == {6, 9, 21, 0}


def balance_of(text: str) -> list[dict[str, Any]]:
    return Spreadsheet(workbooks(text)["report.xlsx"]).table("Power balance")


@pytest.mark.parametrize("name", ["colossus_1", "colossus_2", "southaven_temporary"])
def test_the_balance_is_that_of_the_model(name: str) -> None:
    """Day by day the workbook has what `ir.json` has, which another emitter writes."""
    text = (PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8")
    model = json.loads(compiled(text)["ir.json"])["facts"]
    (campus,) = [name for name in model if "." not in name]
    own = {days(row)[0]: row for row in balance_of(text) if row["Campus or site"].endswith(f"(`{campus}`)")}
    compared = 0
    for head, fact in (("Facility load (MW)", "facility_load"), ("Margin (MW)", "margin")):
        for step in model[campus][fact]["steps"]:
            row, value = own.get(step.get("from", "")), step["value"]
            if row is not None and value.get("unit") == "MW":
                compared += 1
                assert row[head] == pytest.approx(float(value["value"]))
    assert compared >= 3


def test_findings_are_those_of_a_check(book: Spreadsheet) -> None:
    rows = book.table("Findings")
    by_rules = [each for each in checked(PLAN).diagnostics if each.period]
    assert {(row["Code"], row["About"], row["What"]) for row in rows} == {
        (each.code, each.subject, each.message) for each in by_rules
    }
    assert [row["Severity"] for row in rows] == sorted((row["Severity"] for row in rows), key=SEVERITIES.index)
    (short,) = [row for row in rows if (row["Code"], row["Severity"]) == ("PWR001", "error")]
    assert days(short) == ("2026-05-01", "2026-06-01")
    assert short["Standing"] == "counts"
    assert short["What to do"].startswith("have ")


def test_what_it_rests_on(book: Spreadsheet) -> None:
    (source,) = [row for row in book.table("Sources") if row["Name"] == "sheet"]
    assert (source["Publisher"], source["Address"]) == ("M", "https://m.example")
    assert "g.contracted" in source["Cited by"]
    assert next(row["Figure"] for row in book.table("Without a source")) == "c.pue"


def test_each_sheet_can_be_read_and_filtered(book: Spreadsheet) -> None:
    assert book.formulas.sheetnames[:4] == ["Verdict", "Findings", "Power balance", "Power terms"]
    for sheet in book.formulas:
        assert sheet.freeze_panes is not None
        assert (sheet.auto_filter.ref is None) == (sheet.title == "Costs")
