"""The sheets beside the bill: what a MW costs here and elsewhere, and what is not bought."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.analyses.fact import Facts
from colossusc.emit.bom import Line, not_bought
from colossusc.emit.capex import capex
from colossusc.emit.phrases import place, text_of
from colossusc.emit.ranges import NO_LIMIT, finite
from colossusc.emit.workbook import Column, Sheet, Workbook
from colossusc.ir import Item
from colossusc.language import _

_PER_MW = (
    *(Column("Figure", 60), Column("At least (million USD/MW)", 18, "money")),
    *(Column("At most (million USD/MW)", 18, "money"),),
    *(Column("Published by", 36), Column("Grade", 12), Column("Address", 60)),
)
_NOT_BOUGHT = (Column("Object", 30), Column("Label", 40), Column("Acquired", 12), Column("Place", 30))


def write_beside(book: Workbook, facts: Facts, campus: Item, lines: tuple[Line, ...]) -> Iterator[Sheet]:
    """Adds the sheets that have a row."""
    compared = capex(facts, campus, lines)
    if compared is not None:
        sheet = book.sheet(_("Per MW"), _PER_MW)
        for row in (*compared.own, *compared.published):
            most = finite(row.most)
            sheet.row(
                [row.what, finite(row.least), _(NO_LIMIT) if most is None else most, row.publisher, row.grade, row.url]
            )
        yield sheet
    others = not_bought(campus)
    if others:
        sheet = book.sheet(_("Not bought"), _NOT_BOUGHT)
        for item in others:
            sheet.row([item.path, item.label, text_of(item, "acquired"), place(item.span)])
        yield sheet
