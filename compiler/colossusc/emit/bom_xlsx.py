"""The bill as a workbook: costs, sums and order dates are formulas, with the values that the bill has.

`Costs` has the costs of each phase, `By phase` every line, `Total` one line for each part, `Order dates` what is
still to come, `Per MW` the cost beside what was published, `Not bought` what is leased or owned. Of what is not one
number there are two columns, its least and its most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from colossusc.analyses.fact import Facts
from colossusc.analyses.slips import deliveries
from colossusc.emit.beside_xlsx import write_beside
from colossusc.emit.bom import Line, Phase, every_line, phase_words, source_of, totals
from colossusc.emit.bom_totals import Total, consolidated
from colossusc.emit.orders_xlsx import COSTS, write_orders
from colossusc.emit.phrases import kind_words, place
from colossusc.emit.ranges import Ends, ends, finite
from colossusc.emit.sheet_cells import at_most, computed, day_cell, latest_cell, total_of
from colossusc.emit.workbook import Cell, Column, Day, Sheet, Workbook
from colossusc.ir import Item
from colossusc.language import _, marked

_LINES = (
    *(Column("No.", 6, "count"), Column("Phase", 20), Column("Needed by", 12, "day")),
    *(Column("Needed by at latest", 12, "day"), Column("Object", 30), Column("Part", 40), Column("Maker", 20)),
    *(Column("Kind", 14), Column("Quantity", 12, "count"), Column("Quantity at most", 12, "count")),
    *(Column("Unit", 9), Column("Unit cost", 16, "money"), Column("Unit cost at most", 16, "money")),
    *(Column("Currency", 10), Column("Cost", 20, "money"), Column("Cost at most", 20, "money")),
    *(Column("Price of the day", 12, "day"), Column("Price source", 40)),
    *(Column("Installed cost", 20, "money"), Column("Installed cost at most", 20, "money"), Column("Place", 30)),
)
_PARTS = (
    *(Column("No.", 6, "count"), Column("Part", 40), Column("Maker", 20), Column("Kind", 14)),
    *(Column("Quantity", 12, "count"), Column("Quantity at most", 12, "count"), Column("Unit", 9)),
    *(Column("Unit cost at least", 16, "money"), Column("Unit cost at most", 16, "money"), Column("Currency", 10)),
    *(Column("Cost", 20, "money"), Column("Cost at most", 20, "money")),
    *(Column("First needed by", 12, "day"), Column("First order by", 12, "day")),
    *(Column("For", 40), Column("Price source", 40)),
)
_SIDES = {"Cost": marked("Cost ({currency})"), "Cost at most": marked("Cost at most ({currency})")}


def write_xlsx(facts: Facts, campus: Item, phases: Sequence[Phase], as_of: int | None) -> bytes:
    """The bill of a campus as an Excel file."""
    book = Workbook(_("Bill of materials: {name}", name=campus.label), as_of)
    write_bill(book, facts, campus, phases, as_of)
    return book.close()


def write_bill(book: Workbook, facts: Facts, campus: Item, phases: Sequence[Phase], as_of: int | None) -> None:
    """Adds the sheets of the bill to a workbook."""
    everything = every_line(phases)
    parts = consolidated(everything)
    currencies = tuple(totals(everything))
    heads = [
        Column(f"{side} ({currency})", 20, "money", _(words, currency=currency))
        for currency in currencies
        for side, words in _SIDES.items()
    ]
    counts = (Column("Date", 12, "day"), Column("Lines", 9, "count"), Column("Without a price", 12, "count"))
    today: Cell = Day(as_of) if as_of is not None else _("not given")
    columns = (Column("Phase", 24), *counts, *heads)
    costs = book.sheet(_(COSTS), columns, ((_("Campus"), campus.label), (_("As of"), today)))
    lines, total = book.sheet(_("By phase"), _LINES), book.sheet(_("Total"), _PARTS)
    numbers = {line: number for number, part in enumerate(parts, 1) for line in part.lines}
    for line in everything:
        lines.row(_line(lines, line, numbers[line]))
    for phase in phases:
        costs.row(_phase(costs, lines, phase, currencies))
    costs.row(_sums(costs, everything, len(phases), currencies))
    for number, part in enumerate(parts, 1):
        total.row(_part(total, lines, number, part))
    orders = write_orders(book, deliveries(facts, campus, as_of), as_of)
    for sheet in (lines, total, orders, *write_beside(book, facts, campus, everything)):
        sheet.filtered()


# -------------------------------------------------------------------------------------------------------- costs


def _phase(sheet: Sheet, lines: Sheet, phase: Phase, currencies: tuple[str, ...]) -> list[Cell]:
    """The costs of a phase, by currency."""

    def cost(currency: str, head: str) -> str:
        ranges = f"{lines.column(head)},{lines.column('Phase')},{sheet.here('Phase')},{lines.column('Currency')}"
        return f'=SUMIFS({ranges},"{currency}")'

    counts: list[Cell] = [len(phase.lines), _unpriced(phase.lines)]
    return [phase_words(phase.name), day_cell(phase.days.first), *counts, *_costs(phase.lines, currencies, cost)]


def _sums(sheet: Sheet, lines: Sequence[Line], phases: int, currencies: tuple[str, ...]) -> list[Cell]:
    """The line under the phases."""

    def total(head: str) -> str:
        return f"=SUM({sheet.column(head)})" if phases else "=0"

    def cost(currency: str, head: str) -> str:
        return total(f"{head} ({currency})")

    counts = [computed(total(head), figure, figure) for head, figure in _counts(lines)]
    return [_("Total"), None, *counts, *_costs(lines, currencies, cost)]


def _counts(lines: Sequence[Line]) -> tuple[tuple[str, int], ...]:
    return ("Lines", len(lines)), ("Without a price", _unpriced(lines))


def _costs(lines: Sequence[Line], currencies: tuple[str, ...], text: Callable[[str, str], str]) -> list[Cell]:
    """What lines cost, at least and at most in each currency."""
    found: list[Cell] = []
    sums = totals(lines)
    for currency in currencies:
        figure = sums.get(currency, 0)
        own = [ends(line.cost) for line in lines if line.currency == currency]
        low, high = ends(figure)
        found.append(total_of(text(currency, "Cost"), low, (each.low for each in own)))
        found.append(at_most(figure, total_of(text(currency, "Cost at most"), high, (each.high for each in own))))
    return found


def _unpriced(lines: Sequence[Line]) -> int:
    return sum(line.unpriced for line in lines)


# ------------------------------------------------------------------------------------------------- lines and parts


def _line(sheet: Sheet, line: Line, number: int) -> list[Cell]:
    quantity, price, cost, installed = map(ends, (line.quantity, line.price, line.cost, line.installed_cost))
    low = _product(sheet, ("Quantity", "Unit cost"), (quantity.low, price.low), cost.low)
    high = _product(sheet, ("Quantity at most", "Unit cost at most"), (quantity.high, price.high), cost.high)
    return [
        number,
        phase_words(line.phase),
        day_cell(line.days.first),
        latest_cell(line.days),
        line.item.path,
        line.label,
        line.maker,
        kind_words(line.kind),
        quantity.low,
        at_most(line.quantity, quantity.high),
        _(line.unit),
        price.low,
        at_most(line.price, price.high),
        line.currency,
        low,
        at_most(line.cost, high),
        day_cell(line.price_day.first),
        source_of(line),
        installed.low,
        at_most(line.installed_cost, installed.high),
        place(line.item.span),
    ]


def _product(sheet: Sheet, heads: tuple[str, str], factors: tuple[Any, Any], ours: Any) -> Cell:
    """The product of two cells of the row."""
    formula = None if None in factors else factors[0] * factors[1]
    return computed("=" + "*".join(map(sheet.here, heads)), ours, formula)


def _part(sheet: Sheet, lines: Sheet, number: int, part: Total) -> list[Cell]:
    def total(head: str, ours: Any, terms: Sequence[Any]) -> Cell:
        return total_of(f"=SUMIF({lines.column('No.')},{sheet.here('No.')},{lines.column(head)})", ours, terms)

    first, quantity, cost = part.first, ends(part.quantity), ends(part.cost)
    quantities = [ends(line.quantity) for line in part.lines]
    costs = [ends(line.cost) for line in part.lines]
    prices = Ends(*map(finite, part.prices)) if part.prices is not None else Ends(None, None)
    return [
        number,
        first.label,
        first.maker,
        kind_words(first.kind),
        total("Quantity", quantity.low, [each.low for each in quantities]),
        at_most(part.quantity, total("Quantity at most", quantity.high, [each.high for each in quantities])),
        _(first.unit),
        prices.low,
        at_most(part.prices, prices.high),
        first.currency,
        total("Cost", cost.low, [each.low for each in costs]),
        at_most(part.cost, total("Cost at most", cost.high, [each.high for each in costs])),
        day_cell(part.need.first),
        day_cell(part.order_by.first),
        ", ".join(dict.fromkeys(line.item.path for line in part.lines)),
        part.source,
    ]
