"""What a template prints stays text in the format of its output, which the ending of its name tells.

Each format has a way to write a text, and the filters that mean something in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from markupsafe import Markup

from colossusc.emit.escape import (
    fenced,
    inert,
    linked_html,
    linked_markdown,
    markdown,
    spoken_html,
    spoken_markdown,
    spoken_plainly,
)
from colossusc.show.visible import visible

_FIGURE = re.compile("[-+]?[0-9][0-9,.\u00a0\u202f]*([ \u00a0\u202f][A-Za-z_/%0-9^]+)?")
_QUOTED = re.compile(r'[",\r\n]')
_TEX = {
    **{char: f"\\{char}" for char in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@attrs.frozen
class Format:
    """How texts, messages and addresses are written in one format."""

    escape: Callable[[str], str] = visible
    spoken: Callable[[str], str] = spoken_plainly
    linked: Callable[[str], str] = str
    filters: Mapping[str, Callable[..., Any]] = attrs.field(factory=dict)


def _html(text: str) -> str:
    return Markup.escape(visible(text))


def _cell(text: str) -> str:
    """A cell of CSV: a figure may begin with a sign, anything else starts no formula."""
    shown = text if _FIGURE.fullmatch(text) else inert(text)
    return '"' + shown.replace('"', '""') + '"' if _QUOTED.search(shown) else shown


def _inside_quotes(text: str) -> str:
    """A text of JSON without the quotes around it."""
    return json.dumps(text)[1:-1]


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in visible(text))


_HTML = Format(_html, spoken_html, linked_html)
_MARKDOWN = Format(markdown, spoken_markdown, linked_markdown, {"fenced": fenced})
_TEXT = Format()
_FORMATS = {
    **dict.fromkeys(("html", "htm", "xml", "svg"), _HTML),
    "md": _MARKDOWN,
    "csv": Format(_cell),
    "json": Format(_inside_quotes),
    "tex": Format(_tex),
}


def format_of(output: str) -> Format:
    """The format of an output, by its name; plain text where the ending is none that is known."""
    return _FORMATS.get(output.rpartition(".")[2], _TEXT)
