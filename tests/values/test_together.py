"""Whether truths can hold together: against trying every point of a small grid."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.values.uncertain.expression import Undecided, of_symbol
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.together import together
from colossusc.values.uncertain.truth import compare, truth


def exactly(symbol: Symbol, value: Any, up: bool) -> Iterator[Any]:
    yield value


@given(
    st.lists(
        st.tuples(
            st.tuples(*[st.integers(-3, 3)] * 3),
            st.integers(-12, 12),
            st.sampled_from([">=", ">", "=="]),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_it_is_what_trying_every_point_finds(comparisons: list[tuple[tuple[int, ...], int, str, bool]]) -> None:
    symbols = [Symbol(name, (0, 4), whole=True) for name in "xyz"]
    x, y, z = map(of_symbol, symbols)
    truths = []
    for (a, b, c), least, operator, crossed in comparisons:
        number = a * x + b * y + c * z + (x * y - z if crossed else 0)
        truths.append(compare(operator, number, least))
    undecided = [each for each in truths if isinstance(each, Undecided)]
    if not undecided or False in truths:
        return

    def holds(point: tuple[int, ...]) -> bool:
        box: Any = {symbol: (value,) for symbol, value in zip(symbols, point, strict=True)}
        return all(truth(each, box) for each in undecided)

    possible = any(map(holds, product(range(5), repeat=3)))
    found = together(undecided, exactly)
    if found == "never":
        assert not possible
    elif found is not None:
        assert holds(tuple(found.get(symbol, 0) for symbol in symbols))
    else:
        pytest.fail("not known")


def real(name: str, low: Any, high: Any, **sort: bool) -> Any:
    return of_symbol(Symbol(name, (low, high), **sort))


def never(*truths: Any) -> bool:
    return together(truths, exactly) == "never"


def test_a_point_that_both_sides_leave_out_is_no_gap() -> None:
    x = real("x", 0, 10)
    assert never(compare(">", x, 5), compare("<=", x, 5))
    touching: list[Any] = [compare(">=", x, 5), compare("<=", x, 5)]
    assert together(touching, exactly) == {next(iter(x.symbols)): 5}


def test_sums_and_products_of_several() -> None:
    x, y = real("x", 0, 10), real("y", 0, 10)
    assert never(compare(">=", x + y, 10), compare(">=", x - y, 5), compare("<=", x, 7))
    assert not never(compare(">=", x + y, 10), compare(">=", x - y, 5), compare("<=", x, 8))
    assert never(compare(">=", x * y, 30), compare("<=", x, 5), compare("<=", y, Fraction(59, 10)))


def test_domains_without_bound() -> None:
    infinite = float("inf")
    x = real("x", 100, infinite)
    assert never(compare("<=", x, 120), compare(">=", x, 121))
    truths: list[Any] = [compare(">=", x, 1_000_000), compare(">=", x * x, 10**13)]
    found = together(truths, exactly)
    assert isinstance(found, dict)
    assert next(iter(found.values())) ** 2 >= 10**13


def test_what_varies_must_hold_for_all_of_it() -> None:
    x, w = real("x", 0, 10), real("w", 0, 4, varies=True)
    assert never(compare(">=", x, w + 3), compare("<=", x, 6))
    assert not never(compare(">=", x, w + 3), compare("<=", x, 7))
