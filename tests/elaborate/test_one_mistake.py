"""One mistake, one error: a token deleted, doubled or swapped changes nothing that is said of other statements.

A few hundred of some 55,000 mistakes; `bench/fuzz.py mistakes` goes on for as long as it is told.
"""

from __future__ import annotations

from functools import cache

import pytest

from colossusc.diagnostic import Diagnostic
from mutations import complaints, fixtures, mutations, said

FIXTURES = fixtures()
EVERY = 5  # each fifth fixture, and of it
FEW = 3  # mistakes, spread over its text
SAMPLE = sorted(FIXTURES)[::EVERY]


@cache
def before(name: str) -> tuple[Diagnostic, ...]:
    return said(FIXTURES[name])


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", SAMPLE)
def test_a_mistake_is_told_where_it_is_and_nowhere_else(name: str) -> None:
    fixture = FIXTURES[name]
    every = list(mutations(fixture.text))
    for mutation in every[len(name) % 7 :: max(1, len(every) // FEW)]:
        assert complaints(fixture, before(name), mutation) == [], mutation.told(fixture.text)
