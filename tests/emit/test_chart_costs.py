"""The bill of materials by cost."""

from __future__ import annotations

from emit.drawing import data, drawn, param

PLAN = """
edition = 2026
as_of = 2026-01-15
part pod "A pod of eight" : gpu_system { gpus_per_system = 8; system_power = 10 kW; price = 300_000 USD }
part small "A small turbine" : turbine { rating = 10 MW; derate = 0.6 %/degC; price = 7_000_000 USD .. 8_000_000 USD }
part bare "A turbine without a price" : turbine { rating = 10 MW; derate = 0.6 %/degC }
part dear "A transformer" : transformer { rating = 10 MVA; power_factor = 0.9; }
campus c {
  pue = 1
  site s {
    ambient = 15 degC
    jurisdiction = [us_tx]
    gpus a : pod { count from 2026-06-01 = 80 }
    gpus b : pod { count from 2026-07-01 = 8 }
    turbines t[1..2] : small { duty = standby; from 2026-06-01 }
    turbine u : bare { duty = standby; from 2026-06-01 }
    grid g { contracted from 2026-06-01 = 1 MW }
    transformer x : dear { fed_by = [g]; from 2026-06-01 }
  }
}
"""


def test_each_part_once_the_dearest_first() -> None:
    """2 × 8 million, at most; 11 × 300,000."""
    assert drawn(PLAN)["costs"].chart.table.rows == (
        ("1", "A small turbine", "turbine", "2", "14 .. 16"),
        ("2", "A pod of eight", "gpu system", "11", "3.3"),
    )


def test_what_is_not_drawn_is_said() -> None:
    assert param(drawn(PLAN)["costs"], "note") == (
        "2 lines without a price are not drawn; what is not known, at the most that it may be"
    )


def test_a_rectangle_is_as_large_as_the_cost() -> None:
    sizes = {each["label"]: each["size"] for each in data(drawn(PLAN)["costs"], "parts") if "size" in each}
    assert sizes == {"A small turbine": 16e6, "A pod of eight": 3.3e6}


def test_without_prices_there_is_no_picture() -> None:
    assert "costs" not in drawn(PLAN.replace("price", "# price").replace("USD }", "USD\n}"))
