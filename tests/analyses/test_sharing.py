"""How the load is shared among what feeds it."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from colossusc.analyses.sharing import shared


def test_parallel_carriers_share_by_what_they_can_bring() -> None:
    feeds = [("g", "t1"), ("g", "t2"), ("t1", "b"), ("t2", "b"), ("b", "hall")]
    carried = shared(feeds, {"g": 500}, {"t1": 100, "t2": 50}, {"hall": 120})
    assert (carried["t1"], carried["t2"], carried["b"], carried["g"]) == (80, 40, 120, 120)
    carried = shared(feeds, {"g": 500}, {"t1": 100, "t2": 50}, {"hall": 180})
    assert (carried["t1"], carried["t2"]) == (120, 60)  # both carry more than they can


def test_what_brings_nothing_carries_nothing() -> None:
    feeds = [("g", "t1"), ("off", "t2"), ("t1", "hall"), ("t2", "hall")]
    carried = shared(feeds, {"g": 10, "off": 0}, {"t1": 30, "t2": 30}, {"hall": 20})
    assert (carried["t1"], "t2" in carried) == (10, False)
    assert shared([("g", "t"), ("t", "hall")], {"g": 10}, {"t": 11}, {"hall": 40})["t"] == 10  # a shortage, no overload
    assert shared([("off", "hall")], {"off": 0}, {}, {"hall": 5}) == {"hall": 5}
    assert shared([], {}, {}, {}) == {}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30), st.lists(st.integers(1, 50), min_size=10)
)
def test_nothing_is_lost_on_the_way(pairs: list[tuple[int, int]], sizes: list[int]) -> None:
    """What the ends ask for is what the sources carry, where every end can be fed."""
    feeds = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    fed, feeding = {lower for _, lower in feeds}, {upper for upper, _ in feeds}
    asked = {node: sizes[node] for node in fed - feeding}
    carried = shared(feeds, dict.fromkeys(feeding - fed, 10_000), {}, asked)
    assert sum((carried[node] for node in feeding - fed), Fraction(0)) == sum(asked.values())
