"""Approvals and permits: who decided, when, until when, up to what."""

from __future__ import annotations

import attrs

from colossusc.emit.phrases import cites, day_of, graded, place, text_of, value_over_time
from colossusc.ir import Item

_ASIDE = ("by", "number", "granted", "expires", "covers")  # fields with a column of their own


@attrs.frozen
class Row:
    """One approval or permit."""

    sort: str
    name: str
    label: str
    number: str
    by: str
    granted: str
    expires: str
    covers: str
    limits: tuple[str, ...]
    sources: tuple[str, ...]
    place: str


def rows(campus: Item) -> tuple[Row, ...]:
    """All of a campus, approvals first, each sort by date."""
    found = [_row(item) for kind in ("approval", "permit") for item in campus.all(kind)]
    return tuple(sorted(found, key=lambda row: (row.sort, row.granted or "9999", row.name)))


def _row(item: Item) -> Row:
    given = [item.value(field.name) for field in item.kind.fields]
    given = [value for value in given if value.written]
    covers = item.parent.name if item.kind.name == "approval" and item.parent is not None else text_of(item, "covers")
    return Row(
        item.kind.name,
        item.name,
        item.label if item.label != item.name else "",
        text_of(item, "number") if "number" in item.kind.by_name else "",
        text_of(item, "by"),
        day_of(item, "granted"),
        day_of(item, "expires"),
        covers,
        tuple(
            f"{value.name.removeprefix('limit.')} {value_over_time(value)}"
            for value in given
            if value.name not in _ASIDE
        ),
        tuple(map(graded, cites(tuple(entry for value in given for entry in value.entries)))),
        place(item.span),
    )
