"""What an open verdict depends on, in words: the deciding input, and where it tips."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.elaborate.symbols import Figure, is_day
from colossusc.expr.typed import Context
from colossusc.rules.blame import Place
from colossusc.rules.deciding import Deciding, truth_on
from colossusc.rules.figures import shown_value
from colossusc.rules.rule import Rule
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.uncertain.decide import ordered
from colossusc.values.uncertain.expression import of_symbol
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.tipping import Tipping

_MOST_NAMED = 3
_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">", "==": "is"}
_SIDES = {"<=": "at most ", ">=": "at least ", "<": "less than ", ">": "more than ", "==": ""}


def open_words(decided: Deciding) -> str | None:
    """`` `c.pue` is 1.25 .. 1.3: holds while `c.pue` <= 1.27 ``; None where nothing unknown decides it."""
    if decided.tipping is not None:
        return f"{_known(decided.tipping.symbol)}: {_tips(decided.tipping)}"
    if not decided.unknown:
        return None
    names = [_known(symbol) for symbol in decided.unknown[:_MOST_NAMED]]
    more = f", and {len(decided.unknown) - len(names)} more" if len(decided.unknown) > len(names) else ""
    return f"{', '.join(names)}{more}"


def open_helps(decided: Deciding) -> tuple[str, ...]:
    """What to find out."""
    tipping = decided.tipping
    if tipping is None or tipping.verdict != "holds":
        return ()
    return (f"find out whether `{tipping.symbol.name}` is {_side(tipping)}",)


def unknown_places(decided: Deciding) -> list[Place]:
    """Where the figures that decide are written, the deciding one first."""
    tipping = decided.tipping
    first = [tipping.symbol] if tipping is not None else []
    places = []
    for symbol in [*first, *(symbol for symbol in decided.unknown if symbol not in first)][:_MOST_NAMED]:
        if isinstance(symbol.origin, Figure) and not symbol.varies:
            better = "is not known to the day" if is_day(symbol) else "is not known better"
            words = _tips(tipping) if tipping is not None and symbol is tipping.symbol else better
            places.append(Place(symbol.origin.span, words))
    return places


def varying_note(rule: Rule, context: Context) -> Iterator[str]:
    """That all of what varies must hold, where that is why a rule fails."""
    truth = truth_on(rule, context.variables, context.day)
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
    if is_day(tipping.symbol):
        return f"{tipping.verdict} if `{tipping.symbol.name}` is {_side(tipping)}"
    compared = f"{_SIGNS[tipping.operator]} {shown_value(tipping.symbol, tipping.value)}"
    return f"{tipping.verdict} while `{tipping.symbol.name}` {compared}"


def _side(tipping: Tipping) -> str:
    """What is to be found out of the deciding input: `at most 1.27`; of a day, `2026-04-09 or earlier`."""
    value = shown_value(tipping.symbol, tipping.value)
    if not is_day(tipping.symbol):
        return f"{_SIDES[tipping.operator]}{value}"
    end = tipping.symbol.domain[0 if tipping.operator == "<=" else -1]
    return value if tipping.value == end else f"{value} or {'earlier' if tipping.operator == '<=' else 'later'}"
