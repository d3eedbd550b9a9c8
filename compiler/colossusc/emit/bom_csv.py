"""The bill as RFC 4180 text: what is bought and nothing else, so that a column can be summed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from colossusc.analyses.fact import missing
from colossusc.emit.bom import Line, Phase, days_of, every_line, source_of
from colossusc.emit.phrases import place
from colossusc.emit.plain import inert, plain
from colossusc.emit.ranges import finite
from colossusc.values.uncertain.expression import Uncertain, most_of

_HEAD = (
    *("phase", "date", "object", "part", "maker", "item kind", "quantity", "unit", "unit cost", "currency"),
    *("total cost", "quantity at most", "unit cost at most", "total cost at most", "date at latest"),
    *("lead time (months)", "lead time at most (months)", "order by", "order by at latest", "ordered"),
    *("price of the day", "price source", "place"),
)


def write_csv(phases: Sequence[Phase]) -> bytes:
    """The bill by phase, a line for each of its lines."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for line in every_line(phases):
        writer.writerow(map(inert, _cells(line)))
    return text.getvalue().encode()


def _cells(line: Line) -> list[str]:
    lead = None if missing(line.purchase.lead) else line.purchase.lead
    order = days_of(line.purchase.order_by)
    return [
        line.phase,
        line.days.date,
        line.item.path,
        line.part,
        line.maker,
        line.kind,
        plain(line.quantity),
        line.unit,
        plain(line.price),
        line.currency,
        plain(line.cost),
        *(plain(figure) for figure in map(_most, (line.quantity, line.price, line.cost))),
        line.days.latest,
        plain(lead),
        plain(_most(lead)),
        order.date,
        order.latest,
        days_of(line.purchase.ordered).words,
        line.price_day.date,
        source_of(line, line.holder.name if line.holder is not None else ""),
        place(line.item.span),
    ]


def _most(figure: Any) -> Any:
    """The upper end of a figure that is not one number; nothing of one that is."""
    return finite(most_of(figure)) if isinstance(figure, Uncertain) else None
