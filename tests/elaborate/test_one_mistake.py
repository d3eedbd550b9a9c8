"""One mistake, one error: a token deleted, doubled or swapped changes nothing that is said of other statements.

A few hundred of some 35,000 mistakes; `bench/fuzz.py mistakes` goes on for as long as it is told.
"""

from __future__ import annotations

from functools import cache

import pytest

from colossusc.diagnostic import Diagnostic
from mutations import complaints, fixtures, mutations, said

FIXTURES = fixtures()
EVERY = 5  # each fifth fixture, and of it
FEW = 3  # mistakes, spread over its text
KNOWN = {"own_units.colossus:4"}  # a unit made of a unit whose own definition is broken is told of
SAMPLE = [name for name in sorted(FIXTURES)[::EVERY] if name not in KNOWN]


@cache
def before(name: str) -> tuple[Diagnostic, ...]:
    return said(FIXTURES[name])


@pytest.mark.parametrize("name", SAMPLE)
def test_a_mistake_is_told_where_it_is_and_nowhere_else(name: str) -> None:
    text = FIXTURES[name]
    every = list(mutations(text))
    for mutation in every[len(name) % 7 :: max(1, len(every) // FEW)]:
        assert complaints(before(name), said(mutation.text), mutation, len(text)) == [], mutation.told(text)
