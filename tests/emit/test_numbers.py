"""Every number that a report prints is one of the model, of its facts, or of the text of the plan and the library."""

from __future__ import annotations

import csv
import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from colossusc.resources import resource
from emit.outputs import PROJECT, compiled, pdf, workbooks
from emit.printed import Printed

NUMBER = re.compile(r"(?<![\w.])\d[\d,_]*(?:\.\d+)?")
COUNTED = ("No.", "Lines", "Without a price")  # of the workbook itself
CAMPUSES = ("colossus_1", "colossus_2", "southaven_temporary", "frontier")


class Words(HTMLParser):
    """The text of a page, without its style and the geometry of its pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if not self._inside and tag in ("style", "script", "svg"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def numbers(text: str) -> set[str]:
    return {found.replace(",", "").replace("_", "") for found in NUMBER.findall(text)}


def known(name: str) -> list[Fraction]:
    """The numbers of the model with its facts, and of what was read."""
    plan = (PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8")
    model = json.loads(compiled(plan)["ir.json"])
    read = [each["name"] for each in model["inputs"] if each["sort"] != "plan"]
    texts = [plan, json.dumps(model), *(resource(f"specs/{path}").read_text() for path in read)]
    found = {Fraction(each) for text in texts for each in numbers(text)}
    return sorted(found | set(ratios(model["facts"], model["campus"])))


def ratios(facts: dict[str, Any], item: dict[str, Any]) -> Iterable[Fraction]:
    """What a unit has on the hot day of what it is rated, which is how a site rating is explained."""
    for step in facts.get(item["path"], {}).get("site_rating", {}).get("steps", ()):
        for rated in item["values"]["rating"]["steps"]:
            for end in ("low", "high"):
                own, nameplate = (each["value"].get(end, each["value"]) for each in (step, rated))
                yield Fraction(own["value"]) / Fraction(nameplate["value"])
    for child in item.get("children", ()):
        yield from ratios(facts, child)


def strange(printed: Iterable[str], there: list[Fraction]) -> list[str]:
    """What is printed and is none of the numbers there, to the decimals that are printed."""
    found = []
    for each in sorted(printed, key=Fraction):
        off = Fraction(1, 2 * 10 ** len(each.partition(".")[2])) if "." in each else Fraction(0)
        place = bisect_left(there, Fraction(each) - off)
        if place == len(there) or there[place] > Fraction(each) + off:
            found.append(each)
    return found


@pytest.mark.parametrize("name", CAMPUSES)
def test_every_number_of_the_pages_is_of_the_model(name: str) -> None:
    outputs = compiled((PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8"))
    there = known(name)
    page = numbers("\n".join(Words(outputs["report.html"]).texts))
    assert len(page) > 100
    assert strange(page, there) == []
    assert strange(numbers(outputs["report.md"]), there) == []
    cells = (cell for row in csv.reader(StringIO(outputs["bom.csv"], newline="")) for cell in row)
    assert strange(numbers("\n".join(cells)), there) == []


@pytest.mark.parametrize("name", CAMPUSES)
def test_every_number_of_the_workbooks_is_of_the_model(name: str) -> None:
    """Cells hold floats; where decimals do not end, the model has four of them."""
    there = known(name)
    for content in workbooks((PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8")).values():
        for sheet in openpyxl.load_workbook(BytesIO(content), data_only=True):
            head: list[str] = []
            for row in sheet.iter_rows(values_only=True):
                if "No." in row or not head:
                    head = [str(cell) for cell in row]
                for what, cell in zip(head, row, strict=True):
                    if isinstance(cell, float | int) and what not in COUNTED:
                        assert any_close(abs(cell), there), (sheet.title, what, cell)


@pytest.mark.parametrize("name", CAMPUSES)
def test_every_number_of_the_pdf_is_of_the_model(name: str) -> None:
    """What pictures say is tested with them; of its own, the PDF has the numbers of its pages."""
    plan = (PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8")
    printed = Printed(pdf(plan))
    pages = {str(number) for number in range(1, len(printed.reader.pages) + 1)}
    pictures = "\n".join(re.findall(r"<text[^>]*>([^<]*)", compiled(plan)["report.html"]))
    found = numbers(printed.words)
    assert len(found) > 100
    assert strange(found - pages - numbers(pictures), known(name)) == []


def any_close(figure: float, there: list[Fraction]) -> bool:
    exact = Fraction(figure)
    off = exact / 10**12 + Fraction(1, 2 * 10**4)
    place = bisect_left(there, exact - off)
    return place < len(there) and there[place] <= exact + off


def test_a_number_that_is_not_there_is_found() -> None:
    assert strange({"1.25", "3", "7.10"}, [Fraction(5, 4), Fraction(7)]) == ["3", "7.10"]
    assert strange({"7.1"}, [Fraction(7_149, 1_000)]) == []
