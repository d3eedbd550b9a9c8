"""From the report in Typst to a PDF that people and their screen readers can read (PDF/UA-1). The one module that knows
the typesetter, which is loaded only where something has to be set; what it set is kept by its source.

It sees the report, the pictures and the letters that come with it, and nothing else of the machine: no clock, no
letters of the system, and of files only those in the folder of the letters.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any
from unicodedata import category, normalize

from colossusc.resources import resource
from colossusc.syntax.stored import Cache

_LETTERS = "Hanken Grotesk"
_DELTA = "∆"  # as the letters have it: a picture would set all words beside it in others
_MADE_WITH = ("typst", "font-hanken-grotesk")
_ACCENTED = re.compile(r"\w[\u0300-\u036f]+")
_UNPRINTED = re.compile(r"the text `\"(.*)\"` could not be displayed")


def typeset(source: bytes, pictures: Mapping[str, str], cache: Cache) -> bytes:
    """The PDF of a report in Typst and of its pictures, each an SVG by its name."""
    files = {f"{name}.svg": picture.replace("Δ", _DELTA) for name, picture in pictures.items()}
    files |= {"main.typ": source.decode(), "style.typ": resource("templates/style.typ").read_text()}
    key = json.dumps(["pdf", *map(version, _MADE_WITH), files], sort_keys=True)
    kept = cache.get(key)
    if kept is not None:
        return base64.b64decode(kept)
    made = _made(files)
    cache.put(key, base64.b64encode(made).decode())
    return made


def _made(files: Mapping[str, str]) -> bytes:
    """The PDF of a report, in which every character is shown escaped that cannot be printed: no letters have it, or it
    only adds to the letter before it and none have the two."""
    import typst

    found = {name: _ACCENTED.sub(lambda match: normalize("NFC", match[0]), text) for name, text in files.items()}
    chars = {char for text in found.values() for char in text if not char.isascii()}
    adding = {char for char in chars if category(char).startswith("M")}
    missing = adding | _missing(chars - adding)
    try:
        return _set(_without(found, missing, missing))
    except typst.TypstError:  # not every mixture of scripts can be set, least of all in a picture: plain letters can
        foreign = adding | _missing(chars - adding, "fallback: false")
        foreign |= {char for char in chars if char > "ÿ" and normalize("NFD", char) != char}
        return _set(_without(found, missing | set(filter(str.isalpha, foreign)), foreign))


def _missing(chars: Iterable[str], options: str = "") -> set[str]:
    """Those without a letter: the typesetter itself is asked, with a page that has a line for each."""
    import typst

    rules = f'#set document(title: "letters")\n#set text(font: "{_LETTERS}", {options})'
    lines = (f'#"\\u{{{ord(char):x}}}";' for char in sorted(chars))
    try:
        _set({"main.typ": "\n\n".join((rules, *lines))})
    except typst.TypstError as error:
        return set("".join(_UNPRINTED.findall(error.diagnostic)))
    return set()


def _without(files: Mapping[str, str], in_text: set[str], in_pictures: set[str]) -> dict[str, str]:
    strings = {ord(char): f"\\\\u{{{ord(char):x}}}" for char in in_text}
    labels = {ord(char): f"\\u{{{ord(char):x}}}" for char in in_pictures}
    return {name: text.translate(labels if name.endswith(".svg") else strings) for name, text in files.items()}


def _set(files: Mapping[str, str]) -> bytes:
    import font_hanken_grotesk
    import typst

    letters = font_hanken_grotesk.font_directory
    source: Any = {name: text.encode() for name, text in files.items()}  # its types know of no files in memory
    try:
        return typst.compile(
            source, root=letters, font_paths=[letters], ignore_system_fonts=True, pdf_standards=["ua-1"]
        )
    except BaseException as error:
        if isinstance(error, (Exception, KeyboardInterrupt)):
            raise
        raise RuntimeError(f"the typesetter gave up: {error}") from error  # a panic of Rust is no Exception
