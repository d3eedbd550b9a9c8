"""How the outputs word what they all speak of: periods, values over time, places, sources."""

from __future__ import annotations

from typing import Any

from colossusc.emit.ranges import periods
from colossusc.emit.ranges import shown as shown_ends
from colossusc.expr.types import DATE, Type
from colossusc.ir import END, Entry, Item, Value
from colossusc.source import Span
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import Number, show_number
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.expression import Uncertain


def period(start: int, end: int) -> str:
    """The words for half-open `[start, end)`: `from 2025-05-01 until 2026-02-11`, `from 2026-02-11 on`, `always`."""
    if start <= FIRST_DAY:
        return "always" if end >= END else f"until {show_date(end)}"
    return f"from {show_date(start)} on" if end >= END else f"from {show_date(start)} until {show_date(end)}"


def over_time(steps: Steps[Any], type_: Type) -> str:
    """A value with its dates: `8 MW from 2024-07-22 until 2024-08-01, 50 MW from 2024-08-01 on`."""
    words = []
    for start, end, values in periods(steps):
        if values == (ABSENT,) and len(steps.values) > 1:
            continue
        shown = type_.show(values[0]) if len(values) == 1 else _run(values, type_)
        words.append(shown if len(steps.values) == 1 else f"{shown} {period(start, end)}")
    return ", ".join(words)


def _run(values: tuple[Any, ...], type_: Type) -> str:
    """A ramp, or a value in the window of a date."""
    words = dict.fromkeys(map(type_.show, values))
    return " to ".join((next(iter(words)), next(reversed(words)))) if len(words) > 1 else next(iter(words))


def value_over_time(value: Value) -> str:
    """What a field holds, with its dates."""
    return over_time(value.steps, value.type)


def place(span: Span | None) -> str:
    """`file:line`, or nothing where there is no place."""
    return f"{span.source.name}:{span.line}" if span is not None else ""


def place_of(value: Value) -> str:
    """Where a value is given first."""
    return place(min((entry.span for entry in value.entries), key=lambda span: span.start, default=None))


def day_of(item: Item, field: str) -> str:
    """A date of an object, or nothing where it is not given."""
    value = item.value(field).steps.values[0]
    return "" if isinstance(value, Missing) else DATE.show(value)


def text_of(item: Item, field: str) -> str:
    """A field that does not change over time, in words, or nothing where it is not given."""
    value = item.value(field)
    return value.type.show(value.steps.values[0]) if value.written else ""


def cites(entries: tuple[Entry, ...]) -> tuple[Item, ...]:
    """The sources that statements cite, each once, in the order cited."""
    return tuple(dict.fromkeys(source for entry in entries for source in entry.cites))


def titled(item: Item) -> str:
    """What people call an object, and its name as code where that is another."""
    return f"`{item.called}`" if item.label == item.name else f"{item.label} (`{item.called}`)"


def counted(number: Number | Uncertain, noun: str) -> str:
    """`1 error`, `1,200 errors`, `1,200 .. 1,300 systems`."""
    words = shown_ends(number, show_number)
    return f"{words} {noun}" if number == 1 else f"{words} {noun}s"


def graded(source: Item) -> str:
    """A source as it is named beside a figure: `wreg_2024 (press)`; one without a name, by its reason."""
    name = source.name if source.node is not None and source.node.names else source.label
    return f"{name} ({text_of(source, 'grade') or 'ungraded'})"
