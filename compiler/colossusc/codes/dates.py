"""Dates, and values that change on them."""

from __future__ import annotations

from colossusc.codes import Code


def _grid(*lines: str) -> str:
    return "\n".join(
        ("edition = 2026", "", "campus c {", "  grid g {", *(f"    {line}" for line in lines), "  }", "}", "")
    )


CODES: tuple[Code, ...] = (
    Code(
        "C0501",
        "a day is not in the calendar",
        "The month has fewer days. 29 February exists in leap years only.",
        bad=_grid("contracted from 2025-02-30 = 8 MW"),
        good=_grid("contracted from 2025-02-28 = 8 MW"),
    ),
    Code(
        "C0502",
        "a month or quarter is not in the calendar",
        "Months are 01 to 12, quarters are Q1 to Q4. Dates are written year first: `2025-07-02`.",
        bad=_grid("contracted from 2025-13-01 = 8 MW"),
        good=_grid("contracted from 2025-12-01 = 8 MW"),
    ),
    Code(
        "C0503",
        "a date is written in a form that cannot be read",
        "A date is a day `2025-07-02`, or some day in a month `2025-07` or a quarter `2025-Q3`. Years are 0001 to "
        "9999.",
        bad=_grid("contracted from 0000-01-01 = 8 MW"),
        good=_grid("contracted from 2024-01-01 = 8 MW"),
    ),
    Code(
        "C0504",
        "a value is given twice from the same day",
        "A value holds from its day until the next one, so two that begin on the same day cannot both hold. Remove "
        "one, or give it its own day.",
        bad=_grid("contracted from 2024-08-01 = 8 MW", "contracted from 2024-08-01 = 50 MW"),
        good=_grid("contracted from 2024-07-22 = 8 MW", "contracted from 2024-08-01 = 50 MW"),
    ),
    Code(
        "C0505",
        "two spans of a value overlap",
        "`from A until B` lies over what holds otherwise, and ends before B. Two such spans may meet but not "
        "overlap, since neither would be on top.",
        bad=_grid(
            "contracted = 8 MW",
            "contracted from 2024-01-01 until 2024-07-01 = 9 MW",
            "contracted from 2024-06-01 until 2024-09-01 = 10 MW",
        ),
        good=_grid(
            "contracted = 8 MW",
            "contracted from 2024-01-01 until 2024-06-01 = 9 MW",
            "contracted from 2024-06-01 until 2024-09-01 = 10 MW",
        ),
    ),
    Code(
        "C0506",
        "a span ends before it begins",
        "A span runs from its first day up to, and without, the day after `until`; it is at least one day long.",
        bad=_grid("contracted = 8 MW", "contracted from 2024-09-01 until 2024-06-01 = 10 MW"),
        good=_grid("contracted = 8 MW", "contracted from 2024-06-01 until 2024-09-01 = 10 MW"),
    ),
)
