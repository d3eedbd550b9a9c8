"""What one object says of itself, before and after: fields, lets, phases, its part, when it is on site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import attrs

from colossusc.emit.difference.model import Changed, Date, Row
from colossusc.emit.difference.statements import Statements, alike, entries_of
from colossusc.emit.difference.values import differing, said
from colossusc.emit.phrases import place
from colossusc.emit.ranges import periods
from colossusc.expr.types import DATE, Type
from colossusc.ir import END, Entry, Item, Value
from colossusc.source import Span
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, constant

_NO_STATEMENTS = Statements(())


T = TypeVar("T")


@attrs.frozen
class Sides:
    """The statements of both plans."""

    old: Statements = _NO_STATEMENTS
    new: Statements = _NO_STATEMENTS

    def follow(self, old: list[Entry], new: list[Entry]) -> bool:
        """Whether both plans say the same here, so that what differs follows from something else."""
        return bool(old) and alike(self.old.of(old), self.new.of(new))


def own(old: Item, new: Item, sides: Sides) -> Iterator[Row]:
    """What an object itself gives: its label, its fields that no part gives, lets, phases and days on site."""
    labels = pair("" if each.label == each.name else each.label for each in (old, new))
    if labels[0] != labels[1]:
        yield anew("", labels, (old.span, new.span), ", label")
    for field in new.kind.fields:
        if _own(old, field.name) or _own(new, field.name):
            yield from value(field.name, old.value(field.name), new.value(field.name), sides)
    for word, before, after in (("let", old.lets, new.lets), ("phase", old.phases, new.phases)):
        given = dict.fromkeys((*after, *before))
        for name in (each for each in given if _stated(old, before.get(each)) or _stated(new, after.get(each))):
            found = value(name, before.get(name), after.get(name), sides)
            yield from (attrs.evolve(row, word=word) for row in found)
    yield from _presence(old, new, sides)


def part(old: Item, new: Item) -> Iterator[Changed]:
    """Which part an object is made of, and what is another value by that."""
    was, now = (each.base for each in (old, new))
    if (was.name if was else "") == (now.name if now else ""):
        return
    words = (f"{each.label} ({each.name})" if each is not None else "no part" for each in (was, now))
    yield anew("", pair(words), (old.span, new.span))
    for field in new.kind.fields:
        name = field.name
        if not (_own(old, name) or _own(new, name)):
            before, after = old.value(name), new.value(name)
            if steps := tuple(_worded(before.steps, after.steps, field.type)):
                yield Changed(name, steps, old_place=_place(before), new_place=_place(after), follows=True)


def _own(item: Item, field: str) -> bool:
    """Whether an object gives a field itself."""
    given = item.values.get(field)
    return given is not None and given.origin not in ("part", "default")


def _stated(item: Item, given: Value | None) -> bool:
    """Whether a value is stated outside the part that an object is made of, which is compared for itself."""
    if given is None or item.base is None or item.base.node is None:
        return given is not None
    source, block = item.base.source, item.base.node
    return any(entry.source is not source or not block.start <= entry.node.start < block.end for entry in given.entries)


def anew(path: str, words: tuple[str, str], spans: tuple[Span | None, Span | None], note: str = "") -> Changed:
    """What is said in other words, or on one side only."""
    old, new = map(place, spans)
    return Changed(path, ((FIRST_DAY, END, *words),), note=note, old_place=old, new_place=new)


def pair(sides: Iterable[T]) -> tuple[T, T]:
    """What is told of the old side, then of the new one."""
    old, new = sides
    return old, new


def value(path: str, old: Value | None, new: Value | None, sides: Sides) -> Iterator[Row]:
    """A value over time: on other days, another one, or resting on other sources."""
    type_ = next(each.type for each in (new, old) if each is not None)
    before, after = (each.steps if each is not None else constant(ABSENT) for each in (old, new))
    entries = [entries_of(each) for each in (old, new)]
    at: dict[str, Any] = {"old_place": _place(old), "new_place": _place(new)}
    steps = tuple(_worded(before, after, type_))
    if not steps:
        cited = pair(map(_cited, (old, new)))
        if cited[0] != cited[1]:
            yield Changed(path, ((FIRST_DAY, END, *cited),), note=", sources", **at)
        return
    at["follows"] = sides.follow(*entries)
    if type_ == DATE:
        yield from (Date(path, *pairs[0], **at) for _, _, pairs in differing(before, after))
    elif (moved := _moved(before, after, type_)) is not None:
        yield from (Date(path, was, now, note=f" = {words}", **at) for words, was, now in moved)
    else:
        yield Changed(path, steps, **at)


def _cited(given: Value | None) -> str:
    entries = given.entries if given is not None else ()
    return ", ".join(sorted({source.name for entry in entries for source in entry.cites}))


def _worded(old: Steps[Any], new: Steps[Any], type_: Type) -> Iterator[tuple[int, int, str, str]]:
    """The periods in which two values differ, in words; of a run of days the first and the last one's."""
    for start, end, pairs in differing(old, new):
        words = [[_word(each, type_) for each in side] for side in zip(*pairs, strict=True)]
        was, now = (" to ".join(dict.fromkeys((each[0], each[-1]))) for each in words)
        yield start, end, was, now


def _word(content: Any, type_: Type) -> str:
    return "" if content is ABSENT else type_.show(content)


def _moved(old: Steps[Any], new: Steps[Any], type_: Type) -> list[tuple[str, int, int]] | None:
    """The values that begin on another day, where nothing else differs."""
    before, after = list(periods(old)), list(periods(new))
    if len(before) != len(after) or len(before) < 2:
        return None
    ends = [[(said(values[0]), said(values[-1])) for _, _, values in side] for side in (before, after)]
    if ends[0] != ends[1]:
        return None
    return [
        (_word(values[-1], type_) or "none", was, now)
        for (was, _, _), (now, _, values) in zip(before, after, strict=True)
        if was != now
    ]


def _presence(old: Item, new: Item, sides: Sides) -> Iterator[Date]:
    was, now = (each.presence[0] if each.presence else None for each in (old, new))
    entries = [list(each.entries) if each is not None else [] for each in (was, now)]
    places = [place(min((entry.span for entry in each), key=lambda span: span.start, default=None)) for each in entries]
    at: dict[str, Any] = {"old_place": places[0], "new_place": places[1], "follows": sides.follow(*entries)}
    for word, never, days in (
        ("from", FIRST_DAY, [each.start if each is not None else FIRST_DAY for each in (was, now)]),
        ("until", END, [each.end if each is not None else END for each in (was, now)]),
    ):
        shown = [ABSENT if day == never else day for day in days]
        if said(shown[0]) != said(shown[1]):
            yield Date("", *shown, note=f" {word}", **at)


def _place(given: Value | None) -> str:
    spans = [entry.span for entry in entries_of(given)]
    in_plan = [span for span in spans if not span.source.library] or spans
    return place(min(in_plan, key=lambda span: (span.source.name, span.start), default=None))
