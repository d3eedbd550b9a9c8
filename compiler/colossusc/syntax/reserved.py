"""The words no name may be, and the shape of a name."""

from __future__ import annotations

import re

_WORDS = """
and or not in is if then else where from until ramping under before as of on for to against when
require near set lose message help expect use import waive unknown at_least at_most
"""
RESERVED: frozenset[str] = frozenset(_WORDS.split())

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_name(text: str) -> bool:
    """Whether `text` can name a thing in a plan: the shape of a name, and not reserved."""
    return NAME.fullmatch(text) is not None and text not in RESERVED
