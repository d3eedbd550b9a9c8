"""The ledger of a finding: the terms of a sum, their values and places, then the sums and the margin under a rule.

h100       127.5 MW  12,500 systems × 10.2 kW  colossus_1.colossus:31
network     11.4 MW  114 W × 100,000           colossus_1.colossus:40
────────────────────
facility   180.6 MW
margin     -30.6 MW
"""

from __future__ import annotations

from colossusc.diagnostic import Ledger, LedgerLine
from colossusc.show.paint import Paint
from colossusc.show.visible import padded, visible, width


def table(ledger: Ledger, paint: Paint) -> list[str]:
    """The rows of a ledger. Numbers are aligned at their decimal point when their units are."""
    lines = ledger.lines
    names = [visible(line.name) for line in lines]
    values = _aligned([visible(line.value) for line in lines])
    notes = [visible(line.note) for line in lines]
    name_width = max(map(width, names), default=0)
    note_width = max(map(width, notes), default=0)
    rows: list[str] = []
    summed = False
    for line, name, value, note in zip(lines, names, values, notes, strict=True):
        if line.strong and not summed:
            rows.append(paint("frame", "─" * (name_width + 2 + width(value))))
        summed = line.strong
        term = f"{padded(name, name_width)}  {value}"
        rest = f"  {padded(note, note_width)}  {_place(line)}".rstrip()
        rows.append((paint("strong", term) if line.strong else term) + rest)
    return rows


def _aligned(values: list[str]) -> list[str]:
    """The values right-aligned up to the end of their number, and their units left-aligned after it."""
    parts = [value.partition(" ") for value in values]
    number_width = max((width(number) for number, _, _ in parts), default=0)
    unit_width = max((width(unit) for _, _, unit in parts), default=0)
    gap = 1 if unit_width else 0
    return [
        " " * (number_width - width(number)) + number + " " * gap + padded(unit, unit_width)
        for number, _, unit in parts
    ]


def _place(line: LedgerLine) -> str:
    return visible(f"{line.span.source.name}:{line.span.line}") if line.span else ""
