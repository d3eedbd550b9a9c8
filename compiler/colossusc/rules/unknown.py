"""What an open verdict depends on, in words: the deciding input, and where it tips."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from colossusc.elaborate.symbols import Figure, is_day
from colossusc.expr.beside import Beside, beside
from colossusc.expr.typed import Context, Problem
from colossusc.expr.types import DateType, QuantityType
from colossusc.rules.blame import Place
from colossusc.rules.judging import undecided
from colossusc.rules.rule import Rule
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.number import Number, ratio
from colossusc.values.quantity import in_terms_of
from colossusc.values.uncertain.decide import Tipping, deciding, ordered
from colossusc.values.uncertain.expression import of_symbol
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.truth import Undecided
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

_MOST_NAMED = 3


def _truth(rule: Rule, context: Context) -> Undecided | None:
    try:
        return undecided(rule, context)
    except Problem:
        return None


def open_words(rule: Rule, context: Context, window: bool) -> str | None:
    """`` `c.pue` is 1.25 .. 1.3: holds while `c.pue` <= 1.27 ``; None where nothing unknown decides it.

    `window`: whether the days that the words are for differ, so that no one day tips them all.
    """
    truth = _truth(rule, context)
    if truth is None:
        return None
    tipping = _tipping(truth, window)
    if tipping is not None:
        return f"{_known(tipping.symbol)}: {_tips(tipping)}"
    unknown = [symbol for symbol in ordered(truth.symbols) if not symbol.varies] or ordered(truth.symbols)
    names = [_known(symbol) for symbol in unknown[:_MOST_NAMED]]
    more = f", and {len(unknown) - len(names)} more" if len(unknown) > len(names) else ""
    return f"{', '.join(names)}{more}"


def _tipping(truth: Undecided, window: bool) -> Tipping | None:
    tipping = _deciding(truth)
    return None if window and tipping is not None and is_day(tipping.symbol) else tipping


@lru_cache(maxsize=64)
def _deciding(truth: Undecided) -> Tipping | None:
    """Kept, since words, places and helps of a finding ask for it one after the other."""
    return deciding(truth, rounded_near)


def open_helps(rule: Rule, context: Context, window: bool) -> tuple[str, ...]:
    """What to find out."""
    truth = _truth(rule, context)
    tipping = _tipping(truth, window) if truth is not None else None
    if tipping is None or tipping.verdict != "holds":
        return ()
    return (f"find out whether `{tipping.symbol.name}` is {_side(tipping)}",)


def unknown_places(rule: Rule, context: Context, window: bool) -> list[Place]:
    """Where the figures that decide are written, the deciding one first."""
    truth = _truth(rule, context)
    if truth is None:
        return []
    tipping = _tipping(truth, window)
    first = [tipping.symbol] if tipping is not None else []
    symbols = [*first, *(symbol for symbol in ordered(truth.symbols) if symbol not in first and not symbol.varies)]
    places = []
    for symbol in symbols[:_MOST_NAMED]:
        if isinstance(symbol.origin, Figure):
            better = "is not known to the day" if is_day(symbol) else "is not known better"
            words = _tips(tipping) if tipping is not None and symbol is tipping.symbol else better
            places.append(Place(symbol.origin.span, words))
    return places


def varying_note(rule: Rule, context: Context) -> Iterator[str]:
    """That all of what varies must hold, where that is why a rule fails."""
    truth = _truth(rule, context)
    for symbol in ordered(truth.symbols) if truth is not None else ():
        if symbol.varies:
            yield f"`{symbol.name}` varies, {shown_value(symbol, of_symbol(symbol))}: the whole of it must hold"


def _known(symbol: Symbol) -> str:
    if symbol.discrete:
        shown = " or ".join(shown_value(symbol, figure) for figure in symbol.domain)
        return f"`{symbol.name}` is contested ({shown})"
    if is_day(symbol):
        return f"`{symbol.name}` is {_window(int(symbol.domain[0]), int(symbol.domain[-1]))}"
    shown = shown_value(symbol, of_symbol(symbol))
    return f"`{symbol.name}` is {'not known' if shown == 'unknown' else shown}"


def _window(first: int, last: int) -> str:
    """The days that a date may be; one that is open on both sides is not known at all."""
    if first <= FIRST_DAY:
        return "not known" if last >= LAST_DAY else f"{show_date(last)} or earlier"
    if last >= LAST_DAY:
        return f"{show_date(first)} or later"
    return f"some day from {show_date(first)} to {show_date(last)}"


def _tips(tipping: Tipping) -> str:
    side = f"is {_side(tipping)}" if is_day(tipping.symbol) else _compared(tipping)
    while_ = "if" if is_day(tipping.symbol) else "while"
    return f"{tipping.verdict} {while_} `{tipping.symbol.name}` {side}"


def _compared(tipping: Tipping) -> str:
    sign = {"<=": "≤", ">=": "≥", "==": "is"}[tipping.operator]
    return f"{sign} {shown_value(tipping.symbol, tipping.value)}"


def _side(tipping: Tipping) -> str:
    """What is to be found out of the deciding input: `at most 1.27`; of a day, `2026-04-09 or earlier`."""
    value = shown_value(tipping.symbol, tipping.value)
    if not is_day(tipping.symbol):
        return f"{ {'<=': 'at most ', '>=': 'at least ', '==': ''}[tipping.operator] }{value}"
    end = tipping.symbol.domain[0 if tipping.operator == "<=" else -1]
    return value if tipping.value == end else f"{value} or {'earlier' if tipping.operator == '<=' else 'later'}"


def shown_value(symbol: Symbol, value: Any) -> str:
    """A value of a symbol, as its figure is printed."""
    if not isinstance(symbol.origin, Figure):
        return str(value)
    if symbol.origin.sides and isinstance(value, int):
        return symbol.origin.sides[value]
    return _units(symbol).show(symbol.origin.type, value)


def _units(symbol: Symbol) -> Beside:
    """The unit in which both ends of a symbol are read, and where it tips."""
    return beside(((symbol.origin.type, of_symbol(symbol)),))


def rounded_near(symbol: Symbol, value: Number, up: bool) -> Iterator[Number]:
    """Ever longer decimals near a value, in the unit that people read it in: the nearest, then on the safe side."""
    type_ = symbol.origin.type if isinstance(symbol.origin, Figure) else None
    if symbol.whole or isinstance(type_, DateType) or not isinstance(type_, QuantityType):
        yield value
        return
    read_in = _units(symbol).units.get(type_.dimension)
    unit = find_unit(read_in) if read_in else usual_unit(value, type_.dimension, type_.point, type_.share)
    scale = unit.scale if unit is not None else 1
    offset = unit.offset if unit is not None else 0
    number = in_terms_of(value, unit) if unit is not None else value
    width = symbol.domain[-1] - symbol.domain[0]
    step = abs(number) or 1 if isinstance(width, float) else ratio(width, scale)
    places = next((digits for digits in range(12) if 10**-digits * 100 <= step), 12)
    for digits in range(places, places + 4):
        grain = 10**digits
        scaled = number * grain
        for rounded in (round(scaled), scaled.__ceil__() if up else scaled.__floor__()):
            yield ratio(rounded, grain) * scale + offset
