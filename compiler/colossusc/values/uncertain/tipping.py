"""The deciding input of an open truth: the one for which some value settles it whatever the others are, and where.

The last value on the settled side is found by halving: of an input without bound first on a scale of powers of two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any, Literal, TypeAlias

import attrs

from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.number import normal
from colossusc.values.uncertain.decide import Verdict, decide, ordered
from colossusc.values.uncertain.enclosure import enclosure
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.interval import finite
from colossusc.values.uncertain.symbol import EVERYWHERE, Box, Domain, Symbol
from colossusc.values.uncertain.truth import Undecided, comparisons

_FEW_BOXES = 4  # while a tipping value is looked for
_MOST_TRIED = 8  # symbols that may be the deciding one
_HALVINGS = 24  # a ten-millionth of a range, which is finer than what is written of it
_HALVINGS_OF_WHOLE = 40
_REACH = 100  # powers of two up and down, where a symbol has no bound
_NEXT = Fraction(1, 2**_REACH)  # from a value to all that are beyond it
_SHORTER = 365_000  # days without which the calendar would do as well

Rounded: TypeAlias = Callable[[Symbol, Any, bool], Iterator[Any]]
Way: TypeAlias = tuple[int, Callable[[], "Tipping | None"]]  # how well a symbol settles it, 0 the best, and where


@attrs.frozen(eq=False)
class Tipping:
    """Where an open verdict tips: `holds while pue <= 1.27`."""

    symbol: Symbol
    verdict: str  # what holds on that side
    operator: Literal["<=", ">=", "==", "<", ">"]
    value: Any


def deciding(
    value: Undecided, rounded: Rounded, last: Callable[[Symbol], bool] = lambda symbol: False
) -> Tipping | None:
    """The input of an open truth that settles it alone, and where; one of the `last` only where no other does.

    `rounded(symbol, value, up)` gives ever longer decimals near a value, as people would write them: the first that is
    on the safe side is taken.
    """
    symbols = _weightiest(value)
    for among in ([each for each in symbols if not last(each)], [each for each in symbols if last(each)]):
        ways: list[Way] = []
        for symbol in among:
            found = list(_ways(value, symbol, rounded))
            ways += found
            if found and found[0][0] == 0:
                break
        if (tipping := _first(ways)) is not None:
            return tipping
    return None


def tipping_of(value: Undecided, symbol: Symbol, rounded: Rounded) -> Tipping | None:
    """Where one input settles an open truth whatever the others are; None where it does not."""
    return _first(list(_ways(value, symbol, rounded)))


def settles(tipping: Tipping, value: Undecided) -> bool:
    """Whether what settles one truth settles another alike."""
    symbol, at = tipping.symbol, tipping.value
    low, high = symbol.domain[0], symbol.domain[-1]
    sides: dict[str, Domain] = {
        "==": (at,),
        "<=": (low, at),
        "<": (low, at - _NEXT),
        ">=": (at, high),
        ">": (at + _NEXT, high),
    }
    return _verdict(value, symbol, sides[tipping.operator]) == tipping.verdict


def _first(ways: list[Way]) -> Tipping | None:
    tippings = (way() for _, way in sorted(ways, key=lambda each: each[0]))
    return next((tipping for tipping in tippings if tipping is not None), None)


def _weightiest(value: Undecided) -> list[Symbol]:
    """The unknown symbols that move the compared numbers most: only one of them can decide alone."""
    weights: dict[Symbol, Any] = {}
    for number in comparisons(value):
        for monomial, factor in number.terms.items():
            low, high = enclosure(Uncertain({monomial: factor}), EVERYWHERE) if monomial else (0, 0)
            for symbol in Uncertain({monomial: factor}).symbols:
                weights[symbol] = weights.get(symbol, 0) + (high - low)
    unknown = [symbol for symbol in ordered(weights) if not symbol.varies]
    return sorted(unknown, key=lambda symbol: -weights[symbol])[:_MOST_TRIED]


def _verdict(value: Undecided, symbol: Symbol, part: Domain, others: Box = EVERYWHERE) -> Verdict:
    """The verdict with a symbol in a part of its domain."""
    return decide(value, {**others, symbol: part if part[0] != part[-1] else part[:1]}, _FEW_BOXES)


def _ways(value: Undecided, symbol: Symbol, rounded: Rounded) -> Iterator[Way]:
    """How well a symbol settles it, and where, which takes long and is asked of few symbols only."""
    if symbol.discrete:
        verdicts = {each: _verdict(value, symbol, (each,)) for each in symbol.domain}
        for wanted, rank in (("holds", 0), ("fails", 2)):
            hits = [each for each, verdict in verdicts.items() if verdict == wanted]
            if hits:
                yield rank, partial(Tipping, symbol, wanted, "==", hits[0])
                return
        return
    low, high = _span(symbol)
    ends = _verdict(value, symbol, (low,)), _verdict(value, symbol, (high,))
    for wanted, rank in (("holds", 0), ("fails", 2)):
        if wanted in ends and ends[0] != ends[1]:
            search = _Side(value, symbol, wanted, ends[0] == wanted)
            yield rank + ("open" in ends), partial(search.tipping, rounded)


def _span(symbol: Symbol) -> tuple[Any, Any]:
    """The ends of a symbol; of one without bound a value that is far away."""
    low, high = symbol.domain[0], symbol.domain[-1]
    start = next((end for end in (low, high) if finite(end)), 0)
    return (low if finite(low) else start - 2**_REACH), (high if finite(high) else start + 2**_REACH)


@attrs.frozen(eq=False)
class _Side:
    """The side of a symbol's domain, below or above some value, on which a truth has the wanted verdict."""

    value: Undecided
    symbol: Symbol
    wanted: str
    below: bool

    def tipping(self, rounded: Rounded) -> Tipping | None:
        """Where it ends, written as short as is safe; None where it tips to and fro."""
        good, bad = self._halved(*self._bracket())
        if not self._settled(good) or not self._settled_beyond() or self._by_calendar(bad):
            return None
        step = _NEXT if self.below else -_NEXT
        if bad in self.symbol.domain and not self.symbol.whole and self._settled(bad - step):
            return Tipping(self.symbol, self.wanted, "<" if self.below else ">", bad)
        low, high = self.symbol.domain[0], self.symbol.domain[-1]
        safe = (each for each in rounded(self.symbol, good, not self.below) if low <= each <= high)
        at = next((each for each in safe if self._settled(each)), good)
        return Tipping(self.symbol, self.wanted, "<=" if self.below else ">=", at)

    @property
    def _far(self) -> Any:
        return _span(self.symbol)[0 if self.below else 1]

    def _settled(self, at: Any) -> bool:
        """Whether all from a value to the far end of the side is settled."""
        part = (self._far, at) if self.below else (at, self._far)
        return _verdict(self.value, self.symbol, part) == self.wanted

    def _settled_beyond(self) -> bool:
        """Whether what lies beyond the far end, where that is none of the symbol's own, is settled too."""
        end = self.symbol.domain[0 if self.below else -1]
        part = (end, self._far) if self.below else (self._far, end)
        return finite(end) or _verdict(self.value, self.symbol, part) == self.wanted

    def _by_calendar(self, bad: Any) -> bool:
        """Whether it tips where it does only since the days that other dates may be end with the calendar."""
        shorter: Box = {}
        for other in self.value.symbols - {self.symbol}:
            low, high = other.domain[0], other.domain[-1]
            if other.whole and (low == FIRST_DAY or high == LAST_DAY):
                shorter[other] = (low + _SHORTER * (low == FIRST_DAY), high - _SHORTER * (high == LAST_DAY))
        return bool(shorter) and _verdict(self.value, self.symbol, (bad,), shorter) == self.wanted

    def _bracket(self) -> tuple[Any, Any]:
        """A value that is settled and one that is not: the ends, or where there is none, powers of two."""
        ends = (low, high) = _span(self.symbol)
        if ends == (self.symbol.domain[0], self.symbol.domain[-1]):
            return ends if self.below else (high, low)
        start = next((end for end in ends if end in self.symbol.domain), 0)
        reach = 2 * _REACH + 1
        places = (0 if low == start else -reach), (0 if high == start else reach)
        good, bad = places if self.below else (places[1], places[0])
        while abs(good - bad) > 1:
            middle = (good + bad) // 2
            at = self._at(start, middle)
            good, bad = (middle, bad) if _verdict(self.value, self.symbol, (at,)) == self.wanted else (good, middle)
        return self._at(start, good), self._at(start, bad)

    def _at(self, start: Any, place: int) -> Any:
        """A value on a scale on both sides of a start: 1, 2, 3 are the least power of two beside it, twice that …"""
        if not place:
            return start
        size = normal(Fraction(2) ** (abs(place) - 1 - _REACH))
        at = start + (size if place > 0 else -size)
        return at.__floor__() if self.symbol.whole and place > 0 else at.__ceil__() if self.symbol.whole else at

    def _halved(self, good: Any, bad: Any) -> tuple[Any, Any]:
        """The two closer together."""
        for _ in range(_HALVINGS_OF_WHOLE if self.symbol.whole else _HALVINGS):
            middle = normal(Fraction(good + bad) / 2)
            if self.symbol.whole:
                middle = middle.__floor__() if self.below else middle.__ceil__()
            if middle in (good, bad):
                break
            good, bad = (middle, bad) if self._settled(middle) else (good, middle)
        return good, bad
