"""What needs, feeds and cools what: nothing may need, feed or cool itself, on any way round."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.expr.types import UNTYPED
from colossusc.ir import Item, Value, filling
from colossusc.source import Span
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.timeline import constant

FIELDS = ("needs", "fed_by", "cooled_by")
_WORDS = {"needs": "needs", "fed_by": "is fed by", "cooled_by": "is cooled by"}


@attrs.frozen(eq=False)
class Edge:
    """That an object needs another, or may be fed or cooled by it."""

    item: Item
    field: str
    other: Item


def edges(item: Item) -> Iterator[Edge]:
    """What an object needs, is fed by and is cooled by."""
    for field in FIELDS:
        if field in item.kind.by_name:
            others = item.value(field).steps.values[0]
            for other in () if isinstance(others, Missing) else dict.fromkeys(others):
                yield Edge(item, field, other)


def edges_within(holder: Item) -> bool:
    """Whether something in an object needs, or is fed or cooled by, something else in it."""
    return any(holder in edge.other.within() for item in holder.walk() for edge in edges(item))


def break_circles(campus: Item, diagnostics: Diagnostics) -> None:
    """Reports every circle once, and leaves unknown what it is about."""
    done: set[Item] = set()
    for start in campus.walk():
        path: list[Edge] = []
        depths = {start: 0}  # of the objects on the path
        ways = [] if start in done else [edges(start)]
        while ways:
            edge = next(ways[-1], None)
            if edge is None:
                ways.pop()
                last = path.pop().other if path else start
                done.add(last)
                del depths[last]
            elif edge.other in depths:
                _report([*path[depths[edge.other] :], edge], diagnostics)
                done.update(depths)
                break
            elif edge.other not in done:
                path.append(edge)
                depths[edge.other] = len(path)
                ways.append(edges(edge.other))


def _report(circle: list[Edge], diagnostics: Diagnostics) -> None:
    words = "".join(f"`{edge.item.called}` {_WORDS[edge.field]} " for edge in circle) + f"`{circle[-1].other.called}`"
    places = [span for edge in circle if (span := _span(edge)) is not None]
    labels = tuple(Label(span, "and so on round") for span in places[1:])
    help_ = "power, gas and heat go one way: take one of these out"
    diagnostics.add(
        Diagnostic("C0450", "error", f"this goes round in a circle: {words}", places[0], "", labels, helps=(help_,))
    )
    for edge in circle:
        filling(edge.item.values)[edge.field] = Value(edge.field, UNTYPED, constant(BROKEN), "written")


def _span(edge: Edge) -> Span | None:
    entries = edge.item.value(edge.field).entries
    return entries[0].span if entries else edge.item.span
