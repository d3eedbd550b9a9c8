"""Dates, and values that change on them."""

from __future__ import annotations

from colossusc.codes import Code, campus


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
    Code(
        "C0507",
        "a date moves by whole months",
        "A month is a calendar month, and half of one is no number of days. Shift by days instead.",
        bad=campus("phase launch = 2024-09-02", "let later = launch + 1.5 month"),
        good=campus("phase launch = 2024-09-02", "let later = launch + 45 day"),
    ),
    Code(
        "C0508",
        "`running` takes the day of first fire",
        "`running from 2025-07-02` is the day from which a unit may deliver. When it leaves is said by `from … until "
        "…`.",
        bad=campus("engines e { running from 2025-04-01 until 2025-06-01; duty = standby }"),
        good=campus("engines e { running from 2025-04-01; until 2025-06-01; duty = standby }"),
    ),
    Code(
        "C0509",
        "a field cannot change over time",
        "Who supplies the power, what a permit covers and when it was granted are facts of the object, the same on "
        "every day. Where the provider changes, that is another service: another `grid`.",
        bad=_grid("contracted = 0 MW", "provider from 2024-08-01 = tva"),
        good=_grid("contracted = 0 MW", "provider = tva"),
    ),
    Code(
        "C0510",
        "one day is wanted",
        "After `from`, `until`, `on` and `as_of =` stands a day that is the same at all times: a date, a phase, or a "
        "date shifted by a time.",
        bad=_grid("contracted from 8 MW = 50 MW"),
        good=_grid("contracted from 2024-08-01 = 50 MW"),
    ),
    Code(
        "C0511",
        "a window where one day is wanted",
        "`2025-03` is some day of that month. `as_of`, the days on which a rule is in force and those "
        "on which something moves (`at from …`) are known to the day. In a window a figure is one of two, but a "
        "place is no figure: give the day of a move by a `phase`, and set that in a scenario to its last day.",
        bad="as_of = 2025-03\n\n" + campus("pue = 1.3"),
        good="as_of = 2025-03-31\n\n" + campus("pue = 1.3"),
    ),
    Code(
        "C0512",
        "which change comes first is not known",
        "Where two values of one field begin in windows that overlap, nobody can say which of them holds in between.",
        bad=_grid("contracted from 2025-03 = 8 MW", "contracted from 2025-03-15 = 50 MW"),
        good=_grid("contracted from 2025-03 = 8 MW", "contracted from 2025-04-01 = 50 MW"),
    ),
    Code(
        "C0513",
        "a ramp that cannot be drawn",
        "`from A ramping until B` rises day by day from the value before A to its own at B. Both are days, at most "
        "3,660 apart, and only figures rise.",
        bad=_grid("contracted from 2025-03 ramping until 2025-06-01 = 8 MW"),
        good=_grid("contracted from 2025-03-01 ramping until 2025-06-01 = 8 MW"),
    ),
)
