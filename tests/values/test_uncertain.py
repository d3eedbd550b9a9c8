"""What is computed of uncertain numbers holds every point: random expressions over shared symbols, points inside."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.expr.types import RATIO
from colossusc.values.calendar import END, FIRST_DAY
from colossusc.values.uncertain.bounds import bounds
from colossusc.values.uncertain.dates import during, since
from colossusc.values.uncertain.decide import decide
from colossusc.values.uncertain.expression import (
    Uncertain,
    absolute,
    ceiling,
    floor,
    is_uncertain,
    largest,
    of_symbol,
    quotient,
    smallest,
)
from colossusc.values.uncertain.interval import INFINITE
from colossusc.values.uncertain.symbol import Symbol, halves
from colossusc.values.uncertain.tipping import Tipping, deciding
from colossusc.values.uncertain.truth import Undecided, assumed, choose, compare, joined, opposite, truth
from strategies import Recipe, built, points, recipes


@given(st.data())
def test_every_point_lies_within_the_bounds(data: st.DataObject) -> None:
    recipe = data.draw(recipes())
    value = built(recipe, {symbol: of_symbol(symbol) for symbol in recipe.symbols})
    low, high = bounds(value)
    for point in data.draw(points(recipe)):
        assert low <= built(recipe, point) <= high


@given(st.data())
def test_a_truth_is_what_it_is_at_every_point(data: st.DataObject) -> None:
    recipe = data.draw(recipes(truths=True))
    value = built(recipe, {symbol: of_symbol(symbol) for symbol in recipe.symbols})
    answer, verdict = truth(value), decide(value)
    for point in data.draw(points(recipe)):
        here = built(recipe, point)
        assert isinstance(here, bool)
        assert answer in (None, here)
        assert here or verdict != "holds"


@given(st.data())
def test_what_fails_fails_whatever_the_unknown_ones_are(data: st.DataObject) -> None:
    """For each sampled value of what is unknown, some end of what varies breaks it."""
    recipe = data.draw(recipes(truths=True, linear=True))
    value = built(recipe, {symbol: of_symbol(symbol) for symbol in recipe.symbols})
    if decide(value) != "fails":
        return
    varying = [symbol for symbol in recipe.symbols if symbol.varies]
    for point in data.draw(points(recipe)):
        ends = [[(symbol, end) for end in (symbol.domain[0], symbol.domain[-1])] for symbol in varying]
        assert not all(built(recipe, {**point, **dict(corner)}) for corner in product(*ends))


@given(st.data())
def test_the_settled_side_of_a_tipping_value_settles_it(data: st.DataObject) -> None:
    recipe = data.draw(recipes(truths=True))
    value = built(recipe, {symbol: of_symbol(symbol) for symbol in recipe.symbols})
    if not isinstance(value, Undecided) or decide(value) != "open":
        return
    tipping = deciding(value, lambda symbol, at, up: iter((at,)))
    if tipping is None or tipping.verdict != "holds":
        return
    for point in data.draw(points(recipe)):
        at = point[tipping.symbol]
        assert built(recipe, point) or not _on_side(tipping, at)


def _on_side(tipping: Tipping, at: Any) -> bool:
    left: bool | Undecided = compare(tipping.operator, at, tipping.value)
    assert isinstance(left, bool)
    return left


@given(st.data())
def test_bounds_of_what_only_rises_are_tight(data: st.DataObject) -> None:
    """Sums and products of what is positive: the bounds are those of the corners."""
    symbols = data.draw(recipes()).symbols
    positive = {symbol: of_symbol(symbol) - symbol.domain[0] + 1 for symbol in symbols}
    value: Any = 1
    at_low: Any = 1
    at_high: Any = 1
    for symbol in data.draw(st.lists(st.sampled_from(symbols), min_size=1, max_size=4)):
        width = symbol.domain[-1] - symbol.domain[0]
        value, at_low, at_high = value * positive[symbol] + 2, at_low + 2, at_high * (width + 1) + 2
    assert bounds(value) == (at_low, at_high)


def _symbol(low: Any, high: Any, **sort: bool) -> Any:
    return of_symbol(Symbol("x", (low, high), **sort))


def _tipping(value: bool | Undecided, round_: Callable[[Any], Any] = lambda at: at) -> Tipping:
    assert isinstance(value, Undecided)
    tipping = deciding(value, lambda symbol, at, up: iter((round_(at),)))
    assert tipping is not None
    return tipping


def _never(value: bool | Undecided) -> bool:
    """Whether no input alone decides it."""
    assert isinstance(value, Undecided)
    return deciding(value, lambda symbol, at, up: iter(())) is None


def test_equal_terms_are_one() -> None:
    x, y = _symbol(1, 3), _symbol(1, 3)
    assert x - x == 0
    assert (x - y).hull == (-2, 2)
    assert x / x == 1
    assert (2 * x + x) == 3 * x
    assert x * y == y * x
    assert compare(">=", x + 1, x) is True
    assert compare("!=", x + 1, x) is True
    assert x != y


def test_load_times_pue_less_one_is_not_loose() -> None:
    load, pue = 100 * _symbol(Fraction(8, 10), 1), _symbol(Fraction(5, 4), Fraction(13, 10))
    assert (load * (pue - 1)).hull == (20, 30)
    assert (load + load * (pue - 1)).hull == (100, 130)


def test_a_parabola_is_cut_until_it_fits() -> None:
    x = _symbol(0, 1)
    low, high = (x * (1 - x)).hull
    assert low == 0
    assert Fraction(1, 4) <= high <= Fraction(1, 4) * Fraction(105, 100)


def test_a_comparison_turns_where_it_says() -> None:
    pue = Symbol("pue", (Fraction(5, 4), Fraction(13, 10)))
    value = compare("<=", 100 * of_symbol(pue), 127)
    tipping = _tipping(value, lambda at: Fraction(round(at * 100), 100))
    assert (tipping.symbol, tipping.verdict, tipping.operator, tipping.value) == (
        pue,
        "holds",
        "<=",
        Fraction(127, 100),
    )


def test_two_unknowns_that_only_together_decide() -> None:
    x, y = _symbol(0, 2), _symbol(0, 2)
    assert _never(compare("==", x, y))


def test_contested_figures_are_each_tried() -> None:
    x = of_symbol(Symbol("x", (1, 2, 5), discrete=True))
    tipping = _tipping(compare("<=", x, 2))
    assert (tipping.operator, tipping.value) == ("==", 1)
    assert decide(joined("or", (compare("<=", x, 2), compare(">=", x, 5)))) == "holds"


def test_a_varying_value_must_hold_in_full() -> None:
    x = of_symbol(Symbol("x", (1, 2), varies=True))
    assert decide(compare("<=", x, Fraction(3, 2))) == "fails"
    assert decide(opposite(compare("<=", x, Fraction(3, 2)))) == "fails"
    y = _symbol(0, 3)
    assert decide(compare("<=", x, y)) == "open"
    assert decide(compare("<=", x, y - 4)) == "fails"
    # Neither side holds for all of it, but one of them always does.
    assert decide(joined("or", (compare("<=", x, Fraction(3, 2)), compare(">=", x, Fraction(3, 2))))) == "holds"


def test_without_bound() -> None:
    x = _symbol(156, INFINITE)
    assert (2 * x + 1).hull == (313, INFINITE)
    assert (0 * x) == 0
    assert (1 / x).hull == (0, Fraction(1, 156))
    y = _symbol(1, 2)
    assert (x * y - x).hull == (0, INFINITE)
    assert (y * y - x * y - 3 * y).hull == (-INFINITE, -158)
    assert compare(">=", x, 100) is True
    tipping = _tipping(compare("<=", x, 1000), round)
    assert (tipping.operator, tipping.value) == ("<=", 1000)
    assert halves(Symbol("x", (156, INFINITE)), (156, INFINITE)) is None
    below = _tipping(compare("<=", _symbol(-INFINITE, 9), 0), round)
    assert (below.operator, below.value) == ("<=", 0)


def test_neither_true_nor_false_by_accident() -> None:
    x = _symbol(0, 1)
    with pytest.raises(TypeError):
        bool(x)
    with pytest.raises(TypeError):
        bool(compare("<", x, Fraction(1, 2)))
    with pytest.raises(TypeError):
        x < 1  # noqa: B015


def test_functions_of_plain_numbers_are_plain() -> None:
    assert (smallest(1, 2), largest(1, 2), floor(Fraction(3, 2)), ceiling(Fraction(3, 2)), absolute(-2)) == (
        1,
        2,
        1,
        2,
        2,
    )
    assert quotient(1, 2) == Fraction(1, 2)
    assert not is_uncertain(1, 2)
    assert choose(True, 1, 2) == 1
    assert choose(False, 1, 2) == 2


def test_what_is_settled_by_its_range_is_no_function() -> None:
    x = _symbol(1, 3)
    assert largest(0, x) is x
    assert smallest(x, 3) is x
    assert largest(x, 5) == 5
    assert absolute(x) is x
    assert absolute(-x) == x
    assert floor(of_symbol(Symbol("n", (1, 9), whole=True))).hull == (1, 9)


def test_a_window_of_days_is_open_on_each_of_them() -> None:
    day = of_symbol(Symbol("launch", (739_000, 739_030), whole=True))
    steps = since(day)
    assert steps.at(738_999) is False
    assert steps.at(739_030) is True
    assert isinstance(steps.at(739_000), Undecided)
    assert joined("and", (steps.at(739_010), opposite(steps.at(739_010)))) is not True
    assert decide(joined("or", (opposite(steps.at(739_005)), steps.at(739_010)))) == "holds"  # begun stays begun
    both = during(day, day + 10)
    assert both.at(739_041) is False
    assert since(of_symbol(Symbol("d", (FIRST_DAY, END), whole=True))).at(FIRST_DAY) is not True


def test_a_wide_window_has_begun_or_not() -> None:
    day = of_symbol(Symbol("some day", (700_000, 739_030), whole=True))
    steps = since(day)
    assert len(steps.starts) == 3
    assert decide(steps.at(710_000)) == "open"


def test_a_recipe_is_a_recipe() -> None:
    """The strategy reaches every operation."""
    names = set(Recipe.OPERATIONS) | set(Recipe.TRUTHS)
    assert len(names) == len(Recipe.OPERATIONS) + len(Recipe.TRUTHS)


def test_a_long_product_is_kept_whole() -> None:
    sums = [sum((_symbol(1, 2) for _ in range(80)), start=0) for _ in range(2)]
    value = sums[0] * sums[1]
    assert isinstance(value, Uncertain)
    assert value.hull == (6_400, 25_600)


def test_what_its_ends_leave_nothing_of_is_bounded() -> None:
    x, y = _symbol(0, 4), _symbol(0, 4)
    assert bounds(x * y + y) == (0, 20)


def test_a_choice_of_two_numbers_is_compared_as_it_is_chosen() -> None:
    day = of_symbol(Symbol("some day", (5, 9), whole=True))
    begun = compare("<=", day, 7)
    assert isinstance(begun, Undecided)
    assert compare(">", choose(begun, 8, 0), 0) == begun
    assert compare("<=", 3 * choose(begun, 8, 0) - 1, 0) == opposite(begun)
    assert compare(">=", choose(begun, 8, 0), 0) is True


def test_where_a_truth_holds_what_it_chooses_is_chosen() -> None:
    x = _symbol(1, 2)
    begun = compare("<=", of_symbol(Symbol("some day", (5, 9), whole=True)), 7)
    assert isinstance(begun, Undecided)
    assert assumed(begun, 3 * x * choose(begun, x, 0) + choose(begun, 1, 5)) == 3 * x * x + 1
    assert assumed(begun, 7) == 7


def test_a_quotient_of_what_hangs_together_is_a_number() -> None:
    """The ratio of a site rating to a rating that is not known is known."""
    rating = of_symbol(Symbol("rating", (20, 30)))
    assert quotient(rating * Fraction(82_087, 100_000), rating) == Fraction(82_087, 100_000)
    assert quotient(3 * rating + 6, rating + 2) == 3
    assert isinstance(quotient(3 * rating + 6, rating + 3), Uncertain)


def test_a_range_whose_ends_are_one_number_is_shown_as_that_number_is() -> None:
    """To the nearest, and not outwards."""
    rating = of_symbol(Symbol("rating", (20, 30)))
    number = Fraction(82_087, 100_000)
    same = ceiling(rating / 100) - 1 + number  # from 0.2 to 0.3, so always 1
    assert isinstance(same, Uncertain)
    assert same.hull == (number, number)
    assert RATIO.show(same) == RATIO.show(number) == "0.8209"
