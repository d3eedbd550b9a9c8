"""Step functions, each operation held equal to the same thing done day by day."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import END, FIRST_DAY, LAST_DAY
from colossusc.values.number import Number
from colossusc.values.timeline import Clash, Steps, build, combine, constant, stepped, total
from strategies import numbers, steps

# A window of days around every change that `build` is asked to make.
WINDOW = range(95, 145)
window_days = st.integers(100, 140)


def well_formed(step: Steps[object]) -> bool:
    ascending = all(a < b for a, b in zip(step.starts, step.starts[1:], strict=False))
    merged = all(a != b for a, b in zip(step.values, step.values[1:], strict=False))
    return ascending and merged and step.starts[0] == FIRST_DAY and len(step.starts) == len(step.values)


def probes(*many: Steps[object]) -> list[int]:
    """Every day on which something may change, with its neighbours."""
    near = {day + shift for step in many for day in step.starts for shift in (-1, 0, 1)}
    return sorted(day for day in near | {FIRST_DAY, LAST_DAY} if FIRST_DAY <= day <= LAST_DAY)


def test_reading_a_step_function() -> None:
    step = stepped([FIRST_DAY, 100, 200, 300], [0, 5, 5, 7])
    assert step.starts == (FIRST_DAY, 100, 300)
    assert [step.at(day) for day in (FIRST_DAY, 99, 100, 299, 300, LAST_DAY)] == [0, 0, 5, 5, 7, 7]
    assert [step.until(day) for day in (FIRST_DAY, 99, 100, 300)] == [100, 100, 300, END]
    assert list(step.segments()) == [(FIRST_DAY, 100, 0), (100, 300, 5), (300, END, 7)]
    assert repr(constant(5)) == "Steps(0001-01-01: 5)"


def test_equality_is_of_what_holds() -> None:
    assert stepped([FIRST_DAY, 5], [1, 1]) == constant(1)
    assert hash(stepped([FIRST_DAY, 5], [1, 1])) == hash(constant(1))
    assert constant(1) != constant(2)
    assert constant(1) != 1


@given(st.lists(steps(), min_size=1, max_size=4))
def test_combine_is_pointwise(many: list[Steps[Number | Missing]]) -> None:
    both = combine(lambda *values: values, *many)
    assert well_formed(both)
    for day in probes(*many):
        assert both.at(day) == tuple(step.at(day) for step in many)


def test_combine_merges_what_comes_out_equal() -> None:
    assert combine(abs, stepped([FIRST_DAY, 5], [-1, 1])) == constant(1)
    assert combine(lambda: 3) == constant(3)


@given(st.lists(st.tuples(steps(), numbers()), max_size=6), st.booleans())
def test_total_is_the_sum_of_each_day(terms: list[tuple[Steps[Number | Missing], Number]], weighted: bool) -> None:
    many = [step for step, _ in terms]
    weights = [weight if weighted else 1 for _, weight in terms]
    found = total(many, weights if weighted else None)
    assert well_formed(found)
    for day in probes(*many):
        values = [step.at(day) for step in many]
        expected: Number | Missing = 0
        if BROKEN in values:
            expected = BROKEN
        elif ABSENT in values:
            expected = ABSENT
        else:
            known = [value for value in values if not isinstance(value, Missing)]
            expected = sum((value * weight for value, weight in zip(known, weights, strict=True)), start=Fraction(0))
        assert found.at(day) == expected


def test_broken_beats_absent_whatever_the_order() -> None:
    assert total([constant(ABSENT), constant(BROKEN)]) == total([constant(BROKEN), constant(ABSENT)])
    assert total([constant(ABSENT), constant(BROKEN)]) == constant(BROKEN)
    assert total([]) == constant(0)


def by_the_day(base: int, starts: Sequence[tuple[int, int]], overlays: Sequence[tuple[int, int, int]], day: int) -> int:
    value = base
    for start, given_value in sorted(starts):
        value = given_value if start <= day else value
    for begin, end, given_value in overlays:
        value = given_value if begin <= day < end else value
    return value


@given(
    st.lists(st.tuples(window_days, st.integers(0, 4)), max_size=6),
    st.lists(st.tuples(window_days, window_days, st.integers(5, 9)), max_size=4),
)
def test_build_is_what_was_written_day_by_day(
    starts: list[tuple[int, int]], overlays: list[tuple[int, int, int]]
) -> None:
    built = build(0, starts, overlays)
    twice = len({day for day, _ in starts}) < len(starts)
    reversed_ = any(end <= begin for begin, end, _ in overlays)
    covered = [set(range(begin, end)) for begin, end, _ in overlays]
    overlap = any(covered[i] & covered[j] for i in range(len(covered)) for j in range(i))
    if isinstance(built, Clash):
        i, j = built.first, built.second
        if built.sort == "same start":
            assert i < j
            assert starts[i][0] == starts[j][0]
        elif built.sort == "reversed":
            assert i == j
            assert overlays[i][1] <= overlays[i][0]
        else:
            assert i < j
            assert covered[i] & covered[j]
    else:
        assert not any((twice, reversed_, overlap))
        assert well_formed(built)
        for day in WINDOW:
            assert built.at(day) == by_the_day(0, starts, overlays, day)


@pytest.mark.parametrize(
    ("starts", "overlays", "clash"),
    [
        ([(5, 1), (9, 2), (5, 3)], [], ("same start", 0, 2)),
        ([], [(5, 9, 1), (8, 12, 2)], ("overlap", 0, 1)),
        ([], [(8, 12, 1), (5, 9, 2)], ("overlap", 0, 1)),
        ([], [(5, 50, 1), (8, 12, 2)], ("overlap", 0, 1)),
        ([], [(5, 5, 1)], ("reversed", 0, 0)),
        ([], [(1, 2, 1), (9, 5, 1)], ("reversed", 1, 1)),
    ],
)
def test_what_cannot_hold_both(
    starts: list[tuple[int, int]], overlays: list[tuple[int, int, int]], clash: tuple[str, int, int]
) -> None:
    assert build(0, starts, overlays) == clash


def test_build_at_the_ends_of_the_calendar() -> None:
    assert build(0, [(FIRST_DAY, 1)]) == constant(1)
    assert build(0, [], [(FIRST_DAY, END, 1)]) == constant(1)
    assert build(0, [], [(5, 9, 1), (9, END, 2)]) == stepped([FIRST_DAY, 5, 9], [0, 1, 2])
    assert build(ABSENT, [(5, 1)]) == stepped([FIRST_DAY, 5], [ABSENT, 1])


def test_a_missing_value_stays_itself() -> None:
    assert repr((ABSENT, BROKEN)) == "(ABSENT, BROKEN)"
    assert copy.deepcopy(ABSENT) is ABSENT
