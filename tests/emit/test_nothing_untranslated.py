"""No text of a report is left untranslated: spoken in a language that sets every text in marks, what stands outside of
them is of the plan, of the library, or a name, a unit, a code or a figure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import NullTranslations
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from colossusc import language
from colossusc.emit import render
from colossusc.emit.one_line import Wanted
from colossusc.pipeline import draw, emit
from colossusc.resources import resource
from emit.hostile import plan
from emit.outputs import PROJECT, checked

OPEN, CLOSE = "⟦", "⟧"
INLINE = ("code", "span", "strong", "small", "a")
NAMES = ("label", "name", "path", "title", "place", "maker", "model", "publisher", "note", "url", "value", "currency")
CAMPUSES = ("colossus_1", "colossus_2", "southaven_temporary")
WORD = re.compile(r"[^\W\d_]{2,}")
# What is no text: addresses, hashes, files with lines, paths and fields, codes of rules, units.
NO_TEXT = re.compile(
    r"https?://\S+|[\w-]+\.com\b|\b[0-9a-f]{64}\b|[\w./-]+\.colossus(?::\d+)?|[\w\[\]]+(?:\.+[\w\[\]]+)+|\b[A-Z]{2,8}[0-9]{3}\b|"
    r"[A-Za-z_%]+(?:/[A-Za-z_]+)+|\b\w*_\w*\b|(?<=\d[ \u00a0])[A-Za-z%]+|\brequire\b|\bcolossusc\b|\bPUE\b|\bMW\b|"
    r"</?[a-z]+>"
)


class Marks(NullTranslations):
    """A language that has every text, in marks."""

    def gettext(self, message: str) -> str:
        return message if message in ("%Y-%m", "yyyy-mm-dd", ":") else f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return message if context in ("number", "date") and message != "On" else self.gettext(message)


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """French is the language of marks."""
    spoken = {"fr": language.Language("fr", Marks()), "en": None}
    monkeypatch.setattr(language, "_language", spoken.__getitem__)


class Page(HTMLParser):
    """The text of a page, each block on a line; source lines are left out but for what is said of them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += [f"\n{value}\n" for name, value in attrs if name == "aria-label" and value]
        if tag not in INLINE:
            self.text.append("\n")
        self._inside.append(tag)
        if tag == "svg" and "one-line" in (dict(attrs).get("class") or ""):  # looked at by themselves
            self._inside.append("style")

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass
        if tag not in INLINE:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if "style" in self._inside:
            return
        if "pre" in self._inside:  # of a snippet, the words behind its marks
            data = "\n".join(
                found[1] for line in data.splitlines() if (found := re.search(r"│ +(?:\^+|-+) (.*)", line))
            )
        if "code" not in self._inside:
            self.text.append(data)


def outside(text: str) -> str:
    """What stands in no marks, which a line opens and closes: of a label that was cut, the end is missing."""
    found, depth = [], 0
    for char in text:
        depth = 0 if char == "\n" else depth
        depth += (char == OPEN) - (char == CLOSE)
        found.append(char if depth <= 0 and char != CLOSE else "\n" if char == OPEN else "")
        depth = max(depth, 0)
    return "".join(found)


def names(model: Any) -> Iterator[str]:
    """What the plan and the library call things, and the texts that they give."""
    if isinstance(model, dict):
        for key, value in model.items():
            if isinstance(value, str) and key in NAMES:
                yield value
            yield key
            yield from names(value)
    elif isinstance(model, list):
        for each in model:
            yield from names(each)


def untranslated(texts: Iterable[str], known: Iterable[str]) -> list[str]:
    """The texts that are of nothing known."""
    listed = sorted({each for each in known if WORD.search(each)}, key=len, reverse=True)
    sentences, words = (
        re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in listed if (" " in each) is several))
        for several in (True, False)
    )
    found = []
    for text in texts:
        for line in outside(text).split("\n"):
            rest = words.sub(" ", NO_TEXT.sub(" ", sentences.sub(" ", re.sub(r"`[^`]*`", " ", line))))
            if line.endswith("…"):  # a name without room for all of it
                cut = re.sub(r"^\d+  |…$| \(.*", "", line)
                rest = "" if all(any(part in each for each in listed) for part in cut.split(", ")) else rest
            found += [line.strip()] if WORD.search(rest) else []
    return list(dict.fromkeys(found))


def known(outputs: dict[str, bytes]) -> set[str]:
    """The names of a model, and those in its source lines."""
    model = json.loads(outputs["ir.json"])
    parts = ("campus", "parts", "sources", "parties", "jurisdictions", "scenarios", "contingencies", "inputs", "bill")
    found = {name for part in parts for name in names(model[part])}
    limits = {name.removeprefix("limit.") for name in found if name.startswith("limit.")}
    return {shown for each in found | limits for shown in (each, each.replace("\u202e", "\\u{202e}"))}


def texts(outputs: dict[str, bytes]) -> Iterator[str]:
    """What people read: of pages, and of each cell of a workbook."""
    for name, content in outputs.items():
        if name.endswith(".html"):
            yield "".join(Page(content.decode()).text)
        elif name.endswith(".md"):
            page = re.sub(r"(?ms)^(`{3,})(?:text|mermaid)$.*?^\1$", "", content.decode())
            yield re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", page).replace("|", "\n").replace("*", "")
        elif name.endswith(".xlsx"):
            for sheet in openpyxl.load_workbook(BytesIO(content)):
                yield sheet.title
                cells = (cell for row in sheet.iter_rows(values_only=True) for cell in row)
                yield from (cell for cell in cells if isinstance(cell, str) and not cell.startswith("="))


@cache
def source(name: str) -> str:
    return (
        plan("Label")
        if name == "hostile"
        else (PROJECT / f"specs/campuses/{name}.colossus").read_text(encoding="utf-8")
    )


@pytest.mark.usefixtures("_marked")
@pytest.mark.parametrize("name", [*CAMPUSES, "hostile"])
def test_every_text_of_a_report_is_looked_up(name: str) -> None:
    outputs = emit(checked(source(name)), language="fr")
    assert untranslated(texts(outputs), known(outputs)) == []


@pytest.mark.usefixtures("_marked")
@pytest.mark.parametrize("name", CAMPUSES)
def test_every_text_of_a_one_line_is_looked_up(name: str) -> None:
    """Labels are broken into lines there, and so each word of a name is known."""
    found = checked(source(name))
    model = known(emit(found))
    drawn = [
        each for content in draw(found, Wanted(), "fr").values() for each in ElementTree.fromstring(content).iter()
    ]
    told = [each.text or "" for each in drawn if each.tag.endswith(("title", "desc"))]
    assert untranslated(told, model) == []
    lines = [re.sub(f"^[^{OPEN}]*{CLOSE}", "", each.text or "") for each in drawn if each.tag.endswith("}text")]
    assert len(lines) > 100
    assert untranslated(lines, {*model, *(word for each in model for word in each.split())}) == []


@pytest.mark.usefixtures("_marked")
def test_a_plain_word_in_a_template_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Changed:
        def __init__(self, path: str) -> None:
            self.text = resource(path).read_text()

        def read_text(self) -> str:
            return self.text.replace('<h2 id="rules-head">', '<h2 id="rules-head">Somewhat plain English ')

    monkeypatch.setattr(render, "resource", Changed)
    render._environment.cache_clear()
    try:
        outputs = emit(checked(source("hostile")), language="fr")
    finally:
        monkeypatch.undo()
        render._environment.cache_clear()
    assert untranslated(texts(outputs), known(outputs)) == ["Somewhat plain English"]
