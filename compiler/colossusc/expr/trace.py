"""What an expression read on a day: its leaves, through lets and comprehensions. For blame, evidence and `explain`;
the closures that judge keep no trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.expr.calendar import VALUE_ON
from colossusc.expr.typed import Context, Problem, Typed
from colossusc.values.absent import ABSENT, Missing


def value_of(typed: Typed, context: Context) -> Any:
    """The value of an expression; absent where it cannot be computed, which is reported elsewhere."""
    try:
        return typed.run(context)
    except Problem:
        return ABSENT


def reads_of(typed: Typed, context: Context) -> Iterator[tuple[Typed, Context]]:
    """The leaves that read something of the plan, each with the context in which its variables are bound; of a
    comprehension first those of what it counts, then those of what it leaves out."""
    if typed.reads is not None:
        yield typed, context
        return
    if typed.variable:
        elements, *parts = typed.operands
        yield from reads_of(elements, context)
        wheres = parts[1:]
        for inner in sorted(members(typed, context), key=lambda each: _leaves_out(wheres, each)):
            for operand in parts:
                yield from reads_of(operand, inner)
        return
    for operand in typed.operands:
        yield from reads_of(operand, on_its_day(typed, context))


def _leaves_out(wheres: list[Typed], context: Context) -> bool:
    return any(value_of(where, context) is False for where in wheres)


def on_its_day(typed: Typed, context: Context) -> Context:
    """The context in which an expression looks at its operands: on another day, where it is one's value on that."""
    day = value_of(typed.operands[1], context) if typed.operator == VALUE_ON else None
    return Context(day, context.variables) if isinstance(day, int) else context


def members(typed: Typed, context: Context) -> Iterator[Context]:
    """The contexts in which a comprehension looks at each element."""
    found = value_of(typed.operands[0], context)
    for element in () if isinstance(found, Missing) else found:
        yield Context(context.day, {**context.variables, typed.variable: element})


def deciding(typed: Typed, context: Context) -> Iterator[tuple[Typed, Context]]:
    """The leaves that the truth of a condition rests on: of an `and` that is false its false parts, of an `or` that is
    true its true parts, of an `any` or `all` the elements that settle it; of `is given` nothing, since any figure would
    do; else everything that it reads."""
    if typed.variable:
        yield from _deciding_elements(typed, context)
    elif typed.operator in ("and", "or", "not"):
        truth = value_of(typed, context)
        settled = typed.operator != "not" and truth is (typed.operator == "or")
        for operand in typed.operands:
            if not settled or value_of(operand, context) is truth:
                yield from deciding(operand, context)
    elif typed.operator != "is":
        yield from reads_of(typed, context)


def _deciding_elements(typed: Typed, context: Context) -> Iterator[tuple[Typed, Context]]:
    elements, body, *wheres = typed.operands
    settled = typed.operator in ("any", "all") and value_of(typed, context) is (typed.operator == "any")
    yield from reads_of(elements, context)
    for inner in members(typed, context):
        belongs = [value_of(where, inner) for where in wheres]
        if settled and (False in belongs or value_of(body, inner) is not (typed.operator == "any")):
            continue
        for part in wheres if False in belongs else (body, *wheres):
            yield from deciding(part, inner)
