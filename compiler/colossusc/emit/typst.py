"""Text in Typst: whatever a name or a label holds, it stays text, and long words may be broken.

Every value becomes a string of Typst's, in which nothing has a meaning but a backslash and a quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from jinja2 import Undefined
from markupsafe import Markup

from colossusc.emit.escape import of_the_web, spoken_as
from colossusc.show.visible import visible

_LONG = re.compile(r"([!-~]{14,}|\w{24,})")
_JOINT = re.compile(r"(?<=[._/:=,;|@&?%+)-])(?=[^\W\d_])")
_MOST = 24  # letters without a joint that stay together
_PIECE = re.compile(r".{1,12}")


def text(value: object) -> object:
    """What a template prints in place of a value."""
    return value if isinstance(value, (Markup, Undefined)) else _text(str(value))


def _text(value: str) -> Markup:
    return Markup("#wbr;").join(Markup(f"#{quoted(part)};") for part in _parts(visible(value)))


def _code(value: str) -> Markup:
    return Markup(f"#code({', '.join(map(quoted, _parts(visible(value))))});")


def quoted(value: str) -> Markup:
    """A text as a string, where Typst expects code."""
    escaped = visible(str(value)).replace("\\", "\\\\").replace('"', '\\"')
    return Markup(f'"{escaped}"')


def spoken(value: str) -> Markup:
    """A message, with what it has in backticks set as code."""
    return spoken_as(value, _code, _text)


def filled(value: str, **values: Iterable[object]) -> Markup:
    """A text with its places filled by what stands in a row, of which `Markup` stays as it is: a figure set in bold."""
    made = (
        part
        for words, place, *_ in Formatter().parse(value)
        for part in (_text(words) if words else "", *(map(text, values[place]) if place else ()))
    )
    return Markup("").join(map(Markup, made))


def linked(url: str) -> Markup:
    """An address as a link if it is one of the web, else as text."""
    return Markup(f"#link({quoted(url)});") if of_the_web(url) else _text(url)


def _parts(value: str) -> list[str]:
    """A text where its long words may be broken: at what joins two of them, and anywhere in what has no joint."""
    parts = [""]
    for place, piece in enumerate(_LONG.split(value)):
        pieces = _pieces(piece) if place % 2 else [piece]
        parts[-1] += pieces[0]
        parts += pieces[1:]
    return parts


def _pieces(word: str) -> list[str]:
    return [piece for part in _JOINT.split(word) for piece in (_PIECE.findall(part) if len(part) > _MOST else [part])]
