"""What the rules of the standard library bill, by month, worked out by hand."""

from __future__ import annotations

import pytest

from emit.outputs import compiled


def dues(text: str) -> dict[tuple[str, str], str]:
    """By month and rule: amount and currency, of `dues.csv`."""
    lines = compiled(text).get("dues.csv", "").splitlines()[1:]
    return {(cells[0], cells[1]): f"{cells[4]} {cells[5]}" for cells in (line.split(",") for line in lines)}


def grid(*lines: str, jurisdiction: str = "tva_region") -> str:
    """A campus with one grid connection."""
    provider = {"us_oh": "aep_ohio", "ercot_region": "ercot"}.get(jurisdiction, "tva")
    body = "; ".join(lines)
    return f"campus c {{ site s {{ jurisdiction = [{jurisdiction}]; grid g {{ provider = {provider}; {body} }} }} }}"


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        ("2026-10", None),  # 20 MW, as on the day before the rate
        ("2027-01", "400000 USD"),  # 40 MW are 20 MW more, at 20,000 USD/MW a month
        ("2027-02", "400000 USD"),
        ("2027-03", "0 USD"),  # paid
    ],
)
def test_tva_charges_what_is_added(month: str, amount: str | None) -> None:
    found = dues(
        grid(
            "contracted from 2026-09-30 = 20 MW",
            "contracted from 2027-01-01 = 40 MW",
            "commitment_charge from 2027-01-01 = 20_000 USD/MW/month",
            "commitment_charge from 2027-03-01 = 0 USD/MW/month",
        )
    )
    assert found.get((month, "TVA008"), "0 USD" if amount else None) == amount


def test_what_only_moves_between_two_contracts_of_a_site_is_not_charged() -> None:
    """80 MW move and 1 MW is added: 1 MW × 100 USD."""
    text = """campus c { site s { jurisdiction = [tva_region]
      grid old { provider = tva; contracted = 80 MW; contracted from 2027-01-01 = 0 MW }
      grid new {
        provider = tva
        contracted = 0 MW
        contracted from 2027-01-01 = 81 MW
        commitment_charge = 100 USD/MW/month
      }
    } }"""
    assert dues(text)[("2027-01", "TVA008")] == "100 USD"


AEP = ("contracted from 2026-01-01 = 100 MW", "demand_charge = 10 USD/kW/month")


def test_aep_ohio_bills_85_percent() -> None:
    """100,000 kW × 85 % × 10 USD."""
    found = dues(grid(*AEP, jurisdiction="us_oh"))
    assert found[("2026-01", "AEP001")] == "850000 USD"
    assert ("2025-12", "AEP001") not in found


def test_a_contract_with_a_minimum_of_its_own_is_billed_once() -> None:
    found = dues(grid(*AEP, "minimum_take = 90 %", jurisdiction="us_oh"))
    assert found[("2026-01", "CTR001")] == "900000 USD"
    assert ("2026-01", "AEP001") not in found


def test_who_leaves_aep_ohio_early_owes_36_months_on_the_day() -> None:
    """36 × 850,000 USD, in the month in which the connection ends, and no minimum any more."""
    found = dues(grid(*AEP, "term = 96 month; from 2026-01-01 until 2030-06-01", jurisdiction="us_oh"))
    assert found[("2030-05", "AEP001")] == "850000 USD"
    assert found[("2030-06", "AEP003")] == "30600000 USD"
    assert {month for month, rule in found if rule == "AEP003"} == {"2030-06"}
    assert ("2030-06", "AEP001") not in found


def test_texas_asks_for_a_study_once() -> None:
    found = dues(grid("contracted from 2026-01-01 = 75 MW", jurisdiction="ercot_region"))
    assert [each for each in found if each[1] == "TXS001"] == [("2026-01", "TXS001")]
    assert found[("2026-01", "TXS001")] == "100000 USD"


def test_tennessee_has_all_of_the_infrastructure_paid_once() -> None:
    cost = "infrastructure_cost = 35_000_000 USD"
    found = dues(grid("contracted from 2027-03-01 = 50 MW", cost, jurisdiction="us_tn"))
    assert {key: due for key, due in found.items() if key[1] == "TNL001"} == {("2027-03", "TNL001"): "35000000 USD"}
