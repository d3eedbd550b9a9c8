"""What a finding shows of the plan: what counts before what does not, and what is there and gives nothing."""

from __future__ import annotations

import pytest

from colossusc.diagnostic import Diagnostic
from colossusc.pipeline import Options, check


def finding(code: str, body: str) -> Diagnostic:
    """The first of a rule in a campus of one site."""
    text = f"edition = 2026\nas_of = 2026-01-01\ncampus c {{ pue = 1; site s {{ {body} }} }}\n"
    checked = check(["plan.colossus"], lambda name: text, Options())
    return next(each for each in checked.diagnostics if each.code == code)


@pytest.mark.parametrize("order", [1, -1], ids=["counted last", "counted first"])
def test_a_finding_points_at_what_a_sum_counts(order: int) -> None:
    """Not at the tested batteries far away, whichever of them stands first."""
    far = "batteries far { energy = 4 MWh; fire_test = ul_9540a; clearance = 500 ft }"
    near_it = "batteries near_it { energy = 50 kWh; count = 20; fire_test = none; spacing = 3 ft; clearance = 20 ft }"
    found = finding("NFPA003", f"jurisdiction = us; {'; '.join((far, near_it)[::order])}")
    assert found.span is not None
    assert found.span.text == "50 kWh"


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("running from 2027-01-01", "not running yet"),
        ("duty = standby", "its duty is standby"),
        ("", "no permit in force"),
    ],
)
def test_a_unit_on_site_that_gives_nothing_is_in_the_sum(unit: str, words: str) -> None:
    covers = "t" if unit else "u"
    body = f"""
        ambient = 15 degC
        load hall {{ behind = facility; power from 2026-03-01 = 100 MW }}
        grid g {{ contracted = 20 MW }}
        turbines t[1..24] {{ rating = 10 MW; from 2026-02-01 until 2028-01-01; {unit} }}
        turbines u {{ rating = 10 MW; from 2029-01-01 }}
        permit p {{ covers = {covers}; granted = 2026-01-01; expires = 2027-12-31 }}
    """
    ledger = finding("PWR001", body).ledger
    assert ledger is not None
    lines = [(line.name, line.value, line.note) for line in ledger.lines]
    assert lines[:3] == [
        ("g", "20 MW", "20 MW contracted"),
        ("t[1..24]", "0 MW", words),
        ("firm supply", "20 MW", ""),
    ]
