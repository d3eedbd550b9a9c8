"""Breakers and ties: what stands open carries nothing, what is closed carries either way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.expr.types import quantity
from colossusc.testing import check_text

MW = quantity("MW")


def firm(body: str, day: int = 739_000) -> str:
    """The firm supply that arrives."""
    text = f"campus c {{ pue = 1\n site s {{ jurisdiction = [us_tx]\n {body} }} }}"
    checked = check_text(text)
    assert not checked.errors, [each.message for each in checked.diagnostics]
    result = checked.campuses[0]
    return MW.show(result.facts.steps(result.campus, "firm_supply").at(day))


TWO_BUSES = """
  grid a {{ contracted = {a} MW }}
  transformer ta {{ fed_by = [a]; rating = 50 MVA; power_factor = 1 }}
  transformer tb {{ fed_by = [a]; rating = 30 MVA; power_factor = 1 }}
  bus one {{ fed_by = [ta] }}
  bus two {{ fed_by = [tb] }}
  feeder fa {{ fed_by = [one]; rating = {fa} MVA; power_factor = 1 }}
  feeder fb {{ fed_by = [two]; rating = {fb} MVA; power_factor = 1 }}
  tie t {{ joins = [one, two]; {tie} }}
"""


@settings(max_examples=15)
@given(st.integers(1, 120), st.integers(1, 120), st.integers(1, 120), st.integers(1, 60))
def test_a_tie_lets_either_bus_feed_the_other(a: int, fa: int, fb: int, rating: int) -> None:
    def supply(tie: str) -> str:
        return firm(TWO_BUSES.format(a=a, fa=fa, fb=fb, tie=tie))

    assert supply("normal = open") == supply("") == MW.show(min(a, min(50, fa) + min(30, fb)) * 1_000_000)
    assert supply("normal = closed") == MW.show(min(a, 80, fa + fb) * 1_000_000)
    over = min(rating, max(0, 50 - fa), max(0, fb - 30)) + min(rating, max(0, 30 - fb), max(0, fa - 50))
    limited = min(50, fa) + min(30, fb) + over
    assert supply(f"normal = closed; rating = {rating} MVA; power_factor = 1") == MW.show(min(a, limited) * 1_000_000)


@pytest.mark.parametrize(
    ("normal", "arrives"), [("", "40 MW"), ("normal = closed", "40 MW"), ("normal = open", "0 MW")]
)
def test_a_breaker_passes_on_what_it_is_fed_while_closed(normal: str, arrives: str) -> None:
    assert firm(f"grid g {{ contracted = 40 MW }}\n breaker b {{ fed_by = [g]; {normal} }}") == arrives


def test_a_breaker_may_be_closed_on_a_day() -> None:
    body = "grid g { contracted = 40 MW }\n breaker b { fed_by = [g]; normal = open; normal from 2024-01-01 = closed }"
    assert firm(body, 738_885) == "0 MW"
    assert firm(body, 738_886) == "40 MW"


def test_what_a_bus_gives_to_ties_alone_has_arrived_there() -> None:
    body = (
        "grid g { contracted = 40 MW }\n bus a { fed_by = [g] }\n bus b {}\n tie t { joins = [a, b]; normal = closed }"
    )
    assert firm(body) == "40 MW"


def test_what_a_bus_gives_to_a_load_beside_carriers_has_arrived() -> None:
    body = """
      grid g { contracted = 40 MW }
      bus a { fed_by = [g] }
      feeder f { fed_by = [a]; rating = 10 MVA; power_factor = 1 }
    """
    assert firm(body) == "10 MW"
    assert firm(f"{body}\n load hall {{ behind = facility; power = 20 MW; fed_by = [a] }}") == "40 MW"


def test_a_bus_whose_feeder_is_lost_is_fed_through_a_closed_tie() -> None:
    text = """
      campus c {{
        pue = 1
        site s {{
          jurisdiction = [us_tx]
          grid g {{ contracted = 100 MW }}
          transformers t[1..2] {{ rating = 60 MVA; power_factor = 1 }}
          transformer ta {{ fed_by = [g]; rating = 60 MVA; power_factor = 1 }}
          transformer tb {{ fed_by = [g]; rating = 60 MVA; power_factor = 1 }}
          bus a {{ fed_by = [ta] }}
          bus b {{ fed_by = [tb] }}
          tie ab {{ joins = [a, b]; normal = {} }}
          feeder f {{ fed_by = [b]; rating = 50 MVA; power_factor = 1 }}
          load hall {{ behind = facility; power = 50 MW; fed_by = [f] }}
        }}
        contingency out {{ lose s.tb }}
        require firm_supply >= 60 MW under out as "supply"
        require all(l.in_service for l in loads) under out as "hall"
      }}
    """
    for normal, verdicts in (("closed", ["holds", "holds"]), ("open", ["holds", "fails"])):
        checked = check_text(text.format(normal))
        assert not checked.errors, [each.message for each in checked.diagnostics]
        outcomes = checked.campuses[0].outcomes
        assert [each.verdict for each in outcomes if each.heading.code == "require"] == verdicts


def test_a_tie_joins_nothing_but_buses() -> None:
    codes = [each.code for each in check_text("campus c { site s { grid g {}\n tie t { joins = [g] } } }").diagnostics]
    assert "C0425" in codes
