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
    body = "; ".join(lines)
    return f"campus c {{ site s {{ jurisdiction = [{jurisdiction}]; grid g {{ provider = tva; {body} }} }} }}"


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
