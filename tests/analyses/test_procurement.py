"""What is bought, by when it is needed and ordered: worked by hand, and beside a naive walk from day to day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.analyses.procurement import Purchase, purchases
from colossusc.expr.types import DATE
from colossusc.pipeline import Options, check
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import show_date
from colossusc.values.uncertain.expression import least_of, most_of


def bought(body: str, name: str = "b") -> tuple[Purchase, ...]:
    """What is bought of one object of a campus."""
    result = judged(body)
    (item,) = (each for each in result.campus.walk() if each.name == name)
    return purchases(result.facts, item)


def judged(body: str) -> Any:
    found = check(["plan"], lambda name: f"edition = 2026\ncampus c {{ pue = 1.2\n{body} }}", Options())
    assert not found.errors, found.diagnostics
    return found.campuses[0]


def said(purchase: Purchase) -> tuple[object, ...]:
    """Quantity, day of need, last day to order, day of the order, delivery."""
    days = (purchase.need, purchase.order_by, purchase.ordered, purchase.delivered_by)
    return (purchase.quantity, *("" if day is ABSENT else DATE.show(day) for day in days))


BATTERIES = "batteries b { rating = 1 MW; energy = 4 MWh; "


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        # worked by hand: 1 March 2027 less 12 months
        ("lead_time = 12 month; count from 2027-03-01 = 40", [(40, "2027-03-01", "2026-03-01", "", "")]),
        # 31 March less a month is the end of February, of a leap year too
        ("lead_time = 1 month; count from 2027-03-31 = 1", [(1, "2027-03-31", "2027-02-28", "", "")]),
        ("lead_time = 1 month; count from 2028-03-31 = 1", [(1, "2028-03-31", "2028-02-29", "", "")]),
        # four and a half months are five
        ("lead_time = 4.5 month; count from 2027-08-01 = 1", [(1, "2027-08-01", "2027-03-01", "", "")]),
        # what is added is bought, what leaves and comes back is not
        (
            "lead_time = 6 month; count from 2026-01-01 = 40; count from 2026-06-01 = 10; count from 2027-01-01 = 60",
            [(40, "2026-01-01", "2025-07-01", "", ""), (20, "2027-01-01", "2026-07-01", "", "")],
        ),
        # each addition has the order that holds on its day
        (
            (
                "lead_time = 6 month; ordered until 2027-01-01 = 2025-05-31; ordered from 2027-01-01 = 2026-08-31; "
                "count from 2026-01-01 = 40; count from 2027-01-01 = 60"
            ),
            [
                (40, "2026-01-01", "2025-07-01", "2025-05-31", "2025-11-30"),
                (20, "2027-01-01", "2026-07-01", "2026-08-31", "2027-02-28"),
            ],
        ),
        (
            "lead_time = 6 month .. 9 month; count from 2027-01-01 = 1",
            [(1, "2027-01-01", "2026-04-01 .. 2026-07-01", "", "")],
        ),
        (
            "lead_time = 1 month; count from 2027-05 = 1",
            [(1, "2027-05-01 .. 2027-05-31", "2027-04-01 .. 2027-04-30", "", "")],
        ),
        # all of a ramp is needed by the day on which it begins
        (
            "lead_time = 1 month; count = 0; count from 2027-05-01 ramping until 2027-06-01 = 62",
            [(62, "2027-05-01", "2027-04-01", "", "")],
        ),
        # a slow one too, that stands still on some days
        (
            "lead_time = 1 month; count = 0; count from 2027-05-01 ramping until 2027-07-01 = 7",
            [(7, "2027-05-01", "2027-04-01", "", "")],
        ),
        # and one that is over before it ends
        (
            "count = 0; count from 2027-05-01 ramping until 2027-06-01 = 62; from 2027-01-01 until 2027-05-11",
            [(18, "2027-05-01", "", "", "")],
        ),
        # the lead time is that of the day of the order, and the last day to order is the last with which it comes
        (
            (
                "lead_time = 6 month; lead_time from 2026-07-01 = 12 month; ordered = 2026-06-15; "
                "count from 2027-03-01 = 1"
            ),
            [(1, "2027-03-01", "2026-06-30", "2026-06-15", "2026-12-15")],
        ),
        (
            (
                "lead_time = 12 month; lead_time from 2026-07-01 = 6 month; ordered = 2026-06-15; "
                "count from 2027-03-01 = 1"
            ),
            [(1, "2027-03-01", "2026-09-01", "2026-06-15", "2027-06-15")],
        ),
        ("count from 2027-03-01 = 40", [(40, "2027-03-01", "", "", "")]),
        ("lead_time = 12 month; acquired = leased; count from 2027-03-01 = 40", []),
        ("lead_time = 12 month; acquired = owned; count from 2027-03-01 = 40", []),
    ],
)
def test_by_hand(fields: str, expected: list[tuple[object, ...]]) -> None:
    assert [said(each) for each in bought(f"{BATTERIES}{fields} }}")] == expected


def test_what_has_been_there_always_has_no_day_of_need() -> None:
    (purchase,) = bought(f"{BATTERIES}lead_time = 12 month }}")
    assert (purchase.quantity, purchase.dated) == (1, False)


def test_systems_are_bought_whole_for_the_phase_that_needs_them() -> None:
    body = "phase launch = 2027-03\ngpus b { gpus_per_system = 8; lead_time = 6 month; count from launch = 81 }"
    (purchase,) = bought(body)
    assert said(purchase)[:3] == (11, "2027-03-01 .. 2027-03-31", "2026-09-01 .. 2026-09-30")
    phase = judged(body).campus.phases["launch"].steps.values[0]
    assert (least_of(phase), most_of(phase)) == (least_of(purchase.need), most_of(purchase.need))


@pytest.mark.parametrize(("time", "months"), [("14 week", 4), ("30 day", 1), ("31 day", 2)])
def test_weeks_of_a_lead_time_are_said_in_months(time: str, months: int) -> None:
    text = f"campus c {{ pue = 1.2; {BATTERIES}lead_time = {time} }} }}"
    (found,) = (each for each in check(["plan"], lambda name: text, Options()).diagnostics if each.code == "C0402")
    assert found.helps == (f"write calendar months, rounded up: `{months} month`",)


def test_a_lead_time_that_is_not_known_moves_with_its_order() -> None:
    (purchase,) = bought(f"{BATTERIES}lead_time = 6 month .. 9 month; count from 2027-01-01 = 1 }}")
    assert purchase.order_by - purchase.order_by == 0
    assert DATE.show(purchase.if_ordered(date(2026, 7, 1).toordinal())) == "2027-01-01 .. 2027-04-01"


FIRST = date(2026, 1, 1)


def months_before(day: date, months: int) -> date:
    """Counted on one's fingers: month by month back, then the day clamped."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.integers(0, 400), st.integers(0, 5), min_size=1, max_size=5),
    st.integers(0, 30),
    st.one_of(st.none(), st.integers(-900, 400)),
)
def test_every_day_is_as_a_walk_by_day_finds_it(counts: dict[int, int], lead: int, ordered: int | None) -> None:
    steps = "; ".join(f"count from {FIRST + timedelta(day)} = {count}" for day, count in sorted(counts.items()))
    order = f"ordered = {FIRST + timedelta(ordered)}; " if ordered is not None else ""
    result = judged(f"{BATTERIES}lead_time = {lead} month; {order}{steps} }}")
    (item,) = result.campus.all("battery")
    most, needs = 0, []
    for number in range(402):
        count = counts[max(day for day in counts if day <= number)] if min(counts) <= number else 0
        if count > most:
            needs.append((FIRST + timedelta(number), count - most))
            most = count
    for number in (-30, *range(402)):
        today = FIRST + timedelta(number)
        following = [(day, units) for day, units in needs if day > today]
        found = {
            name: result.facts.steps(item, name).at(today.toordinal()) for name in ("need_by", "awaited", "order_by")
        }
        if not following:
            assert set(found.values()) == {ABSENT}
            continue
        need, units = following[0]
        assert (show_date(found["need_by"]), found["awaited"]) == (need.isoformat(), units)
        assert show_date(found["order_by"]) == months_before(need, lead).isoformat()
        given_on = result.facts.steps(item, "ordered_on").at(today.toordinal())
        assert given_on == (ABSENT if ordered is None else (FIRST + timedelta(ordered)).toordinal())


def test_what_may_not_be_needed_at_all_is_no_late_order() -> None:
    """A count that may be 0: whether the order is late depends on it. One that varies must be had in full."""
    for count, words in (("0 .. 5", "open"), ("unknown", "open"), ("1 .. 5", "late"), ("0 to 5", "late")):
        (found,) = _overdue("2026-01-01", count)
        assert ("open" if "cannot be judged" in found else "late") == words
        assert words == "late" or found.endswith("holds while `w.count` ≤ 0")
    assert not _overdue("2025-01-01", "0 .. 5")


def _overdue(as_of: str, count: str) -> list[str]:
    """What PRC001 says of switches with half a year's lead time."""
    body = f"site s {{ switches w {{ count from 2026-06-01 = {count}; lead_time = 6 month }} }}"
    found = check(["plan"], lambda name: f"as_of = {as_of}\ncampus c {{ pue = 1.2\n{body} }}", Options())
    return [each.message for each in found.diagnostics if each.code == "PRC001"]
