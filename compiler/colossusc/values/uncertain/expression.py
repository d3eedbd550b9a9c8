"""Exact expressions over symbols, in a normal form: equal terms are merged as they arise, so that `x - x` is 0.

An expression is a polynomial: products of atoms, each with its coefficient. An atom is a symbol, or a function of
expressions such as the smaller of two. Arithmetic mixes with plain numbers and gives a plain number where nothing
uncertain is left. There is no `<` and no truth value: `truth.compare` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Literal, TypeAlias

from colossusc.values.number import Number, normal, ratio
from colossusc.values.uncertain.interval import Interval
from colossusc.values.uncertain.symbol import Symbol

MOST_TERMS = 4_096  # a product that would have more is kept as one atom


class Function:
    """A function of expressions, numbers or truths; equal to another of the same arguments."""

    __slots__ = ("_hash", "arguments", "name", "symbols")

    def __init__(self, name: str, arguments: tuple[Any, ...]) -> None:
        self.name = name
        self.arguments = arguments
        self._hash = hash((name, arguments))
        self.symbols = symbols_of(arguments)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Function) or self._hash != other._hash:
            return False
        return self.name == other.name and self.arguments == other.arguments


Atom: TypeAlias = Symbol | Function
Monomial: TypeAlias = frozenset[tuple[Atom, int]]  # each atom with its power; the empty one is the constant

ONE: Monomial = frozenset()


class Uncertain:
    """A number that depends on symbols."""

    def __init__(self, terms: dict[Monomial, Number]) -> None:
        self.terms = terms  # no coefficient is 0

    @cached_property
    def symbols(self) -> frozenset[Symbol]:
        return frozenset(symbol for monomial in self.terms for atom, _ in monomial for symbol in _within(atom))

    @cached_property
    def hull(self) -> Interval:
        """Its least and greatest value, whatever its symbols are."""
        from colossusc.values.uncertain.bounds import hull

        return hull(self)

    @cached_property
    def varies(self) -> bool:
        """Whether all that is uncertain of it varies, and nothing is unknown."""
        return all(symbol.varies for symbol in self.symbols)

    @cached_property
    def _hash(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Uncertain) and self.terms == other.terms)

    def __bool__(self) -> bool:
        raise TypeError("an uncertain number is neither true nor false")

    def __repr__(self) -> str:
        return f"<uncertain {self.hull}>"

    # ----------------------------------------------------------------------------------------------- arithmetic

    def __add__(self, other: Number | Uncertain) -> Any:
        return _sum(self.terms, terms_of(other), 1)

    __radd__ = __add__

    def __sub__(self, other: Number | Uncertain) -> Any:
        return _sum(self.terms, terms_of(other), -1)

    def __rsub__(self, other: Number) -> Any:
        return _sum(terms_of(other), self.terms, -1)

    def __neg__(self) -> Uncertain:
        return Uncertain({monomial: -factor for monomial, factor in self.terms.items()})

    def __mul__(self, other: Number | Uncertain) -> Any:
        if not isinstance(other, Uncertain):
            return made({monomial: normal(factor * other) for monomial, factor in self.terms.items()} if other else {})
        if len(self.terms) * len(other.terms) > MOST_TERMS:
            return Uncertain({_multiplied(_whole(self), _whole(other)): 1})
        found: dict[Monomial, Number] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                monomial = _multiplied(left, right)
                found[monomial] = found.get(monomial, 0) + a * b
        return made(found)

    __rmul__ = __mul__

    def __truediv__(self, other: Number | Uncertain) -> Any:
        if isinstance(other, Uncertain):
            multiple = self._multiple_of(other)
            return function("/", (self, other)) if multiple is None else multiple
        return self * ratio(1, other)

    def _multiple_of(self, other: Uncertain) -> Number | None:
        """The number that makes this one of the other, wherever their symbols are; None where there is none."""
        if self.terms.keys() != other.terms.keys():
            return None
        factors = {ratio(factor, other.terms[monomial]) for monomial, factor in self.terms.items()}
        return factors.pop() if len(factors) == 1 else None

    def __rtruediv__(self, other: Number) -> Any:
        return other * function("/", (1, self))

    def __pow__(self, exponent: int) -> Any:
        result: Any = 1
        for _ in range(exponent):
            result = self * result
        return result


Word: TypeAlias = Literal[">=", ">", "==", "and", "or", "not"]


class Undecided:
    """True for some values of its symbols and false for others, as far as can be told. It is neither by itself."""

    def __init__(self, word: Word, parts: tuple[Any, ...]) -> None:
        self.word = word
        self.parts = parts  # of a comparison: the number that is compared with 0; else truths

    @cached_property
    def symbols(self) -> frozenset[Symbol]:
        return symbols_of(self.parts)

    def __hash__(self) -> int:
        return hash((self.word, self.parts))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Undecided) and self.word == other.word and self.parts == other.parts)

    def __bool__(self) -> bool:
        raise TypeError("an undecided truth is neither true nor false")

    def __repr__(self) -> str:
        return f"<undecided {self.word} of {self.symbols}>"


def _within(atom: Atom) -> Iterable[Symbol]:
    return (atom,) if isinstance(atom, Symbol) else atom.symbols


def symbols_of(arguments: Iterable[Any]) -> frozenset[Symbol]:
    """The symbols of some expressions, truths and numbers."""
    return frozenset(symbol for each in arguments for symbol in getattr(each, "symbols", ()))


def terms_of(value: Number | Uncertain) -> dict[Monomial, Number]:
    """The polynomial of a value."""
    if isinstance(value, Uncertain):
        return value.terms
    return {ONE: value} if value else {}


def made(terms: dict[Monomial, Number]) -> Any:
    """The value of a polynomial: a plain number where nothing uncertain is left."""
    kept = {monomial: normal(factor) for monomial, factor in terms.items() if factor}
    if not kept:
        return 0
    if len(kept) == 1 and ONE in kept:
        return kept[ONE]
    return Uncertain(kept)


def of_symbol(symbol: Symbol) -> Any:
    """A symbol as a value; the number itself where its domain holds only one."""
    low, high = symbol.domain[0], symbol.domain[-1]
    return low if low == high else Uncertain({frozenset(((symbol, 1),)): 1})


def function(name: str, arguments: tuple[Any, ...]) -> Uncertain:
    """A function of values, at least one of them uncertain, as a value."""
    return Uncertain({frozenset(((Function(name, arguments), 1),)): 1})


def _sum(left: dict[Monomial, Number], right: dict[Monomial, Number], sign: int) -> Any:
    found = dict(left)
    for monomial, factor in right.items():
        total = found.get(monomial, 0) + sign * factor
        if total:
            found[monomial] = total
        else:
            del found[monomial]
    return made(found)


def _multiplied(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return frozenset(powers.items())


def _whole(value: Uncertain) -> Monomial:
    """A long sum as one factor."""
    return frozenset(((Function("value", (value,)), 1),))


# ----------------------------------------------------------------------------------- functions of numbers as they come


def is_uncertain(*values: Any) -> bool:
    """Whether one of some values is uncertain."""
    return any(isinstance(value, Uncertain) for value in values)


def smallest(*values: Any) -> Any:
    """The smallest of some values."""
    return _extreme("min", min, values)


def largest(*values: Any) -> Any:
    """The largest of some values."""
    return _extreme("max", max, values)


def _extreme(name: str, choose: Callable[..., Any], values: tuple[Any, ...]) -> Any:
    unknown = tuple(dict.fromkeys(value for value in values if isinstance(value, Uncertain)))
    plain = [value for value in values if not isinstance(value, Uncertain)]
    if not unknown:
        return choose(plain)
    known = (choose(plain),) if plain else ()
    lows, highs = zip(*(value.hull for value in unknown), strict=True)
    lows, highs = (*lows, *known), (*highs, *known)
    # One that lies below (above) all others on its whole range is the answer.
    for index, value in enumerate((*unknown, *known)):
        others_low = [end for place, end in enumerate(lows) if place != index]
        others_high = [end for place, end in enumerate(highs) if place != index]
        if name == "min" and all(highs[index] <= end for end in others_low):
            return value
        if name == "max" and all(lows[index] >= end for end in others_high):
            return value
    return function(name, (*unknown, *known))


def quotient(top: Any, bottom: Any) -> Any:
    """The exact quotient. Raises ZeroDivisionError for a divisor that is 0."""
    return top / bottom if is_uncertain(top, bottom) else ratio(top, bottom)


def floor(value: Any) -> Any:
    """The greatest whole number that is not larger."""
    return _rounded("floor", value, lambda number: number.__floor__())


def ceiling(value: Any) -> Any:
    """The least whole number that is not smaller."""
    return _rounded("ceil", value, lambda number: number.__ceil__())


def nearest(value: Any) -> Any:
    """The nearest whole number, halves to even."""
    return _rounded("round", value, round)


def _rounded(name: str, value: Any, apply: Callable[[Any], Any]) -> Any:
    if not isinstance(value, Uncertain):
        return apply(value)
    whole = all(factor.denominator == 1 for factor in value.terms.values()) and all(
        isinstance(atom, Symbol) and atom.whole for monomial in value.terms for atom, _ in monomial
    )
    return value if whole else function(name, (value,))


def absolute(value: Any) -> Any:
    """The size of a value without its sign."""
    if not isinstance(value, Uncertain):
        return abs(value)
    low, high = value.hull
    return value if low >= 0 else -value if high <= 0 else function("abs", (value,))


def least_of(value: Any) -> Any:
    """The least that a value may be; itself where it is certain."""
    return value.hull[0] if isinstance(value, Uncertain) else value


def size_of(value: Any) -> Any:
    """How large a value may be, without its sign."""
    return max(abs(least_of(value)), abs(most_of(value)))


def most_of(value: Any) -> Any:
    """The most that a value may be; itself where it is certain."""
    return value.hull[1] if isinstance(value, Uncertain) else value
