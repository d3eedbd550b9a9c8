"""Whether truths can hold together: values of what is unknown for which all of them hold, or a proof that none are.

Branch and bound: each comparison bounds each of its symbols by what the others allow, a box in which nothing holds is
dropped, and the widest symbol of what is left is cut in two. What varies must hold for all of its values, as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any, Literal, TypeAlias

import attrs

from colossusc.values.number import normal
from colossusc.values.uncertain import interval as ends
from colossusc.values.uncertain.decide import Verdict, decide, ordered
from colossusc.values.uncertain.enclosure import enclosure
from colossusc.values.uncertain.expression import Monomial, Uncertain, Undecided, made
from colossusc.values.uncertain.interval import INFINITE, Interval
from colossusc.values.uncertain.symbol import Box, Domain, Symbol, halves, single
from colossusc.values.uncertain.truth import comparisons, joined, truth

_ROUNDS = 6  # in which bounds follow from each other, before a box is cut
_FEW = 6  # boxes of a verdict on the way

Witness: TypeAlias = dict[Symbol, Any]
Rounded: TypeAlias = Callable[[Symbol, Any, bool], Iterator[Any]]


@attrs.define
class Effort:
    """How much may still be done: so many symbols of comparisons, over all boxes."""

    left: int = 1_000


def together(
    values: Sequence[Undecided], rounded: Rounded | None, effort: Effort | None = None
) -> Witness | Literal["never"] | None:
    """Values for which all truths hold, with `rounded` as short as people would write them; "never"; or None where it
    is not known.

    The effort may be shared by several questions; when it is used up, it is not known.
    """
    value = joined("and", values)
    assert isinstance(value, Undecided)
    effort = effort if effort is not None else Effort()
    cost = sum(len(number.symbols) for number in comparisons(value))
    symbols = [symbol for symbol in ordered(value.symbols) if not symbol.varies]
    judge = _quick if len(symbols) == len(value.symbols) else decide
    boxes: list[Box] = [{}]
    given_up = False
    while boxes:
        effort.left -= cost
        if effort.left < 0:
            return None
        box = _narrowed(value, symbols, boxes.pop())
        verdict = judge(value, box, _FEW) if box is not None else "fails"
        if box is None or verdict == "fails":
            continue
        centre: Box = {symbol: (_centre(symbol, symbol.within(box)),) for symbol in symbols}
        if verdict == "holds" or judge(value, centre, _FEW) == "holds":
            point = _written(value, symbols, box, centre, rounded) if rounded is not None else centre
            return {symbol: point[symbol][0] for symbol in symbols}
        pieces = _halved(symbols, box)
        given_up = given_up or not pieces
        boxes.extend(reversed(pieces))
    return None if given_up else "never"


def _quick(value: Undecided, box: Box, boxes: int) -> Verdict:
    """The verdict where nothing varies; the search cuts boxes itself."""
    answer = truth(value, box, enclosure)
    return "open" if answer is None else "holds" if answer else "fails"


def _written(value: Undecided, symbols: list[Symbol], box: Box, centre: Box, rounded: Rounded) -> Box:
    """A point near the centre that is short to write, and at which all truths hold."""
    point = dict(centre)
    for symbol in symbols:
        domain = symbol.within(box)
        for short in () if symbol.discrete else rounded(symbol, point[symbol][0], False):
            if domain[0] <= short <= domain[-1] and decide(value, {**point, symbol: (short,)}, _FEW) == "holds":
                point[symbol] = (short,)
                break
    return point


# ---------------------------------------------------------------------------------------------------------- cutting


def _centre(symbol: Symbol, domain: Domain) -> Any:
    """A value in the middle; of a domain without bound, one within."""
    low, high = domain[0], domain[-1]
    if symbol.discrete:
        return domain[len(domain) // 2]
    middle = _cut(low, high) if isinstance(low, float) or isinstance(high, float) else Fraction(low + high) / 2
    return middle.__floor__() if symbol.whole else normal(middle)


def _cut(low: Any, high: Any) -> Any:
    """Where to cut a domain without bound."""
    if isinstance(low, float):
        return 0 if isinstance(high, float) else high - max(abs(high), 1)
    return low + max(abs(low), 1)


def _halved(symbols: list[Symbol], box: Box) -> list[Box]:
    """The box cut in two at its widest symbol; nothing where none can be cut."""
    wide = [symbol for symbol in symbols if not single(symbol.within(box))]
    if not wide:
        return []
    symbol = max(wide, key=lambda each: _width(each, each.within(box)))
    domain = symbol.within(box)
    low, high = domain[0], domain[-1]
    if isinstance(low, float) or isinstance(high, float):
        at = _cut(low, high)
        return [{**box, symbol: (low, at)}, {**box, symbol: (at, high)}]
    return [{**box, symbol: part} for part in halves(symbol, domain) or ()]


def _width(symbol: Symbol, domain: Domain) -> Any:
    """How much of the whole domain is left, so that symbols of different units compare."""
    low, high = domain[0], domain[-1]
    if isinstance(low, float) or isinstance(high, float):
        return INFINITE
    least, most = symbol.domain[0], symbol.domain[-1]
    if isinstance(least, float) or isinstance(most, float):  # of one without bound: beside its size
        return Fraction(high - low) / (1 + max(low, -low) + max(high, -high))
    return Fraction(high - low) / Fraction(most - least)


# -------------------------------------------------------------------------------------------------------- narrowing


def _narrowed(value: Undecided, symbols: list[Symbol], box: Box) -> Box | None:
    """The box without values that some comparison rules out; None where nothing is left."""
    parts = [each for each in (value.parts if value.word == "and" else (value,)) if isinstance(each, Undecided)]
    compared = [(each.word, each.parts[0]) for each in parts if each.word in (">=", ">", "==")]
    here = dict(box)
    for _ in range(_ROUNDS):
        before = dict(here)
        for word, number in compared:
            for symbol, allowed in list(_allowed(word, number, symbols, here)):
                left = _meet(symbol, symbol.within(here), allowed)
                if left is None:
                    return None
                here[symbol] = left
        if here == before:
            break
    return here


def _allowed(word: str, number: Uncertain, symbols: list[Symbol], box: Box) -> Iterator[tuple[Symbol, Interval]]:
    """The values of symbols for which `number >= 0` (or `== 0`) can hold: `factor * symbol + rest`, solved for each."""
    terms = {each: enclosure(Uncertain({each: factor}), box) for each, factor in number.terms.items()}
    total = reduce(ends.plus, terms.values())
    having: dict[Symbol, list[Monomial]] = {}
    for monomial in terms:
        for atom, power in monomial:
            if isinstance(atom, Symbol) and power == 1:
                having.setdefault(atom, []).append(monomial)
    for symbol in symbols:
        own = having.get(symbol, [])
        slope = enclosure(made({each - {(symbol, 1)}: number.terms[each] for each in own}), box)
        if slope[0] <= 0 <= slope[1]:
            continue
        low, high = ends.over(ends.scaled(-1, _without(total, own, terms)), slope)
        if word == "==":
            yield symbol, (low, high)
        else:
            yield symbol, (low, INFINITE) if slope[0] > 0 else (-INFINITE, high)


def _without(total: Interval, some: list[Monomial], terms: dict[Monomial, Interval]) -> Interval:
    """The sum of all terms but some. What is finite is taken off again; a sum without bound is made anew."""
    off = reduce(ends.plus, (terms[each] for each in some))
    if all(map(ends.finite, total)):
        return ends.plus(total, (-off[0], -off[1]))
    none: Interval = (0, 0)
    return reduce(ends.plus, (term for each, term in terms.items() if each not in some), none)


def _meet(symbol: Symbol, domain: Domain, allowed: Interval) -> Domain | None:
    """What of a domain is allowed; None where nothing is."""
    if symbol.discrete:
        return tuple(each for each in domain if allowed[0] <= each <= allowed[1]) or None
    low, high = max(domain[0], allowed[0]), min(domain[-1], allowed[1])
    if symbol.whole:
        low = low if isinstance(low, float) else low.__ceil__()
        high = high if isinstance(high, float) else high.__floor__()
    return (low, high) if low <= high else None
