"""Messages of rules: text with expressions in braces, checked when the pack loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeAlias

import attrs

from colossusc.elaborate.scope import PlanScope
from colossusc.expr.beside import ALONE, Beside, beside
from colossusc.expr.check import check
from colossusc.expr.trace import value_of
from colossusc.expr.typed import Context, Problem, Typed
from colossusc.expr.types import GroupType, ObjectType, QuantityType, Type
from colossusc.language import _
from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.reserved import is_name
from colossusc.values.absent import Missing
from colossusc.values.uncertain.expression import Uncertain, most_of
from colossusc.values.unit_table import UNITS

Show: TypeAlias = Callable[[Type, Any], str]

_BEFORE = "value = ("  # what an expression stands behind when it is parsed
_SEVERAL = re.compile(r"(?<![\d.,])(?!1 )[\d.,]+ (day|week|month|rack|system)\b")  # units that are words
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@attrs.frozen(eq=False)
class Template:
    """A text whose expressions are evaluated on the day of a finding.

    What it says is `needed`, as that of a help, does for all that a value may be: of a range it is the most.
    """

    pieces: tuple[str | Typed, ...]
    needed: bool = False

    def fill(self, context: Context, compared: Iterable[tuple[Type, Any]] = ()) -> str:
        """The text, with as many decimals as tell its figures from each other and from those `compared`.

        Inside backticks of its own, which hold what is to be written, figures stand as a plan has them, the name of an
        object without further ones, and of what is not one figure the most.
        """
        own = [piece for piece in self.pieces if isinstance(piece, Typed)]
        units = in_common(own, context)
        if compared := tuple(compared):
            units = units.apart([*((each.type, value_of(each, context)) for each in own), *compared])
        text = ""
        for piece in self.pieces:
            if isinstance(piece, str):
                text += piece
            elif text.count("`") % 2:
                text += _most(piece, context, units.written, "…") or shown(piece, context, units.written).strip("`")
            else:
                figure = (self.needed and _most(piece, context, units.show)) or shown(piece, context, units.show)
                text += _SEVERAL.sub(r"\g<0>s", figure)
        return text


def _most(typed: Typed, context: Context, show: Show, unbounded: str = "") -> str:
    """The most that a value may be, so that it does for all of that; "" of what is one value."""
    value = value_of(typed, context)
    if not isinstance(value, Uncertain):
        return ""
    most = most_of(value)
    return unbounded if isinstance(most, float) else show(typed.type, most)


def in_common(expressions: Iterable[Typed], context: Context) -> Beside:
    """The units of expressions that are read beside each other; limits that stand alone keep theirs, as `10 ft`."""
    figures = [(each, value_of(each, context)) for each in expressions]
    limits = beside((_limit(each) or each.type, value) for each, value in figures)
    computed = [each.type for each, _ in figures if _limit(each) is None]
    dimensions = {type_.dimension for type_ in computed if isinstance(type_, QuantityType)}
    together = beside((each.type, value) for each, value in figures).units
    shared = {dimension: unit for dimension, unit in together.items() if dimension in dimensions}
    return Beside({**limits.units, **shared}).apart((each.type, value) for each, value in figures)


def _limit(typed: Typed) -> Type | None:
    """The type of a figure that a rule itself states, with the unit it is written in; None of what is computed."""
    literal = typed.operands[0] if typed.operator == "let" else typed
    if not isinstance(literal.node, nodes.Quantity) or not isinstance(literal.type, QuantityType):
        return None
    unit = literal.node.text.lstrip("0123456789._ ")
    return attrs.evolve(literal.type, unit=unit) if unit in UNITS else literal.type


def shown(typed: Typed, context: Context, show: Show = ALONE.show) -> str:
    """The value of an expression as a message says it; the names of objects stand in backticks."""
    try:
        value = typed.run(context)
    except Problem:
        return "?"
    if isinstance(typed.type, (ObjectType, GroupType)) and not isinstance(value, Missing):
        return f"`{value.called}`"
    return show(typed.type, value)


def library_text(source: Source, text: str) -> str:
    """A text of a rule: one of the standard library is in the language in force, one of a plan as it is written."""
    return _(text) if source.library else text


def template(text: nodes.Text, scope: PlanScope, needed: bool = False) -> Template:
    """Reads `{expression}`, and `{{` and `}}` as braces."""
    pieces: list[str | Typed] = []
    last = 0
    written = library_text(scope.source, text.text)
    for match in _PIECE.finditer(written):
        pieces.append(written[last : match.start()])
        last = match.end()
        if match[0] in ("{{", "}}"):
            pieces.append(match[0][0])
        elif match[1] is None:
            scope.error("C0803", f"a single `{match[0]}` in a message", text, "", f"write `{match[0] * 2}` for a brace")
        else:
            expression = _expression(match[1], text, scope)
            if expression is not None:
                pieces.append(expression)
    pieces.append(written[last:])
    return Template(tuple(piece for piece in pieces if piece != ""), needed)


def _expression(written: str, text: nodes.Text, scope: PlanScope) -> Typed | None:
    snippet = _snippet(written)
    expr = _parsed(written)
    if expr is None:
        scope.error("C0803", f"`{{{written}}}` is not an expression", text, "", "write `{{` for a brace")
        return None
    return check(expr, scope.within_text(snippet, text))


def _snippet(written: str) -> Source:
    return Source("message", f"{_BEFORE}{written})\n")


@lru_cache(maxsize=1_024)
def _parsed(written: str) -> nodes.Expr | None:
    """The expression; nearly all are names, which need no parser."""
    if all(map(is_name, written.split("."))):
        return nodes.Ref(len(_BEFORE), len(_BEFORE) + len(written), written)
    from colossusc.syntax.parse import parse

    file, problems = parse(_snippet(written))
    statement = file.body[0] if len(file.body) == 1 and not problems else None
    return statement.value.expr if isinstance(statement, nodes.Assignment) else None
