"""Type-checks an expression against a scope and compiles it to closures, in one pass over the tree.

The scope knows names and attributes; what operators and functions do with typed operands is in `arithmetic` and
`calls`. An expression that fails is reported once and becomes a broken one, which agrees with everything around it:
one mistake, one error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from colossusc.expr import arithmetic, calls, operators, ranges
from colossusc.expr.comparison import comparison
from colossusc.expr.functions import OF_CAMPUS
from colossusc.expr.scope import Scope, bare, comparable, not_linear, result
from colossusc.expr.typed import Context, Typed, broken
from colossusc.expr.types import (
    BOOL,
    DATE,
    RATIO,
    TEXT,
    BoolType,
    BrokenType,
    DateType,
    ObjectType,
    QuantityType,
    SetType,
    Type,
)
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.calendar import DateProblem, parse_date
from colossusc.values.dimension import NONE
from colossusc.values.number import NumberProblem
from colossusc.values.quantity import Quantity, parse_quantity, quantity_with
from colossusc.values.units import UnitProblem


def check(node: nodes.Expr, scope: Scope, expected: Type | None = None) -> Typed:
    """The typed form of `node`. `expected` decides what a bare symbol means (`duty = prime`)."""
    return _CHECKS[type(node)](node, scope, expected)


# ---------------------------------------------------------------------------------------------------- literals


def _quantity(node: nodes.Quantity, scope: Scope, expected: Type | None) -> Typed:
    try:
        quantity = _parsed(node, scope)
        if quantity is None:
            return broken(node, scope.source)
    except (NumberProblem, UnitProblem) as problem:
        scope.error(problem.code, problem.message, node, "", problem.remedy(node.text))
        return broken(node, scope.source)
    number, unit = quantity.number, quantity.unit
    type_: QuantityType = RATIO if unit is None else QuantityType(unit.dimension, unit.point, unit.share)
    return Typed(node, scope.source, type_, lambda context: number, "literal")


def _parsed(node: nodes.Quantity, scope: Scope) -> Quantity | None:
    """The value of a literal. A unit of the plan's own never is one of the language: it is looked for last.

    None where the unit has a mistake, which was reported. Raises NumberProblem and UnitProblem.
    """
    try:
        return parse_quantity(node.text)
    except UnitProblem as problem:
        own = scope.own_units()
        if not own:
            raise
        if "*" in own and problem.code == "C0204":  # it may be what a broken statement was to define
            return None
        wrong = "|".join(re.escape(name) for name, unit in own.items() if unit is None)
        if wrong and re.search(rf"(?<![A-Za-z0-9_])({wrong})\b", node.text):
            return None
        return quantity_with(node.text, {name: unit for name, unit in own.items() if unit is not None})


def _date(node: nodes.Date, scope: Scope, expected: Type | None) -> Typed:
    try:
        first, last = parse_date(node.text)
    except DateProblem as problem:
        scope.error(problem.code, problem.message, node, "", problem.remedy(node.text))
        return broken(node, scope.source)
    if first != last:  # some day in it
        return ranges.leaf(node, scope, DATE, lambda context: (first, last))
    return Typed(node, scope.source, DATE, lambda context: first, "literal")


def _between(node: nodes.Unknown | nodes.Varies, scope: Scope, expected: Type | None) -> Typed:
    low = check(node.low, scope, expected)
    if isinstance(low.type, BrokenType):  # `hall..count` in place of `hall.h.count`: one mistake, one error
        return broken(node, scope.source)
    return ranges.between(node, low, check(node.high, scope, expected), scope)


def _plus_minus(node: nodes.PlusMinus, scope: Scope, expected: Type | None) -> Typed:
    return ranges.plus_minus(node, check(node.value, scope, expected), check(node.tolerance, scope), scope)


def _bound(node: nodes.Bound, scope: Scope, expected: Type | None) -> Typed:
    return ranges.bound(node, check(node.operand, scope, expected), scope)


def _text(node: nodes.Text, scope: Scope, expected: Type | None) -> Typed:
    text = node.text
    return Typed(node, scope.source, TEXT, lambda context: text, "literal")


def _list(node: nodes.List, scope: Scope, expected: Type | None) -> Typed:
    wanted = expected.element if isinstance(expected, SetType) else expected
    items = [check(item, scope, wanted) for item in node.items]
    elements = [item.type.element if isinstance(item.type, SetType) else item.type for item in items]
    if any(isinstance(element, BrokenType) for element in elements):
        return broken(node, scope.source)
    for item, element in zip(items, elements, strict=True):
        if not comparable(element, elements[0]) and not (wanted and comparable(element, wanted)):
            label = f"after {elements[0].words}"
            message = f"a list holds one sort of thing: this is {element.words}"
            scope.error("C0411", message, item.node, label, f"leave it out, or write {elements[0].words} in its place")
            return broken(node, scope.source)
    kinds = sorted({kind for element in elements if isinstance(element, ObjectType) for kind in element.kinds})
    type_: Any = ObjectType(tuple(kinds)) if kinds else elements[0] if elements else wanted or ObjectType()
    runs = [(item.run, isinstance(item.type, SetType)) for item in items]

    def flat(context: Context) -> Any:
        """The items; an array stands for its units."""
        found: list[Any] = []
        for run, several in runs:
            value = run(context)
            if isinstance(value, Missing):
                return value
            found.extend(value) if several else found.append(value)
        return tuple(found)

    return Typed(node, scope.source, SetType(type_), flat, "list", tuple(items))


def _ref(node: nodes.Ref, scope: Scope, expected: Type | None) -> Typed:
    return scope.resolve(node, expected)


# --------------------------------------------------------------------------------------------------- arithmetic


def _chain(node: nodes.Chain, scope: Scope, expected: Type | None) -> Typed:
    word = node.rest[0][0]
    items = (node.first, *(item for _, item in node.rest))
    if word in ("and", "or"):
        operands = [truth(item, scope) for item in items]
        combine = operators.conjunction if word == "and" else operators.disjunction
        return result(node, scope, BOOL, combine([operand.run for operand in operands]), word, operands)
    operands = [check(item, scope) for item in items]
    return arithmetic.sum_(node, operands, scope) if word in "+-" else arithmetic.product(node, operands, scope)


def _power(node: nodes.Power, scope: Scope, expected: Type | None) -> Typed:
    return arithmetic.power(node, check(node.base, scope), scope)


def _unary(node: nodes.Unary, scope: Scope, expected: Type | None) -> Typed:
    if node.operator == "not":
        operand = truth(node.operand, scope)
        return result(node, scope, BOOL, operators.negation(operand.run), "not", [operand])
    return arithmetic.negative(node, check(node.operand, scope), scope)


# ------------------------------------------------------------------------------------------------ true and false


def truth(node: nodes.Expr, scope: Scope) -> Typed:
    """The typed form of a condition; reported and broken where it is not one."""
    return _true(check(node, scope), scope)


def _true(operand: Typed, scope: Scope) -> Typed:
    if not isinstance(operand.type, (BoolType, BrokenType)):
        scope.error(
            "C0407",
            f"this should be true or false: it is {operand.type.words}",
            operand.node,
            "",
            "compare it with something",
        )
        return broken(operand.node, scope.source)
    return operand


def _sides(left_node: nodes.Expr, right_node: nodes.Expr, scope: Scope) -> tuple[Typed, Typed]:
    """Both sides of a comparison; a bare word takes its meaning from the other side (`t.duty == prime`)."""
    if isinstance(left_node, nodes.Ref) and not isinstance(right_node, nodes.Ref):
        right = check(right_node, scope)
        return check(left_node, scope, right.type), right
    left = check(left_node, scope)
    if isinstance(left.type, BrokenType) and isinstance(right_node, nodes.Ref):
        return left, left  # a bare word cannot be told without its other side
    return left, check(right_node, scope, left.type)


def _compare(node: nodes.Compare, scope: Scope, expected: Type | None) -> Typed:
    left, right = _sides(node.left, node.right, scope)
    if isinstance(left.type, BrokenType) or isinstance(right.type, BrokenType):
        return broken(node, scope.source)
    if not comparable(left.type, right.type):
        _report_incomparable(node, left, right, scope)
        return broken(node, scope.source)
    if node.operator not in ("==", "!=") and not isinstance(left.type, (QuantityType, DateType)):
        help_ = f"write `{left.span.text} == {right.span.text}`, or `{left.span.text} in […]` with all that will do"
        scope.error("C0408", f"`{node.operator}` compares numbers and dates, not {left.type.words}", node, "", help_)
        return broken(node, scope.source)
    return result(node, scope, BOOL, comparison(node.operator, left, right), node.operator, [left, right])


def _report_incomparable(node: nodes.Compare, left: Typed, right: Typed, scope: Scope) -> None:
    if isinstance(left.type, QuantityType) and isinstance(right.type, QuantityType):
        if NONE in (left.type.dimension, right.type.dimension):
            number, other = (left, right) if left.type.dimension is NONE else (right, left)
            help_ = (
                f"give it a unit, as in `{number.span.text} {arithmetic.unit_of(other.type)}`"
                if number.operator == "literal"
                else ""
            )
            scope.error(
                "C0402",
                f"{bare(other.type)} is compared with a bare number",
                number.node,
                "has no unit",
                *filter(None, [help_]),
            )
        else:
            scope.error(
                "C0402",
                f"{bare(left.type)} is compared with {bare(right.type)}",
                right.node,
                f"this is {bare(right.type)}; the left side is {bare(left.type)}",
                *arithmetic.mixing_help(left.type, right.type),
            )
    else:
        message = f"{left.type.words} is compared with {right.type.words}"
        scope.error("C0409", message, node, "", f"put {left.type.words} on both sides, or {right.type.words}")


def _member(node: nodes.Member, scope: Scope, expected: Type | None) -> Typed:
    collection = check(node.collection, scope) if not isinstance(node.collection, nodes.List) else None
    wanted = collection.type.element if collection and isinstance(collection.type, SetType) else None
    item = check(node.item, scope, wanted)
    if collection is None and isinstance(item.type, BrokenType):
        return item  # bare words cannot be told without it
    if collection is None:
        collection = check(
            node.collection, scope, SetType(item.type) if not isinstance(item.type, (SetType, BrokenType)) else None
        )
    if isinstance(item.type, BrokenType) or isinstance(collection.type, BrokenType):
        return broken(node, scope.source)
    if not isinstance(collection.type, SetType):
        message = f"`in` looks into a list or a set: this is {collection.type.words}"
        scope.error("C0410", message, collection.node, "", f"write `{item.span.text} in [{collection.span.text}]`")
        return broken(node, scope.source)
    if not comparable(item.type, collection.type.element):
        message = f"{item.type.words} cannot be in {collection.type.words}"
        scope.error("C0409", message, node, "", f"look for {collection.type.element.words}")
        return broken(node, scope.source)
    if item.dated or collection.dated:
        return not_linear(node, scope)
    parts = collection.operands if collection.operator == "list" else ()
    alone = bool(parts) and not any(isinstance(each.type, SetType) for each in parts)
    items = [each.run for each in parts] if alone else collection.run  # one item that is not given settles nothing
    return result(node, scope, BOOL, operators.membership(item.run, items), "in", [item, collection])


def _is(node: nodes.Is, scope: Scope, expected: Type | None) -> Typed:
    operand = check(node.operand, scope)
    if node.word.text not in ("given", "absent"):
        message = f"`is` asks whether a value is `given` or `absent`, not `{node.word.text}`"
        written = f"write `{operand.span.text} is given`, or compare with `==`"
        scope.error("C0412", message, node.word, "", meant(node.word.text, ("given", "absent")) or written)
        return broken(node, scope.source)
    run = operators.given(operand, node.word.text == "given")
    return result(node, scope, BOOL, run, "is", [operand])


def _condition(node: nodes.Condition, scope: Scope, expected: Type | None) -> Typed:
    test = truth(node.test, scope)
    then, otherwise = check(node.then, scope, expected), check(node.otherwise, scope, expected)
    if any(isinstance(each.type, BrokenType) for each in (test, then, otherwise)):
        return broken(node, scope.source)
    if not comparable(then.type, otherwise.type):
        message = f"one branch is {bare(then.type)}, the other is {bare(otherwise.type)}"
        scope.error("C0409", message, node, "", f"make both {bare(then.type)}, or both {bare(otherwise.type)}")
        return broken(node, scope.source)
    if then.dated or otherwise.dated:
        return not_linear(node, scope)
    # The test's own comparisons bound its validity, so what depends on `date` only through it is a step function.
    run = operators.condition(test.run, then.run, otherwise.run)
    return Typed(node, scope.source, then.type, run, "if", (test, then, otherwise))


# --------------------------------------------------------------------------------------------------- functions


def _call(node: nodes.Call, scope: Scope, expected: Type | None) -> Typed:
    if node.function.text in OF_CAMPUS:
        return scope.of_campus(node)
    return calls.call(node, [check(argument, scope) for argument in node.arguments], scope)


def _over(node: nodes.Over, scope: Scope, expected: Type | None) -> Typed:
    elements = check(node.choice, scope)
    if not calls.goes_over(node, elements, scope) or not isinstance(elements.type, SetType):
        return broken(node, scope.source)
    inner = scope.bind(node.variable.text, elements.type.element)
    where = truth(node.where, inner) if node.where is not None else None
    body = check(node.body, inner)
    if node.function.text in calls.TRUTHS and not calls.counts_objects(node, body):
        body = _true(body, inner)
    return calls.over(node, elements, body, where, scope)


def _graded(node: nodes.Graded, scope: Scope, expected: Type | None) -> Typed:
    scope.error("C1003", "a grade with a reason stands in a citation, behind a value", node)
    return broken(node, scope.source)


_CHECKS: dict[type, Callable[[Any, Scope, Type | None], Typed]] = {
    nodes.Quantity: _quantity,
    nodes.Date: _date,
    nodes.Text: _text,
    nodes.Ref: _ref,
    nodes.List: _list,
    nodes.Chain: _chain,
    nodes.Power: _power,
    nodes.Unary: _unary,
    nodes.Compare: _compare,
    nodes.Member: _member,
    nodes.Is: _is,
    nodes.Condition: _condition,
    nodes.Call: _call,
    nodes.Over: _over,
    nodes.PlusMinus: _plus_minus,
    nodes.Unknown: _between,
    nodes.Varies: _between,
    nodes.NotKnown: ranges.not_known,
    nodes.Bound: _bound,
    nodes.Graded: _graded,
}
