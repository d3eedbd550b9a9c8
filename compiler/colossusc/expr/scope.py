"""What an expression can see, and how two types agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from colossusc.expr.typed import Run, Typed, broken
from colossusc.expr.types import BoolType, BrokenType, ObjectType, QuantityType, SetType, SymbolType, Type
from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.values.dimension import NONE, describe
from colossusc.values.unit_table import Unit
from colossusc.values.units import find_unit

_MONTHS = QuantityType(find_unit("month").dimension)


class Scope(Protocol):
    """What an expression can see."""

    source: Source

    def error(self, code: str, message: str, node: nodes.Node, label: str = "", *helps: str) -> None: ...

    def resolve(self, node: nodes.Ref, expected: Type | None) -> Typed:
        """The meaning of a dotted name; reports it and gives a broken expression where there is none."""

    def bind(self, variable: str, type_: Type) -> Scope:
        """This scope with one more variable, whose value stands in the context."""

    def own_units(self) -> Mapping[str, Unit | None]:
        """The plan's own units that this text sees; None stands for one with a mistake, which was reported."""

    def of_campus(self, node: nodes.Call) -> Typed:
        """What a function that goes over the campus yields: `groups_by(provider, site)`, `stay(t, t.site)`."""

    def symbol(self, node: nodes.Expr, type_: Type, domain: tuple[Any, ...], varies: bool = False) -> Any:
        """The value of a range: a symbol of the figure that is being computed. An end that is None is that of its
        field. `domain` holds the two ends, in base units or days."""


def bare(type_: Type) -> str:
    """The name of a dimension without an article: `power`, `a bare number`."""
    if isinstance(type_, QuantityType):
        return "a bare number" if type_.dimension is NONE else describe(type_.dimension)
    return type_.words


_QUANTITY = re.compile(r"[0-9][0-9_.]*( [A-Za-z%][A-Za-z%/^0-9_]*)?")  # a text that looks like a figure


def comparable(left: Type, right: Type) -> bool:
    """Whether two types can be compared, or stand in one list."""
    if isinstance(left, BrokenType) or isinstance(right, BrokenType):
        return True
    if isinstance(left, QuantityType) and isinstance(right, QuantityType):
        return left.dimension is right.dimension and left.point == right.point
    if isinstance(left, SymbolType) and isinstance(right, SymbolType):
        return bool(set(left.choices) & set(right.choices))
    if isinstance(left, ObjectType) and isinstance(right, ObjectType):
        return not left.kinds or not right.kinds or bool(set(left.kinds) & set(right.kinds))
    if isinstance(left, SetType) and isinstance(right, SetType):
        return comparable(left.element, right.element)
    return type(left) is type(right)


def no_number(word: str, wrong: Typed, scope: Scope, help_: str = "") -> None:
    """Reports what stands where an operator or a function takes numbers."""
    if isinstance(wrong.node, nodes.Text) and _QUANTITY.fullmatch(wrong.node.text):
        help_ = f"without quotes it is a figure: `{wrong.node.text}`"
    elif isinstance(wrong.type, ObjectType):
        help_ = f"name a figure of it, as in `{wrong.span.text}.…`"
    scope.error("C0401", f"`{word}` takes numbers: this is {wrong.type.words}", wrong.node, "", help_)


def not_linear(node: nodes.Expr, scope: Scope) -> Typed:
    """Refuses an expression in which `date` stands so that the day it switches cannot be solved exactly."""
    help_ = "write `date >= x + 12 month`, or `date - x > 90 day`"
    scope.error("C0405", "`date` may only be shifted and compared", node, "depends on `date` in another way", help_)
    return broken(node, scope.source)


def _bent(typed: Typed) -> bool:
    """Whether it follows `date` unevenly: by calendar months, or up to some day only. Against a fixed day it still
    switches once; against another value that moves with `date` it may go back and forth."""
    if not typed.dated:
        return False
    by_months = typed.operator == "shift" and any(operand.type == _MONTHS for operand in typed.operands)
    return by_months or typed.operator in ("min", "max") or any(_bent(operand) for operand in typed.operands)


def result(node: nodes.Expr, scope: Scope, type_: Type, run: Run, operator: str, operands: list[Typed]) -> Typed:
    """The typed form of an operation; broken where an operand is. A truth value no longer depends on `date` itself:
    the comparison that it came from bounds how long it holds."""
    if any(isinstance(operand.type, BrokenType) for operand in operands):
        return broken(node, scope.source)
    moving = [operand for operand in operands if operand.dated]
    if len(moving) > 1 and any(_bent(operand) for operand in moving):
        return not_linear(node, scope)
    dated = not isinstance(type_, BoolType) and any(operand.dated for operand in operands)
    return Typed(node, scope.source, type_, run, operator, tuple(operands), dated)
