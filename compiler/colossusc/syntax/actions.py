"""What each rule of the grammar builds: a function of its range and its children, most often the node itself.

A name stands for a rule or for one of its alternatives in `grammar/colossus.lark`. A part that is not written is None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from colossusc.syntax import nodes
from colossusc.syntax.lines import Head
from colossusc.syntax.nodes import Expr, Graded, Name, Period, Ref, Statement, Text, Value


def _name(start: int, end: int, word: str) -> Name:
    return Name(start, end, word)


def _text(start: int, end: int, word: str) -> Text:
    return Text(start, end, unescape(word[1:-1]))


ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def unescape(text: str) -> str:
    """The content of a text as written between its quotes; an escape that there is not stays as it is."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda escape: ESCAPES.get(escape[1], escape[0]), text)


TOKENS: dict[str, Callable[[int, int, str], Any]] = {
    "NAME": _name,
    "KEYED": _name,
    "NUMBER": nodes.Quantity,
    "QUANTITY": nodes.Quantity,
    "DATE": nodes.Date,
    "STRING": _text,
}


# ------------------------------------------------------------------------------------------------------- lists


def _first(start: int, end: int, *members: Any) -> list[Any]:
    return list(members)


def _more(start: int, end: int, so_far: list[Any], *members: Any) -> list[Any]:
    so_far.extend(members)
    return so_far


def _all(start: int, end: int, first: Any, rest: list[Any] | None = None) -> tuple[Any, ...]:
    return (first, *rest) if rest else (first,)


def _items(start: int, end: int, so_far: list[Statement] | None = None, statement: Any = None) -> list[Statement]:
    if so_far is None:
        return []
    if isinstance(statement, tuple):  # one `use` of several names
        so_far.extend(statement)
    elif statement is not None:
        so_far.append(statement)
    return so_far


def _body(start: int, end: int, items: list[Statement], statement: Any = None) -> tuple[Statement, ...]:
    return tuple(_items(start, end, items, statement))


# -------------------------------------------------------------------------------------------------- statements


def _block(
    start: int,
    end: int,
    kind: Name | Head | Broken,
    name: Name | None,
    second: Name | None,
    label: Text | None,
    base: Ref | None,
    body: tuple[Statement, ...],
) -> Statement:
    if isinstance(kind, Head):
        return nodes.Block(start, end, kind.kind, kind.names, kind.label, kind.base, body)
    if isinstance(kind, Broken):
        return nodes.Broken(kind.start, end, kind.words, body)
    names = (name, second) if name and second else (name,) if name else ()
    return nodes.Block(start, end, kind, names, label, base, body)


class Broken:
    """Stands in the place of a block's kind where the head of the block was broken."""

    def __init__(self, start: int, words: tuple[str, ...], cut_short: bool = False) -> None:
        self.start = start
        self.words = words
        self.cut_short = cut_short  # it broke at the `{`: what it lacks may stand behind that


def _lose(start: int, end: int, targets: tuple[Ref, ...], duration: Expr | None) -> Statement:
    return nodes.Lose(start, end, None, None, targets, duration)


def _expect(start: int, end: int, word: Name, second: Name | None, on: Ref | None) -> Statement:
    return nodes.Expect(start, end, (word, second) if second else (word,), on)


def _value(start: int, end: int, first: Value, rest: list[Value] | None = None) -> Value:
    return Value(start, end, first.expr, first.cites, tuple(rest)) if rest else first


def _stated(start: int, end: int, expr: Expr, cites: tuple[Ref | Graded, ...] | None) -> Value:
    return Value(start, end, expr, cites or ())


# ------------------------------------------------------------------------------------------------- expressions


def _ref(start: int, end: int, first: Name, rest: list[Name] | None = None) -> Ref:
    return Ref(start, end, ".".join([first.text, *(name.text for name in rest)]) if rest else first.text)


def _chain(start: int, end: int, first: Expr, rest: list[Any]) -> Expr:
    return nodes.Chain(start, end, first, tuple(zip(rest[::2], rest[1::2], strict=True)))


def _words(word: str) -> Callable[[int, int, Expr, list[Expr]], Expr]:
    return lambda start, end, first, rest: nodes.Chain(start, end, first, tuple((word, operand) for operand in rest))


ACTIONS: dict[str, Callable[..., Any]] = {
    "pass": lambda start, end, child: child,
    "first": _first,
    "more": _more,
    "args": _all,
    "choices": _all,
    "cites": _all,
    "graded": nodes.Graded,
    "refs": _all,
    "use": _all,
    "items": _items,
    "body": _body,
    "start": lambda start, end, body: body,
    "used": nodes.Use,
    "import_": nodes.Import,
    "block": _block,
    "waive": nodes.Waive,
    "definition": nodes.Definition,
    "assignment": nodes.Assignment,
    "spanned": lambda start, end, target, period, cites: nodes.Spanned(start, end, target, period, cites or ()),
    "since": lambda start, end, begin: Period(start, end, "from", begin, None),
    "between": lambda start, end, begin, until: Period(start, end, "from", begin, until),
    "ramping": lambda start, end, begin, until: Period(start, end, "from", begin, until, True),
    "until": lambda start, end, until: Period(start, end, "until", None, until),
    "on_day": lambda start, end, day: Period(start, end, "on", day, None),
    "value": _value,
    "stated": _stated,
    "not_known": nodes.NotKnown,
    "at_least": lambda start, end, operand: nodes.Bound(start, end, "at_least", operand),
    "at_most": lambda start, end, operand: nodes.Bound(start, end, "at_most", operand),
    "for_": nodes.For,
    "when": nodes.When,
    "require": nodes.Require,
    "near": nodes.Near,
    "set_": nodes.Set,
    "draw": nodes.Draw,
    "lose": _lose,
    "lose_some": nodes.Lose,
    "message": lambda start, end, text: nodes.Message(start, end, "message", text),
    "help": lambda start, end, text: nodes.Message(start, end, "help", text),
    "expect": _expect,
    "under": nodes.Under,
    "condition": nodes.Condition,
    "disjunction": _words("or"),
    "conjunction": _words("and"),
    "negation": lambda start, end, operand: nodes.Unary(start, end, "not", operand),
    "compare": lambda start, end, left, operator, right: nodes.Compare(start, end, operator, left, right),
    "member": nodes.Member,
    "is_": nodes.Is,
    "unknown": nodes.Unknown,
    "varies": nodes.Varies,
    "chain": _chain,
    "minus": lambda start, end, operator, operand: nodes.Unary(start, end, operator, operand),
    "plus_minus": lambda start, end, value, mark, tolerance: nodes.PlusMinus(start, end, value, tolerance),
    "raised": nodes.Power,
    "call": lambda start, end, function, arguments: nodes.Call(start, end, function, arguments or ()),
    "over": nodes.Over,
    "list_": lambda start, end, members: nodes.List(start, end, members or ()),
    "ref": _ref,
}
