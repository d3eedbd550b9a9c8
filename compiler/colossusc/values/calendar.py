"""Days are integers: 1 is 0001-01-01 of the proleptic Gregorian calendar. A date is a day, or a window of days."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from colossusc.language import _, dated
from colossusc.values.problem import Problem, quoted

FIRST_DAY: Final = 1  # 0001-01-01
LAST_DAY: Final = date.max.toordinal()  # 9999-12-31
END: Final = LAST_DAY + 1  # where a half-open interval ends that reaches through the last day

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DateProblem(Problem):
    """C0501 no such day, C0502 no such month or quarter, C0503 not a date."""


class DateValue(NamedTuple):
    """`2025-07-02` is one day, first and last the same; `2025-07` and `2025-Q3` are some day from `first` to `last`."""

    first: int
    last: int

    @property
    def exact(self) -> bool:
        return self.first == self.last


_date = re.compile(r"([0-9]{4})-(?:Q([0-9])|([0-9]{2})(?:-([0-9]{2}))?)").fullmatch


@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> DateValue:
    """The value of a DATE token: `2025-07-02`, `2025-07` or `2025-Q3`. Raises DateProblem."""
    match = _date(text)
    if match is None:
        remedy = "a date looks like `2025-07-02`, `2025-07` or `2025-Q3`"
        raise DateProblem("C0503", f"{quoted(text)} is not a date", remedy)
    year, quarter, month, day = (int(group) if group else None for group in match.groups())
    if not year:
        raise DateProblem("C0503", f"{quoted(text)} is not a date", "years begin at 0001")
    if quarter is not None:
        if not 1 <= quarter <= 4:
            raise DateProblem("C0502", f"{quoted(text)}: there is no quarter {quarter}", "quarters are Q1 to Q4")
        return DateValue(_day(year, 3 * quarter - 2, 1), _day(year, 3 * quarter, _length(year, 3 * quarter)))
    if not month or month > 12:
        raise DateProblem("C0502", f"{quoted(text)}: there is no month {match[3]}", "months are 01 to 12")
    length = _length(year, month)
    if day is None:
        return DateValue(_day(year, month, 1), _day(year, month, length))
    if not 1 <= day <= length:
        near = f"{match[1]}-{match[3]}-{length if day else 1:02}"
        message = f"{quoted(text)}: {_MONTHS[month - 1]} {year} has {length} days"
        raise DateProblem("C0501", message, f"did you mean `{near}`?", near)
    return DateValue(_day(year, month, day), _day(year, month, day))


def _day(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


def _length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def iso_date(day: int) -> str:
    """`2025-07-02`, as plans and machines write a day, which is FIRST_DAY to LAST_DAY."""
    return date.fromordinal(day).isoformat()


def show_date(day: int) -> str:
    """The same as people write it in the language in force."""
    return dated(iso_date(day))


def show_month(day: int) -> str:
    """The month of a day: `2025-07`."""
    return dated(iso_date(day)[:7])


def first_of_month(day: int) -> int:
    """The first day of the month that a day lies in."""
    return date.fromordinal(day).replace(day=1).toordinal()


def add_months(day: int, months: int) -> int:
    """The same day of another month, or its last day if it is shorter: 31 January + 1 month is 28 or 29 February.

    Beyond the calendar it stays at FIRST_DAY or LAST_DAY.
    """
    start = date.fromordinal(day)
    total = start.year * 12 + start.month - 1 + months
    year, month = total // 12, total % 12 + 1
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    return _day(year, month, min(start.day, _length(year, month)))


def period_start(day: int, months: int) -> int:
    """The first day of the month (1), quarter (3) or year (12) that a day lies in."""
    found = date.fromordinal(day)
    return _day(found.year, (found.month - 1) // months * months + 1, 1)


def period_end(day: int, months: int) -> int:
    """The last day of the month (1), quarter (3) or year (12) that a day lies in."""
    found = date.fromordinal(day)
    month = (found.month - 1) // months * months + months
    return _day(found.year, month, _length(found.year, month))


def twelve_months_to(day: int) -> str:
    """The twelve calendar months that end with that of a day: `2025-04 to 2026-03`."""
    return _("{first} to {last}", first=show_month(add_months(day, -11)), last=show_month(day))


def months_between(first: int, last: int) -> int:
    """How many whole calendar months lie from one day to another: the most that, added to the first, do not pass the
    last. From a day to an earlier one it is the negative of what lies between them."""
    if last < first:
        return -months_between(last, first)
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(first, months) <= last else months - 1
