"""Names, days and quantities."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from hypothesis import strategies as st

from colossusc.syntax.reserved import is_name
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.number import normal, show_number

_PLACES = 2  # decimals that are drawn


def names() -> st.SearchStrategy[str]:
    """Names that are not reserved."""
    word = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
    return st.sampled_from(("power", "count", "grid", "smt", "a", "b")) | word.filter(is_name)


def days() -> st.SearchStrategy[int]:
    """Days as their proleptic Gregorian ordinals; most in the years of a plan, some at the ends of the calendar."""
    return st.integers(738_000, 740_000) | st.sampled_from((FIRST_DAY, FIRST_DAY + 1, LAST_DAY - 1, LAST_DAY))


def quantities(unit: str, low: int | Fraction = 0, high: int | Fraction = 1_000) -> st.SearchStrategy[str]:
    """Quantities in a unit from `low` to `high` of it, with at most two decimals: `16.48 MW`; without one `0.98`."""
    scale = 10**_PLACES
    number = st.integers(ceil(low * scale), floor(high * scale)).map(lambda drawn: normal(Fraction(drawn, scale)))
    return number.map(lambda drawn: f"{show_number(drawn, _PLACES, '_')} {unit}".rstrip())
