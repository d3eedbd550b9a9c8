"""Days are integers: 1 is 0001-01-01 of the proleptic Gregorian calendar. A date is a day, or a window of days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

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


@lru_cache(maxsize=1 << 14)
def parse_date(text: str) -> DateValue:
    """The value of a DATE token: `2025-07-02`, `2025-07` or `2025-Q3`. Raises DateProblem."""
    year_text, _, rest = text.partition("-")
    quarter = rest.startswith("Q")
    month_text, dash, day_text = rest.removeprefix("Q").partition("-")
    parts = [year_text, month_text, *([day_text] if dash else [])]
    widths = [4, 1 if quarter else 2, *([2] if dash else [])]
    if any(
        len(part) != width or not (part.isascii() and part.isdigit()) for part, width in zip(parts, widths, strict=True)
    ) or (quarter and dash):
        raise DateProblem(
            "C0503", f"{quoted(text)} is not a date", "a date looks like `2025-07-02`, `2025-07` or `2025-Q3`"
        )
    year, month = int(year_text), int(month_text)
    if year == 0:
        raise DateProblem("C0503", f"{quoted(text)} is not a date: years begin at 0001")
    if quarter:
        return _quarter(text, year, month)
    if not 1 <= month <= 12:
        raise DateProblem("C0502", f"{quoted(text)} has no month {month_text}", "months are 01 to 12")
    length = _length(year, month)
    if not dash:
        return DateValue(date(year, month, 1).toordinal(), date(year, month, length).toordinal())
    if not 1 <= int(day_text) <= length:
        last = f"{year:04}-{month:02}-{length:02}"
        named = f"{_MONTHS[month - 1]} {year} has {length} days"
        raise DateProblem(
            "C0501",
            f"{quoted(text)} is not a day: {named}",
            f"the last day is `{last}`",
            last if int(day_text) else None,
        )
    day = date(year, month, int(day_text)).toordinal()
    return DateValue(day, day)


def _length(year: int, month: int) -> int:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + leap


def _quarter(text: str, year: int, quarter: int) -> DateValue:
    if not 1 <= quarter <= 4:
        raise DateProblem("C0502", f"{quoted(text)} has no quarter {quarter}", "quarters are Q1 to Q4")
    end = 3 * quarter
    return DateValue(date(year, end - 2, 1).toordinal(), date(year, end, _length(year, end)).toordinal())


def show_date(day: int) -> str:
    """`2025-07-02`. The day is FIRST_DAY to LAST_DAY."""
    return date.fromordinal(day).isoformat()


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
    return date(year, month, min(start.day, _length(year, month))).toordinal()
