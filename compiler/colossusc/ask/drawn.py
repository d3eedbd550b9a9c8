"""Draws cases with Hypothesis, and lets it shrink the one that fails. Loaded only where a property needs it.

A number is drawn bit by bit. Hypothesis would mix constants from the program around it into what it draws as an
integer, and then the same seed would not try the same cases on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from colossusc.ask.choices import Choice


class _Found(Exception):
    """A case that fails."""


def drawn(
    choices: Sequence[Choice], fails: Callable[[tuple[int, ...]], bool], seed: int, examples: int
) -> tuple[int, ...] | None:
    """The simplest failing case among as many as asked for; None where none failed."""
    from hypothesis import HealthCheck, Phase, Verbosity, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    def value(choice: Choice) -> st.SearchStrategy[int]:
        order = list(choice.outwards()) if choice.size <= 1 << 12 else None
        bits = max((choice.size - 1).bit_length(), 1)
        return st.tuples(*[st.booleans()] * bits).map(lambda drawn: _numbered(choice, order, drawn))

    last: list[tuple[int, ...]] = []

    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    @given(st.tuples(*map(value, choices)))
    def attempt(case: tuple[int, ...]) -> None:
        if fails(case):
            last[:] = [case]
            raise _Found

    try:
        attempt()
    except _Found:
        return last[0]
    return None


def _numbered(choice: Choice, order: list[int] | None, bits: tuple[bool, ...]) -> int:
    """The value that bits stand for: no bits set is the plan's own, and fewer high bits are nearer to it."""
    number = 0
    for bit in bits:
        number = number * 2 + bit
    place = number * choice.size >> len(bits)
    if order is not None:
        return order[place]
    return (choice.centre + place) % choice.size
