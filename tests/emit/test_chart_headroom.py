"""How much of every limit is used."""

from __future__ import annotations

from emit.drawing import data, drawn
from emit.outputs import PROJECT

REFERENCE = (PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8")

PLAN = """
edition = 2026
as_of = 2026-06-01
campus c {
  pue = 1
  phase p = 2026-03-01
  site s {
    ambient = 15 degC
    jurisdiction = [us_tx]
    load hall { behind = it; power from 2026-01-01 = 28 MW; power from 2026-08-01 = 36 MW
      power from 2026-09-01 = 10 MW }
    grid g { contracted = 30 MW; energised = 30 MW }
    engines e[1..2] { rating = 5 MW; duty = prime; from p }
    permit x { covers = [e]; granted = 2026-01-01; limit units = 2 }
  }
  require facility_load >= 20 MW until 2026-09-01 as "The lease is for 20 MW"
  require facility_load < 50 MW as "The fire marshal allows less than 50 MW"
}
"""


def rows() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(row[1], row[3]): (row[4], *row[5:]) for row in drawn(PLAN)["headroom"].chart.table.rows}


def test_a_permit_is_used_by_what_it_covers() -> None:
    assert rows()["PWR003", "covered units"] == ("2026-06-01", "2", "2", "100 %", "holds")


def test_a_cap_on_emissions_is_used_by_what_may_be_emitted_where_nothing_says_how_units_run() -> None:
    units = "turbines t { rating = 10 MW; factor nox = 0.1 lb/MMBtu_HHV; heat_rate = 9_000 Btu_LHV/kWh; "
    units += "heat_ratio = 1 Btu_HHV/Btu_LHV; from 2026-06-01; running from 2026-08-01 }"
    cap = "permit y { covers = [t]; granted = 2026-01-01; limit nox = 40 short_ton/yr }"
    plan = PLAN.replace("permit x {", f"{units}\n{cap}\npermit x {{")
    found = {row[1]: row[3:] for row in drawn(plan)["headroom"].chart.table.rows}
    what, day, _, limit, share, verdict = found["AIR001"]
    assert (what, day, limit, share, verdict) == (
        "potential to emit NOx",
        "2026-08-01",
        "40 short_ton/yr",
        "99 %",
        "holds",
    )


def test_a_contract_with_the_grid_is_used_on_the_day_of_the_greatest_draw() -> None:
    assert rows()["", "grid power drawn of contracted firm"] == ("2026-08-01", "26 MW", "30 MW", "87 %", "holds")


def test_what_may_be_beyond_its_limit_is_open_until_a_day_on_which_it_is() -> None:
    unsure = PLAN.replace("contracted = 30 MW;", "contracted = 24 MW .. 30 MW;")
    verdicts = {row[3]: row[4:] for row in drawn(unsure)["headroom"].chart.table.rows if not row[1]}
    contract = "grid power drawn of contracted firm"
    assert verdicts[contract] == ("2026-08-01", "26 MW", "24 MW .. 30 MW", "108 %", "open")
    later = unsure.replace("30 MW;", "30 MW; contracted from 2026-08-15 = 24 MW;")
    verdicts = {row[3]: row[4:] for row in drawn(later)["headroom"].chart.table.rows if not row[1]}
    assert verdicts[contract] == ("2026-08-15", "26 MW", "24 MW", "108 %", "fails")


def test_the_load_uses_the_supply() -> None:
    assert rows()["PWR001", "facility load of firm supply"] == ("2026-08-01", "36 MW", "40 MW", "90 %", "holds")


def test_what_the_plan_requires_at_least_and_at_most() -> None:
    found = rows()
    assert found["The lease is for 20 MW", "required of facility load"] == (
        "2026-06-01",
        "20 MW",
        "28 MW",
        "71 %",
        "holds",
    )
    at_most = found["The fire marshal allows less than 50 MW", "facility load"]
    assert at_most == ("2026-08-01", "36 MW", "50 MW", "72 %", "holds")


def test_a_bullet_that_is_tight_or_over_looks_so() -> None:
    states = {each["what"]: each["state"] for each in data(drawn(PLAN)["headroom"], "limits")}
    assert states["facility load of firm supply"] == "tight"
    assert states["grid power drawn of contracted firm"] == "within"
    short = data(drawn(PLAN.replace("36 MW", "72 MW"))["headroom"], "limits")
    over = {each["what"]: (each["state"], each["share"], each["cut"], each["percent"]) for each in short}
    assert over["facility load of firm supply"] == ("over", 1.5, True, "180 %")
    assert over["grid power drawn of contracted firm"] == ("over", 1.5, True, "207 %")


def test_a_rule_that_applies_beyond_a_figure_and_holds_is_not_over() -> None:
    """A vote covers the 300 MW: above 100 MW one is needed."""
    limits = data(drawn(REFERENCE)["headroom"], "limits")
    vote = next(each for each in limits if each["beside"].startswith("TVA001"))
    assert (vote["figures"], vote["state"], vote["verdict"]) == ("300 of 100 MW", "beyond", "holds")
