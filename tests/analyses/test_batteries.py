"""The table of Megapacks: what so many units are, of both variants, against the published counts."""

from __future__ import annotations

import pytest

from colossusc.ir import Item
from colossusc.pipeline import Options, check
from colossusc.values.quantity import parse_quantity


@pytest.mark.parametrize(
    ("units", "four_hours", "energy_of_four", "two_hours", "energy_of_two"),
    [
        (156, "152.7", "610.9", "300.6", "601.2"),
        (168, "164.5", "657.9", "323.7", "647.5"),
        (208, "203.6", "814.5", "400.8", "801.6"),
        (240, "235.0", "939.8", "462.5", "925.0"),
        (720, "704.9", "2819.5", "1387.4", "2774.9"),
    ],
)
def test_megapacks(units: int, four_hours: str, energy_of_four: str, two_hours: str, energy_of_two: str) -> None:
    text = f"""
        use catalog.tesla
        campus c {{
          batteries four : tesla.megapack_2_xl_4h {{ count = {units} }}
          batteries two : tesla.megapack_2_xl_2h {{ count = {units} }}
        }}
    """
    result = check(["plan.colossus"], lambda _: text, Options()).campuses[0]
    four, two = result.campus.all("battery")

    def printed(item: Item, name: str, unit: str) -> str:
        value = result.facts.value(item, name).steps.values[0]
        return f"{float(value / parse_quantity(unit).number):.1f}"

    assert printed(four, "total_power", "1 MW") == four_hours
    assert printed(four, "total_energy", "1 MWh") == energy_of_four
    assert printed(two, "total_power", "1 MW") == two_hours
    assert printed(two, "total_energy", "1 MWh") == energy_of_two
