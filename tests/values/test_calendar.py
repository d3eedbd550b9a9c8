"""Dates: days and windows, the calendar's own arithmetic, and what is not in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.testing import days
from colossusc.values.calendar import END, FIRST_DAY, LAST_DAY, DateProblem, add_months, parse_date, show_date


@given(days())
def test_a_day_reads_back(day: int) -> None:
    value = parse_date(show_date(day))
    assert value == (day, day)
    assert value.exact


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("9999-Q4", "9999-10-01", "9999-12-31"),
    ],
)
def test_windows(text: str, first: str, last: str) -> None:
    value = parse_date(text)
    assert (show_date(value.first), show_date(value.last)) == (first, last)
    assert not value.exact


def test_the_ends_of_the_calendar() -> None:
    assert parse_date("0001-01-01").first == FIRST_DAY
    assert parse_date("9999-12-31").last == LAST_DAY == END - 1


@pytest.mark.parametrize(
    ("text", "code", "says", "replacement"),
    [
        ("2025-02-30", "C0501", "February 2025 has 28 days", "2025-02-28"),
        ("2024-02-30", "C0501", "February 2024 has 29 days", "2024-02-29"),
        ("1900-02-29", "C0501", "February 1900 has 28 days", "1900-02-28"),
        ("2025-04-31", "C0501", "April 2025 has 30 days", "2025-04-30"),
        ("2025-04-00", "C0501", "April 2025 has 30 days", "2025-04-01"),
        ("2025-13-01", "C0502", "no month 13", None),
        ("2025-00", "C0502", "no month 00", None),
        ("2025-Q5", "C0502", "no quarter 5", None),
        ("2025-Q0", "C0502", "no quarter 0", None),
        ("0000-01-01", "C0503", "not a date", None),
        ("2025", "C0503", "not a date", None),
        ("25-01-01", "C0503", "not a date", None),
        ("2025-1-1", "C0503", "not a date", None),
        ("2025-Q1-01", "C0503", "not a date", None),
        ("٢٠٢٥-01-01", "C0503", "not a date", None),
        ("2" * 100_000, "C0503", "not a date", None),
    ],
)
def test_refused(text: str, code: str, says: str, replacement: str | None) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(text)
    problem = caught.value
    assert (problem.code, problem.replacement) == (code, replacement)
    assert says in problem.message
    assert len(problem.message) < 120


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2025-06-10", 0, "2025-06-10"),
        ("9999-12-31", 1, "9999-12-31"),
        ("9999-06-15", 10**30, "9999-12-31"),
        ("0001-01-15", -1, "0001-01-01"),
    ],
)
def test_adding_months(day: str, months: int, after: str) -> None:
    assert show_date(add_months(parse_date(day).first, months)) == after


@given(st.integers(738_000, 740_000), st.integers(-240, 240))
def test_adding_months_moves_by_months_and_clamps(day: int, months: int) -> None:
    before, after = date.fromordinal(day), date.fromordinal(add_months(day, months))
    assert (after.year * 12 + after.month) - (before.year * 12 + before.month) == months
    following = date.fromordinal(after.toordinal() + 1)
    assert after.day == before.day or (after.day < before.day and following.day == 1)
