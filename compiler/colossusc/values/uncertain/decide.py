"""Verdicts on truths that depend on symbols. What varies must hold for all of its values; what is unknown leaves open.

A truth holds where it is true for every value of every symbol. It fails where, whatever the unknown ones are, some
value of the varying ones makes it false. Else it is open, and the deciding input is one for which some value settles it
whatever the others are.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any, Literal, TypeAlias

from colossusc.values.uncertain.bounds import bounds, cut_at_turn, slope
from colossusc.values.uncertain.enclosure import enclosure
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.symbol import EVERYWHERE, Box, Domain, Symbol, halves, single
from colossusc.values.uncertain.truth import Undecided, comparisons, truth

Verdict: TypeAlias = Literal["holds", "fails", "open"]

MOST_BOXES = 24
_CORNERS = 3  # of so many varying symbols every corner is tried


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
