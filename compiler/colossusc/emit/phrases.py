"""How the outputs word what they all speak of: periods, values over time, places, sources."""

from __future__ import annotations

from typing import Any

from colossusc.diagnostic import Waiver
from colossusc.emit.ranges import periods
from colossusc.emit.ranges import shown as shown_ends
from colossusc.expr.types import DATE, Type
from colossusc.ir import END, Entry, Item, Value
from colossusc.language import _, dated, marked_plural, ngettext, pgettext
from colossusc.source import Span
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import Number, show_number
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.expression import Uncertain

_THINGS = {
    "system": marked_plural("{n} system", "{n} systems"),
    "GPU": marked_plural("{n} GPU", "{n} GPUs"),
    "NIC": marked_plural("{n} NIC", "{n} NICs"),
    "unit": marked_plural("{n} unit", "{n} units"),
    "rack": marked_plural("{n} rack", "{n} racks"),
    "cable": marked_plural("{n} cable", "{n} cables"),
}


def period(start: int, end: int) -> str:
    """The words for half-open `[start, end)`: `from 2025-05-01 until 2026-02-11`, `from 2026-02-11 on`, `always`."""
    if start <= FIRST_DAY:
        return _("always") if end >= END else _("until {end}", end=show_date(end))
    if end >= END:
        return _("from {start} on", start=show_date(start))
    return _("from {start} until {end}", start=show_date(start), end=show_date(end))


def during(what: str, start: int, end: int) -> str:
    """What is so, and when: `50 MW from 2024-08-01 on`."""
    # TRANSLATORS: {when} is a period, such as `from 2024-08-01 on`
    return _("{what} {when}", what=what, when=period(start, end))


def over_time(steps: Steps[Any], type_: Type) -> str:
    """A value with its dates: `8 MW from 2024-07-22 until 2024-08-01, 50 MW from 2024-08-01 on`."""
    words = []
    for start, end, values in periods(steps):
        if values == (ABSENT,) and len(steps.values) > 1:
            continue
        shown = type_.show(values[0]) if len(values) == 1 else _run(values, type_)
        words.append(shown if len(steps.values) == 1 else during(shown, start, end))
    return ", ".join(words)


def _run(values: tuple[Any, ...], type_: Type) -> str:
    """A ramp, or a value in the window of a date."""
    words = dict.fromkeys(map(type_.show, values))
    first, last = next(iter(words)), next(reversed(words))
    return _("{first} to {last}", first=first, last=last) if len(words) > 1 else first


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


def counted(number: Number | Uncertain, one: str, several: str) -> str:
    """`1 error`, `1,200 errors`, `1,200 .. 1,300 systems`, from the texts for one and for several."""
    return ngettext(one, several, number, n=shown_ends(number, show_number))


def kind_words(name: str) -> str:
    """A kind of thing by its name in plans, as people call it in their language."""
    return pgettext("kind", name)


def kinds_words(name: str) -> str:
    """The things of a kind by its plural in plans, as people call them in their language."""
    return pgettext("kinds", name)


def things(number: Number | Uncertain, unit: str) -> str:
    """So many of what the bill counts."""
    return counted(number, *_THINGS[unit])


def waived_words(waiver: Waiver) -> str:
    """Why something is waived, by whom, and until when."""
    return _("{reason} ({owner}, expires {day})", reason=waiver.reason, owner=waiver.owner, day=dated(waiver.expires))


def graded(source: Item) -> str:
    """A source as it is named beside a figure: `wreg_2024 (press)`; one without a name, by its reason."""
    name = source.name if source.node is not None and source.node.names else source.label
    return f"{name} ({text_of(source, 'grade') or _('ungraded')})"
