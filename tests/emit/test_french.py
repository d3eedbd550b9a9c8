"""A report in French: machines read what they always do, people read French, and every number is the model's."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO

import openpyxl
import pytest

from colossusc.language import LANGUAGES, speaking
from colossusc.pipeline import emit
from colossusc.values.calendar import parse_date, show_date, show_month
from colossusc.values.number import show_number
from colossusc.values.quantity import parse_quantity, show
from emit.hostile import HOSTILE, plan
from emit.outputs import PROJECT, checked, compiled, in_french, workbooks
from emit.test_numbers import Words, known, numbers, strange

CAMPUSES = ("colossus_1", "frontier")
FOR_MACHINES = (".json", ".csv")
DAY = re.compile(r"\b(\d\d)/(?:(\d\d)/)?(\d{4})\b")
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,\u202f]*\d|(?<![\w.,])\d")


def source(name: str) -> str:
    return (PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [source("colossus_1"), plan(HOSTILE[3])], ids=["colossus_1", "hostile"])
def test_what_machines_read_is_alike_in_every_language(text: str) -> None:
    english, french = emit(checked(text)), in_french(text)
    assert english.keys() == french.keys()
    alike = {name for name in english if name.endswith(FOR_MACHINES)}
    assert len(alike) >= 2
    assert {name for name in english if english[name] == french[name]} == alike


def test_the_page_says_its_language() -> None:
    assert '<html lang="fr">' in in_french(source("frontier"))["report.html"].decode()
    assert '<html lang="en">' in compiled(source("frontier"))["report.html"]


def readings(text: str) -> list[set[str]]:
    """What each number of a text may be: as French writes it, or, in what is quoted, as English does. Of days, their
    parts."""
    plain = DAY.sub(lambda day: " ".join(filter(None, day.groups())), text)
    found = []
    for each in NUMBER.findall(plain):
        french, english = each.replace("\u202f", "").replace(",", "."), each.replace(",", "")
        found.append({number for number in (french, english) if re.fullmatch(r"\d+(\.\d+)?", number)} or {french})
    return found


@pytest.mark.parametrize("name", CAMPUSES)
def test_every_number_of_the_pages_is_of_the_model(name: str) -> None:
    outputs, there = in_french(source(name)), known(name)
    for page in ("\n".join(Words(outputs["report.html"].decode()).texts), outputs["report.md"].decode()):
        found = [numbers(" ".join(each)) for each in readings(page)]
        assert len(found) > 100
        assert [each for each in found if each and len(strange(each, there)) == len(each)] == []


def test_figures_of_tables_are_those_of_the_english_report() -> None:
    """But for those that stand as the plan has them."""

    def figures(page: str, group: str, point: str) -> Counter[str]:
        cells = (cell.strip() for line in page.splitlines() if line.startswith("|") for cell in line.split("|"))
        decimal = re.compile(rf"-?\d{{1,3}}(?:{group}\d{{3}})*{re.escape(point)}\d\d")
        found = (cell.replace(group, "").replace(point, ".") for cell in cells if decimal.fullmatch(cell))
        return Counter(found)

    french = in_french(source("colossus_1"))["report.md"].decode()
    told, written = figures(french, "\u202f", ","), figures(french, ",", ".")
    assert told.total() > 20 * written.total() > 0
    assert told + written == figures(compiled(source("colossus_1"))["report.md"], ",", ".")


def test_workbooks_have_real_numbers_and_days() -> None:
    books = {name: in_french(source("colossus_1"))[name] for name in workbooks(source("colossus_1"))}
    for name, content in books.items():
        english = openpyxl.load_workbook(BytesIO(workbooks(source("colossus_1"))[name]), data_only=True)
        french = openpyxl.load_workbook(BytesIO(content), data_only=True)
        assert not {each.title for each in french} & {"Findings", "Costs", "Order dates"}
        for one, other in zip(english, french, strict=True):
            rows = zip(one.iter_rows(), other.iter_rows(), strict=True)
            for left, right in ((left, right) for both in rows for left, right in zip(*both, strict=True)):
                if not isinstance(left.value, str):
                    assert right.value == left.value
                    assert (left.number_format, right.number_format) != ("yyyy-mm-dd", "yyyy-mm-dd")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("12_500.25 kW", "12,5002\u00a0MW"),
        ("83 %", "83\u00a0%"),
        ("6 month", "6\u00a0mois"),
        ("1234567 USD", "1\u202f234\u202f567\u00a0USD"),
    ],
)
def test_quantities(written: str, shown: str) -> None:
    quantity = parse_quantity(written)
    with speaking("fr"):
        assert show(quantity.number, quantity.dimension, share="%" in written).replace(" ", "\u00a0") == shown


def test_numbers_and_days() -> None:
    day = parse_date("2026-02-11").first
    assert (show_number(12_500), show_date(day), show_month(day)) == ("12,500", "2026-02-11", "2026-02")
    with speaking("fr"):
        assert show_number(-12_500) == "-12\u202f500"
        assert show_number(12_500, 0, "_") == "12_500"  # as a plan has it
        assert (show_date(day), show_month(day)) == ("11/02/2026", "02/2026")
    assert show_date(day) == "2026-02-11"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError), speaking("xx"):
        pass
    assert LANGUAGES == ("en", "fr")
