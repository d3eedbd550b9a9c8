"""A spreadsheet of our own, to check the formulas of a workbook: what each cell comes to, computed anew.

It knows just the functions that our workbooks use, and works exactly as Excel documents them; anything else raises.
"""

from __future__ import annotations

import calendar
import datetime
import math
import re
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import range_boundaries

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
        found = []
        for sheet in self.formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
                place, given = cell.coordinate, plain(self.cached[sheet.title][cell.coordinate].value)
                found.append((f"{sheet.title}!{place}", self.value(sheet.title, place), given))
        return found

    def value(self, sheet: str, address: str) -> Any:
        cell = self.formulas[sheet][address.replace("$", "")]
        if cell.data_type != "f":
            return plain(cell.value)
        text = Tokenizer(cell.value)
        found, rest = self._sum(text.items, sheet)
        assert not rest, cell.value
        return found

    # ------------------------------------------------------------------------------------------------- expressions

    def _sum(self, tokens: list[Token], sheet: str) -> tuple[Any, list[Token]]:
        left, tokens = self._product(tokens, sheet)
        while tokens and tokens[0].type == "OPERATOR-INFIX" and tokens[0].value in "+-=":
            sign = tokens[0].value
            right, tokens = self._product(tokens[1:], sheet)
            left = (left or "") == right if sign == "=" else left + right if sign == "+" else left - right
        return left, tokens

    def _product(self, tokens: list[Token], sheet: str) -> tuple[Any, list[Token]]:
        left, tokens = self._one(tokens, sheet)
        while tokens and tokens[0].type == "OPERATOR-INFIX" and tokens[0].value in "*/":
            times = tokens[0].value == "*"
            right, tokens = self._one(tokens[1:], sheet)
            left = left * right if times else left / right
        return left, tokens

    def _one(self, tokens: list[Token], sheet: str) -> tuple[Any, list[Token]]:
        token, rest = tokens[0], tokens[1:]
        if token.type == "OPERATOR-PREFIX":
            assert token.value == "-"
            found, rest = self._one(rest, sheet)
            return -found, rest
        if token.type == "FUNC":
            return self._call(token.value, rest, sheet)
        assert token.type == "OPERAND", token
        if token.subtype == "NUMBER":
            return float(token.value), rest
        if token.subtype == "TEXT":
            return token.value[1:-1], rest
        return self._read(token.value, sheet), rest

    def _read(self, address: str, sheet: str) -> Any:
        """A cell, or a range as a list of its cells."""
        match = re.fullmatch(r"(?:'?([^'!]+)'?!)?(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", address)
        assert match is not None, address
        place = match[1] or sheet
        if ":" not in match[2]:
            return self.value(place, match[2])
        left, top, right, bottom = range_boundaries(match[2].replace("$", ""))
        assert left == right
        letters = openpyxl.utils.get_column_letter(left)
        return [self.value(place, f"{letters}{row}") for row in range(top, bottom + 1)]

    def _call(self, name: str, tokens: list[Token], sheet: str) -> tuple[Any, list[Token]]:
        arguments = []
        while not (tokens[0].type == "FUNC" and tokens[0].subtype == "CLOSE"):
            if tokens[0].type == "SEP":
                tokens = tokens[1:]
            found, tokens = self._sum(tokens, sheet)
            arguments.append(found)
        return FUNCTIONS[name](*arguments), tokens[1:]


def plain(value: Any) -> Any:
    """A value as formulas see it: a day is its number."""
    return (value.date() - EPOCH).days if isinstance(value, datetime.datetime) else value


def numbers(cells: list[Any]) -> list[float]:
    return [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]


def edate(start: float | None, months: float) -> int:
    day = EPOCH + datetime.timedelta(days=int(start or 0))  # an empty cell is 0
    total = day.year * 12 + day.month - 1 + math.trunc(months)
    year, month = divmod(total, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return (datetime.date(year, month + 1, min(day.day, last)) - EPOCH).days


def sumifs(cells: list[Any], *pairs: Any) -> float:
    """Criteria that are operators or patterns are not what we write: they would be taken for something else."""
    kept = [True] * len(cells)
    for place in range(0, len(pairs), 2):
        wanted = pairs[place + 1]
        assert not isinstance(wanted, str) or not re.match(r"[<>=]|.*[*?~]", wanted), wanted
        kept = [keep and found == wanted for keep, found in zip(kept, pairs[place], strict=True)]
    return sum(numbers([cell for cell, keep in zip(cells, kept, strict=True) if keep]))


FUNCTIONS: dict[str, Any] = {
    "SUM(": lambda cells: sum(numbers(cells)),
    "SUMIF(": lambda where, wanted, cells: sumifs(cells, where, wanted),
    "SUMIFS(": sumifs,
    "MAX(": max,
    "EDATE(": edate,
    "IF(": lambda test, then, otherwise: then if test else otherwise,
}
