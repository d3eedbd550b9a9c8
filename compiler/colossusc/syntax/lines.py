"""Statements that fill one line, read in one step: `name = value [source]` in its common forms.

Nine lines of ten in a fleet are such lines. One regular expression, made of the grammar's own terminals, matches the
whole line and its end; whatever it does not match goes token by token. A differential test holds both ways equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from colossusc.syntax.nodes import Assignment, Date, Definition, Expr, Name, Period, Quantity, Ref, Statement, Text, Value
from colossusc.syntax.reserved import RESERVED

_DOTTED = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
_each_ref = re.compile(_DOTTED).finditer


def matcher(patterns: dict[str, str]) -> Callable[[str, int], re.Match[str] | None]:
    """Matches one such line, its comment and the blank lines after it; `patterns` are the grammar's terminals."""
    name, date = f"(?>{patterns['NAME']})", f"(?>{patterns['DATE']})"
    return re.compile(
        rf"({name})(?:[ \t]+(?!from\b)({name}))?"
        rf"(?:[ \t]+(from[ \t]+({date})(?:[ \t]+until[ \t]+({date}))?))?"
        r"[ \t]*=[ \t]*"
        rf"(?:({date})|((?>{patterns['QUANTITY']})|(?>{patterns['NUMBER']}))|((?>{_DOTTED}))|\"([^\"\\\n]{{0,999}})\")"
        rf"(?:[ \t]*\[[ \t]*({_DOTTED}(?:[ \t]*,[ \t]*{_DOTTED})*)[ \t]*\])?"
        rf"[ \t]*({patterns['COMMENT']})?{patterns['_NL']}"
    ).match


NAME, SECOND, PERIOD, FROM, UNTIL, DATE, QUANTITY, REF, TEXT, CITES, COMMENT = range(1, 12)


def statement(line: re.Match[str]) -> Statement | None:
    """The statement of a matched line; None where a reserved word stands for a name, which the tables judge."""
    first, second, period, from_, until, date, quantity, ref, text, cites, _ = line.groups()
    if first in RESERVED or second in RESERVED:
        return None
    begin = line.start()

    expr: Expr
    if quantity is not None:
        start, end = line.span(QUANTITY)
        expr = Quantity(start, end, quantity)
    elif date is not None:
        start, end = line.span(DATE)
        expr = Date(start, end, date)
    elif text is not None:
        start, end = line.start(TEXT) - 1, line.end(TEXT) + 1
        expr = Text(start, end, text)
    else:
        if not RESERVED.isdisjoint(ref.split(".")):
            return None
        start, end = line.span(REF)
        expr = Ref(start, end, ref)

    if cites is None:
        value = Value(start, end, expr, ())
    else:
        refs = _refs(line, cites)
        if refs is None:
            return None
        end = line.string.index("]", line.end(CITES)) + 1
        value = Value(start, end, expr, refs)

    when = None
    if period is not None:
        when = _period(line, from_, until)
    if second is None:
        return Assignment(begin, end, Ref(begin, begin + len(first), first), when, value)
    name = Name(line.start(SECOND), line.end(SECOND), second)
    return Definition(begin, end, Name(begin, begin + len(first), first), name, None, when, value)


def _period(line: re.Match[str], from_: str, until: str | None) -> Period:
    start, end = line.span(PERIOD)
    begin = Date(*line.span(FROM), from_)
    return Period(start, end, "from", begin, None if until is None else Date(*line.span(UNTIL), until))


def _refs(line: re.Match[str], cites: str) -> tuple[Ref, ...] | None:
    start, end = line.span(CITES)
    if "," not in cites and "." not in cites:
        return None if cites in RESERVED else (Ref(start, end, cites),)
    refs: list[Any] = [Ref(*found.span(), found[0]) for found in _each_ref(line.string, start, end)]
    if any(not RESERVED.isdisjoint(ref.text.split(".")) for ref in refs):
        return None
    return tuple(refs)
