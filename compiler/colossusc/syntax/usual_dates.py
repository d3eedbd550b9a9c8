"""Days as letters and tables write them (`1 May 2026`, `Q3 2026`, `2026-5-1`), and how the language writes them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")\.?"
_DAY, _YEAR = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?", "(?P<year>[0-9]{4})"
_HABITS = (
    rf"{_YEAR}[-/.](?P<number>[0-9]{{1,2}})(?:[-/.](?P<day>[0-9]{{1,2}}))?",
    rf"Q(?P<quarter>[1-4])[ /-]*{_YEAR}",
    rf"{_YEAR}[ /]*Q(?P<quarter>[1-4])",
    rf"{_DAY}[ -]+{_MONTH}[ ,-]+{_YEAR}",
    rf"{_MONTH}[ ]+{_DAY},?[ ]+{_YEAR}",
    rf"{_MONTH}[ ,-]+{_YEAR}",
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Made for the first mistake: most runs have none."""
    return tuple(re.compile(rf"(?<![\w.-]){each}(?![\w-])", re.IGNORECASE) for each in _HABITS)


def usual_date(text: str, at: int = 0) -> str:
    """The date that stands at a place of a text in another way than the language writes it, as it writes it; "" if none
    does: of `1 May 2026`, `2026-05-01`."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if match.start() <= at < match.end() and (found := _written(match.groupdict())) != match[0]:
                return found
    return ""


def _written(found: dict[str, str | None]) -> str:
    if found.get("quarter"):
        return f"{found['year']}-Q{found['quarter']}"
    name = (found.get("month") or "")[:3].title()
    month = int(found.get("number") or [each[:3] for each in _MONTHS].index(name) + 1)
    day = found.get("day")
    try:
        written = date(int(found["year"] or 0), month, int(day or 1)).isoformat()
    except ValueError:  # no such day
        return ""
    return written if day else written[: -len("-01")]
