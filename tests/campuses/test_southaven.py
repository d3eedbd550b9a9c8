"""The temporary turbines at Southaven: how many stood there, what they may have emitted, and what is found by when."""

from __future__ import annotations

from typing import Any

import pytest

from colossusc.values.quantity import parse_quantity
from colossusc.values.uncertain.expression import least_of, most_of
from reference import at, campus, day, intervals

NAME = "southaven_temporary"
TON = parse_quantity("1 short_ton/yr").number


@pytest.mark.parametrize(
    ("date", "units"),
    [
        ("2025-07-31", 0),
        ("2025-08-01", 3),
        ("2025-09-01", 17),
        ("2025-12-01", 27),
        ("2026-04-01", 33),
        ("2026-12-31", 33),
        ("2027-01-01", 6),
        ("2027-08-01", 0),
    ],
)
def test_units_by_date(date: str, units: int) -> None:
    _, result = campus(NAME)
    (letter,) = result.campus.all("permit")
    assert result.facts.value(letter, "covered_units").steps.at(day(date)) == units


def test_the_27_units_of_december_are_495_mw_or_what_their_maker_gives() -> None:
    _, result = campus(NAME)
    units = [each for each in result.campus.all("turbine") if each.name != "later[1..6]"]
    ratings = [each.value("rating").steps.at(day("2025-12-01")) for each in units]
    assert round(sum(least_of(rating) * each.units for each, rating in zip(units, ratings, strict=True)) / 1e6) == 495
    assert round(sum(most_of(rating) * each.units for each, rating in zip(units, ratings, strict=True)) / 1e6) == 667


def test_potential_to_emit_is_as_the_plaintiffs_say() -> None:
    """2,508 and 25 short tons of NOx and formaldehyde from 33 units; in another filing more than 1,700."""
    checked, result = campus(NAME)
    assert at(NAME, "pte_nox", "2025-08-01") < 250 * TON < least_of(at(NAME, "pte_nox", "2025-09-01"))
    assert least_of(at(NAME, "pte_nox", "2026-05-01")) < 2_508 * TON < most_of(at(NAME, "pte_nox", "2026-05-01"))
    formaldehyde: Any = at(NAME, "pte_formaldehyde", "2026-05-01")
    assert 19 * TON < least_of(formaldehyde) < most_of(formaldehyde) < 25 * TON
    assert [each.differs for each in result.reported] == [False, False, False]
    assert "C0819" not in [each.code for each in checked.diagnostics]


def test_findings_by_date() -> None:
    """A major source from the second month on; stationary from the first day; beyond the state's twelve months, too."""
    assert intervals(NAME, "CAA001") == {
        "stanton_road": [
            ("open", day("2025-08-01"), day("2025-09-01")),  # 207 short tons of NOx; CO was not said
            ("fails", day("2025-09-01"), day("2027-08-01")),
        ]
    }
    assert intervals(NAME, "CAA002") == {"stanton_road": [("fails", day("2025-08-01"), day("2027-08-01"))]}
    assert intervals(NAME, "NRD001") == {"stanton_road": [("fails", day("2025-08-01"), day("2027-08-01"))]}
    assert intervals(NAME, "MDEQ001") == {"stanton_road": [("fails", day("2026-08-01"), day("2027-08-01"))]}
    assert intervals(NAME, "NRD003") == {"stanton_road": [("open", day("2026-01-15"), day("2027-08-01"))]}
    assert intervals(NAME, "PWR002") == {}  # under the letter


def test_without_the_letter_each_unit_stands_without_a_permit_from_its_first_day() -> None:
    _, result = campus(NAME)
    (plaintiffs,) = result.variants
    found = {
        each.subject: each.period
        for outcome in plaintiffs.outcomes
        if outcome.heading.code == "PWR002"
        for each in outcome.findings
    }
    assert found == {
        "smt[01..03]": "from 2025-08-01 until 2027-01-01",
        "smt[04..14]": "from 2025-09-01 until 2027-01-01",
        "m35": "from 2025-09-01 until 2027-01-01",
        "tm2500[01..02]": "from 2025-09-01 until 2027-01-01",
        "tm2500[03..12]": "from 2025-12-01 until 2027-01-01",
        "later[1..6]": "from 2026-04-01 until 2027-08-01",
    }
