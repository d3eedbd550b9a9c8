"""Arithmetic on typed operands: what may be added, multiplied and shifted, and why not."""

from __future__ import annotations

from colossusc.expr import operators
from colossusc.expr.scope import Scope, bare, no_number, not_linear, result
from colossusc.expr.typed import Context, Typed, broken
from colossusc.expr.types import DATE, UNTYPED, BrokenType, DateType, QuantityType, Type
from colossusc.syntax import nodes
from colossusc.syntax.usual_dates import usual_date
from colossusc.values.dimension import NONE
from colossusc.values.quantity import parse_quantity
from colossusc.values.units import find_unit

_MONTH = find_unit("month").dimension
_TIME = find_unit("s").dimension


def sum_(node: nodes.Chain, operands: list[Typed], scope: Scope) -> Typed:
    """`a + b - c`: numbers of one dimension, or a date and times."""
    if any(isinstance(operand.type, BrokenType) for operand in operands):
        return broken(node, scope.source)
    signs = [1, *(1 if operator == "+" else -1 for operator, _ in node.rest)]
    if any(isinstance(operand.type, DateType) for operand in operands):
        return _dates(node, signs, operands, scope)
    type_: Type = operands[0].type
    for sign, left, right in zip(signs[1:], operands, operands[1:], strict=False):
        type_ = _added(type_, sign, left, right, scope)
        if type_ is UNTYPED:
            return broken(node, scope.source)
    terms = [(sign, operand.run) for sign, operand in zip(signs, operands, strict=True)]
    return result(node, scope, type_, operators.total(terms), "sum", operands)


def _added(type_: Type, sign: int, left: Typed, right: Typed, scope: Scope) -> Type:
    """The type of what stands so far plus or minus `right`; untyped where that was reported."""
    word = "+" if sign > 0 else "-"
    if not isinstance(type_, QuantityType) or not isinstance(right.type, QuantityType):
        wrong = right if isinstance(type_, QuantityType) else left
        no_number(word, wrong, scope)
        return UNTYPED
    if type_.dimension is not right.type.dimension:
        mixing = "added to" if sign > 0 else "subtracted from"
        scope.error(
            "C0402",
            f"{bare(right.type)} cannot be {mixing} {bare(type_)}",
            right.node,
            f"this is {bare(right.type)}; what stands before it is {bare(type_)}",
            *mixing_help(type_, right.type),
        )
        return UNTYPED
    if type_.point and right.type.point:
        if sign > 0:
            written = right.span.text.removesuffix("degC")
            help_ = f"a difference is written in `K`{f': `{written}K`' if written != right.span.text else ''}"
            scope.error("C0403", "two temperatures cannot be added", right.node, "", help_)
            return UNTYPED
        return QuantityType(type_.dimension)
    return QuantityType(type_.dimension, type_.point or right.type.point, type_.share and right.type.share)


def mixing_help(left: QuantityType, right: QuantityType) -> tuple[str, ...]:
    """What people usually mean when they mix these two."""
    words = {bare(left), bare(right)}
    if right.share and not left.share:
        return ("a share of something is multiplied: write `* (1 + 10 %)`",)
    if words == {"power", "energy"}:
        return ("MW is how fast, MWh is how much: multiply the power by a time, or divide the energy by one",)
    if words == {"power", "apparent power"}:
        return ("MVA times a power factor is MW",)
    if words == {"time", "calendar months"}:
        return ("a calendar month is no fixed time: move a day by it, as in `start + 6 month <= end`",)
    if all(word.startswith("money") for word in words):
        return ("money of two currencies or price years does not add without a declared rate",)
    if all("HV" in word for word in words):
        return ("HHV and LHV heat differ by the fuel's ratio, about 1.11 for natural gas: state it and multiply",)
    return ()


def _dates(node: nodes.Chain, signs: list[int], operands: list[Typed], scope: Scope) -> Typed:
    """`granted + 12 month - 3 day` and `date - granted`, from left to right."""
    if len(operands) > 100:
        scope.error("C0404", "a date is shifted by at most 100 terms", node)
        return broken(node, scope.source)
    left = operands[0]
    for sign, right in zip(signs[1:], operands[1:], strict=True):
        left = _date_step(node, left, sign, right, scope)
        if left.type is UNTYPED:
            return left
    return left


def _date_step(node: nodes.Chain, left: Typed, sign: int, right: Typed, scope: Scope) -> Typed:
    pair = [left, right]
    if isinstance(left.type, DateType) and isinstance(right.type, DateType):
        if sign > 0:
            scope.error("C0404", "two dates cannot be added", right.node, "", "subtract them to get a time")
            return broken(node, scope.source)
        days = QuantityType(_TIME, unit="day")
        return result(node, scope, days, operators.days_between(left, right), "time between", pair)
    if not isinstance(left.type, DateType) and not isinstance(right.type, DateType):
        type_ = _added(left.type, sign, left, right, scope)
        if type_ is UNTYPED:
            return broken(node, scope.source)
        return result(node, scope, type_, operators.total([(1, left.run), (sign, right.run)]), "sum", pair)
    date, time = (left, right) if isinstance(left.type, DateType) else (right, left)
    if date is right and sign < 0:
        scope.error("C0404", "a date cannot be subtracted from a time", right.node)
        return broken(node, scope.source)
    if not isinstance(time.type, QuantityType) or time.type.dimension not in (_TIME, _MONTH):
        meant = usual_date(scope.source.text[left.node.start : right.node.end])
        help_ = f"write `{meant}`" if meant else "write `90 day` or `12 month`"
        scope.error("C0404", f"a date moves by a time: this is {time.type.words}", time.node, "", help_)
        return broken(node, scope.source)
    months = time.type.dimension is _MONTH
    return result(node, scope, DATE, operators.shift_date(date, time, sign, months, time.span), "shift", pair)


def product(node: nodes.Chain, operands: list[Typed], scope: Scope) -> Typed:
    """`a * b / c`: dimensions multiply; a product of two shares is a share."""
    words = ["*", *(word for word, _ in node.rest)]
    dimension = NONE
    for word, operand in zip(words, operands, strict=True):
        if isinstance(operand.type, BrokenType):
            return broken(node, scope.source)
        if not isinstance(operand.type, QuantityType):
            no_number(word, operand, scope)
            return broken(node, scope.source)
        if operand.type.point:
            scope.error(
                "C0403",
                "a temperature is a point on a scale and cannot be multiplied",
                operand.node,
                "",
                "subtract another temperature first, as in `(ambient - 15 degC)`",
            )
            return broken(node, scope.source)
        if operand.dated and (word == "/" or sum(each.dated for each in operands) > 1):
            return not_linear(node, scope)
        dimension = dimension * operand.type.dimension if word == "*" else dimension / operand.type.dimension
    factors = [(word, operand.run, operand.span) for word, operand in zip(words, operands, strict=True)]
    share = "/" not in words and all(isinstance(each.type, QuantityType) and each.type.share for each in operands)
    return result(node, scope, QuantityType(dimension, share=share), operators.product(factors), "product", operands)


def power(node: nodes.Power, base: Typed, scope: Scope) -> Typed:
    """`a ^ 2`, with a whole number from 0 to 9."""
    if isinstance(base.type, BrokenType):
        return base
    if not isinstance(base.type, QuantityType) or base.type.point:
        scope.error("C0401", f"`^` takes a number: this is {base.type.words}", base.node)
        return broken(node, scope.source)
    if node.exponent.text not in ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"):
        help_ = "write one such as `^ 2`; a root or a larger power is given as a figure of its own"
        scope.error("C0406", "`^` takes a whole number from 0 to 9", node.exponent, "", help_)
        return broken(node, scope.source)
    if base.dated:
        return not_linear(node, scope)
    exponent = int(node.exponent.text)
    type_ = QuantityType(base.type.dimension**exponent)
    return result(node, scope, type_, operators.power(base, exponent, base.span), "^", [base])


def negative(node: nodes.Unary, operand: Typed, scope: Scope) -> Typed:
    """`-a`; of a temperature literal, that many degrees below zero."""
    if isinstance(operand.type, BrokenType):
        return operand
    if not isinstance(operand.type, QuantityType):
        scope.error("C0401", f"`-` takes a number: this is {operand.type.words}", operand.node)
        return broken(node, scope.source)
    if not operand.type.point:
        return result(node, scope, operand.type, operators.total([(-1, operand.run)]), "-", [operand])
    if not isinstance(node.operand, nodes.Quantity):
        scope.error("C0403", "a temperature is a point on a scale and has no negative", node)
        return broken(node, scope.source)
    # -5 degC is five degrees below zero on its scale, not the negative of 278.15 K.
    unit = parse_quantity(node.operand.text).unit
    mirrored = 2 * (unit.offset if unit else 0) - operand.run(Context())
    return Typed(node, scope.source, operand.type, lambda context: mirrored, "literal")


_SAMPLES = {
    "power": "MW",
    "energy": "MWh",
    "apparent power": "MVA",
    "voltage": "kV",
    "time": "h",
    "mass": "tonne",
    "length": "m",
    "share per degree": "%/degC",
    "share per length": "%/km",
}


def unit_of(type_: Type) -> str:
    """A unit that a quantity of this type could be written in."""
    return _SAMPLES.get(bare(type_), "…")
