"""The bill of materials by cost: a rectangle for each part that has a price, as large as its cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.emit.bom import Phase, every_line
from colossusc.emit.bom_totals import Total, consolidated
from colossusc.emit.charts.chart import Chart, Table, drawn
from colossusc.emit.phrases import counted, kind_words
from colossusc.emit.ranges import ends, shown
from colossusc.language import _
from colossusc.values.number import Number, ratio, show_number

MOST = 40  # rectangles; smaller ones could not be seen, and are one together
_MILLION = 1_000_000


@attrs.frozen
class Part:
    """A part, or all smaller ones."""

    label: str
    kind: str
    quantity: str
    cost: Any
    size: Number  # its cost, at most


def costs(phases: Sequence[Phase]) -> Chart | None:
    """The picture, of the currency in which most is bought; None where nothing has a price."""
    totals = [total for total in consolidated(every_line(phases)) if total.cost is not None and _size(total.cost) > 0]
    if not totals:
        return None
    spent: dict[str, Number] = {}
    for total in totals:
        spent[total.first.currency] = spent.get(total.first.currency, 0) + _size(total.cost)
    currency = max(spent, key=lambda each: spent[each])
    parts = sorted(
        map(_part, (each for each in totals if each.first.currency == currency)), key=lambda part: -part.size
    )
    shown_parts = parts[:MOST]
    rest = sum(part.size for part in parts[MOST:])
    unpriced = sum(line.unpriced for line in every_line(phases))
    title = _("Bill of materials by cost, in million {currency}", currency=currency)
    aside = (
        [counted(unpriced, "{n} line without a price is not drawn", "{n} lines without a price are not drawn")]
        if unpriced
        else []
    )
    aside += [_("what is bought in {currency} is not drawn", currency=each) for each in spent if each != currency]
    aside += (
        [_("what is not known, at the most that it may be")]
        if any(ends(part.cost).low != part.size for part in parts)
        else []
    )
    note = "; ".join(aside)
    cells = [
        {"id": f"part {number}", "number": str(number), **_cell(part)} for number, part in enumerate(shown_parts, 1)
    ]
    if rest:
        cells.append(
            {
                "id": "rest",
                "number": "",
                "label": _("smaller ones"),
                "kind": _("smaller ones"),
                "size": float(rest),
                "text": _million(rest),
            }
        )
    kinds = list(dict.fromkeys(cell["kind"] for cell in cells))
    return drawn(
        "costs",
        title,
        f"{title}. " + ", ".join(f"{part.label} {_million(part.cost)}" for part in shown_parts) + ".",
        Table(
            (_("No."), _("Part"), _("Kind"), _("Quantity"), _("Cost, million {currency}", currency=currency)),
            tuple(
                (str(number), part.label, part.kind, part.quantity, _million(part.cost))
                for number, part in enumerate(parts, 1)
            ),
            texts=3,
        ),
        {
            "parts": [
                {"id": "all"},
                *({"id": f"kind {kind}", "parent": "all"} for kind in kinds),
                *({**cell, "parent": f"kind {cell['kind']}"} for cell in cells),
            ]
        },
        language="vg",
        note=note[:1].upper() + note[1:],
    )


def _part(total: Total) -> Part:
    line = total.first
    quantity = shown(total.quantity, show_number) if total.quantity is not None else ""
    return Part(line.label, kind_words(line.kind).replace("_", " "), quantity, total.cost, _size(total.cost))


def _cell(part: Part) -> dict[str, Any]:
    return {"label": part.label, "kind": part.kind, "size": float(part.size), "text": _million(part.cost)}


def _size(cost: Any) -> Number:
    """The most that it may be; where that has no end, the least."""
    low, high = ends(cost)
    return high if high is not None else low or 0


def _million(cost: Any) -> str:
    return shown(cost, lambda end: show_number(ratio(end, _MILLION), 1 if end >= _MILLION else 4))
