"""The bill of materials, and names of output files."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from io import StringIO

import pytest

from colossusc.emit.capex import published
from colossusc.emit.escape import inert
from colossusc.emit.names import prefixes
from colossusc.emit.orders import lateness
from colossusc.emit.plain import plain
from colossusc.kinds.source import GRADES
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
    assert found == [("", "", "1"), ("2025-01-01", "2025-02-01", "100")]


def test_the_lines_add_up_to_the_totals_of_the_model() -> None:
    body = "phase one = 2025-01-01\ngpus g : box { count = 8; count from one = 24 }\nbatteries b { count from one = 1 }"
    assert sum(Fraction(row["total cost"] or 0) for row in bought(body)) == Fraction("301.5")
    bill = json.loads(compiled(plan(body))["ir.json"])["bill"]
    assert (bill["totals"], bill["unpriced"]) == ({"USD": "301.5"}, 1)
    assert [(each["name"], each["date"], each["totals"], each["unpriced"]) for each in bill["phases"]] == [
        ("before the first phase", None, {"USD": "100.5"}, 0),
        ("one", "2025-01-01", {"USD": "201"}, 1),
    ]
    assert [(each["label"], each["quantity"], each["cost"]) for each in bill["parts"]] == [
        ("box", "3", "301.5"),
        ("board", "24", None),
        ("b", "1", None),
    ]


CATALOG = "edition = 2026\nuse catalog.supermicro, catalog.nvidia\n"


def test_a_hundred_thousand_gpus_come_in_their_systems_racks_and_with_their_cables() -> None:
    """What facts say of Colossus 1: 12,500 servers, 1,563 racks, 112,500 ports of hosts, 879 or 1,758 leaf switches."""
    text = f"""{CATALOG}campus c {{
        pue = 1.2
        site s {{ jurisdiction = us }}
        gpus halls : supermicro.hgx_4u_h100 {{ count = 100_000 }}
        let links = halls.count / halls.gpus_per_system * halls.links_per_system
        switches no_uplinks : nvidia.sn5600 {{ count = ceil(links / 128) }}
        switches non_blocking : nvidia.sn5600 {{ count = ceil(links / 64) }}
    }}"""
    rows = [(row["item kind"], row["quantity"]) for row in csv.DictReader(StringIO(compiled(text)["bom.csv"]))]
    assert rows == [
        ("gpu_system", "12500"),
        ("accelerator", "100000"),
        ("nic", "100000"),
        ("cable", "112500"),
        ("rack", "1563"),
        ("switch", "879"),
        ("switch", "1758"),
    ]
    switches = json.loads(compiled(text)["ir.json"])["bill"]["parts"][-1]
    assert (switches["part"], switches["quantity"], len(switches["objects"])) == ("sn5600", "2637", 2)


RACKS = """
part strip : pdu { maker = "P"; price = 10 USD [s] }
part shelf : switch { maker = "N" }
part frame : rack {
  systems_per_rack = 4
  pdu = strip
  pdus_per_rack = 2
  switch = shelf
  switches_per_rack = 1
  price = 7 USD [s]
}
"""


def test_racks_fill_up_and_bring_what_stands_in_them() -> None:
    """Four systems a rack: five systems take two racks, seven more fill the second and take one more."""
    body = "gpus g : box { rack = frame; count from 2025-01-01 = 40; count from 2025-06-01 = 96 }"
    text = plan(body).replace("campus c", f"{RACKS}campus c", 1)
    rows = list(csv.DictReader(StringIO(compiled(text)["bom.csv"])))
    found = [
        (row["item kind"], row["quantity"], row["total cost"]) for row in rows if row["item kind"] != "accelerator"
    ]
    assert found == [
        *(("gpu_system", "5", "502.5"), ("rack", "2", "14"), ("switch", "2", ""), ("pdu", "4", "40")),
        *(("gpu_system", "7", "703.5"), ("rack", "1", "7"), ("switch", "1", ""), ("pdu", "2", "20")),
    ]


def test_each_copy_of_a_hall_has_racks_of_its_own() -> None:
    hall = "part hall : building { gpus g : box { rack = frame; count = 40 } }"
    text = plan("building h[1..3] : hall {}").replace("campus c", f"{RACKS}{hall}\ncampus c", 1)
    rows = list(csv.DictReader(StringIO(compiled(text)["bom.csv"])))
    assert [row["quantity"] for row in rows if row["item kind"] in ("gpu_system", "rack")] == ["15", "6"]


@pytest.mark.parametrize(
    ("fields", "cost", "day"),
    [
        ("", "30", "2027-01-01"),  # nobody says when it is ordered: the price of the day of need
        ("lead_time = 9 month", "20", "2026-04-01"),  # the last day to order
        ("lead_time = 12 month", "10", "2026-03-01"),  # overdue: today
        ("lead_time = 12 month; ordered = 2026-05-01", "20", "2026-05-01"),
    ],
)
def test_the_price_is_that_of_the_day_of_the_order(fields: str, cost: str, day: str) -> None:
    prices = "price = 10 USD; price from 2026-04-01 = 20 USD; price from 2027-01-01 = 30 USD"
    body = f"batteries b {{ {prices}; {fields}; count from 2027-01-01 = 1 }}"
    (row,) = csv.DictReader(StringIO(compiled(f"as_of = 2026-03-01\n{plan(body)}")["bom.csv"]))
    assert (row["total cost"], row["price of the day"]) == (cost, day)


def test_what_is_leased_is_told_and_not_bought() -> None:
    body = "turbines t[1..3] { rating = 1 MW; acquired = leased; from 2025-01-01 until 2025-06-01 }"
    assert bought(body) == []
    assert "- `t[1..3]`: leased" in compiled(plan(body))["report.md"]


ORDERS = """as_of = 2026-03-02
campus c {
  pue = 1.2
  phase launch = 2027-03-01
  site s { jurisdiction = us }
  batteries b { rating = 1 MW; energy = 4 MWh; lead_time = 15 month; count from 2027-02-01 = 12 }
}
"""


def test_the_report_and_the_model_say_what_slips_and_why() -> None:
    """Fifteen months from 2 March 2026 are 2 June 2027: 93 days after the launch, 121 after the need."""
    outputs = compiled(ORDERS)
    report = outputs["report.md"]
    assert (
        "| `b` | 12 units | 2027-02-01 | 15 months | 2025-11-01 | no | 2027-06-02 |  | **17 weeks and 2 days** |"
        in report
    )
    assert "| launch | 2027-03-01 | 2027-06-02 | **13 weeks and 2 days** | 12 of `b` |  |" in report
    assert json.loads(outputs["ir.json"])["bill"]["slips"] == [
        {
            "phase": "launch",
            "planned": "2027-03-01",
            "planned_at_latest": None,
            "earliest": "2027-06-02",
            "earliest_at_latest": None,
            "slip_days": 93,
            "slip_days_at_most": 93,
            "held_up_by": "c.b",
            "without_lead_time": 0,
        }
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, ""), (1, "1 day"), (27, "27 days"), (28, "4 weeks"), (30, "4 weeks and 2 days"), (98, "14 weeks")],
)
def test_four_weeks_and_more_are_said_in_weeks(days: int, words: str) -> None:
    assert lateness(days) == words


def test_what_comes_in_a_system_without_a_price_says_so() -> None:
    body = "gpus g { accelerator = board; gpus_per_system = 8; system_power = 1 kW; count = 8 }"
    system, inside = bought(body)
    assert (system["price source"], inside["price source"]) == ("", "comes with g, which has no price")
    assert json.loads(compiled(plan(body))["ir.json"])["bill"]["unpriced"] == 1


def test_what_is_bought_per_mw_stands_beside_published_figures() -> None:
    """12,500 servers of 250,000 USD are 3,125 million; their 127.5 MW make it 24.51 a MW of IT, and 1.25 as much load
    19.61 a MW of the facility. H100 campuses were put at 23 million."""
    text = f"{CATALOG}campus c {{ pue = 1.25\nsite s {{ jurisdiction = us }}\n"
    text += "gpus halls : nvidia.dgx_h100 { count from 2025-01-01 = 50_000; count from 2026-01-01 = 100_000 }\n}"
    outputs = compiled(text)
    report = outputs["report.md"]
    assert "| **what is bought here, per MW of IT load (127.5 MW at most)** | **24.51 million USD/MW** |" in report
    assert (
        "| **what is bought here, per MW of facility load (159.375 MW at most)** | **19.61 million USD/MW** |" in report
    )
    assert "| all-in with H100 | 23 million USD/MW | Morgan Stanley, 8 May 2026 | estimate |" in report
    (by_it, by_facility) = json.loads(outputs["ir.json"])["bill"]["capex"]
    assert (by_it["load"], by_it["million_usd_per_mw"]) == ("IT load", "24.5098")
    assert by_facility["million_usd_per_mw_at_most"] == "19.6078"


def test_a_cost_per_mw_has_both_ends_and_says_what_lacks_a_price() -> None:
    text = f"{CATALOG}campus c {{ pue = 1.25 .. 1.6\nsite s {{ jurisdiction = us }}\n"
    text += "gpus halls : nvidia.dgx_h100 { count = 8_000; price = 240_000 USD .. 260_000 USD }\nbatteries b {}\n}"
    report = compiled(text)["report.md"]
    assert "| **23.53 .. 25.49 million USD/MW** |" in report
    assert "| **14.71 .. 20.39 million USD/MW** |" in report
    assert "without a price: 1 line." in report


def test_without_a_price_or_a_load_there_is_no_cost_per_mw() -> None:
    assert "Capital cost" not in compiled(plan("batteries b { price = 5 USD }"))["report.md"]
    assert "Capital cost" not in compiled(plan("load l { behind = it; power = 1 MW }; batteries b {}"))["report.md"]


def test_every_published_cost_has_its_source() -> None:
    assert published()
    assert all(
        each.url.startswith("https://") and each.grade in GRADES and each.least <= each.most for each in published()
    )


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
    files = ("bom.csv", "bom.xlsx", "ir.json", "report.html", "report.md", "report.xlsx")
    assert sorted(outputs) == [f"{name}-{file}" for name in "ab" for file in files]


def test_what_may_be_anything_is_not_0_and_an_open_end_is_told() -> None:
    gpus = "gpus g : box { count from 2026-01-01 = unknown }; gpus h : box { count from 2026-01-01 = at_least 8 }"
    rows = [row for row in bought(gpus) if row["unit"] == "system"]
    heads = ("quantity", "quantity at most", "total cost", "total cost at most")
    assert [tuple(row[head] for head in heads) for row in rows] == [
        ("", "no limit", "", "no limit"),
        ("1", "no limit", "100.5", "no limit"),
    ]
    (row,) = bought("batteries b { count from 2026-01-01 = 4; lead_time = unknown; ordered = unknown }")
    assert (row["lead time (months)"], row["lead time at most (months)"], row["ordered"]) == (
        "",
        "no limit",
        "not known",
    )


def test_an_unknown_lead_time_slips_no_phase() -> None:
    outputs = compiled(ORDERS.replace("lead_time = 15 month", "lead_time = unknown"))
    assert (
        "| `b` | 12 units | 2027-02-01 | not known | 2027-02-01 or earlier | no | not known |  |  |"
        in (outputs["report.md"])
    )
    assert "| launch | 2027-03-01 | 2027-03-01 | none |  | 1 |" in outputs["report.md"]


def test_the_headline_says_what_the_orders_hold_up() -> None:
    text = ORDERS.replace("batteries b { rating = 1 MW; energy = 4 MWh;", "switches b {")
    report = compiled(text)["report.md"]
    assert "as planned, but phase `launch` cannot begin before 2027-06-02, 13 weeks and 2 days later" in report


def test_what_comes_in_time_shows_its_day_and_its_float() -> None:
    report = compiled(ORDERS.replace("lead_time = 15 month", "lead_time = 6 month; ordered = 2026-07-15"))["report.md"]
    assert "| 6 months | 2026-08-01 | 2026-07-15 | 2027-01-15 | 17 days |  |" in report


def test_contents_without_a_number_or_without_a_name_are_on_the_bill() -> None:
    frame = "part frame : rack { pdu = strip; systems_per_rack = 4 }\npart strip : pdu { price = 10 USD [s] }\n"
    body = "gpus g : box { rack = frame; nics_per_system = 8; count = 32 }"
    rows = csv.DictReader(StringIO(compiled(plan(body).replace("campus c", f"{frame}campus c", 1))["bom.csv"]))
    assert [(row["item kind"], row["quantity"]) for row in rows] == [
        *(("gpu_system", "4"), ("accelerator", "32"), ("nic", "32"), ("rack", "1"), ("pdu", "")),
    ]


def test_an_installed_price_counts_where_there_is_no_other_and_stands_beside_one() -> None:
    body = "batteries a { installed_price = 9 USD; count = 2 }; batteries b { price = 7 USD; installed_price = 9 USD }"
    one, two = bought(body)
    assert (one["total cost"], one["price source"], one["installed cost"]) == ("18", "installed price, uncited", "")
    assert (two["total cost"], two["price source"], two["installed cost"]) == ("7", "uncited", "9")
    assert "**25 USD (27 USD installed)**" in compiled(plan(body))["report.md"]


def test_what_is_there_from_the_start_is_first_needed_then() -> None:
    report = compiled(plan("gpus g : box { count = 8; count from 2026-01-01 = 16 }"))["report.md"]
    assert "| from the start | `g` |" in report
