"""Hypothesis strategies. Every new construct joins them, in the section of its layer."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.number import Number, normal
from colossusc.values.timeline import Steps, stepped
from colossusc.values.unit_table import UNITS

# ------------------------------------------------------------------------------------------------------ values


def numbers() -> st.SearchStrategy[Number]:
    """Exact numbers as arithmetic on a campus gives them, whole and not, of both signs."""
    whole = st.integers(-(10**12), 10**12)
    return whole | st.builds(lambda top, bottom: normal(Fraction(top, bottom)), whole, st.integers(1, 10**6))


def number_texts() -> st.SearchStrategy[str]:
    """NUMBER tokens within the limits: `12_500`, `0.98`, `1e6`."""
    group = st.from_regex(r"[0-9]{1,6}(_[0-9]{1,3}){0,3}", fullmatch=True)
    fraction = st.just("") | group.map(lambda digits: "." + digits)
    exponent = st.just("") | st.integers(-30, 30).map(lambda power: f"e{power}")
    return st.tuples(group, fraction, exponent).map("".join)


def units() -> st.SearchStrategy[str]:
    """Unit texts: every symbol of the table, money, and compounds."""
    money = st.sampled_from(("USD", "kUSD", "MEUR", "USD_2024"))
    symbol = st.sampled_from(sorted(UNITS)) | money
    raised = st.tuples(symbol, st.sampled_from(("", "", "", "^2", "^3"))).map("".join)
    return symbol | st.lists(raised, min_size=2, max_size=3).map("/".join)


def quantities() -> st.SearchStrategy[str]:
    """QUANTITY tokens."""
    return st.tuples(number_texts(), units()).map(" ".join)


def days() -> st.SearchStrategy[int]:
    """Days; most in the years of a plan, some at the ends of the calendar."""
    return st.integers(738_000, 740_000) | st.sampled_from((FIRST_DAY, FIRST_DAY + 1, LAST_DAY - 1, LAST_DAY))


def steps(of: st.SearchStrategy[Number | Missing] | None = None) -> st.SearchStrategy[Steps[Number | Missing]]:
    """Step functions of numbers, absent and broken."""
    value = of if of is not None else numbers() | st.sampled_from((ABSENT, BROKEN))

    def build(first: Number | Missing, later: dict[int, Number | Missing]) -> Steps[Number | Missing]:
        later.pop(FIRST_DAY, None)
        starts = sorted(later)
        return stepped([FIRST_DAY, *starts], [first, *(later[start] for start in starts)])

    return st.builds(build, value, st.dictionaries(days(), value, max_size=5))
