"""The power balance as sheets: every term of load and supply on its days, and their sums as formulas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, Term, missing
from colossusc.emit.balance import levels
from colossusc.emit.phrases import place, titled
from colossusc.emit.ranges import NO_LIMIT, Ends, finite, periods, spread
from colossusc.emit.sheet_cells import computed, day_cell, total_of
from colossusc.emit.workbook import Cell, Column, Day, Sheet, Workbook
from colossusc.expr.types import shown
from colossusc.ir import END, Item
from colossusc.language import _, marked
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import combine
from colossusc.values.units import find_unit

_MW = find_unit("MW")
_DAYS = (Column("No.", 6, "count"), Column("Campus or site", 40), Column("From", 12, "day"), Column("Until", 12, "day"))
_TERMS = (
    *_DAYS,
    *(Column("Side", 9), Column("Term", 40), Column("Power (MW)", 14, "number")),
    *(Column("Power at most (MW)", 14, "number"), Column("How", 50), Column("Place", 36)),
)
_BALANCE = (
    *_DAYS,
    *(Column("Facility load (MW)", 14, "number"), Column("Facility load at most (MW)", 14, "number")),
    *(Column("Firm supply (MW)", 14, "number"), Column("Firm supply at most (MW)", 14, "number")),
    *(Column("Margin (MW)", 14, "number"), Column("Margin at most (MW)", 14, "number")),
)
_SIDES = {marked("load"): "facility_load", marked("supply"): "firm_supply"}


@attrs.frozen
class _Stretch:
    """The power of a campus or a site from one day to the next on which something changes."""

    number: int
    level: Item
    start: int
    end: int
    terms: tuple[tuple[str, Term, Any], ...]  # side and figure; a figure is both of its ends, or what is missing
    sums: dict[str, Any]  # by side
    margin: Any

    @property
    def days(self) -> list[Cell]:
        """The first cells of its rows."""
        return [self.number, titled(self.level), day_cell(self.start), Day(self.end) if self.end < END else None]


def write_balance(book: Workbook, facts: Facts, campus: Item) -> tuple[Sheet, ...]:
    """Adds the two sheets."""
    balance, terms = book.sheet(_("Power balance"), _BALANCE), book.sheet(_("Power terms"), _TERMS)
    stretches = list(_stretches(facts, campus))
    for stretch in stretches:
        for side, term, figure in stretch.terms:
            how = term.note(stretch.start) if term.note is not None else ""
            found = place(term.item.span) if term.item is not None else ""
            terms.row([*stretch.days, _(side), term.name, _low(figure), _high(figure), how, found])
    for stretch in stretches:
        balance.row(_row(balance, terms, stretch))
    return balance, terms


def _stretches(facts: Facts, campus: Item) -> Iterator[_Stretch]:
    number = 0
    for level in levels(campus):
        sums = {side: facts.value(level, fact) for side, fact in _SIDES.items()}
        terms = [(side, term) for side, value in sums.items() for term in value.terms]
        totals = [*(value.steps for value in sums.values()), facts.steps(level, "margin")]
        together = combine(lambda *values: values, *(term.steps for side, term in terms), *totals)
        for start, end, days in periods(together):
            *figures, load, supply, margin = (_in_mw(values) for values in zip(*days, strict=True))
            found = zip(terms, figures, strict=True)
            there = tuple((side, term, figure) for (side, term), figure in found if figure != Ends(0, 0))
            if there or start > FIRST_DAY:
                number += 1
                yield _Stretch(number, level, start, end, there, {"load": load, "supply": supply}, margin)


def _in_mw(values: tuple[Any, ...]) -> Any:
    """The ends of a figure over some days; of a ramp from the least to the most."""
    found = spread(values)
    return (
        found
        if missing(found)
        else Ends(*(in_terms_of(end, _MW) if finite(end) is not None else None for end in found))
    )


def _row(balance: Sheet, terms: Sheet, stretch: _Stretch) -> list[Cell]:
    cells = stretch.days
    for side, total in stretch.sums.items():
        own = [figure for which, term, figure in stretch.terms if which == side]
        cells += [_sum(balance, terms, side, low, total, own) for low in (True, False)]
    load, supply, margin = stretch.sums["load"], stretch.sums["supply"], stretch.margin
    if missing(margin) or missing(load) or missing(supply):
        return [*cells, _low(margin), _high(margin)]
    least = None if supply.low is None or load.high is None else supply.low - load.high
    most = None if supply.high is None or load.low is None else supply.high - load.low
    firm, drawn = "Firm supply", "Facility load"
    low = computed(f"={balance.here(f'{firm} (MW)')}-{balance.here(f'{drawn} at most (MW)')}", margin.low, least)
    high = computed(f"={balance.here(f'{firm} at most (MW)')}-{balance.here(f'{drawn} (MW)')}", margin.high, most)
    return [*cells, _(NO_LIMIT) if low is None else low, _(NO_LIMIT) if high is None else high]


def _sum(balance: Sheet, terms: Sheet, side: str, low: bool, total: Any, own: list[Any]) -> Cell:
    """The sum of one side: a formula over its terms where that is what the plan comes to."""
    if missing(total) or any(map(missing, own)):
        return _low(total) if low else _high(total)
    head = "Power (MW)" if low else "Power at most (MW)"
    where = f"{terms.column('No.')},{balance.here('No.')},{terms.column('Side')}"
    addends = [figure.low if low else figure.high for figure in own]
    text = f'=SUMIFS({terms.column(head)},{where},"{_(side)}")'
    cell = total_of(text, total.low if low else total.high, addends)
    return _(NO_LIMIT) if cell is None else cell


def _low(figure: Any) -> Cell:
    return shown(figure) if missing(figure) else _(NO_LIMIT) if figure.low is None else figure.low


def _high(figure: Any) -> Cell:
    return shown(figure) if missing(figure) else _(NO_LIMIT) if figure.high is None else figure.high
