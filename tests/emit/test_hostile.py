"""One hostile campus through every emitter: whatever a text holds stays text, and its names make good ones of files."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from colossusc.cli.commands.diff import FORMATS
from colossusc.cli.folder import is_plain
from colossusc.emit.own.formats import _FORMATS
from colossusc.resources import resource
from emit.everything import OWN, documents
from emit.hostile import HOSTILE, campus, mistaken
from emit.printed import Printed
from emit.spreadsheet import Spreadsheet
from emit.test_report import Page

PLANS = campus(), campus(gpus=160), mistaken()
HERE = Path(__file__).parent
OURS = r"=(SUM|SUMIFS?|EDATE|IF|MAX|MIN)\(|=\$|=0$"  # how our formulas begin
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def everything() -> dict[str, bytes]:
    return documents(*PLANS)


def as_shown(text: str) -> str:
    """A text as people see it."""
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


SHOWN = [as_shown(text) for text in HOSTILE]


# ---------------------------------------------------------------------------------------------- each format's reader


def html(content: str) -> list[str]:
    """The texts of a page; nothing in it runs, is fetched, or leads to anything but the web or the page itself."""
    page = Page(content)
    assert page.open == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base", "link", "image"}
    for tag, given in page.elements:
        assert not [name for name in given if name.startswith("on") or name in ("src", "srcset", "xlink:href")]
        assert tag in ("a", "use") or "href" not in given
        assert given.get("href", "#").startswith(("#", "https://", "http://"))
    return page.texts


def svg(content: str) -> list[str]:
    """The texts of a picture; it has shapes, texts and a style sheet."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        assert element.tag.partition("}")[2] not in ("script", "image", "a", "foreignObject", "use", "animate", "set")
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
        assert not re.search(r"url\((?!#)", " ".join(element.attrib.values()))
    return [element.text or "" for element in root.iter()]


def markdown(content: str) -> list[str]:
    """What is left of Markdown for its reader when marks of code and escapes are gone."""
    outside = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", content)
    plain = re.sub(r"\\[!-/:-@\[-`{-~]", "", re.sub(r"(?<!\\)`[^`\n]+`", "", outside))
    ours = r"</?details>|<summary>[^<>]*</summary>|<https?://[^\s<>]+>|<!--[^<>]*-->"
    assert "<" not in re.sub(ours, "", plain)
    assert "](" not in plain
    assert "![" not in plain
    assert "{{7*7}}" in content.replace("\\", "") or "49" not in content
    for table in re.findall(r"(?m)(?:^\|.*\n)+", outside):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table
    return [re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", content)]


def cells(content: str) -> list[str]:
    """The cells of a CSV, of which none is a formula."""
    rows = list(csv.reader(StringIO(content, newline=""), strict=True))
    found = [cell for row in rows for cell in row]
    assert len({len(row) for row in rows}) <= 1
    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    return [cell.removeprefix("'") for cell in found]


def workbook(content: bytes) -> list[str]:
    """The texts of a workbook: no formula but ours, no link, nothing from outside."""
    texts = []
    for sheet in Spreadsheet(content).formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.hyperlink is None
            assert cell.data_type != "f" or re.match(OURS, str(cell.value))
            texts.append(str(cell.value))
    with ZipFile(BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if "external" in name or "media" in name or "vba" in name.lower()]
        assert not [name for name in parts.namelist() if name.endswith(".rels") and b"/hyperlink" in parts.read(name)]
    return texts


def pdf(content: bytes) -> list[str]:
    """The texts of a PDF: nothing in it runs or is fetched, and its links lead to the web."""
    printed = Printed(content)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(printed.root)
    assert not {"/EmbeddedFiles", "/JavaScript"} & set(printed.root["/Names"])
    assert {str(each["/S"]) for each in printed.actions} <= {"/URI"}
    assert all(str(each["/URI"]).startswith(("https://", "http://")) for each in printed.actions)
    assert not UNSEEN.search(printed.words.replace("\n", " "))
    return [*printed.bookmarks, printed.words]


def tree(content: str) -> list[str]:
    """Every text of a JSON document, as it was written."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                found.append(key)
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        else:
            found.append(as_shown(str(value)))

    walk(json.loads(content))
    return found


def lines(content: str) -> list[str]:
    """The objects of JSON lines."""
    return [each for line in content.splitlines() for each in tree(line)]


def commands(content: str) -> list[str]:
    """The messages of workflow commands: each line is one, and its own."""
    assert all(re.match(r"::(error|warning|notice) [a-zA-Z]+=", line) for line in content.splitlines())
    return [content.replace("%25", "%")]


def xml(content: str) -> list[str]:
    root = ElementTree.fromstring(content)
    return [text for element in root.iter() for text in (element.text or "", *element.attrib.values())]


def tex(content: str) -> list[str]:
    """What TeX prints, which knows no command of anybody's but ours."""
    assert not re.search(r"\\(?!textbackslash\{\}|textasciitilde\{\}|textasciicircum\{\}|[&%$#_{}])", content)
    plain = content.replace(r"\textbackslash{}", "\0").replace(r"\textasciitilde{}", "~")
    return [re.sub(r"\\([&%$#_{}])", r"\1", plain.replace(r"\textasciicircum{}", "^")).replace("\0", "\\")]


def words(content: str) -> list[str]:
    return [content]


READERS: dict[str, Callable[[str], list[str]]] = {
    "html": html,
    "svg": svg,
    "md": markdown,
    "csv": cells,
    "json": tree,
    "tex": tex,
    "txt": words,
    "text": words,
    "short": words,
    "sarif": tree,
    "jsonl": lines,
    "github": commands,
    "junit": xml,
}
NO_TEXT = re.compile(r"campus_con_2-|-(supply|usable)\.")  # what has no names, and the campus that has two texts


# ------------------------------------------------------------------------------------------------------------ tests


def test_whatever_a_text_holds_stays_text_everywhere() -> None:
    for name, content in everything().items():
        if name.endswith(".png"):
            assert content.startswith(b"\x89PNG\r\n\x1a\n")
            continue
        if name.endswith(".xlsx"):
            found = workbook(content)
        elif name.endswith(".pdf"):
            found = pdf(content)
        else:
            decoded = content.decode()
            assert not UNSEEN.search(decoded.replace("\r\n", "\n")), name
            found = READERS[name.rpartition(".")[2]](decoded)
        read = " ".join(found).replace("\n", " ")
        told = [text for text in SHOWN if re.sub(r"\s+", " ", text) in re.sub(r"\s+", " ", read)]
        assert told or NO_TEXT.search(name), f"nothing hostile reaches {name}: then it is not tested"


def test_every_file_has_a_name_that_is_plain_and_its_own() -> None:
    names = [name for name in everything() if not name.startswith(("ieee-", "iec-", "diff.", "findings."))]
    assert [name for name in names if not is_plain(name)] == []
    assert len({name.lower() for name in names}) == len(names)


def test_no_emitter_is_left_out() -> None:
    """A module below `emit`, a template or a format that is new is added to `emit.everything`."""
    script = (
        "import sys; from pkgutil import walk_packages; from emit.everything import documents; import colossusc.emit\n"
        "from emit.test_hostile import PLANS; documents(*PLANS)\n"
        "names = {each.name for each in walk_packages(colossusc.emit.__path__, 'colossusc.emit.')}\n"
        "print(*sorted(names - set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE.parent), os.environ.get("PYTHONPATH", "")))}
    result = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert result.stdout == "\n"
    templates = {name for name in resource("templates").names() if name.endswith((".html", ".md", ".typ"))}
    parts = {"head.html", "findings.html", "style.typ"}  # of others
    assert templates - parts == {"report.html", "report.md", "report.typ", "mistakes.html", "diff.html", "diff.md"}
    assert set(FORMATS.values()) == {f".{name.partition('.')[2]}" for name in everything() if name.startswith("diff.")}
    assert {each for each in _FORMATS if each not in ("htm", "xml")} <= set(OWN)


@pytest.mark.parametrize("name", ["report.html", "report.md", "ir.json", "own.md", "own.html", "own.csv", "own.json"])
def test_each_text_is_read_back_from_what_prints_all(name: str) -> None:
    content = everything()[f"campus_con-{name}"].decode()
    read = re.sub(r"\s+", " ", " ".join(READERS[name.rpartition(".")[2]](content)))
    assert [text for text in SHOWN if re.sub(r"\s+", " ", text).strip() not in read] == []


def test_each_text_is_read_back_from_the_pdf() -> None:
    """Long words are broken in it, so that blanks and ends of lines do not count."""
    read = "".join(pdf(everything()["campus_con-report.pdf"])[-1].split())
    assert [text for text in SHOWN if "".join(text.split()) not in read] == []


def test_the_model_keeps_each_text_unchanged() -> None:
    content = everything()["campus_con-ir.json"].decode()
    model = json.loads(content)
    assert {source["label"] for source in model["sources"]} >= set(HOSTILE)
    assert content.isascii()
    assert json.dumps(model) == json.dumps(model, sort_keys=True)
