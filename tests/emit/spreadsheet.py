"""A workbook read back: what its writer gave for each cell, and what each formula comes to, computed by `formulas`."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import formulas
import openpyxl

EPOCH = datetime.date(1899, 12, 30)


class Spreadsheet:
    """A workbook, with its formulas and with the values that its writer gave them."""

    def __init__(self, content: bytes) -> None:
        self.formulas = openpyxl.load_workbook(BytesIO(content))
        self.cached = openpyxl.load_workbook(BytesIO(content), data_only=True)

    def table(self, sheet: str, head_row: int = 1) -> list[dict[str, Any]]:
        """The rows of a sheet by their heads, with the values that the writer gave."""
        rows = list(self.cached[sheet].iter_rows(min_row=head_row, values_only=True))
        return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]

    def computed(self) -> list[tuple[str, Any, Any]]:
        """Each formula: its cell, what it comes to, and the value that the writer gave."""
        solved = self._solved()
        return [
            (f"{sheet.title}!{cell.coordinate}", solved[_key(sheet.title, cell.coordinate)], plain(given))
            for sheet in self.formulas
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
            for given in (self.cached[sheet.title][cell.coordinate].value,)
        ]

    def value(self, sheet: str, address: str) -> Any:
        """What a formula comes to, with the cells as they are now."""
        return self._solved()[_key(sheet, address)]

    def _solved(self) -> dict[str, Any]:
        """Every cell's value, from the formulas alone: what is written here has no values in their place."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "book.xlsx"
            self.formulas.save(path)
            solution = formulas.ExcelModel().loads(str(path)).finish().calculate()
        cells = {name: each.value[0, 0] for name, each in solution.items() if hasattr(each, "value")}
        return {name: value.item() if hasattr(value, "item") else value for name, value in cells.items()}


def _key(sheet: str, address: str) -> str:
    return f"'[book.xlsx]{sheet.upper()}'!{address}"


def plain(value: Any) -> Any:
    """A value as formulas see it: a day is its number."""
    return (value.date() - EPOCH).days if isinstance(value, datetime.datetime) else value
