"""When phases can begin with their orders: worked by hand, and against a second way of counting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.analyses.slips import Slip, deliveries, slips
from colossusc.expr.types import DATE
from colossusc.pipeline import Options, check
from colossusc.values.calendar import add_months


def found(body: str, as_of: str | None = "2026-03-02") -> tuple[Slip, ...]:
    """The phases still to come of a campus."""
    today = f"as_of = {as_of}\n" if as_of else ""
    checked = check(["plan"], lambda name: f"edition = 2026\n{today}campus c {{ pue = 1.2\n{body} }}", Options())
    mistakes = [each for each in checked.diagnostics if each.code.startswith("C") and each.severity == "error"]
    assert not mistakes, mistakes
    (result,) = checked.campuses
    day = checked.plan.as_of(result.campus)
    return slips(result.campus, deliveries(result.facts, result.campus, day), day)


def units(name: str, fields: str) -> str:
    return f"batteries {name} {{ rating = 1 MW; energy = 4 MWh; {fields} }}\n"


def said(slip: Slip) -> tuple[Any, ...]:
    by = slip.held_up_by.item.name if slip.held_up_by is not None else ""
    return slip.phase, DATE.show(slip.earliest), by, slip.unknown


LAUNCH = "phase launch = 2027-03-01\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (LAUNCH, [("launch", "2027-03-01", "", 0)]),
        # what comes before the phase holds it up, what is needed after it does not
        (
            f"{LAUNCH}phase later = 2027-09-01\n"
            + units("a", "lead_time = 14 month; count from 2027-01-01 = 1")
            + units("b", "lead_time = 20 month; count from 2027-06-01 = 1"),
            [("launch", "2027-05-02", "a", 0), ("later", "2027-11-02", "b", 0)],
        ),
        # the last to come is the one that counts
        (
            LAUNCH
            + units("a", "lead_time = 14 month; count from launch = 1")
            + units("b", "lead_time = 15 month; count from launch = 1")
            + units("d", "count from launch = 1"),
            [("launch", "2027-06-02", "b", 1)],
        ),
        # a phase that has begun does not slip, and what came is not waited for
        (f"phase launch = 2026-03-02\n{units('a', 'lead_time = 12 month; count from launch = 1')}", []),
        # a phase in a window slips by what remains
        (
            f"phase launch = 2027-03\n{units('a', 'lead_time = 14 month; count from launch = 1')}",
            [("launch", "2027-05-02", "a", 0)],
        ),
    ],
)
def test_by_hand(body: str, expected: list[tuple[Any, ...]]) -> None:
    assert [said(each) for each in found(body)] == expected


@pytest.mark.parametrize(
    ("fields", "earliest", "by"),
    [
        ("lead_time = 12 month; ordered = 2026-03-01", "2027-03-01", ""),  # in time
        ("lead_time = 13 month; ordered = 2026-03-01", "2027-04-01", "a"),  # ordered too late
        ("lead_time = 10 month .. 14 month", "2027-03-01 .. 2027-05-02", "a"),  # not known
        ("lead_time = 14 month; acquired = leased", "2027-03-01", ""),
    ],
)
def test_by_hand_of_one_order(fields: str, earliest: str, by: str) -> None:
    assert [said(each) for each in found(LAUNCH + units("a", f"{fields}; count from launch = 1"))] == [
        ("launch", earliest, by, 0)
    ]


def test_without_today_only_orders_that_are_dated_can_be_late() -> None:
    body = LAUNCH + units("a", "lead_time = 24 month; count from launch = 1")
    assert [said(each) for each in found(body, None)] == [("launch", "2027-03-01", "", 0)]
    body += units("b", "lead_time = 12 month; ordered = 2026-04-01; count from launch = 1")
    assert [said(each) for each in found(body, None)] == [("launch", "2027-04-01", "b", 0)]


FIRST = date(2026, 1, 1)
DAYS = st.integers(1, 700)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(DAYS, min_size=1, max_size=3, unique=True),
    st.lists(st.tuples(DAYS, st.none() | st.integers(0, 24), st.none() | st.integers(-300, 300)), max_size=4),
)
def test_a_phase_begins_when_all_that_it_needs_has_come(
    phases: list[int], wanted: list[tuple[int, int | None, int | None]]
) -> None:
    def written(number: int) -> str:
        return (FIRST + timedelta(number)).isoformat()

    body = "".join(f"phase p{place} = {written(day)}\n" for place, day in enumerate(phases))
    for place, (need, lead, order) in enumerate(wanted):
        fields = f"lead_time = {lead} month; " if lead is not None else ""
        fields += f"ordered = {written(order)}; " if order is not None else ""
        body += units(f"b{place}", f"{fields}count from {written(need)} = 1")
    today = FIRST.toordinal()
    answers = {each.phase: each.earliest for each in found(body, FIRST.isoformat())}
    assert len(answers) == len(phases)
    for place, planned in enumerate(phases):
        needed = [each for each in wanted if each[0] <= planned and each[1] is not None]
        day = planned
        while not all(_has_come(day, need, lead or 0, order) for need, lead, order in needed):
            day += 1
        assert answers[f"p{place}"] == today + day


def _has_come(day: int, need: int, lead: int, order: int | None) -> bool:
    """Whether units that are ordered on a day, or today, are there; nothing comes before it is needed."""
    return day >= need and FIRST.toordinal() + day >= add_months(FIRST.toordinal() + (order or 0), lead)
