"""Where an open truth tips: of symbols with and without bound, on every scale, and of several truths together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from colossusc.values.calendar import FIRST_DAY, LAST_DAY, parse_date
from colossusc.values.uncertain.dates import by_months
from colossusc.values.uncertain.expression import of_symbol
from colossusc.values.uncertain.interval import INFINITE
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.tipping import Tipping, deciding, settles, tipping_of
from colossusc.values.uncertain.truth import Undecided, compare, joined

_SCALES = st.integers(-25, 25).map(lambda power: Fraction(10) ** power)


def _as_found(symbol: Symbol, at: Any, up: bool) -> Iterator[Any]:
    return iter(())


def _tipping(value: bool | Undecided) -> Tipping | None:
    assert isinstance(value, Undecided)
    return deciding(value, _as_found)


@given(_SCALES, st.sampled_from(("at_least", "at_most", "any")), st.sampled_from(("<=", ">=")), st.booleans())
def test_what_has_no_bound_tips_where_it_does(scale: Fraction, sort: str, operator: str, negative: bool) -> None:
    at = -scale if negative else scale
    low = at - scale * 3 if sort == "at_least" else -INFINITE
    high = at + scale * 3 if sort == "at_most" else INFINITE
    symbol = Symbol("x", (low, high))
    tipping = _tipping(compare(operator, of_symbol(symbol), at))
    assert tipping is not None
    assert tipping.operator == operator
    assert tipping.value <= at if operator == "<=" else tipping.value >= at
    assert abs(tipping.value - at) <= scale / 1_000


def test_what_must_be_more_than_nothing() -> None:
    for high in (2, INFINITE):
        x = of_symbol(Symbol("wue", (0, high)))
        tipping = _tipping(compare(">", x, 0))
        assert tipping is not None
        assert (tipping.verdict, tipping.operator, tipping.value) == ("holds", ">", 0)
    below = _tipping(compare("<", of_symbol(Symbol("x", (0, 2))), 2))
    assert below is not None
    assert (below.operator, below.value) == ("<", 2)
    count = _tipping(compare(">", of_symbol(Symbol("count", (0, INFINITE), whole=True)), 0))
    assert count is not None
    assert (count.operator, count.value) == (">=", 1)


def test_what_tips_to_and_fro_says_nothing() -> None:
    x = of_symbol(Symbol("x", (0, INFINITE)))
    between = joined("and", (compare(">=", x, 1), compare("<=", x, 2)))
    assert _tipping(between) is None


def test_the_end_of_the_calendar_decides_nothing() -> None:
    """An order of an unknown day comes late with a lead time of thousands of years: that says nothing."""
    ordered = Symbol("ordered", (FIRST_DAY, LAST_DAY), whole=True)
    lead = Symbol("lead", (0, INFINITE), whole=True)
    need = parse_date("2026-06-01").first
    value = compare("<=", by_months(of_symbol(ordered), of_symbol(lead)), need)
    assert isinstance(value, Undecided)
    assert tipping_of(value, lead, _as_found) is None
    late = tipping_of(value, ordered, _as_found)
    assert late is not None
    assert (late.verdict, late.operator, late.value) == ("fails", ">=", need + 1)


def test_figures_that_come_last() -> None:
    plan, rule = Symbol("granted", (1, 31), whole=True), Symbol("a", (1, 31), whole=True)
    value = compare(">=", of_symbol(plan), of_symbol(rule))
    assert isinstance(value, Undecided)
    tipping = deciding(value, _as_found, lambda symbol: symbol is rule)
    assert tipping is not None
    assert (tipping.symbol, tipping.verdict, tipping.value) == (plan, "holds", 31)
    known = compare(">=", 5, of_symbol(rule))
    assert isinstance(known, Undecided)
    alone = deciding(known, _as_found, lambda symbol: symbol is rule)
    assert alone is not None
    assert alone.symbol is rule


def test_what_settles_one_settles_another() -> None:
    symbol = Symbol("x", (0, INFINITE))
    x = of_symbol(symbol)
    value, tighter = compare("<=", x, 10), compare("<=", x, 9)
    assert isinstance(value, Undecided)
    assert isinstance(tighter, Undecided)
    tipping = tipping_of(value, symbol, lambda symbol, at, up: iter((10,)))
    assert tipping is not None
    assert settles(tipping, value)
    assert not settles(tipping, tighter)
    more = compare(">", x, 0)
    assert isinstance(more, Undecided)
    above = tipping_of(more, symbol, _as_found)
    assert above is not None
    assert settles(above, more)
