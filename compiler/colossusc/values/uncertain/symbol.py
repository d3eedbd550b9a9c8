"""A symbol: one figure of a plan that is not one number."""

from __future__ import annotations

from typing import Any, TypeAlias

from colossusc.values.uncertain.interval import End

Domain: TypeAlias = tuple[End, ...]  # of a range its two ends; of contested figures each of them, ascending
Box: TypeAlias = dict["Symbol", Domain]  # what is assumed of some symbols; the others may be anything in their domain

EVERYWHERE: Box = {}


class Symbol:
    """Compared by identity: two ranges that look alike are two unknowns.

    `1.25 .. 1.30` is one value that is not known; a varying one (`80 % to 100 %`) takes every value of its domain. A
    `whole` one takes only integers. `discrete`: one of a few figures (contested ones) instead of a range.
    """

    __slots__ = ("discrete", "domain", "name", "origin", "varies", "whole")

    def __init__(
        self,
        name: str,
        domain: Domain,
        *,
        varies: bool = False,
        whole: bool = False,
        discrete: bool = False,
        origin: Any = None,
    ) -> None:
        self.name = name  # as people would find it: `h100.draw`
        self.domain = domain
        self.varies = varies
        self.whole = whole
        self.discrete = discrete
        self.origin = origin  # what the elaborator knows of it: where it is written, and how it is shown

    def __repr__(self) -> str:
        return f"<{self.name} {'to' if self.varies else '..'} {self.domain}>"

    def within(self, box: Box) -> Domain:
        """What it may be in a box."""
        return box.get(self, self.domain)


def single(domain: Domain) -> bool:
    """Whether a domain holds one value only."""
    return domain[0] == domain[-1]


def halves(symbol: Symbol, domain: Domain) -> tuple[Domain, Domain] | None:
    """A domain cut in two; None where it cannot be: one value, or without bound."""
    low, high = domain[0], domain[-1]
    if low == high or isinstance(low, float) or isinstance(high, float):
        return None
    if symbol.discrete:
        middle = len(domain) // 2
        return domain[:middle], domain[middle:]
    if symbol.whole:
        below = int(low + high) // 2
        return (low, below), (below + 1, high)
    from fractions import Fraction

    centre = Fraction(low + high) / 2
    return (low, centre), (centre, high)
