"""What an open verdict depends on, in words: the deciding input, and where it tips."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.elaborate.symbols import Figure, is_day
from colossusc.expr.typed import Context
from colossusc.language import _, marked, ngettext, pgettext
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
_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_SIDES = {
    "<=": marked("at most {figure}"),
    ">=": marked("at least {figure}"),
    "<": marked("less than {figure}"),
    ">": marked("more than {figure}"),
    "==": marked("{figure}"),
}


def open_words(decided: Deciding) -> str | None:
    """`` `c.pue` is 1.25 .. 1.3: holds while `c.pue` <= 1.27 ``; None where nothing unknown decides it."""
    if decided.tipping is not None:
        return _("{input}: {verdict}", input=_known(decided.tipping.symbol), verdict=_tips(decided.tipping))
    if not decided.unknown:
        return None
    names = ", ".join(_known(symbol) for symbol in decided.unknown[:_MOST_NAMED])
    more = len(decided.unknown) - _MOST_NAMED
    return names if more <= 0 else ngettext("{names}, and {n} more", "{names}, and {n} more", more, names=names)


def open_helps(decided: Deciding) -> tuple[str, ...]:
    """What to find out."""
    tipping = decided.tipping
    if tipping is None or tipping.verdict != "holds":
        return ()
    return (_("find out whether `{input}` is {value}", input=tipping.symbol.name, value=_side(tipping)),)


def unknown_places(decided: Deciding) -> list[Place]:
    """Where the figures that decide are written, the deciding one first."""
    tipping = decided.tipping
    first = [tipping.symbol] if tipping is not None else []
    places = []
    for symbol in [*first, *(symbol for symbol in decided.unknown if symbol not in first)][:_MOST_NAMED]:
        if isinstance(symbol.origin, Figure) and not symbol.varies:
            better = _("is not known to the day") if is_day(symbol) else _("is not known better")
            words = _tips(tipping) if tipping is not None and symbol is tipping.symbol else better
            places.append(Place(symbol.origin.span, words))
    return places


def varying_note(rule: Rule, context: Context) -> Iterator[str]:
    """That all of what varies must hold, where that is why a rule fails."""
    truth = truth_on(rule, context.variables, context.day)
    for symbol in ordered(truth.symbols) if truth is not None else ():
        if symbol.varies:
            value = shown_value(symbol, of_symbol(symbol))
            yield _("`{input}` varies, {value}: the whole of it must hold", input=symbol.name, value=value)


def _known(symbol: Symbol) -> str:
    if symbol.discrete:
        shown = _(" or ").join(shown_value(symbol, figure) for figure in symbol.domain)
        return _("`{input}` is contested ({values})", input=symbol.name, values=shown)
    if is_day(symbol):
        window = _window(int(symbol.domain[0]), int(symbol.domain[-1]))
        return _("`{input}` is {value}", input=symbol.name, value=window)
    shown = shown_value(symbol, of_symbol(symbol))
    unknown = shown == pgettext("figure", "unknown")
    return _("`{input}` is {value}", input=symbol.name, value=_("not known") if unknown else shown)


def _window(first: int, last: int) -> str:
    """The days that a date may be; one that is open on both sides is not known at all."""
    if first <= FIRST_DAY:
        return _("not known") if last >= LAST_DAY else _("{day} or earlier", day=show_date(last))
    if last >= LAST_DAY:
        return _("{day} or later", day=show_date(first))
    return _("some day from {first} to {last}", first=show_date(first), last=show_date(last))


def _tips(tipping: Tipping) -> str:
    told = {"verdict": pgettext("verdict", tipping.verdict), "input": tipping.symbol.name}
    if is_day(tipping.symbol):
        return _("{verdict} if `{input}` is {value}", **told, value=_side(tipping))
    value = shown_value(tipping.symbol, tipping.value)
    if tipping.operator == "==":
        return _("{verdict} while `{input}` is {value}", **told, value=value)
    return _("{verdict} while `{input}` {sign} {value}", **told, sign=_SIGNS[tipping.operator], value=value)


def _side(tipping: Tipping) -> str:
    """What is to be found out of the deciding input: `at most 1.27`; of a day, `2026-04-09 or earlier`."""
    value = shown_value(tipping.symbol, tipping.value)
    if not is_day(tipping.symbol):
        return _(_SIDES[tipping.operator], figure=value)
    end = tipping.symbol.domain[0 if tipping.operator == "<=" else -1]
    if tipping.value == end:
        return value
    return _("{day} or earlier", day=value) if tipping.operator == "<=" else _("{day} or later", day=value)
