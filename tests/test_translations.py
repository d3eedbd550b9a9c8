"""The catalogs are fresh, and whole: every text has a translation, with the same places and the same code in it."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from colossusc.language import LANGUAGES, SOURCE

ROOT = Path(__file__).parent.parent
PLACE = re.compile(r"\{[^{}]*\}")
CODE = re.compile(r"`[^`]*`")
# Words of English that are none of French, and that no name has.
ENGLISH = re.compile(
    r"\b(the|and|of|with|from|until|which|that|what|is|are|for|by|than|load|supply|days?)\b", re.IGNORECASE
)
FRENCH_TYPOGRAPHY = re.compile(r"[^\u00a0\u202f\s](?=[;!?»])|(?<! )(?<![\u00a0\u202f]):(?= )|'")
OTHERS = [language for language in LANGUAGES if language != SOURCE]

pytestmark = pytest.mark.skipif(
    not (ROOT / "templates" / "locale").is_dir(), reason="away from the checkout there is nothing to translate"
)


@pytest.fixture(scope="module")
def translate() -> dict[str, Any]:
    """The script that writes the catalogs."""
    return runpy.run_path(str(ROOT / "docs" / "translate.py"))


def catalog(language: str) -> Catalog:
    path = ROOT / "templates" / "locale" / language / "LC_MESSAGES" / "colossusc.po"
    return read_po(BytesIO(path.read_bytes()), language, abort_invalid=True)


def test_catalogs_are_fresh(translate: dict[str, Any]) -> None:
    assert translate["stale"]() == []


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Each text with its translation."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        yield from zip(message.id, map(str, message.string or ()), strict=True)


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    messages = [message for message in catalog(language) if message.id]
    assert len(messages) > 1_000
    assert [message.id for message in messages if message.fuzzy] == []
    assert [text for message in messages for text, told in pairs(message) if not told] == []


@pytest.mark.parametrize("language", OTHERS)
def test_places_and_code_are_kept(language: str) -> None:
    """Of several forms, one may leave out the number."""
    for message in catalog(language):
        for text, told in pairs(message) if message.id else ():
            plural = not isinstance(message.id, str)
            places, kept = (Counter(PLACE.findall(each.replace("{{", "").replace("}}", ""))) for each in (text, told))
            assert set(kept) - {"{n}"} == set(places) - {"{n}"} if plural else set(kept) == set(places), text
            assert Counter(CODE.findall(told)) == Counter(CODE.findall(text)), text
            blanks = (len(text) - len(text.lstrip()), len(text) - len(text.rstrip()))
            assert message.context or not any(blanks) or told != told.strip(), text


def test_french_is_french() -> None:
    for message in catalog("fr"):
        for text, told in pairs(message) if message.id else ():
            plain = CODE.sub("", PLACE.sub("", told))
            assert not ENGLISH.search(plain), told
            assert not FRENCH_TYPOGRAPHY.search(CODE.sub("", told)), (text, told)
