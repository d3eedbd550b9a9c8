"""The built-in functions on typed arguments."""

from __future__ import annotations

from colossusc.expr import calendar, functions
from colossusc.expr.arithmetic import unit_of
from colossusc.expr.scope import Scope, bare, comparable, no_number, not_linear, result
from colossusc.expr.typed import Typed, broken
from colossusc.expr.types import (
    BOOL,
    RATIO,
    BrokenType,
    DateType,
    GroupType,
    ObjectType,
    QuantityType,
    SetType,
    Type,
)
from colossusc.source import Span
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.syntax.reserved import is_name
from colossusc.values.dimension import NONE

TRUTHS = ("any", "all", "count")  # the functions whose body is true or false


def call(node: nodes.Call, arguments: list[Typed], scope: Scope) -> Typed:
    """`max(a, b)`, `ceil(x)`, `count(turbines)`."""
    name = node.function.text
    if name in calendar.CALENDAR:
        return calendar.call(node, arguments, scope)
    if name not in functions.FUNCTIONS:
        known = sorted((*functions.FUNCTIONS, *calendar.CALENDAR))
        guess = meant(name, known) or f"there are {', '.join(known)}"
        scope.error("C0413", f"there is no function `{name}`", node.function, "", guess)
        return broken(node, scope.source)
    if any(isinstance(argument.type, BrokenType) for argument in arguments):
        return broken(node, scope.source)
    if name == "count" and len(arguments) == 1 and isinstance(arguments[0].type, SetType):
        return result(node, scope, RATIO, functions.size(arguments[0].run), "count", arguments)
    if name not in functions.SCALARS:
        scope.error("C0414", f"`{name}` goes over a set", node, "", _going_over(name, arguments))
        return broken(node, scope.source)
    many = name in ("min", "max")
    if not arguments or (not many and len(arguments) != 1):
        wanted = "at least one value" if many else "one value"
        scope.error("C0414", f"`{name}` takes {wanted}, not {len(arguments)}", node)
        return broken(node, scope.source)
    for argument in arguments:
        if not isinstance(argument.type, QuantityType) and not (many and isinstance(argument.type, DateType)):
            over_set = many and isinstance(argument.type, SetType)
            help_ = _going_over(name, [argument]) if over_set else ""
            no_number(name, argument, scope, help_)
            return broken(node, scope.source)
        if not comparable(argument.type, arguments[0].type):
            first, second = bare(arguments[0].type), bare(argument.type)
            scope.error("C0402", f"`{name}` compares {first} with {second}", argument.node)
            return broken(node, scope.source)
        if argument.dated and not isinstance(argument.type, DateType):
            return not_linear(node, scope)
    type_ = arguments[0].type
    if many:
        return result(node, scope, type_, functions.extreme(name, [each.run for each in arguments]), name, arguments)
    if name != "abs" and isinstance(type_, QuantityType) and type_.dimension is not NONE:
        scope.error(
            "C0415",
            f"`{name}` rounds a bare number: in which unit should {bare(type_)} be rounded?",
            node,
            "",
            f"divide first, as in `{name}({arguments[0].span.text} / (1 {unit_of(type_)}))`",
        )
        return broken(node, scope.source)
    return result(node, scope, type_, functions.rounded(name, arguments[0].run), name, arguments)


def _going_over(name: str, arguments: list[Typed]) -> str:
    """How a function goes over what it was given, or over all that are like it."""
    if len(arguments) == 1 and isinstance(arguments[0].type, SetType):
        counted = "write `count({0})`, or `{1}(x.… for x in {0})`" if name == "sum" else "write `{1}(x.… for x in {0})`"
        return counted.format(arguments[0].span.text, name)
    owner, _, field = arguments[0].span.text.rpartition(".") if len(arguments) == 1 else ("", "", "")
    read = arguments[0].operands[0].type if owner and arguments[0].operands else None
    if isinstance(read, ObjectType) and len(read.kinds) == 1 and is_name(field):
        many = f"`{owner}.{field}` is their number already" if field == "units" else f"`{owner}` is one"
        return f"{many}: leave out `{name}`, or write `{name}(x.{field} for x in …)`"
    return f"write `{name}(… for x in … where …)`"


def goes_over(node: nodes.Over, elements: Typed, scope: Scope) -> bool:
    """Whether `name(… for x in elements)` has a known name and goes over a set; reports it if not."""
    name = node.function.text
    if name not in functions.QUANTIFIERS:
        guess = meant(name, functions.QUANTIFIERS) or f"{', '.join(functions.QUANTIFIERS)} do"
        scope.error("C0413", f"`{name}` does not go over a set", node.function, "", guess)
        return False
    if not isinstance(elements.type, (SetType, BrokenType)):
        goes_over_none(node.variable.text, elements, scope)
        return False
    return not isinstance(elements.type, BrokenType)


def goes_over_none(variable: str, elements: Typed, scope: Scope) -> None:
    """Reports a `for x in …` that goes over no set."""
    one = isinstance(elements.type, ObjectType)
    help_ = f"write `for {variable} in [{elements.span.text}]`" if one else "write a set such as `turbines`, or a list"
    message = f"`for … in` goes over a set: this is {elements.type.words}"
    scope.error("C0410", message, elements.node, "", help_)


def _span(node: nodes.Over, scope: Scope) -> Span:
    return Span(scope.source, node.start, node.end)


def _mentions(typed: Typed, text: str) -> bool:
    return typed.span.text == text or any(_mentions(operand, text) for operand in typed.operands)


def counts_objects(node: nodes.Over, body: Typed) -> bool:
    """Whether this is `count(t for t in turbines where …)`, which counts the objects themselves."""
    return node.function.text == "count" and isinstance(body.type, (ObjectType, GroupType))


def _without_units(node: nodes.Over, elements: Typed, body: Typed, where: Typed | None, units: str) -> str:
    """A sum without what would count the units of an array twice, as it is to be written."""
    over = f" for {node.variable.text} in {elements.span.text}{f' where {where.span.text}' if where else ''}"
    if body.span.text == units:
        counted = f"count({node.variable.text}{over})" if where else f"count({elements.span.text})"
        return f"write `{counted}`"
    others = [each.span.text for each in body.operands if each.span.text != units]
    if body.operator == "product" and "/" not in body.span.text and len(others) == 1:
        return f"write `sum({others[0]}{over})`"
    return f"leave out `{units}`, or write `count({elements.span.text})`"


def over(node: nodes.Over, elements: Typed, body: Typed, where: Typed | None, scope: Scope) -> Typed:
    """`any(a.limit >= firm for a in g.approvals where a.by == tva)`."""
    name = node.function.text
    if isinstance(body.type, BrokenType) or (where and isinstance(where.type, BrokenType)):
        return broken(node, scope.source)
    if name not in TRUTHS:
        allowed = QuantityType if name == "sum" else (QuantityType, DateType)
        if not isinstance(body.type, allowed):
            no_number(name, body, scope)
            return broken(node, scope.source)
        if name == "sum" and isinstance(body.type, QuantityType) and body.type.point:
            scope.error("C0403", "temperatures cannot be summed", body.node)
            return broken(node, scope.source)
        if body.dated:
            return not_linear(node, scope)
        units = f"{node.variable.text}.units"
        if name == "sum" and _mentions(body, units):
            help_ = f"`sum` goes unit by unit: {_without_units(node, elements, body, where, units)}"
            scope.error("C0428", f"`{units}` would count the units of an array twice", body.node, "", help_)
            return broken(node, scope.source)
    type_: Type = BOOL if name in ("any", "all") else RATIO if name == "count" else body.type
    each = (lambda context: True) if counts_objects(node, body) else body.run
    run = functions.over(name, elements.run, node.variable.text, each, where.run if where else None, _span(node, scope))
    operands = (elements, body, where) if where else (elements, body)
    return Typed(node, scope.source, type_, run, name, operands, variable=node.variable.text)
