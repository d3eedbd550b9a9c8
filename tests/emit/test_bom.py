"""The bill of materials, and names of output files."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from io import StringIO

import pytest

from colossusc.emit.bom import inert, plain
from colossusc.emit.names import prefixes
from colossusc.values.number import ratio
from emit.outputs import checked, compiled

PART = """
edition = 2026
source s "S" { grade = datasheet }
part board : accelerator { maker = "A" }
part box : gpu_system { accelerator = board; gpus_per_system = 8; system_power = 1 kW; price = 100.5 USD [s] }
"""


def plan(body: str) -> str:
    return f"{PART}\ncampus c {{\npue = 1.2\nsite s {{ jurisdiction = us }}\n{body}\n}}"


def bought(body: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(compiled(plan(body))["bom.csv"])))


def test_systems_are_bought_whole_and_what_is_in_them_is_not_priced_again() -> None:
    system, inside = bought("gpus g : box { count from 2025-01-01 = 81 }")
    assert (system["quantity"], system["unit"], system["unit cost"], system["total cost"]) == (
        "11",
        "system",
        "100.5",
        "1105.5",
    )
    assert (inside["quantity"], inside["unit"], inside["total cost"]) == ("88", "GPU", "")
    assert (system["price source"], inside["price source"]) == ("s (datasheet)", "in the price of box")


def test_only_increases_are_bought_and_what_returns_is_not_bought_twice() -> None:
    rows = bought("gpus g : box { count = 80; count from 2025-01-01 until 2025-06-01 = 8; count from 2026-01-01 = 96 }")
    assert [(row["date"], row["quantity"]) for row in rows if row["unit"] == "system"] == [
        ("", "10"),
        ("2026-01-01", "2"),
    ]


def test_a_line_belongs_to_the_latest_phase() -> None:
    rows = bought(
        "phase one = 2025-01-01; phase two = 2026-01-01\n"
        "gpus g : box { count from 2024-12-31 = 8; count from 2025-01-01 = 16; count from 2026-05-01 = 24 }"
    )
    assert [row["phase"] for row in rows if row["unit"] == "system"] == ["before the first phase", "one", "two"]


def test_units_are_bought_when_they_arrive() -> None:
    rows = bought("turbines t[1..3] { rating = 1 MW; from 2025-01-01 until 2025-06-01 }; batteries b { count = 4 }")
    assert {(row["item kind"], row["date"], row["quantity"], row["total cost"]) for row in rows} == {
        ("turbine", "2025-01-01", "3", ""),
        ("battery", "", "4", ""),
    }


def test_a_quantity_that_is_not_known_is_left_empty() -> None:
    (row,) = bought("gpus g { count = 8; system_power = 1 kW }")
    assert (row["quantity"], row["total cost"]) == ("", "")


def known(date: str | None) -> dict[str, str | None]:
    return {"date": date, "date_at_latest": None}


def test_a_phase_in_a_window_and_what_is_bought_in_it_show_both_ends() -> None:
    body = "phase one = 2025-Q3\ngpus g : box { count from one = 8; count from 2025-11-01 = 16 }"
    rows = [(row["phase"], row["date"], row["date at latest"]) for row in bought(body) if row["unit"] == "system"]
    assert rows == [("one", "2025-07-01", "2025-09-30"), ("one", "2025-11-01", "")]
    outputs = compiled(plan(body))
    report = outputs["report.md"]
    assert "| **one** | 2025-07-01 .. 2025-09-30 |" in report
    assert "| `g` | 2025-07-01 .. 2025-09-30 |" in report
    assert "| `g` | 2025-11-01 |" in report
    assert "A line counts with the latest phase that has begun by its day" in report
    (one,) = json.loads(outputs["ir.json"])["bill"]["phases"]
    assert (one["date"], one["date_at_latest"]) == ("2025-07-01", "2025-09-30")


def test_what_is_bought_during_a_ramp_shows_both_ends() -> None:
    rows = bought("gpus g : box { count = 8; count from 2025-01-01 ramping until 2025-02-01 = 808 }")
    found = [(row["date"], row["date at latest"], row["quantity"]) for row in rows if row["unit"] == "system"]
    assert found == [("", "", "1"), ("2025-01-02", "2025-02-01", "100")]


def test_the_lines_add_up_to_the_totals_of_the_model() -> None:
    body = "phase one = 2025-01-01\ngpus g : box { count = 8; count from one = 24 }\nbatteries b { count from one = 1 }"
    assert sum(Fraction(row["total cost"] or 0) for row in bought(body)) == Fraction("301.5")
    assert json.loads(compiled(plan(body))["ir.json"])["bill"] == {
        "totals": {"USD": "301.5"},
        "unpriced": 1,
        "phases": [
            {"name": "before the first phase", **known(None), "totals": {"USD": "100.5"}, "unpriced": 0},
            {"name": "one", **known("2025-01-01"), "totals": {"USD": "201"}, "unpriced": 1},
        ],
    }


def test_what_comes_in_a_system_without_a_price_says_so() -> None:
    body = "gpus g { accelerator = board; gpus_per_system = 8; system_power = 1 kW; count = 8 }"
    system, inside = bought(body)
    assert (system["price source"], inside["price source"]) == ("", "comes with g, which has no price")
    assert json.loads(compiled(plan(body))["ir.json"])["bill"]["unpriced"] == 1


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", " =1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert inert(text) == f"'{text}"


def test_numbers_for_machines_keep_their_decimals() -> None:
    assert [plain(number) for number in (1_227_090, ratio(1, 8), ratio(1, 3), None)] == [
        "1227090",
        "0.125",
        "0.3333",
        "",
    ]


def test_file_names_are_plain_and_differ() -> None:
    assert prefixes(["anything"]) == [""]
    names = prefixes(["Big", "big", "con", "../x", "a" * 300, "é"])
    assert names == ["big-", "big_2-", "campus_con-", "x-", f"{'a' * 60}-", "campus-"]


def test_each_of_several_campuses_has_its_own_files() -> None:
    from colossusc.pipeline import emit

    outputs = emit(
        checked("edition = 2026\ncampus a { site s { jurisdiction = us } }\ncampus b { site s { jurisdiction = us } }")
    )
    assert sorted(outputs) == [
        f"{name}-{file}" for name in "ab" for file in ("bom.csv", "ir.json", "report.html", "report.md")
    ]
