"""Did you mean …?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.suggest import did_you_mean, nearest, slips

FIELDS = ("rating", "contracted", "energised", "interruptible", "voltage", "provider", "power", "pue", "nox", "co")


@pytest.mark.parametrize(
    ("word", "candidates", "found"),
    [
        ("contracte", FIELDS, "contracted"),
        ("contarcted", FIELDS, "contracted"),
        ("Rating", FIELDS, "rating"),
        ("powr", FIELDS, "power"),
        ("pwoer", FIELDS, "power"),
        ("peu", FIELDS, "pue"),
        ("energized", FIELDS, "energised"),
        ("rаting", FIELDS, "rating"),  # a Cyrillic а
        ("rat\u200bing", FIELDS, "rating"),
        ("turbine", FIELDS, None),
        ("x", FIELDS, None),
        ("", FIELDS, None),
        ("x" * 100_000, FIELDS, None),
        ("rating", (), None),
        ("rating", ("rating",), None),
        ("smt_2", ("smt_1", "smt_3", "Smt_2"), "Smt_2"),
        ("ab", ("cd",), None),
    ],
)
def test_nearest(word: str, candidates: tuple[str, ...], found: str | None) -> None:
    assert nearest(word, candidates) == found


def test_the_end_of_a_message() -> None:
    assert did_you_mean("powr", FIELDS) == ", did you mean `power`?"
    assert did_you_mean("turbine", FIELDS) == ""
    assert did_you_mean("rаting", FIELDS) == ", did you mean `rating`, in plain letters?"


@given(st.text("abc", max_size=6), st.lists(st.text("abcAB", min_size=1, max_size=6)))
def test_the_order_of_candidates_does_not_matter(word: str, candidates: list[str]) -> None:
    assert nearest(word, candidates) == nearest(word, reversed(candidates)) == nearest(word, sorted(candidates))


def naive(left: str, right: str) -> int:
    if not left or not right:
        return len(left) + len(right)
    best = min(
        naive(left[1:], right) + 1, naive(left, right[1:]) + 1, naive(left[1:], right[1:]) + (left[0] != right[0])
    )
    if len(left) > 1 and len(right) > 1 and left[0] == right[1] and left[1] == right[0]:
        best = min(best, naive(left[2:], right[2:]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 6))
def test_slips_equal_the_definition(left: str, right: str, limit: int) -> None:
    assert slips(left, right, limit) == min(naive(left, right), limit + 1)
