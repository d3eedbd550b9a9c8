"""Money that falls due: by calendar month, exact, each currency by itself."""

from __future__ import annotations

import json

import pytest

from emit.outputs import compiled


def plan(contracted: str, *clauses: str, as_of: str = "") -> str:
    """A grid, and a rule with these clauses."""
    body = "\n".join(f"  {clause}" for clause in clauses)
    return f"{as_of}\ncampus c {{ grid g {{ {contracted} }} }}\nrule X1 bill {{\n  for g in grids\n{body}\n}}\n"


def months(text: str) -> dict[str, str]:
    """`month` → `amount currency` of `dues.csv`."""
    lines = compiled(text).get("dues.csv", "").splitlines()[1:]
    return {cells[0]: f"{cells[4]} {cells[5]}" for cells in (line.split(",") for line in lines)}


@pytest.mark.parametrize(
    ("dates", "month", "amount"),
    [
        ("from 2025-11-15 until 2026-02-01", "2025-11", "160 USD"),  # 16 of 30 days
        ("from 2025-11-15 until 2026-02-01", "2025-12", "300 USD"),
        ("from 2024-02-29 until 2024-03-01", "2024-02", "10.3448 USD"),  # one of 29 days
        ("from 2025-01-31 until 2025-02-02", "2025-02", "10.7143 USD"),  # one of 28
    ],
)
def test_a_rate_per_month_falls_due_by_its_days(dates: str, month: str, amount: str) -> None:
    assert months(plan(f"contracted {dates} = 30 kW", "owes fee = 10 USD/kW/month * g.contracted"))[month] == amount


def test_a_rate_per_hour_counts_days_of_24_hours() -> None:
    found = months(plan("contracted from 2024-02-01 until 2024-04-01 = 1 MW", "owes fee = 1 USD/MWh * g.contracted"))
    assert found == {"2024-02": "696 USD", "2024-03": "744 USD"}


def test_an_amount_falls_due_once_for_each_stretch_of_days() -> None:
    contracted = "contracted from 2024-01-10 = 1 MW; contracted from 2024-03-01 until 2024-05-31 = 0 MW"
    found = months(plan(contracted, "when g.contracted > 0 MW", "owes fee = 5 EUR_2024"))
    assert found == {"2024-01": "5 EUR_2024", "2024-05": "5 EUR_2024"}


def test_the_table_goes_on_for_a_year_and_says_what_follows() -> None:
    outputs = compiled(plan("contracted from 2024-01-01 = 1 kW", "owes fee = 1 USD/kW/month * g.contracted"))
    assert len(outputs["dues.csv"].splitlines()) == 1 + 12
    assert "| 2024-01 to 2024-12, each month | X1 | fee | g | 1 USD |" in outputs["report.md"]
    assert "- from 2024-01-01 on, X1 fee of g: 1 USD/month" in outputs["report.md"]
    (due,) = json.loads(outputs["ir.json"])["dues"]
    assert (due["rule"], due["of"], due["months"][0]) == ("X1", "c.g", {"month": "2024-01", "amount": "1"})


def test_where_nothing_has_a_date_only_the_rate_is_said() -> None:
    outputs = compiled(plan("contracted = 1 kW", "owes fee = 1 USD/kW/month * g.contracted", "owes once = 7 USD"))
    assert "dues.csv" not in outputs
    assert "- always, X1 fee of g: 1 USD/month" in outputs["report.md"]
    assert "- no day is given, X1 once of g: 7 USD" in outputs["report.md"]


def test_currencies_stay_apart() -> None:
    text = plan("contracted from 2024-01-01 until 2024-02-01 = 1 kW", "when g.contracted > 0 kW",
                "owes one = 7 USD", "owes other = 8 EUR")  # fmt: skip
    assert "Total of these months: **7 USD + 8 EUR**" in compiled(text)["report.md"]


def test_nothing_owed_is_no_table() -> None:
    outputs = compiled(plan("contracted = 1 kW", "when g.contracted > 5 kW", "owes fee = 7 USD"))
    assert "dues.csv" not in outputs
    assert "Money that falls due" not in outputs["report.md"]


def test_what_is_not_known_to_be_due_is_due_in_part() -> None:
    contracted = "contracted from 2024-02-01 until 2024-03-01 = 1 kW .. 2 kW"
    bill = plan(contracted, "owes fee = 1 USD/kW/month * g.contracted")
    assert "2024-02,X1,fee,g,1 USD .. 2 USD,USD" in compiled(bill)["dues.csv"]
    maybe = plan(contracted, "when g.contracted > 1.5 kW", "owes fee = 7 USD/month")
    assert "2024-02,X1,fee,g,0 USD .. 7 USD,USD" in compiled(maybe)["dues.csv"]


WINDOW = "let day = 2024-01-25 .. 2024-02-05; contracted = 0 MW; contracted from day = 10 MW"


@pytest.mark.parametrize(
    ("contracted", "owed", "expected"),
    [
        ("contracted = 0 MW; contracted from 2024-03 = 10 MW", "5 USD", {"2024-03": "5 USD"}),
        ("contracted = 0 MW; contracted from 2024-03 = 10 MW", "1 USD/MW * g.contracted", {"2024-03": "10 USD"}),
        (WINDOW, "5 USD", {"2024-01": "0 USD .. 5 USD USD", "2024-02": "0 USD .. 5 USD USD"}),
        (
            f"{WINDOW}; contracted from 2024-02-05 = 0 MW",
            "5 USD",
            {"2024-01": "0 USD .. 5 USD USD", "2024-02": "0 USD .. 5 USD USD"},
        ),
    ],
    ids=("a month", "what the window decides", "two months", "it may never be due"),
)
def test_an_amount_that_begins_in_a_window_is_due_on_one_day_of_it(
    contracted: str, owed: str, expected: dict[str, str]
) -> None:
    found = months(plan(contracted, "when g.contracted > 0 MW", f"owes fee = {owed}"))
    assert found == expected


def test_each_unit_of_an_array_owes_however_the_array_is_split() -> None:
    one = plan("contracted from 2025-01-01 until 2025-02-01 = 30 kW", "owes fee = 1 USD/kW/month * g.contracted")
    four = one.replace("grid g {", "grids g[1..4] {")
    parted = compiled(four.replace("} }", "}; units g[3..4] { voltage = 161 kV } }"))["dues.csv"].splitlines()[1:]
    assert months(one) == {"2025-01": "30 USD"}
    assert months(four) == {"2025-01": "120 USD"}
    assert [line.split(",")[3:5] for line in parted] == [["g[1..2]", "60"], ["g[3..4]", "60"]]


def test_a_scenario_that_owes_otherwise_has_a_table_of_its_own() -> None:
    text = plan("contracted from 2024-01-01 = 1 kW", "owes fee = 1 USD/kW/month * g.contracted")
    scenarios = """
    scenario bigger : c { set g.contracted from 2024-07-01 = 3 kW }
    scenario same : c { set g.contracted from 2024-07-01 = 1 kW }
    """
    outputs = compiled(text + scenarios)
    assert {name for name in outputs if name.startswith("dues")} == {"dues.csv", "dues-bigger.csv"}
    assert "2024-07,X1,fee,g,3,USD" in outputs["dues-bigger.csv"]
    assert "2024-07,X1,fee,g,1,USD" in outputs["dues.csv"]
    model = json.loads(outputs["ir.json"])
    assert [each["dues"][0]["months"][6]["amount"] for each in model["scenarios"]] == ["3", "1"]
    assert "| money that falls due | 12 USD | **" in outputs["report.md"]
