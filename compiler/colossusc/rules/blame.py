"""Which leaves decide a verdict, and where they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import LEVELS, Facts, all_facts
from colossusc.expr.trace import reads_of, value_of
from colossusc.expr.typed import Context, Typed
from colossusc.expr.types import BoolType, ObjectType, QuantityType, SetType
from colossusc.ir import Item, Value
from colossusc.language import _, marked
from colossusc.rules.message import shown
from colossusc.rules.scope import FACTS, Reading
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.uncertain.expression import size_of


@attrs.frozen
class Place:
    """A place in a file, and what to say of it."""

    span: Span
    text: str


def blamed(conditions: tuple[Typed, ...], context: Context) -> Iterator[tuple[Typed, Context]]:
    """The comparisons that make conditions false or open: the failing parts of an `and`, those of an `or` with the one
    that came closest in front, the member of an `any` that came closest, the member of an `all` that fails. Each with
    the context in which its variables are bound."""
    for typed in conditions:
        value = value_of(typed, context)
        if value is True:
            continue
        yield from _blamed(typed, context)


def _blamed(typed: Typed, context: Context) -> Iterator[tuple[Typed, Context]]:
    if typed.operator in ("and", "or"):
        failing = [operand for operand in typed.operands if value_of(operand, context) is not True]
        if typed.operator == "or":
            failing = _closest_first(failing, context)
        for operand in failing:
            yield from _blamed(operand, context)
    elif typed.operator in ("any", "all"):
        member = _closest(typed, context)
        if member is None:
            yield typed, context
        else:
            yield from _blamed(typed.operands[1], member)
    else:
        yield typed, context


def _closest_first(alternatives: list[Typed], context: Context) -> list[Typed]:
    """What an `or` joins, where all of it compares figures of one sort: the one that fails by least in front."""
    distances = {each: _distance(each, context) for each in alternatives}
    alike = len({each.operands[0].type for each in alternatives if distances[each] is not None}) == 1
    if not alike or None in distances.values():
        return alternatives
    return sorted(alternatives, key=distances.__getitem__)


def _closest(typed: Typed, context: Context) -> Context | None:
    """The context of the member that decides: in `any` the one that fails by least, in `all` the first to fail."""
    elements, body, *rest = typed.operands
    where = rest[0] if rest else None
    found = value_of(elements, context)
    best: tuple[int, Any, Context] | None = None
    for order, element in enumerate(() if isinstance(found, Missing) else found):
        inner = Context(context.day, {**context.variables, typed.variable: element})
        if value_of(body, inner) is True and (where is None or value_of(where, inner) is True):
            continue
        belongs = where is None or value_of(where, inner) is True
        distance = _distance(body, inner) if typed.operator == "any" else order
        rank = (0 if belongs else 1, 0 if distance is None else distance, inner)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return best[2] if best is not None and best[0] == 0 else None


def _distance(typed: Typed, context: Context) -> Any:
    if len(typed.operands) != 2 or not isinstance(typed.operands[0].type, QuantityType):
        return None
    left, right = (value_of(operand, context) for operand in typed.operands)
    return None if isinstance(left, Missing) or isinstance(right, Missing) else size_of(left - right)


def place_of(leaf: Typed, context: Context, day: int) -> Place | None:
    """Where the value that a leaf read was written."""
    assert leaf.reads is not None
    read = leaf.reads(context)
    if isinstance(read, list):  # of a group: the members' lines
        spans = [span for each in read if (span := _span(each, day)) is not None]
        return Place(spans[0], "") if spans else None
    if isinstance(read, Reading) and (read.item.kind.name in LEVELS or read.value.terms):
        # none where the sum has no terms: nothing in the plan gives it
        return _term_place(read, day, context.variables[FACTS])
    span = _span(read, day)
    if span is None:
        return None
    return Place(span, _words(leaf, read, context))


def _words(leaf: Typed, read: Any, context: Context) -> str:
    """The value that was read; of a truth, the fact itself: `on site`, `not running`; of what is absent, the field."""
    if isinstance(leaf.type, (ObjectType, SetType)):
        return ""
    if isinstance(read, Reading) and value_of(leaf, context) is ABSENT:
        fields = all_facts()[read.item.kind.name, read.name].fields
        return _("`{field}` is not given", field=fields[0]) if fields else shown(leaf, context)
    if isinstance(leaf.type, BoolType):
        name = _(leaf.span.text.rpartition(".")[2].removeprefix("is_").replace("_", " "))
        return name if value_of(leaf, context) is True else _("not {state}", state=name)
    return shown(leaf, context)


def permit_places(conditions: list[tuple[Typed, Context]]) -> Iterator[Place]:
    """The permits that cover what a condition reads the permits of, and are not in force on the day."""
    for typed, context in conditions:
        for leaf, inner in reads_of(typed, context):
            read = leaf.reads(inner) if leaf.reads is not None else None
            if not isinstance(read, Reading) or read.name not in ("permits", "is_permitted"):
                continue
            facts: Facts = context.variables[FACTS]
            for permit in facts.covering(read.item.campus, read.item):
                for field, words in (
                    ("expires", marked("`{permit}` ended on {day}")),
                    ("granted", marked("`{permit}` is granted on {day}")),
                ):
                    value = permit.value(field)
                    day, entry = value.steps.values[0], value.giving(context.day)
                    over = isinstance(day, int) and (day < context.day if field == "expires" else day > context.day)
                    if over and entry is not None:
                        yield Place(entry.span, _(words, permit=permit.called, day=value.type.show(day)))


def _term_place(read: Reading, day: int, facts: Facts) -> Place | None:
    """Of a sum: the term that changes on the day, where that is said, else the largest one."""
    best: tuple[bool, Any, str, Span] | None = None
    for term in read.value.terms:
        value = term.steps.at(day)
        if term.item is None or not term.field or isinstance(value, Missing):
            continue
        entry = term.item.value(term.field).giving(day)
        if entry is None or (value == 0 and day not in term.steps.starts):
            continue
        changes = day in term.steps.starts and day > FIRST_DAY
        changed = _comes_or_goes(term.item, day, facts) if changes and entry.start != day else None
        rank = (changes, size_of(value), term.name, changed or entry.span)
        if best is None or rank[:3] > best[:3]:
            best = rank
    if best is None:
        return None
    changes, span = best[0], best[3]
    fact = all_facts()[read.item.kind.name, read.name]
    total = fact.type.show(read.value.steps.at(day))
    told = _("{figure} becomes {value}") if changes else _("{figure} is {value}")
    return Place(span, told.format(figure=fact.called, value=total))


def _comes_or_goes(item: Item, day: int, facts: Facts) -> Span | None:
    """What makes something come or go on a day: its time on site, or a permit that covers it."""
    for each in item.within():
        for entry in each.presence[0].entries if each.presence else ():
            if day in (entry.start, entry.end):
                return entry.span
    for permit in facts.covering(item.campus, item):
        for field, edge in (("granted", day), ("expires", day - 1)):
            value = permit.value(field)
            given = value.giving(day)
            if value.steps.values[0] == edge and given is not None:
                return given.span
    return None


def _span(read: Any, day: int) -> Span | None:
    if isinstance(read, Value):
        entry = read.giving(day)
        return entry.span if entry is not None else None
    if isinstance(read, Reading):
        return fact_span(read.item, read.name, day)
    return None


def _stated(item: Item, word: str) -> Span | None:
    """Where the time on site of an object has its `from` or its `until`."""
    for entry in item.presence[0].entries if item.presence else ():
        period = entry.node
        day = {"from": "begin", "until": "until"}.get(word, "")
        if isinstance(period, nodes.Period) and day and getattr(period, day) is not None:
            return entry.span
    return None


def fact_span(item: Item, name: str, day: int) -> Span | None:
    """The line that a fact of an object stands on: that of the first field it reads, or the object's name."""
    fields = all_facts()[item.kind.name, name].fields
    for field in fields:
        if (stated := _stated(item, field)) is not None:
            return stated
        if field in item.kind.by_name and (entry := item.value(field).giving(day)) is not None:
            return entry.span
    if not fields and item.presence:
        return item.presence[0].entries[0].span
    return item.span
