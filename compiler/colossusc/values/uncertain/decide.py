"""Verdicts on truths that depend on symbols. What varies must hold for all of its values; what is unknown leaves open.

A truth holds where it is true for every value of every symbol. It fails where, whatever the unknown ones are, some
value of the varying ones makes it false. Else it is open, and the deciding input is one for which some value settles it
whatever the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Any, Literal, TypeAlias

import attrs

from colossusc.values.number import normal
from colossusc.values.uncertain.bounds import bounds, cut_at_turn, slope
from colossusc.values.uncertain.enclosure import enclosure
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.symbol import EVERYWHERE, Box, Domain, Symbol, halves, single
from colossusc.values.uncertain.truth import Undecided, comparisons, truth

Verdict: TypeAlias = Literal["holds", "fails", "open"]

MOST_BOXES = 24
_CORNERS = 3  # of so many varying symbols every corner is tried
_FEW_BOXES = 4  # while a tipping value is looked for
_MOST_TRIED = 8  # symbols that may be the deciding one
_HALVINGS = 24  # a ten-millionth of a range, which is finer than what is written of it
_HALVINGS_OF_WHOLE = 40
_REACH = 60  # doublings, of a symbol without bound


@attrs.frozen(eq=False)
class Tipping:
    """Where an open verdict tips: `holds while pue <= 1.27`."""

    symbol: Symbol
    verdict: str  # what holds on that side
    operator: Literal["<=", ">=", "=="]
    value: Any


def decide(value: bool | Undecided, box: Box = EVERYWHERE, boxes: int = MOST_BOXES) -> Verdict:
    """The verdict on a truth, if its symbols are within the box, which is cut into at most so many boxes."""
    # Of everywhere, who compared has looked closely.
    answer = truth(value, box, bounds if box else enclosure)
    if answer is not None or isinstance(value, bool):
        return "holds" if answer else "fails"
    symbols = [symbol for symbol in ordered(value.symbols) if not single(symbol.within(box))]
    varying = [symbol for symbol in symbols if symbol.varies]
    if any(truth(value, corner) is False for corner in _corners(value, varying, box)):
        return "fails"
    if not varying and isinstance(value.parts[0], Uncertain):
        return "open"  # one comparison of which nothing varies: its bounds have said all
    return _by_cutting(value, varying, [symbol for symbol in symbols if not symbol.varies], box, boxes)


def ordered(symbols: Any) -> list[Symbol]:
    """Symbols in an order that does not depend on memory."""
    return sorted(symbols, key=lambda symbol: (symbol.name, tuple(map(str, symbol.domain))))


def _corners(value: Undecided, varying: list[Symbol], box: Box) -> Iterator[Box]:
    """The ends of what varies at which the truth is likeliest to be false: first those that the slopes say."""
    if not varying:
        return
    for number in comparisons(value):
        worst = dict(box)
        for symbol in varying:
            domain = symbol.within(box)
            worst[symbol] = (domain[0],) if slope(number, symbol, worst)[0] >= 0 else (domain[-1],)
        yield worst
        yield {**worst, **{symbol: _other_end(symbol.within(box), worst[symbol]) for symbol in varying}}
    if len(varying) <= _CORNERS:
        for picked in product(*(_ends(symbol.within(box)) for symbol in varying)):
            yield {**box, **dict(zip(varying, picked, strict=True))}


def _ends(domain: Domain) -> tuple[Domain, Domain]:
    return (domain[0],), (domain[-1],)


def _other_end(domain: Domain, end: Domain) -> Domain:
    return (domain[-1],) if end[0] == domain[0] else (domain[0],)


def _by_cutting(value: Undecided, varying: list[Symbol], unknown: list[Symbol], box: Box, most: int) -> Verdict:
    """Cuts what varies first: one piece of it on which the truth is false, whatever is unknown, makes it fail."""
    boxes: list[tuple[Box, bool]] = [(box, True)]  # with whether what is unknown is still whole in it
    tried = 0
    while boxes:
        here, whole = boxes.pop(0)
        tried += 1
        answer = truth(value, here, enclosure)
        if answer is True:
            continue
        if answer is False and whole:
            return "fails"
        pieces = None if answer is False or tried > most else _pieces(here, varying)
        still_whole = whole
        if pieces is None and answer is None and tried <= most:
            pieces, still_whole = cut_at_turn(value, here, unknown) or _pieces(here, unknown), False
        if pieces is None:
            return "open"
        boxes.extend((piece, still_whole) for piece in pieces)
    return "holds"


def _pieces(box: Box, symbols: list[Symbol]) -> list[Box] | None:
    """The box cut at the symbol of which most is left; None where it is as fine as it will be cut."""
    best, found = Fraction(1, 8), None
    for symbol in symbols:
        domain = symbol.within(box)
        parts = halves(symbol, domain)
        if parts is None:
            continue
        whole = symbol.domain[-1] - symbol.domain[0]
        share = Fraction(1, 4) if isinstance(whole, float) else Fraction(domain[-1] - domain[0]) / Fraction(whole)
        if share > best or (symbol.discrete and found is None):
            best, found = share, [{**box, symbol: part} for part in parts]
    return found


# ---------------------------------------------------------------------------------------------- the deciding input


def deciding(value: Undecided, rounded: Callable[[Symbol, Any, bool], Iterator[Any]]) -> Tipping | None:
    """The input of an open truth that settles it alone, and where.

    `rounded(symbol, value, up)` gives ever longer decimals near a value, as people would write them: the first that is
    on the safe side is taken.
    """
    best: tuple[int, Callable[[], Tipping]] | None = None
    for symbol in _weightiest(value):
        found = _tipping(value, symbol, rounded)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
            if best[0] == 0:
                break
    return best[1]() if best is not None else None


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


def _tipping(value: Undecided, symbol: Symbol, rounded: Any) -> tuple[int, Callable[[], Tipping]] | None:
    """How well a symbol settles it, 0 the best, and where, which takes long and is asked of one symbol only."""
    if symbol.discrete:
        verdicts = [(each, decide(value, {symbol: (each,)}, _FEW_BOXES)) for each in symbol.domain]
        for wanted, rank in (("holds", 0), ("fails", 2)):
            hits = [each for each, verdict in verdicts if verdict == wanted]
            if hits:
                return rank, partial(Tipping, symbol, wanted, "==", hits[0])
        return None
    low, high = _ends_within_reach(value, symbol)
    if low is None or high is None:
        return None
    ends = decide(value, {symbol: (low,)}, _FEW_BOXES), decide(value, {symbol: (high,)}, _FEW_BOXES)
    for wanted, rank in (("holds", 0), ("fails", 2)):
        if wanted in ends and ends[0] != ends[1]:
            below = ends[0] == wanted
            other = ends[1] if below else ends[0]
            return rank if other != "open" else rank + 1, partial(_tips_at, value, symbol, wanted, low, high, rounded)
    return None


def _tips_at(value: Undecided, symbol: Symbol, wanted: str, low: Any, high: Any, rounded: Any) -> Tipping:
    below = decide(value, {symbol: (low,)}, _FEW_BOXES) == wanted
    return Tipping(symbol, wanted, "<=" if below else ">=", _edge(value, symbol, wanted, below, low, high, rounded))


def _ends_within_reach(value: Undecided, symbol: Symbol) -> tuple[Any, Any]:
    """The ends of a symbol; of one without bound, as far as the verdict takes to become another, in doubling steps."""
    low, high = symbol.domain[0], symbol.domain[-1]
    if isinstance(low, float) == isinstance(high, float):
        return (None, None) if isinstance(low, float) else (low, high)
    start, sign = (high, -1) if isinstance(low, float) else (low, 1)
    first = decide(value, {symbol: (start,)}, _FEW_BOXES)
    step: Any = max(1, abs(int(start)))
    far: Any = start
    for doubling in range(_REACH):
        far = start + sign * step * 2**doubling
        found = decide(value, {symbol: (far,)}, _FEW_BOXES)
        if found != first:
            beyond = (far, high) if sign > 0 else (low, far)
            if decide(value, {symbol: beyond}, _FEW_BOXES) != found:
                return None, None  # it tips to and fro
            break
    return (start, far) if sign > 0 else (far, start)


def _edge(value: Undecided, symbol: Symbol, wanted: str, below: bool, low: Any, high: Any, rounded: Any) -> Any:
    """The last value on the settled side, found by halving, then written as short as is safe."""
    good, bad = (low, high) if below else (high, low)

    def settled(at: Any) -> bool:
        part = (low, at) if below else (at, high)
        return decide(value, {symbol: part if part[0] != part[1] else (at,)}, _FEW_BOXES) == wanted

    for _ in range(_HALVINGS_OF_WHOLE if symbol.whole else _HALVINGS):
        middle = normal(Fraction(good + bad) / 2)
        if symbol.whole:
            middle = middle.__floor__() if below else middle.__ceil__()
        if middle in (good, bad):
            break
        if settled(middle):
            good = middle
        else:
            bad = middle
    for written in rounded(symbol, good, not below):
        if low <= written <= high and settled(written):
            return written
    return good
