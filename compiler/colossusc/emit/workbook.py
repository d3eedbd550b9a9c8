"""Workbooks of Excel: XlsxWriter behind one small door, so that text stays text and one input gives the same bytes.

A cell is a text, a number, a day or a formula with its value. Texts are never taken for formulas, numbers or links, and
every write is checked. A workbook is dated by the plan, not by the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any, Literal, TypeAlias

import attrs
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from colossusc.language import _, marked
from colossusc.show.visible import visible
from colossusc.values.calendar import show_date
from colossusc.values.number import Number

Look: TypeAlias = Literal["text", "count", "number", "money", "day"]
_FORMATS: dict[Look, str] = {
    "text": "@",
    "count": "#,##0",
    "number": "#,##0.00",
    "money": "#,##0.00",
    # TRANSLATORS: the format of days in workbooks, of `yyyy`, `mm` and `dd`
    "day": marked("yyyy-mm-dd"),
}
_LONGEST = 32_767  # characters of a cell
_EPOCH = datetime.date(1899, 12, 30).toordinal()  # day 0 of a sheet
_FIRST = datetime.date(1900, 3, 1).toordinal()  # from here on the days of a sheet are those of the calendar
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@attrs.frozen
class Day:
    """A day of the calendar."""

    number: int

    @property
    def in_sheets(self) -> bool:
        """Whether a sheet can count it; an earlier day is a text there."""
        return self.number >= _FIRST


@attrs.frozen
class Formula:
    """A formula, with what it comes to."""

    text: str
    value: Number | Day


Cell: TypeAlias = str | Number | Day | Formula | None


@attrs.frozen
class Column:
    """One column of a table: its head with the unit, its width in characters, and how its cells look."""

    head: str
    width: int
    look: Look = "text"
    words: str = ""  # as it is shown, where that is not the head in the language in force


class Workbook:
    """Sheets, one table each."""

    def __init__(self, title: str, day: int | None) -> None:
        self._bytes = BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, _OPTIONS)
        made = datetime.datetime.fromordinal(day if day is not None else _FIRST)
        self._book.set_properties({"title": _shown(title)[:255], "created": made})
        self.head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.strong = self._book.add_format({"bold": True})
        self.looks = {look: self._book.add_format({"num_format": _(form)}) for look, form in _FORMATS.items()}

    def sheet(self, name: str, columns: Sequence[Column], above: Sequence[tuple[str, Cell]] = ()) -> Sheet:
        """A sheet with a table; `above` are lines of a name and a value that stand over it."""
        return Sheet(self, self._book.add_worksheet(name), name, columns, above)

    def close(self) -> bytes:
        """The workbook as a file."""
        self._book.close()
        return self._bytes.getvalue()


class Sheet:
    """One table: its head is frozen, and it can be filtered."""

    def __init__(
        self,
        book: Workbook,
        sheet: Any,
        name: str,
        columns: Sequence[Column],
        above: Sequence[tuple[str, Cell]],
    ) -> None:
        self._book, self._sheet, self.name, self._columns = book, sheet, name, columns
        for row, (what, value) in enumerate(above):
            _done(sheet.write_string(row, 0, what, book.strong))
            self._write(row, 1, value, "day" if isinstance(value, Day) else "text")
        self._head = len(above) + bool(above)  # an empty row between
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            _done(sheet.write_string(self._head, place, column.words or _(column.head), book.head))
        self.next = self._head + 1  # the row that is written next, counted from 0
        sheet.freeze_panes(self.next, 1)

    def row(self, cells: Sequence[Cell]) -> None:
        """Adds a row."""
        for place, (cell, column) in enumerate(zip(cells, self._columns, strict=True)):
            self._write(self.next, place, cell, column.look)
        self.next += 1

    def filtered(self) -> None:
        """Puts a filter on the table as far as it is written."""
        self._sheet.autofilter(self._head, 0, max(self.next - 1, self._head), len(self._columns) - 1)

    def here(self, head: str) -> str:
        """The address of a cell of the row that is written next, as a formula of its sheet names it: `$H5`."""
        return str(xl_rowcol_to_cell(self.next, self._place(head), False, True))

    def column(self, head: str) -> str:
        """The address of a column of the table as far as it is written, as any formula may name it."""
        place = self._place(head)
        first, last = (
            xl_rowcol_to_cell(row, place, True, True) for row in (self._head + 1, max(self.next - 1, self._head + 1))
        )
        return f"'{self.name}'!{first}:{last}"

    def _place(self, head: str) -> int:
        return next(place for place, column in enumerate(self._columns) if column.head == head)

    def _write(self, row: int, place: int, cell: Cell, look: Look) -> None:
        form = self._book.looks[look]
        if isinstance(cell, Formula):
            _done(self._sheet.write_formula(row, place, cell.text, form, _number(cell.value)))
        elif isinstance(cell, Day) and not cell.in_sheets:
            _done(self._sheet.write_string(row, place, show_date(cell.number), form))
        elif isinstance(cell, str):
            if cell:
                _done(self._sheet.write_string(row, place, _shown(cell), self._book.looks["text"]))
        elif cell is not None:
            _done(self._sheet.write_number(row, place, _number(cell), form))


def _shown(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _number(value: Number | Day) -> int | float:
    """A number as sheets have them: 64 bits."""
    if isinstance(value, Day):
        return value.number - _EPOCH
    return float(value) if isinstance(value, Fraction) or abs(value) >= 2**53 else value


def _done(code: int) -> None:
    """Refuses to go on after a write that XlsxWriter left out: a cell would be missing."""
    if code:
        raise ValueError(f"a cell was not written: {code}")
