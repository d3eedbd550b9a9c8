"""The bill as RFC 4180 text: what is bought and nothing else, so that a column can be summed.

Of what is not one number there are the least and the most: `no limit` where it has none, and no least of what may be
anything.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from colossusc.analyses.fact import missing
from colossusc.emit.bom import Line, Phase, days_of, every_line, ordered_words, source_of
from colossusc.emit.escape import inert
from colossusc.emit.phrases import place
from colossusc.emit.plain import plain
from colossusc.emit.ranges import NO_LIMIT, ends
from colossusc.values.uncertain.expression import is_uncertain

_HEAD = (
    *("phase", "date", "object", "part", "maker", "item kind", "quantity", "unit", "unit cost", "currency"),
    *("total cost", "quantity at most", "unit cost at most", "total cost at most", "date at latest"),
    *("lead time (months)", "lead time at most (months)", "order by", "order by at latest", "ordered"),
    *("price of the day", "price source", "installed cost", "installed cost at most", "place"),
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
        _least(line.quantity),
        line.unit,
        _least(line.price),
        line.currency,
        _least(line.cost),
        *map(_most, (line.quantity, line.price, line.cost)),
        line.days.latest,
        _least(lead),
        _most(lead),
        order.date,
        order.latest,
        ordered_words(line.purchase, ""),
        line.price_day.date,
        source_of(line, by_name=True),
        _least(line.installed_cost),
        _most(line.installed_cost),
        place(line.item.span),
    ]


def _least(figure: Any) -> str:
    return plain(ends(figure).low)


def _most(figure: Any) -> str:
    """The upper end of a figure that is not one number; nothing of one that is."""
    if not is_uncertain(figure):
        return ""
    most = ends(figure).high
    return NO_LIMIT if most is None else plain(most)
