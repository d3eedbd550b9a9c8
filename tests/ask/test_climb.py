"""Where something stops to hold along a line of whole numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colossusc.ask.climb import FARTHEST, Climb, Edge


@given(st.integers(-50_000, 50_000), st.integers(-50_000, 50_000), st.sampled_from([1, -1]))
def test_one_edge_is_found_exactly_from_wherever_the_search_begins(limit: int, start: int, step: int) -> None:
    climb = Climb(lambda at: (limit - at) * step >= 0, step, None, None)
    assert climb.edge(start) == Edge(limit, limit + step)
    assert len(climb.known) < 60


@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from([1, -1]))
def test_within_ends_it_is_what_trying_all_finds(limit: int, start: int, step: int) -> None:
    def holds(at: int) -> bool:
        return (limit - at) * step >= 0

    low, high = 100, 200
    start = min(max(start, low), high)
    every = [at for at in range(low, high + 1) if holds(at)]
    best = (max(every) if step > 0 else min(every)) if every else None
    edge = Climb(holds, step, low, high).edge(start)
    assert edge.last == best
    if best is not None:
        assert edge.next == (best + step if low <= best + step <= high else None)


@pytest.mark.parametrize("step", [1, -1])
def test_what_holds_everywhere_or_nowhere_has_no_edge(step: int) -> None:
    assert Climb(lambda at: True, step, 0, 100).edge(30) == Edge(100 if step > 0 else 0, None)
    assert Climb(lambda at: False, step, 0, 100).edge(30) == Edge(None, 30)
    everywhere = Climb(lambda at: True, step, None, None).edge(0)
    assert everywhere.next is None
    assert everywhere.last is not None
    assert FARTHEST // 4 <= abs(everywhere.last) <= FARTHEST


@pytest.mark.parametrize(
    ("holds", "start", "last"),
    [
        (lambda at: at <= 100 or 120 < at < 140, 60, 100),
        (lambda at: at < 20 or 40 < at <= 100, 0, 19),
    ],
)
def test_what_is_not_monotone_is_told_and_the_first_failure_is_given(
    holds: Callable[[int], bool], start: int, last: int
) -> None:
    edge = Climb(holds, 1, 0, 1_000).edge(start)
    assert edge.last == last
    assert [held for _, held in edge.against] == [True, False, True]
