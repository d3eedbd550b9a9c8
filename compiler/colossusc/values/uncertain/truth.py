"""Truths that depend on symbols: comparisons of uncertain numbers, joined by and, or, not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias

from colossusc.values.uncertain.bounds import bounds
from colossusc.values.uncertain.expression import ONE, Function, Uncertain, Undecided, function
from colossusc.values.uncertain.interval import Interval
from colossusc.values.uncertain.symbol import EVERYWHERE, Box

__all__ = ["Undecided", "assumed", "choose", "compare", "comparisons", "joined", "opposite", "truth"]


Comparison: TypeAlias = Literal[">=", ">", "=="]
_WORDS: dict[str, Comparison] = {">=": ">=", ">": ">", "==": "==", "<=": ">=", "<": ">"}  # of the sides, or swapped


def compare(operator: str, left: Any, right: Any) -> bool | Undecided:
    """A comparison of two numbers, judged on their difference."""
    if operator == "!=":
        return opposite(compare("==", left, right))
    word = _WORDS[operator]
    difference = left - right if word == operator else right - left
    low, high = difference.hull if isinstance(difference, Uncertain) else (difference, difference)
    answer = _answer(word, low, high)
    return answer if answer is not None else _chosen(word, difference)


def _chosen(word: Comparison, difference: Uncertain) -> bool | Undecided:
    """A comparison that is open; where one of two known numbers is compared, what chooses it: the test of
    `choose(test, 8, 0) > 0`."""
    (atom, power), *others = [each for monomial in difference.terms for each in monomial]
    if not others and power == 1 and isinstance(atom, Function) and atom.name == "choose":
        test, *branches = atom.arguments
        constant = difference.terms.get(ONE, 0)
        factor = difference.terms[frozenset(((atom, 1),))]
        if not any(isinstance(branch, Uncertain) for branch in branches):
            then, otherwise = (_answer(word, *[constant + factor * branch] * 2) for branch in branches)
            if then is not otherwise:
                return test if then else opposite(test)
    return Undecided(word, (difference,))


def _answer(operator: str, low: Any, high: Any) -> bool | None:
    if operator == "==":
        return True if low == high == 0 else False if low > 0 or high < 0 else None
    if operator == ">":
        return True if low > 0 else False if high <= 0 else None
    return True if low >= 0 else False if high < 0 else None


def opposite(value: bool | Undecided) -> bool | Undecided:
    """`not`."""
    if isinstance(value, bool):
        return not value
    return value.parts[0] if value.word == "not" else Undecided("not", (value,))


def joined(word: Literal["and", "or"], values: Iterable[bool | Undecided]) -> bool | Undecided:
    """`and`, `or`: settled by one value, or by one and its opposite, else what is left of them."""
    settling = word == "or"
    left: dict[Undecided, None] = {}
    for value in values:
        if value is settling:
            return settling
        if isinstance(value, Undecided):
            left.update(dict.fromkeys(value.parts if value.word == word else (value,)))
    if not left:
        return not settling
    if any(each.word == "not" and each.parts[0] in left for each in left):
        return settling
    parts = tuple(left)
    return parts[0] if len(parts) == 1 else Undecided(word, parts)


def choose(test: bool | Undecided, then: Any, otherwise: Any) -> Any:
    """`then` where the test is true, else `otherwise`: numbers, or truths."""
    if isinstance(test, bool):
        return then if test else otherwise
    if then == otherwise and type(then) is type(otherwise):
        return then
    if isinstance(then, (bool, Undecided)):
        return joined("or", (joined("and", (test, then)), joined("and", (opposite(test), otherwise))))
    return function("choose", (test, then, otherwise))


def assumed(test: Undecided, value: Any) -> Any:
    """A number as it is where a truth holds: what the truth chooses is chosen."""
    if not isinstance(value, Uncertain):
        return value
    total: Any = 0
    for monomial, factor in value.terms.items():
        product: Any = factor
        for atom, power in monomial:
            part: Any = Uncertain({frozenset(((atom, 1),)): 1})
            if isinstance(atom, Function) and atom.name == "choose" and atom.arguments[0] == test:
                part = atom.arguments[1]
            product = product * part**power
        total = total + product
    return total


Measure: TypeAlias = Callable[[Any, Box], Interval]


def truth(value: bool | Undecided, box: Box = EVERYWHERE, measure: Measure = bounds) -> bool | None:
    """Whether it is true, or false, wherever its symbols are within the box; None where neither can be said.

    `measure` gives the interval of a number: `bounds`, or the quicker `enclosure` for who cuts the box further.
    """
    if isinstance(value, bool):
        return value
    if value.word == "not":
        answer = truth(value.parts[0], box, measure)
        return None if answer is None else not answer
    if value.word in ("and", "or"):
        settling = value.word == "or"
        answers = [truth(part, box, measure) for part in value.parts]
        return settling if settling in answers else None if None in answers else not settling
    return _answer(value.word, *measure(value.parts[0], box))


def comparisons(value: bool | Undecided) -> Iterable[Uncertain]:
    """The numbers whose sign decides a truth."""
    if isinstance(value, Undecided):
        for part in value.parts:
            if isinstance(part, Uncertain):
                yield part
            elif isinstance(part, Undecided):
                yield from comparisons(part)
