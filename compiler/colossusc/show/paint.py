"""Colours, as plain ANSI codes; without colour every text stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Paint: TypeAlias = Callable[[str, str], str]
"""`paint(style, text)`: the text in a style of `_STYLES`."""

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "secondary": "1;34",
    "frame": "34",
    "strong": "1",
}


def painter(colored: bool) -> Paint:
    """The paint for a terminal, or the one that changes nothing."""
    return _ansi if colored else _plain


def _ansi(style: str, text: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else ""


def _plain(style: str, text: str) -> str:
    return text
