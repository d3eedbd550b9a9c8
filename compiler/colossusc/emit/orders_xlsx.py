"""The sheet of order dates: who types in the day of an order sees when it comes, how late or how long before
the day of need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from colossusc.analyses.fact import missing
from colossusc.analyses.slips import Delivery
from colossusc.emit.bom import days_of, label_of, unit_of
from colossusc.emit.ranges import NO_LIMIT, ends
from colossusc.emit.sheet_cells import at_most
from colossusc.emit.workbook import Cell, Column, Day, Formula, Sheet, Workbook
from colossusc.language import _, marked
from colossusc.values.uncertain.dates import by_months, first_of
from colossusc.values.uncertain.expression import least_of

_COLUMNS = (
    *(Column("Object", 30), Column("Part", 40), Column("Quantity", 12, "count")),
    *(Column("Quantity at most", 12, "count"), Column("Unit", 9)),
    *(Column("Needed by", 12, "day"), Column("Needed by at latest", 12, "day")),
    *(Column("Lead time (months)", 10, "count"), Column("Lead time at most (months)", 10, "count")),
    *(Column("Order by", 12, "day"), Column("Order by at latest", 12, "day"), Column("Ordered", 12, "day")),
    *(Column("Comes", 12, "day"), Column("Comes at latest", 12, "day")),
    *(Column("Late (days)", 9, "count"), Column("Late at most (days)", 9, "count"), Column("Float (days)", 9, "count")),
)
COSTS = marked("Costs")  # the sheet of sums
_TODAY = "$B$2"  # where it has `as_of`


class Side(NamedTuple):
    """The least or the most of what decides a delivery, and the columns that have it."""

    need: int
    need_in: str
    start: int | None  # the day of the order, or today; None where neither is given
    lead: Any
    lead_in: str
    comes: int
    comes_in: str
    late: Any


def write_orders(book: Workbook, coming: Iterable[Delivery], as_of: int | None) -> Sheet:
    """Adds the sheet."""
    sheet = book.sheet(_("Order dates"), _COLUMNS)
    for each in coming:
        sheet.row(_row(sheet, each, as_of))
    return sheet


def _row(sheet: Sheet, each: Delivery, as_of: int | None) -> list[Cell]:
    bought, need = each.purchase, days_of(each.purchase.need)
    quantity = ends(bought.quantity)
    lead = ends(bought.lead)
    ordered = None if missing(bought.ordered) else days_of(bought.ordered)
    order_day: Cell = Day(ordered.first) if ordered is not None else None
    cells: list[Cell] = [
        bought.item.path,
        label_of(bought.item),
        quantity.low,
        at_most(bought.quantity, quantity.high),
        _(unit_of(bought.item)),
        Day(need.first),
        Day(need.last),
        lead.low,
        _(NO_LIMIT) if lead.high is None and not missing(bought.lead) else lead.high,
    ]
    if lead.low is None or lead.high is None:
        return [*cells, None, None, order_day, None, None, None, None, None]
    order_by, late = days_of(bought.order_by), ends(each.late)
    comes = days_of(bought.need if missing(each.comes) else each.comes)
    spare = 0 if missing(each.spare) else least_of(each.spare)
    begun: tuple[int | None, int | None] = (ordered.first, ordered.last) if ordered is not None else (as_of, as_of)
    known = begun[0] == begun[1]  # the sheet has one day of the order
    sides = [
        Side(
            need.first,
            "Needed by",
            begun[0],
            lead.low,
            "Lead time (months)",
            comes.first,
            "Comes",
            late.low,
        ),
        Side(
            *(need.last, "Needed by at latest", begun[1], lead.high, "Lead time at most (months)"),
            *(comes.last, "Comes at latest", late.high),
        ),
    ]
    return [
        *cells,
        _moved(sheet, "Needed by", "Lead time at most (months)", (need.first, lead.high), order_by.first),
        _moved(sheet, "Needed by at latest", "Lead time (months)", (need.last, lead.low), order_by.last),
        order_day,
        *(_comes(sheet, side, known, as_of) for side in sides),
        *(_difference(sheet, side.comes_in, side.need_in, side.comes - side.need, side.late, side) for side in sides),
        _difference(sheet, sides[1].need_in, sides[1].comes_in, need.last - comes.last, spare, sides[1]),
    ]


def _in_formula(sheet: str) -> str:
    """The name of a sheet as formulas have it."""
    return sheet if sheet.isascii() and sheet.isalnum() else f"'{sheet}'"


def _moved(sheet: Sheet, need: str, lead: str, given: tuple[int, Any], ours: int) -> Cell:
    """The last day to order: the day of need less the lead time."""
    day, months = given
    text = f"=EDATE({sheet.here(need)},-{sheet.here(lead)})"
    return _dated(text, ours, first_of(by_months(day, -months)), day)


def _comes(sheet: Sheet, side: Side, known: bool, as_of: int | None) -> Cell:
    """The day of the order (today where there is none) and the lead time; the day of need where neither is given."""
    ordered, lead = sheet.here("Ordered"), sheet.here(side.lead_in)
    unordered = f"EDATE({_in_formula(_(COSTS))}!{_TODAY},{lead})" if as_of is not None else sheet.here(side.need_in)
    text = f'=IF({ordered}="",{unordered},EDATE({ordered},{lead}))'
    comes = side.need if side.start is None else first_of(by_months(side.start, side.lead))
    return _dated(text, side.comes, comes if known else None, side.need, side.start or side.need)


def _difference(sheet: Sheet, later: str, earlier: str, days: int, ours: Any, side: Side) -> Cell:
    """The days from one column to another, 0 where it comes first."""
    text = f"=MAX(0,{sheet.here(later)}-{sheet.here(earlier)})"
    counted = Day(side.need).in_sheets and Day(side.comes).in_sheets
    cell: Cell = Formula(text, ours) if counted and max(0, days) == ours else ours
    return cell


def _dated(text: str, ours: int, formula: int | None, *read: int) -> Cell:
    """The formula of a day, where it gives the day of the bill and a sheet can count what it reads; else the day."""
    counted = all(Day(day).in_sheets for day in (ours, *read))
    return Formula(text, Day(ours)) if counted and formula == ours else Day(ours)
