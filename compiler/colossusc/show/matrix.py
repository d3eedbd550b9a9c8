"""What fails first in each jurisdiction, or as of each day: a table for people, and plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from colossusc.ask.matrix import Cell
from colossusc.show.record import encoded, place
from colossusc.show.visible import padded, visible, width
from colossusc.values.calendar import FIRST_DAY, show_date

_HEAD = ("plan", "jurisdictions", "as of", "first to fail", "open", "")


def text(cells: Sequence[Cell]) -> str:
    """A line for each cell; without a column for what nobody asked about."""
    rows = [_HEAD, *map(_row, cells)]
    shown = [column for column in range(len(_HEAD)) if any(row[column] for row in rows[1:])]
    if all(not cell.places for cell in cells):
        shown.remove(1)
    widths = {column: max(width(row[column]) for row in rows) for column in shown}
    lines = ["  ".join(padded(row[column], widths[column]) for column in shown).rstrip() for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _row(cell: Cell) -> tuple[str, ...]:
    plan = cell.subject.campus.name
    if cell.subject.scenario:
        plan = f"{plan}, {cell.subject.scenario}"
    places = ", ".join(cell.places) or "as written"
    as_of = show_date(cell.as_of) if cell.as_of is not None else ""
    first, words = "ok", ""
    if cell.first is not None:
        first = cell.first.finding.code
        if cell.first.start > FIRST_DAY:
            first += f" from {show_date(cell.first.start)}"
        more = f" (and {cell.failing - 1:,} more)" if cell.failing > 1 else ""
        words = cell.first.finding.message + more
    return tuple(map(visible, (plan, places, as_of, first, f"{cell.open:,}", words)))


def as_json(cells: Sequence[Cell]) -> str:
    """The cells as JSON."""
    content = {"format": "colossusc-matrix", "version": 1, "cells": [_record(cell) for cell in cells]}
    return f"{encoded(content, indent=2)}\n"


def _record(cell: Cell) -> dict[str, Any]:
    return {
        "campus": cell.subject.campus.name,
        "scenario": cell.subject.scenario or None,
        "jurisdictions": list(cell.places) or None,
        "as_of": show_date(cell.as_of) if cell.as_of is not None else None,
        "verdict": "ok" if cell.first is None else "fails",
        "failing": cell.failing,
        "open": cell.open,
        "first": None
        if cell.first is None
        else {
            "code": cell.first.finding.code,
            "severity": cell.first.finding.severity,
            "subject": cell.first.finding.subject,
            "from": show_date(cell.first.start) if cell.first.start > FIRST_DAY else None,
            "message": cell.first.finding.message,
            "place": place(cell.first.finding.span),
        },
    }
