"""The symbols of a run: one for each range that is written, and for each object that it is written or made into.

The units of an array share theirs; a part's range is one symbol for each object made of the part.
"""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.cell import Cell
from colossusc.expr.types import DateType, QuantityType, Type
from colossusc.ir import Item
from colossusc.source import Span
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.uncertain.expression import is_uncertain, of_symbol
from colossusc.values.uncertain.interval import INFINITE
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.truth import choose, compare


@attrs.frozen(eq=False)
class Figure:
    """What a symbol stands for: the figure, how it is shown, and where its range is written."""

    item: Item | None
    name: str
    type: Type
    span: Span
    sides: tuple[str, ...] = ()  # of contested ranges, of which the symbol is the number: each in words

    @property
    def path(self) -> str:
        """`h100.draw`."""
        return f"{split_key(self.item.name)[0]}.{self.name}" if self.item is not None else self.name


class Symbols:
    """Makes each symbol once."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Symbol] = {}

    def of_range(
        self,
        cell: Cell | None,
        span: Span,
        type_: Type,
        domain: tuple[Any, ...],
        varies: bool,
        item: Item | None = None,
        word: str = "",
    ) -> Any:
        """The value of a range. An end that is None is that of the figure's field, or without bound.

        What stands after a `word`, `from` or `until`, is no value but a day of one, or of the time of an object on
        site: it is called `m.power from`, `t from`.
        """
        field = cell.field if cell is not None else None
        low, high = domain
        if low is None:
            low = FIRST_DAY if isinstance(type_, DateType) else _least(field)
        if high is None:
            high = LAST_DAY if isinstance(type_, DateType) else _most(field)
        whole = isinstance(type_, DateType) or _integer(field.type if field is not None else type_)
        name = _day_of(cell, item, word) if word else ""
        return of_symbol(self._symbol(cell, span, type_, (low, high), name=name, varies=varies, whole=whole))

    def of_contested(self, cell: Cell | None, span: Span, type_: Type, figures: tuple[Any, ...]) -> Any:
        """One of several figures, and it is not known which."""
        lost = [figure for figure in figures if isinstance(figure, Missing)]
        if lost:
            return min(lost, key=lambda each: each.value == "absent")
        if not is_uncertain(*figures):
            domain = tuple(sorted(set(figures)))
            return of_symbol(self._symbol(cell, span, type_, domain, discrete=True))
        sides = tuple(type_.show(figure) for figure in figures)
        which = of_symbol(self._symbol(cell, span, type_, tuple(range(len(figures))), sides, discrete=True))
        value = figures[-1]
        for index, figure in reversed(list(enumerate(figures[:-1]))):
            value = choose(compare("==", which, index), figure, value)
        return value

    def _symbol(
        self,
        cell: Cell | None,
        span: Span,
        type_: Type,
        domain: tuple[Any, ...],
        sides: tuple[str, ...] = (),
        name: str = "",
        **sort: bool,
    ) -> Symbol:
        item = cell.item if cell is not None else None
        owner = (item.parent, item.node) if item is not None else ()
        key = (*owner, span.source.name, span.start, domain, sides)
        found = self._made.get(key)
        if found is None:
            figure = Figure(item, cell.name if cell is not None else span.text, type_, span, sides)
            found = self._made[key] = Symbol(name or figure.path, domain, origin=figure, **sort)
        return found


def _day_of(cell: Cell | None, item: Item | None, word: str) -> str:
    """What a day is called that stands in a period: `m.power from`; of the time on site, `t from`."""
    owner = split_key(item.name)[0] if item is not None else ""
    path = ".".join(filter(None, (owner, cell.name if cell is not None else "")))
    return f"{path} {word}" if path else ""


def _least(field: Any) -> Any:
    found = next((end for end in (field.minimum, field.above) if end is not None), None) if field is not None else None
    return -INFINITE if found is None else found


def _most(field: Any) -> Any:
    return INFINITE if field is None or field.maximum is None else field.maximum


def _integer(type_: Type) -> bool:
    return isinstance(type_, QuantityType) and type_.integer


def is_day(symbol: Symbol) -> bool:
    """Whether a symbol is that of a day."""
    return isinstance(symbol.origin, Figure) and isinstance(symbol.origin.type, DateType)
