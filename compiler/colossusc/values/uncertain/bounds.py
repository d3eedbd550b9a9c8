"""The least and greatest value of an expression: plain interval arithmetic first; where a symbol occurs more than once,
its slope says which ends to take; else the widest are cut in two a few times. The result always holds every value that
the expression can take, and is never looser than the first step. Inside a step nothing is cut again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from heapq import heappop, heappush
from typing import Any

from colossusc.values.uncertain import interval as ends
from colossusc.values.uncertain.enclosure import enclosure, of_atom, of_monomial
from colossusc.values.uncertain.expression import ONE, Atom, Function, Monomial, Uncertain, Undecided, made
from colossusc.values.uncertain.interval import INFINITE, Interval
from colossusc.values.uncertain.symbol import EVERYWHERE, Box, Symbol, halves, single

MOST_CUTS = 16
_MOST_STUDIED = 32  # symbols that occur more than once; of further ones any value is assumed
_ANY_SLOPE: Interval = (-INFINITE, INFINITE)
_FLAT: Interval = (0, 0)


def bounds(value: Any, box: Box = EVERYWHERE) -> Interval:
    """The interval of everything that a value may be, if its symbols are within the box."""
    if not isinstance(value, Uncertain):
        return value, value
    low, high = enclosure(value, box)
    repeated = [symbol for symbol in _repeated(value) if not single(symbol.within(box))][:_MOST_STUDIED]
    if not repeated:
        return low, high
    return max(low, _least(value, box, repeated)), min(high, -_least(-value, box, repeated))


@lru_cache(maxsize=1_024)
def hull(value: Uncertain) -> Interval:
    """The same wherever its symbols are: kept, since verdict, worst day and words each make the difference anew."""
    return bounds(value)


def _least(value: Uncertain, box: Box, repeated: list[Symbol]) -> Any:
    """A lower bound, exact where slopes decide, else after a few cuts."""
    signs = _signs(value)
    plain = {symbol: symbol.within(box) for symbol in repeated if signs.get(symbol, 0)}
    box = {**box, **{symbol: (domain[0 if signs[symbol] > 0 else -1],) for symbol, domain in plain.items()}}
    value = _settled(value, box)
    low, rest, lowered = _lowered(value, box, [symbol for symbol in repeated if symbol not in plain])
    if not rest:
        return low
    queue: list[tuple[Any, int, Box, list[Symbol]]] = [(low, 0, lowered, rest)]
    order = 0
    while order < 2 * MOST_CUTS:
        low, _, here, widest = queue[0]
        pieces = _cut(value, here, widest)
        if not pieces:
            break
        heappop(queue)
        for piece in pieces:
            order += 1
            bound, left, inner = _lowered(value, piece, widest)
            heappush(queue, (max(bound, low), order, inner, left))
    return queue[0][0]


def _lowered(value: Uncertain, box: Box, repeated: list[Symbol]) -> tuple[Any, list[Symbol], Box]:
    """A lower bound with every symbol whose slope has one sign at its low-giving end, and the symbols left."""
    rest, fixed = [], dict(box)
    for symbol in repeated:
        domain = symbol.within(box)
        if single(domain):
            continue
        steep = slope(value, symbol, fixed)
        if steep[0] >= 0:
            fixed[symbol] = (domain[0],)
        elif steep[1] <= 0:
            fixed[symbol] = (domain[-1],)
        else:
            rest.append(symbol)
    return enclosure(value, fixed)[0], rest, fixed


def _settled(value: Uncertain, box: Box) -> Uncertain:
    """The value with what the box leaves one value of put in: what is cut again and again is as short as can be."""
    found: dict[Monomial, Any] = {}
    for monomial, factor in value.terms.items():
        left, known = [], factor
        for atom, power in monomial:
            end: Any = atom.within(box)[0] if isinstance(atom, Symbol) and single(atom.within(box)) else INFINITE
            if ends.finite(end):
                known *= end**power
            else:
                left.append((atom, power))
        found[frozenset(left)] = found.get(frozenset(left), 0) + known
    return Uncertain({monomial: factor for monomial, factor in found.items() if factor})


def _cut(value: Uncertain, box: Box, symbols: list[Symbol]) -> list[Box]:
    """The box cut in two: where a test of the value turns, else at its widest symbol; nothing where none can be cut."""
    turned = cut_at_turn(value, box, symbols)
    if turned is not None:
        return turned
    widest, parts = None, None
    for symbol in symbols:
        domain = symbol.within(box)
        pieces = halves(symbol, domain)
        if pieces is not None and (widest is None or _width(symbol, domain) > widest):
            widest, parts = _width(symbol, domain), [{**box, symbol: piece} for piece in pieces]
    return parts or []


def cut_at_turn(value: Any, box: Box, symbols: list[Symbol]) -> list[Box] | None:
    """The box cut in two where a test of the value turns; None where none turns within it."""
    for symbol, edge in _turns(value):
        if symbol in symbols:
            low, *_, high = symbol.within(box) * 2
            if symbol.whole and low <= edge < high:
                return [{**box, symbol: (low, edge.__floor__())}, {**box, symbol: (edge.__floor__() + 1, high)}]
    return None


def _turns(value: Any) -> Iterator[tuple[Symbol, Any]]:
    """Where the tests that an expression makes turn, of those that compare one whole symbol with a number."""
    if isinstance(value, Undecided):
        for part in value.parts:
            yield from _edges(part) if isinstance(part, Uncertain) else _turns(part)
    elif isinstance(value, Uncertain):
        for atom in {atom: None for monomial in value.terms for atom, _ in monomial}:
            for argument in atom.arguments if isinstance(atom, Function) else ():
                yield from _turns(argument)


def _edges(difference: Uncertain) -> Iterator[tuple[Symbol, Any]]:
    terms = {monomial: factor for monomial, factor in difference.terms.items() if monomial}
    if len(terms) == 1:
        ((monomial, factor),) = terms.items()
        ((atom, power), *others) = monomial
        if isinstance(atom, Symbol) and power == 1 and not others:
            edge = Fraction(-difference.terms.get(ONE, 0)) / factor
            yield atom, edge if factor < 0 else edge.__ceil__() - 1


def _width(symbol: Symbol, domain: tuple[Any, ...]) -> Any:
    """How much of its whole domain is left, so that symbols of different units compare."""
    whole = symbol.domain[-1] - symbol.domain[0]
    return 0 if isinstance(whole, float) or not whole else (domain[-1] - domain[0]) / whole


# --------------------------------------------------------------------------------------------------------- slopes


@lru_cache(maxsize=1_024)
def _signs(value: Uncertain) -> dict[Symbol, int]:
    """The symbols by which a value grows wherever they are (1), or falls (-1), as far as its terms alone tell: most."""
    found: dict[Symbol, int] = {}
    for monomial, factor in value.terms.items():
        positive = all(_least_ever(atom) >= 0 for atom, _ in monomial)
        sign = 0 if not positive else 1 if factor > 0 else -1
        for atom, _ in monomial:
            for symbol in (atom,) if isinstance(atom, Symbol) else atom.symbols:
                here = sign if atom is symbol else 0
                found[symbol] = here if found.get(symbol, here) == here else 0
    return found


@lru_cache(maxsize=4_096)
def _least_ever(atom: Atom) -> Any:
    return of_atom(atom, EVERYWHERE)[0]


def slope(value: Any, symbol: Symbol, box: Box) -> Interval:
    """The interval of a value's derivative by a symbol within a box; a jump counts as an unbounded slope."""
    if not isinstance(value, Uncertain) or symbol not in value.symbols:
        return _FLAT
    total = _FLAT
    for monomial, factor in value.terms.items():
        for atom, power in monomial:
            steep = _slopeof_atom(atom, symbol, box)
            if steep == _FLAT:
                continue
            rest = [(each, its - (each is atom)) for each, its in monomial]
            others = of_monomial(frozenset((each, its) for each, its in rest if its), box)
            total = ends.plus(total, ends.scaled(factor * power, ends.times(steep, others)))
    if total[0] < 0 < total[1] and isinstance(steeper := _derivative(value, symbol), Uncertain):
        repeated = _repeated(steeper)  # a polynomial: by its own slopes, one degree lower
        low, high = _lowered(steeper, box, repeated)[0], -_lowered(-steeper, box, repeated)[0]
        return max(total[0], low), min(total[1], high)
    return total


def _derivative(value: Uncertain, symbol: Symbol) -> Any:
    """The derivative of what is a polynomial in a symbol; None of what is not."""
    found: Any = 0
    for monomial, factor in value.terms.items():
        powers = dict(monomial)
        if any(isinstance(atom, Function) and symbol in atom.symbols for atom in powers):
            return None
        power = powers.pop(symbol, 0)
        if power:
            rest = {**powers, symbol: power - 1} if power > 1 else powers
            found = found + made({frozenset(rest.items()): factor * power})
    return found


def _slopeof_atom(atom: Atom, symbol: Symbol, box: Box) -> Interval:
    if isinstance(atom, Symbol):
        return (1, 1) if atom is symbol else _FLAT
    if symbol not in atom.symbols:
        return _FLAT
    if atom.name == "begun":
        return _ANY_SLOPE
    steep = [slope(each, symbol, box) for each in atom.arguments] if atom.name != "choose" else []
    if atom.name == "flow":  # it follows each capacity, or is held back by others
        return sum(low for low, _ in steep if low < 0), sum(high for _, high in steep if high > 0)
    if atom.name == "value":
        return steep[0]
    if atom.name in ("min", "max"):
        return (min(low for low, _ in steep), max(high for _, high in steep))
    if atom.name in ("floor", "ceil", "round", "months"):
        return _stepwise(steep)
    if atom.name == "/":
        return _slope_of_quotient(atom, steep, box)
    if atom.name == "abs":
        low, high = enclosure(atom.arguments[0], box)
        return steep[0] if low >= 0 else ends.scaled(-1, steep[0]) if high <= 0 else _ANY_SLOPE
    return _slope_of_choice(atom, symbol, box)


def _stepwise(steep: list[Interval]) -> Interval:
    """What rises in steps may jump, but only upwards where its argument rises."""
    if all(low >= 0 for low, _ in steep):
        return 0, INFINITE
    return (-INFINITE, 0) if all(high <= 0 for _, high in steep) else _ANY_SLOPE


def _slope_of_quotient(atom: Function, steep: list[Interval], box: Box) -> Interval:
    top, bottom = (enclosure(each, box) for each in atom.arguments)
    if bottom[0] <= 0 <= bottom[1]:
        return _ANY_SLOPE
    rising = ends.times(steep[0], bottom)
    falling = ends.scaled(-1, ends.times(top, steep[1]))
    return ends.over(ends.plus(rising, falling), ends.raised(bottom, 2))


def _slope_of_choice(atom: Function, symbol: Symbol, box: Box) -> Interval:
    from colossusc.values.uncertain.truth import truth

    test, then, otherwise = atom.arguments
    answer = truth(test, box, enclosure)
    if answer is not None:
        return slope(then if answer else otherwise, symbol, box)
    if symbol in test.symbols:
        return _ANY_SLOPE
    return ends.union(slope(then, symbol, box), slope(otherwise, symbol, box))


def _repeated(value: Uncertain) -> list[Symbol]:
    """The symbols that occur more than once in the written-out expression, in a fixed order."""
    counts: Counter[Symbol] = Counter()
    _count(value, counts)
    found = [symbol for symbol, number in counts.items() if number > 1]
    return sorted(found, key=lambda symbol: (symbol.name, tuple(map(str, symbol.domain))))


def _count(value: Any, counts: Counter[Symbol]) -> None:
    for monomial in value.terms if isinstance(value, Uncertain) else ():
        for atom, _ in monomial:
            if isinstance(atom, Symbol):
                counts[atom] += 1
            else:
                for argument in atom.arguments:
                    _count_argument(argument, counts)


def _count_argument(argument: Any, counts: Counter[Symbol]) -> None:
    if isinstance(argument, Uncertain):
        _count(argument, counts)
    else:
        counts.update(getattr(argument, "symbols", ()))
        counts.update(getattr(argument, "symbols", ()))  # a test cuts: what stands in it counts as repeated
