"""Approvals, permits and filings: who decided or was told, when, up to what, and whether a rule checks that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from colossusc.emit.phrases import cites, day_of, graded, kind_words, place, text_of, titled, value_over_time
from colossusc.ir import END, Item, Value
from colossusc.language import pgettext
from colossusc.rules.verdict import CampusResult
from colossusc.syntax import nodes
from colossusc.syntax.same import fields
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.uncertain.dates import first_of

# Fields with a column of their own.
_ASIDE = ("by", "recipient", "program", "number", "granted", "filed", "expires", "covers")


@attrs.frozen
class Limit:
    """Up to what."""

    text: str  # what it limits, and to how much
    checked: bool  # whether some rule reads it


@attrs.frozen
class Row:
    """One approval, permit or filing."""

    sort: str  # approval, filing or permit, with its program
    title: str  # with its name as code
    number: str  # as the authority counts it
    by: str  # who grants it, or takes it in
    granted: str  # its day; empty where it is not given
    expires: str  # its last day; empty where it has none
    covers: str  # the objects
    limits: tuple[Limit, ...]  # what it allows
    sources: tuple[str, ...]  # with their grades
    place: str  # file and line


def rows(result: CampusResult) -> tuple[Row, ...]:
    """All of a campus, approvals first, each sort by date."""
    read = frozenset(name for outcome in result.outcomes for name in _limits_read(outcome.heading.node))
    found = [item for kind in ("approval", "filing", "permit") for item in result.campus.all(kind)]
    return tuple(_row(item, read) for item in sorted(found, key=_order))


def _order(item: Item) -> tuple[str, int, str]:
    """By sort, day and title, alike in every language."""
    day = item.value("filed" if item.kind.name == "filing" else "granted").steps.values[0]
    program = item.value("program").steps.values[0] if "program" in item.kind.by_name else ABSENT
    sort = item.kind.name if isinstance(program, Missing) else f"{item.kind.name}, {program}"
    return sort, END if isinstance(day, Missing) else first_of(day), titled(item)


def _row(item: Item, read: frozenset[str]) -> Row:
    given = [item.value(field.name) for field in item.kind.fields]
    given = [value for value in given if value.written]
    program = text_of(item, "program") if "program" in item.kind.by_name else ""
    filed = item.kind.name == "filing"
    return Row(
        f"{kind_words(item.kind.name)}, {program}" if program else kind_words(item.kind.name),
        titled(item),
        text_of(item, "number") if "number" in item.kind.by_name else "",
        ", ".join(party.label for party in _objects(item, "recipient" if filed else "by")),
        day_of(item, "filed" if filed else "granted"),
        pgettext("day", "none") if filed else day_of(item, "expires"),
        ", ".join(map(titled, _covered(item))),
        tuple(_limit(value, read) for value in given if value.name not in _ASIDE),
        tuple(map(graded, cites(tuple(entry for value in given for entry in value.entries)))),
        place(item.span),
    )


def _limit(value: Value, read: frozenset[str]) -> Limit:
    words = f"{value.name.removeprefix('limit.')} {value_over_time(value)}"
    return Limit(words, not value.name.startswith("limit.") or value.name in read)


def _covered(item: Item) -> Iterable[Item]:
    if item.kind.name != "permit":
        return (item.parent,) if item.parent is not None else ()
    return _objects(item, "covers")


def _objects(item: Item, field: str) -> tuple[Item, ...]:
    """The object that a field names, or all of them; none where it is not given."""
    held = item.value(field).steps.values[0]
    if isinstance(held, Missing):
        return ()
    return held if isinstance(held, tuple) else (held,)


def _limits_read(node: object) -> Iterator[str]:
    """Every `limit.nox` that a rule reads, wherever in it; what only its message names is no check."""
    if isinstance(node, nodes.Ref):
        _, dot, name = node.text.rpartition("limit.")
        if dot:
            yield f"limit.{name}"
    elif isinstance(node, tuple):
        for each in node:
            yield from _limits_read(each)
    elif isinstance(node, nodes.Node):
        for field in fields(node):
            yield from _limits_read(getattr(node, field))
