"""Money before and after: what everything costs by currency, what falls due, and what is bought of what.

What comes in the price of something else follows from it, and is not compared. Units of arrays are not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.elaborate.arrays import split_key
from colossusc.emit import bom, dues
from colossusc.emit.difference.model import Bought, Figure, Line
from colossusc.emit.difference.power import Version
from colossusc.emit.difference.values import said
from colossusc.emit.scenarios import path_of
from colossusc.expr.types import COUNT, QuantityType, Type
from colossusc.values.absent import ABSENT
from colossusc.values.uncertain.expression import least_of, most_of
from colossusc.values.units import find_unit


def money(old: Version, new: Version) -> tuple[tuple[Figure, ...], tuple[Bought, ...]]:
    """The totals that differ, and what is not bought alike."""
    lines = [_lines(version) for version in (old, new)]
    before, after = (dict(_totals(version, each)) for version, each in zip((old, new), lines, strict=True))
    totals = [
        Figure(what, _amount(before, what), _amount(after, what), _type(what, before, after))
        for what in dict.fromkeys((*after, *before))
    ]
    unpriced = [sum(line.unpriced for line in each) for each in lines]
    totals.append(Figure("lines without a price", unpriced[0], unpriced[1], COUNT))
    bought = [dict(_bought(each)) for each in lines]
    pairs = [(key, bought[0].get(key), bought[1].get(key)) for key in dict.fromkeys((*bought[1], *bought[0]))]
    return (
        tuple(each for each in totals if said(each.old) != said(each.new)),
        tuple(Bought(path, *lines) for (path, _), *lines in pairs if _said(lines[0]) != _said(lines[1])),
    )


def _amount(side: dict[str, tuple[Any, Type]], what: str) -> Any:
    return side[what][0] if what in side else ABSENT


def _lines(version: Version) -> tuple[bom.Line, ...]:
    if version.result is None:
        return ()
    phases = bom.bill(version.result.facts, version.result.campus, version.as_of)
    return tuple(line for line in bom.every_line(phases) if line.holder is None)


def _totals(version: Version, lines: tuple[bom.Line, ...]) -> Iterator[tuple[str, tuple[Any, Type]]]:
    """What → amount and type: what is bought, in each currency, and what falls due by the rules."""
    for currency, amount in bom.totals(lines).items():
        yield f"bought, {currency}", (amount, _money(currency))
    if version.result is not None:
        for currency, found in dues.sums(version.result, version.as_of).items():
            yield f"falls due, {currency}", found


def _money(currency: str) -> QuantityType:
    return QuantityType(find_unit(currency).dimension, unit=currency)


def _type(what: str, *sides: dict[str, tuple[Any, Type]]) -> Type:
    return next(side[what][1] for side in sides if what in side)


def _bought(lines: tuple[bom.Line, ...]) -> Iterator[tuple[tuple[str, str], Line]]:
    """By object and, of what it brings along, part: all that is bought of it."""
    found: dict[tuple[str, str], list[bom.Line]] = {}
    for line in lines:
        own = line.part == (line.item.base.name if line.item.base is not None else "")
        found.setdefault((path_of(line.item), "" if own else line.label), []).append(line)
    for key, each in found.items():
        yield key, _line(each)


def _line(lines: list[bom.Line]) -> Line:
    first = lines[0]
    prices = [line.price for line in lines if line.price is not None]
    return Line(
        " and ".join(dict.fromkeys(map(_called, lines))),
        first.unit,
        _sum([line.quantity for line in lines]),
        (min(map(least_of, prices)), max(map(most_of, prices))) if prices else None,
        _sum([line.cost for line in lines]),
        first.currency,
    )


def _called(line: bom.Line) -> str:
    """The part; of what is made of none and has no label, its name without the units of an array."""
    return split_key(line.label)[0] if line.label == line.item.name else line.label


def _sum(figures: list[Any]) -> Any:
    """The sum; None where a part of it cannot be told."""
    total: Any = 0
    for figure in figures:
        total = None if total is None or figure is None else total + figure
    return total


def _said(line: Line | None) -> Any:
    if line is None:
        return None
    return (line.part, line.unit, said(line.quantity), line.price, said(line.cost), line.currency)
