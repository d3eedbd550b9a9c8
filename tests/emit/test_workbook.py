"""The workbook: its formulas come to the values they have, which are those of the bill; text stays text."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from colossusc.emit.workbook import Column, Day, Workbook
from colossusc.pipeline import emit
from emit.hostile import HOSTILE
from emit.hostile import plan as hostile
from emit.outputs import PROJECT, checked, compiled, workbooks
from emit.spreadsheet import Spreadsheet

PLAN = """
edition = 2026
as_of = 2026-03-02
source s "S" { grade = datasheet }
part board : accelerator { maker = "A" }
part strip : pdu { price = 10 USD [s]; lead_time = 2 month }
part frame : rack { systems_per_rack = 4; pdu = strip; pdus_per_rack = 2 }
part box "Box" : gpu_system {
  maker = "A"
  accelerator = board
  gpus_per_system = 8
  links_per_system = 9
  rack = frame
  system_power = 1 kW
  price = 100.25 USD .. 120 USD [s]
  lead_time = 6 month .. 9.5 month
}
campus c "The campus" {
  pue = 1.2
  phase first = 2025-06-01
  phase launch = 2027-03
  phase last = 2028-01-31
  site s { jurisdiction = us }
  gpus g : box { count from first = 81; count from launch = 800; ordered until 2026-01-01 = 2024-11-01 }
  gpus h : box { count from last = at_least 8; lead_time = 23 month }
  batteries b { rating = 1 MW; energy = 4 MWh; price = 1000 USD / 3; count from 2026-10-01 = 4; lead_time = 1 month }
  batteries late { rating = 1 MW; energy = 4 MWh; count from 2026-10-31 = 4; lead_time = 8 month; ordered = 2026-04 }
  batteries always { rating = 1 MW; energy = 4 MWh; price = 5 USD }
  batteries plain { rating = 1 MW; energy = 4 MWh; count from 2027-01-01 = 4 }
}
"""


@pytest.fixture(scope="module")
def book() -> Spreadsheet:
    return Spreadsheet(workbooks(PLAN)["bom.xlsx"])


def reference() -> Iterator[Any]:
    for path in sorted((PROJECT / "specs/campuses").glob("*.colossus")):
        yield pytest.param(path.read_text(encoding="utf-8"), id=path.stem)


@pytest.mark.parametrize("text", [pytest.param(PLAN, id="plan"), *reference()])
def test_formulas_come_to_what_the_workbook_says(text: str) -> None:
    for content in workbooks(text).values():
        found = Spreadsheet(content).computed()
        assert found
        assert [each for each in found if each[1] != pytest.approx(each[2], abs=1e-6, rel=1e-12)] == []


def cells(row: dict[str, Any], *heads: str) -> list[Any]:
    return [str(value.date()) if isinstance(value := row[head], datetime) else value for head in heads]


def test_lines_have_both_ends(book: Spreadsheet) -> None:
    rows = [row for row in book.table("By phase") if row["Kind"] == "gpu_system"]
    heads = ("Phase", "Quantity", "Quantity at most", "Unit cost", "Unit cost at most", "Cost", "Cost at most")
    assert [cells(row, *heads) for row in rows] == [
        ["first", 11, 11, 100.25, 120, 1102.75, 1320],
        ["launch", 89, 89, 100.25, 120, 8922.25, 10680],
        ["last", 1, "no limit", 100.25, 120, 100.25, "no limit"],
    ]


def test_costs_are_summed_by_phase_and_over_all(book: Spreadsheet) -> None:
    rows = book.table("Costs", 4)
    heads = ("Phase", "Date", "Lines", "Without a price")
    assert [cells(row, *heads) for row in rows] == [
        ["before the first phase", None, 1, 0],
        ["first", "2025-06-01", 8, 4],
        ["launch", "2027-03-01", 5, 2],
        ["last", "2028-01-31", 5, 2],
        ["Total", None, 19, 8],
    ]
    assert (rows[0]["Cost (USD)"], rows[-1]["Cost at most (USD)"]) == (5, "no limit")


def test_orders_have_their_days(book: Spreadsheet) -> None:
    rows = {row["Object"]: row for row in book.table("Order dates")}
    heads = (
        "Needed by",
        "Order by",
        "Order by at latest",
        "Ordered",
        "Comes",
        "Comes at latest",
        "Late at most (days)",
    )
    assert cells(rows["c.b"], *heads) == ["2026-10-01", "2026-09-01", "2026-09-01", None, "2026-04-02", "2026-04-02", 0]
    assert cells(rows["c.g"], *heads) == [
        *("2027-03-01", "2026-05-01", "2026-09-30", None, "2026-09-02", "2027-01-02", 0)
    ]
    assert cells(rows["c.h"], *heads)[1:3] == ["2026-02-28", "2026-02-28"]
    assert cells(rows["c.late"], *heads)[3:] == ["2026-04-01", "2026-12-01", "2026-12-30", 60]
    assert cells(rows["c.plain"], *heads) == ["2027-01-01", None, None, None, None, None, None]


def test_who_types_in_the_day_of_an_order_sees_when_it_comes(book: Spreadsheet) -> None:
    sheet = book.formulas["Order dates"]
    (row,) = (cell.row for cell in sheet["A"] if cell.value == "c.h")
    assert book.value("Order dates", f"O{row}") == 2  # today, two days after the last day to order
    sheet[f"L{row}"] = book.cached["Order dates"][f"J{row}"].value  # the last day to order
    assert book.value("Order dates", f"O{row}") == 0
    sheet[f"L{row}"] = None


def test_what_a_mw_costs_and_what_is_not_bought_have_sheets() -> None:
    text = PLAN.replace("batteries plain {", "batteries plain { acquired = leased; ").replace("= at_least 8", "= 8")
    book = Spreadsheet(workbooks(text)["bom.xlsx"])
    assert [row["Acquired"] for row in book.table("Not bought")] == ["leased"]
    own, *_, last = book.table("Per MW")
    assert own["Figure"].startswith("what is bought here, per MW of IT load")
    assert own["At least (million USD/MW)"] > 0
    assert last["At most (million USD/MW)"] == 2.7


def test_the_tables_can_be_read(book: Spreadsheet) -> None:
    for sheet in book.formulas:
        assert sheet.freeze_panes == ("B5" if sheet.title == "Costs" else "B2")
        assert (sheet.auto_filter.ref is None) == (sheet.title == "Costs")
    lines = book.formulas["By phase"]
    assert lines["O2"].number_format == "#,##0.00"
    assert lines["C3"].number_format == "yyyy-mm-dd"
    assert lines.column_dimensions["F"].width > 30


FIGURES = (
    ("quantity", "quantity", "Quantity"),
    ("unit cost", "unit_cost", "Unit cost"),
    ("total cost", "cost", "Cost"),
)


@pytest.mark.parametrize("text", [pytest.param(PLAN, id="plan"), *reference()])
def test_the_bill_says_the_same_in_all_its_forms(text: str) -> None:
    """Lines and sums as CSV, as JSON and in the workbook."""
    outputs = compiled(text)
    table = list(csv.DictReader(StringIO(outputs["bom.csv"], newline="")))
    bill = json.loads(outputs["ir.json"])["bill"]
    lines = [line for phase in bill["phases"] for line in phase["lines"]]
    rows = Spreadsheet(workbooks(text)["bom.xlsx"]).table("By phase")
    assert len(table) == len(lines) == len(rows)
    for written, line, row in zip(table, lines, rows, strict=True):
        assert written["object"] == line["object"] == row["Object"]
        for name, key, head in (
            ("quantity", "quantity", "Quantity"),
            ("unit cost", "unit_cost", "Unit cost"),
            ("total cost", "cost", "Cost"),
        ):
            assert (written[name] or None) == line[key]
            assert (row[head] is None) == (line[key] is None)
            assert row[head] is None or row[head] == pytest.approx(float(line[key]), abs=1e-3)
        assert (written["date"] or None) == line["need_by"] == (cells(row, "Needed by")[0])
        assert written["order by"] == (line["order_by"] or "")
    for currency, total in bill["totals"].items():
        summed = sum(Fraction(row["total cost"] or 0) for row in table if row["currency"] == currency)
        assert float(summed) == pytest.approx(float(total))


@pytest.mark.parametrize(("name", "sheet"), [("bom.xlsx", "Costs"), ("report.xlsx", "Verdict")])
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_label_holds_is_text(text: str, name: str, sheet: str) -> None:
    content = workbooks(hostile(text))[name]
    book = Spreadsheet(content)
    shown = "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)
    assert book.formulas[sheet]["B1"].value == shown
    assert book.formulas[sheet]["B1"].data_type == "s"
    own = ("=SUM", "=EDATE", "=IF(", "=MAX(", "=$")
    for each in book.formulas:
        for row in each.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                assert cell.data_type != "f" or str(cell.value).startswith(own)
    assert [each for each in book.computed() if each[1] != pytest.approx(each[2])] == []
    with ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "external" in name or "media" in name or "vba" in name.lower()]
        assert "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" not in "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels")
        )


def test_same_plan_same_bytes() -> None:
    assert emit(checked(PLAN)) == emit(checked(PLAN))


def test_a_scenario_that_buys_otherwise_has_a_workbook_of_its_own() -> None:
    assert sorted(workbooks(f"{PLAN}\nscenario more : c {{ set b.count = 9 }}")) == [
        "bom-more.xlsx",
        "bom.xlsx",
        "report.xlsx",
    ]


def test_a_plan_that_buys_nothing_and_has_no_date_is_a_workbook_too() -> None:
    book = Spreadsheet(workbooks("edition = 2026\ncampus c { site s { jurisdiction = us } }")["bom.xlsx"])
    assert book.formulas["Costs"]["B2"].value == "not given"
    assert cells(book.table("Costs", 4)[0], "Phase", "Lines") == ["Total", 0]


def test_without_today_an_order_is_in_time_until_its_day_is_typed_in() -> None:
    text = PLAN.replace("as_of = 2026-03-02\n", "")
    book = Spreadsheet(workbooks(text)["bom.xlsx"])
    rows = {row["Object"]: row for row in book.table("Order dates")}
    assert rows["c.h"]["Late (days)"] == 0
    assert [each for each in book.computed() if each[1] != pytest.approx(each[2])] == []


def test_days_before_1900_are_text_and_read_by_no_formula() -> None:
    text = "edition = 2026\ncampus c { site s { jurisdiction = us }\n"
    text += "batteries b { rating = 1 MW; energy = 4 MWh; lead_time = 12 month; count from 1900-06-01 = 1 } }"
    book = Spreadsheet(workbooks(text)["bom.xlsx"])
    (row,) = book.table("Order dates")
    assert cells(row, "Needed by", "Order by", "Comes") == ["1900-06-01", "1899-06-01", "1900-06-01"]
    assert [each for each in book.computed() if each[1] != pytest.approx(each[2])] == []


def test_long_texts_are_cut_and_nothing_is_left_out() -> None:
    book = Workbook("long", None)
    sheet = book.sheet("Sheet", [Column("A", 10), Column("B", 10, "day")])
    sheet.row(["x" * 40_000, Day(1)])
    read = openpyxl.load_workbook(BytesIO(book.close()))["Sheet"]
    assert (len(read["A2"].value), read["A2"].value[-1]) == (32_767, "…")
    assert read["B2"].value == "0001-01-01"
