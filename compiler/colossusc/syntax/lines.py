"""The commonest statements and heads of blocks, read in one step: `name = value [source]` and `kind name {`.

Nine lines of ten in a fleet are such lines. One regular expression each, made of the grammar's own terminals, matches
a whole statement and its end, or a whole head; whatever they do not match goes token by token. A differential test
holds both ways equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from colossusc.syntax.nodes import (
    Assignment,
    Date,
    Definition,
    Expr,
    Name,
    Period,
    Quantity,
    Ref,
    Statement,
    Text,
    Value,
)
from colossusc.syntax.reserved import RESERVED

Matcher = Callable[[str, int], re.Match[str] | None]

_DOTTED = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
_TEXT = r'"([^"\\\n]{0,999})"'
_each_ref = re.compile(_DOTTED).finditer

# the groups of a statement
COMMENT = 11
_SECOND, _PERIOD, _FROM, _UNTIL, _DATE, _QUANTITY, _REF, _TEXT_GROUP, _CITES = range(2, 11)


def statements(patterns: dict[str, str]) -> Matcher:
    """Matches a statement with its end: a comment and line ends, a `;`, or nothing before a `}`.

    `patterns` are the grammar's terminals.
    """
    name, date = f"(?>{patterns['NAME']})", f"(?>{patterns['DATE']})"
    day = f"{date}|(?>{_DOTTED})"
    return re.compile(
        rf"[ \t]*({name})(?:[ \t]+(?!from\b)({name}))?"
        rf"(?:[ \t]+(from[ \t]+({day})(?:[ \t]+until[ \t]+({day}))?))?"
        r"[ \t]*=[ \t]*"
        rf"(?:({date})|((?>{patterns['QUANTITY']})|(?>{patterns['NUMBER']}))|((?>{_DOTTED}))|{_TEXT})"
        rf"(?:[ \t]*\[[ \t]*({_DOTTED}(?:[ \t]*,[ \t]*{_DOTTED})*)[ \t]*\])?"
        rf"[ \t]*(?:({patterns['COMMENT']})?{patterns['_NL']}|;[ \t]*|(?=\}}))"
    ).match


def heads(patterns: dict[str, str]) -> Matcher:
    """Matches the head of a block up to its `{`, and the line ends after it."""
    name = f"(?>{patterns['NAME']})"
    names = rf"[ \t]*({name})(?:[ \t]+((?>{patterns['KEYED']})|{name}))?"
    return re.compile(
        rf"{names}(?:[ \t]*{_TEXT})?(?:[ \t]*:[ \t]*({_DOTTED}))?[ \t]*(\{{)[ \t]*(?:{patterns['_NL']})?"
    ).match


class Head:
    """Stands on the stack for all of a block's head, where the grammar has its kind."""

    def __init__(self, start: int, kind: Name, names: tuple[Name, ...], label: Text | None, base: Ref | None) -> None:
        self.start, self.kind, self.names, self.label, self.base = start, kind, names, label, base


def statement(line: re.Match[str]) -> Statement | None:
    """The statement of a match; None where a reserved word stands for a name, which the tables judge."""
    first, second, period, from_, until, date, quantity, ref, text, cites, _ = line.groups()
    if first in RESERVED or second in RESERVED:
        return None
    begin = line.start(1)
    expr: Expr
    if quantity is not None:
        start, end = line.span(_QUANTITY)
        expr = Quantity(start, end, quantity)
    elif ref is not None:
        if _reserved(ref):
            return None
        start, end = line.span(_REF)
        expr = Ref(start, end, ref)
    elif date is not None:
        start, end = line.span(_DATE)
        expr = Date(start, end, date)
    else:
        start, end = line.start(_TEXT_GROUP) - 1, line.end(_TEXT_GROUP) + 1
        expr = Text(start, end, text)

    sources: tuple[Ref, ...] = ()
    if cites is not None:
        at, end = line.span(_CITES)
        if "," in cites:
            sources = tuple([Ref(*found.span(), found[0]) for found in _each_ref(line.string, at, end)])
            if any(_reserved(source.text) for source in sources):
                return None
        elif _reserved(cites):
            return None
        else:
            sources = (Ref(at, end, cites),)
        end = line.string.index("]", end) + 1
    value = Value(start, end, expr, sources)

    when = None
    if period is not None:
        at, stop = line.span(_PERIOD)
        low, high = _day(line.start(_FROM), from_), None if until is None else _day(line.start(_UNTIL), until)
        if low is None or (until is not None and high is None):
            return None
        when = Period(at, stop, "from", low, high)
    if second is None:
        return Assignment(begin, end, Ref(begin, begin + len(first), first), when, value)
    at = line.start(_SECOND)
    kind, name = Name(begin, begin + len(first), first), Name(at, at + len(second), second)
    return Definition(begin, end, kind, name, None, when, value)


def head(line: re.Match[str]) -> Head | None:
    """The head of a match; None where a reserved word stands for a name."""
    first, second, text, base, _ = line.groups()
    if first in RESERVED or second in RESERVED or (base is not None and _reserved(base)):
        return None
    begin = line.start(1)
    kind = Name(begin, begin + len(first), first)
    names = () if second is None else (Name(*line.span(2), second),)
    label = None if text is None else Text(line.start(3) - 1, line.end(3) + 1, text)
    return Head(begin, kind, names, label, None if base is None else Ref(*line.span(4), base))


def _day(start: int, text: str) -> Date | Ref | None:
    if text[0] <= "9":
        return Date(start, start + len(text), text)
    return None if _reserved(text) else Ref(start, start + len(text), text)


def _reserved(dotted: str) -> bool:
    return dotted in RESERVED or ("." in dotted and not RESERVED.isdisjoint(dotted.split(".")))
