"""Plain interval arithmetic over expressions: every value that one can take lies within, and often more does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.values.calendar import FIRST_DAY, LAST_DAY, add_months
from colossusc.values.uncertain import interval as ends
from colossusc.values.uncertain.expression import Atom, Function, Monomial, Uncertain
from colossusc.values.uncertain.interval import Interval
from colossusc.values.uncertain.symbol import Box, Symbol


def enclosure(value: Any, box: Box) -> Interval:
    """Plain interval arithmetic, of the terms one by one and with what they share taken out: `load * (pue - 1)`."""
    if not isinstance(value, Uncertain):
        return value, value
    total: Interval = (0, 0)
    for monomial, factor in value.terms.items():
        total = ends.plus(total, ends.scaled(factor, of_monomial(monomial, box)))
    monomials = [*value.terms]
    common = monomials[0].intersection(*monomials[1:]) if len(monomials) > 1 else None
    if not common:
        return total
    rest = Uncertain({monomial - common: factor for monomial, factor in value.terms.items()})
    taken = ends.times(of_monomial(common, box), enclosure(rest, box))
    return max(total[0], taken[0]), min(total[1], taken[1])


def of_monomial(monomial: Monomial, box: Box) -> Interval:
    """The interval of a product of atoms."""
    product: Interval = (1, 1)
    for atom, power in monomial:
        product = ends.times(product, ends.raised(of_atom(atom, box), power))
    return product


def of_atom(atom: Atom, box: Box) -> Interval:
    """The interval of a symbol, or of a function."""
    if isinstance(atom, Symbol):
        domain = atom.within(box)
        return domain[0], domain[-1]
    return _FUNCTIONS[atom.name](atom, box)


def _extreme(choose: Callable[..., Any]) -> Callable[[Function, Box], Interval]:
    def extreme(atom: Function, box: Box) -> Interval:
        found = [enclosure(each, box) for each in atom.arguments]
        return choose(low for low, _ in found), choose(high for _, high in found)

    return extreme


def _rounded(apply: Callable[[Any], Any]) -> Callable[[Function, Box], Interval]:
    def rounded(atom: Function, box: Box) -> Interval:
        low, high = enclosure(atom.arguments[0], box)
        return (apply(low) if ends.finite(low) else low), (apply(high) if ends.finite(high) else high)

    return rounded


def _quotient(atom: Function, box: Box) -> Interval:
    return ends.over(enclosure(atom.arguments[0], box), enclosure(atom.arguments[1], box))


def _absolute(atom: Function, box: Box) -> Interval:
    low, high = enclosure(atom.arguments[0], box)
    sizes: list[Any] = [abs(low), abs(high)]
    return (0 if low <= 0 <= high else min(sizes)), max(sizes)


def _chosen(atom: Function, box: Box) -> Interval:
    from colossusc.values.uncertain.truth import truth

    test, then, otherwise = atom.arguments
    answer = truth(test, box, enclosure)
    if answer is not None:
        return enclosure(then if answer else otherwise, box)
    return ends.union(enclosure(then, box), enclosure(otherwise, box))


def _moved(atom: Function, box: Box) -> Interval:
    """A day moved by months; both grow together."""
    days, months = (enclosure(each, box) for each in atom.arguments)
    return _move(days[0], months[0]), _move(days[1], months[1])


def _move(day: Any, months: Any) -> Any:
    if not ends.finite(day) or not ends.finite(months) or abs(months) >= 120_000:
        return LAST_DAY if (months if ends.finite(day) else day) > 0 else FIRST_DAY
    return add_months(min(max(int(day), FIRST_DAY), LAST_DAY), months.__floor__())


def _flow(atom: Function, box: Box) -> Interval:
    """The greatest flow through a network, which grows with every capacity."""
    from colossusc.values.uncertain.bounds import bounds

    network, *capacities = atom.arguments
    found = [bounds(each, box) for each in capacities]
    return network.greatest([low for low, _ in found]), network.greatest([high for _, high in found])


_FUNCTIONS: dict[str, Callable[[Function, Box], Interval]] = {
    "min": _extreme(min),
    "max": _extreme(max),
    "floor": _rounded(lambda number: number.__floor__()),
    "ceil": _rounded(lambda number: number.__ceil__()),
    "round": _rounded(round),
    "abs": _absolute,
    "/": _quotient,
    "value": lambda atom, box: enclosure(atom.arguments[0], box),
    "choose": _chosen,
    "months": _moved,
    "begun": lambda atom, box: (0, 1),
    "flow": _flow,
}
