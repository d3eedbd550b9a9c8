"""Figures that are not one number: `1.25 .. 1.30`, `80 % to 100 %`, `120 kW ± 5 %`, `unknown`, `at_least 156`, 2025-Q3.

Each gives a symbol, which the scope makes: one for each object and field, however often it is evaluated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.expr.operators import missing
from colossusc.expr.scope import Scope, bare, comparable, no_number
from colossusc.expr.typed import Context, Problem, Typed, broken
from colossusc.expr.types import BrokenType, DateType, QuantityType, Type
from colossusc.syntax import nodes
from colossusc.values.dimension import NONE
from colossusc.values.uncertain.expression import is_uncertain

RANGE = "range"  # the operator of what is written as a range
_WORDS = {False: "..", True: "to"}  # between its ends, by whether it varies


def leaf(
    node: nodes.Expr,
    scope: Scope,
    type_: Type,
    ends: Callable[[Context], Any],
    varies: bool = False,
    operands: tuple[Typed, ...] = (),
) -> Typed:
    """A range as a typed expression; `ends` gives its two ends on a day, or what is missing of them."""

    def run(context: Context) -> Any:
        found = ends(context)
        if not isinstance(found, tuple):
            return found
        low, high = found
        if is_uncertain(low, high):
            raise Problem("C0610", "an end of a range is itself not known", _span(node, scope), "", "write two numbers")
        if low is not None and high is not None and low > high:
            words = f"from {type_.show(low)} to {type_.show(high)}"
            turned = [end.span.text for end in operands[::-1]]
            help_ = f"write `{f' {_WORDS[varies]} '.join(turned)}`" if len(turned) == 2 else "swap the two ends"
            raise Problem("C0611", f"this range is reversed: {words}", _span(node, scope), "", help_)
        return scope.symbol(node, type_, found, varies)

    return Typed(node, scope.source, type_, run, RANGE, operands)


def between(node: nodes.Unknown | nodes.Varies, low: Typed, high: Typed, scope: Scope) -> Typed:
    """`a .. b`, one value that is not known, and `a to b`, one that takes every value between them."""
    if not _fits(node, low, high, scope):
        return broken(node, scope.source)
    pair = low.run, high.run
    return leaf(node, scope, _joint(low, high), lambda context: _both(pair, context), _varying(node), (low, high))


def _varying(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Varies)


def _both(pair: tuple[Callable[[Context], Any], ...], context: Context) -> Any:
    values = tuple(run(context) for run in pair)
    lost = missing(*values)
    return values if lost is None else lost


def _joint(low: Typed, high: Typed) -> Type:
    if isinstance(low.type, QuantityType) and isinstance(high.type, QuantityType):
        share, integer = low.type.share and high.type.share, low.type.integer and high.type.integer
        return QuantityType(low.type.dimension, low.type.point, share, low.type.unit, integer)
    return low.type


def _fits(node: nodes.Expr, low: Typed, high: Typed, scope: Scope) -> bool:
    if isinstance(low.type, BrokenType) or isinstance(high.type, BrokenType):
        return False
    for end in (low, high):
        if not isinstance(end.type, (QuantityType, DateType)):
            scope.error("C0401", f"a range goes from number to number: this is {end.type.words}", end.node)
            return False
        if end.dated:
            scope.error("C0405", "an end of a range cannot depend on `date`", end.node)
            return False
    if not comparable(low.type, high.type):
        lacking = next((end for end in (low, high) if _bare_number(end)), None)
        other = high if lacking is low else low
        help_ = f"give both ends a unit, as in `{scope.source.text[other.node.start : other.node.end]}`"
        words = f"a range from {bare(low.type)} to {bare(high.type)}"
        scope.error("C0402", words, lacking.node if lacking else high.node, "", help_ if lacking else "")
        return False
    return True


def _bare_number(typed: Typed) -> bool:
    return isinstance(typed.type, QuantityType) and typed.type.dimension is NONE and not typed.type.share


def plus_minus(node: nodes.PlusMinus, value: Typed, tolerance: Typed, scope: Scope) -> Typed:
    """`x ± y`, of the same dimension (of a temperature, a difference), and `x ± p %`, relative to x."""
    if isinstance(value.type, BrokenType) or isinstance(tolerance.type, BrokenType):
        return broken(node, scope.source)
    if not isinstance(value.type, QuantityType) or not isinstance(tolerance.type, QuantityType):
        wrong = value if not isinstance(value.type, QuantityType) else tolerance
        no_number("±", wrong, scope)
        return broken(node, scope.source)
    relative = tolerance.type.share and not value.type.share
    if tolerance.type.point or (not relative and tolerance.type.dimension is not value.type.dimension):
        wanted = (
            "a difference in `K`, or a share in `%`" if value.type.point else f"{bare(value.type)}, or a share in `%`"
        )
        scope.error("C0402", f"after `±` stands {wanted}: this is {bare(tolerance.type)}", tolerance.node)
        return broken(node, scope.source)
    if relative and value.type.point:
        scope.error("C0403", "a temperature has no share", tolerance.node, "", "write a difference, as in `± 2 K`")
        return broken(node, scope.source)
    pair = value.run, tolerance.run

    def ends(context: Context) -> Any:
        found = _both(pair, context)
        if not isinstance(found, tuple):
            return found
        middle, width = found
        if is_uncertain(middle, width):
            return found  # refused by the leaf
        if width < 0:
            raise Problem("C0611", "a tolerance is not negative", tolerance.span)
        reach = abs(middle) * width if relative else width
        return middle - reach, middle + reach

    return leaf(node, scope, value.type, ends, operands=(value, tolerance))


def not_known(node: nodes.NotKnown, scope: Scope, expected: Type | None) -> Typed:
    """`unknown`: anything that its field may be."""
    if expected is None or isinstance(expected, BrokenType):
        if expected is None:
            help_ = "give a range, as in `10 MW .. 20 MW`, or leave it out"
            scope.error("C0612", "`unknown` does not say what it is: only a field tells", node, "", help_)
        return broken(node, scope.source)
    if not isinstance(expected, (QuantityType, DateType)):
        help_ = "leave it out: what is not given leaves a check open too"
        scope.error("C0612", f"only figures and dates may be `unknown`: this is {expected.words}", node, "", help_)
        return broken(node, scope.source)
    return leaf(node, scope, expected, lambda context: (None, None))


def bound(node: nodes.Bound, operand: Typed, scope: Scope) -> Typed:
    """`at_least 156`, `at_most 5 MW`: the other end is that of the field."""
    if isinstance(operand.type, BrokenType):
        return operand
    if not isinstance(operand.type, (QuantityType, DateType)):
        scope.error("C0401", f"`{node.word}` takes a number or a date: this is {operand.type.words}", operand.node)
        return broken(node, scope.source)
    run, least = operand.run, node.word == "at_least"

    def ends(context: Context) -> Any:
        value = run(context)
        return value if missing(value) is not None else (value, None) if least else (None, value)

    return leaf(node, scope, operand.type, ends, operands=(operand,))


def _span(node: nodes.Expr, scope: Scope) -> Any:
    from colossusc.source import Span

    return Span(scope.source, node.start, node.end)
