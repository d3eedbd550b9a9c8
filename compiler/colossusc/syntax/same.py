"""Whether two trees say the same, wherever their text stands."""

from __future__ import annotations

import re
from typing import Any

from colossusc.syntax.nodes import Name, Node, Quantity, Ref

_NUMBER = re.compile(r"[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?")


def same(left: Any, right: Any) -> bool:
    """Whether two nodes, or tuples of nodes, are equal in structure; positions, blanks and comments don't count."""
    pairs = [(left, right)]
    while pairs:
        one, other = pairs.pop()
        if one.__class__ is not other.__class__:
            return False
        if isinstance(one, tuple):
            if len(one) != len(other):
                return False
            pairs.extend(zip(one, other, strict=True))
        elif isinstance(one, Quantity):
            if spaced(one.text) != spaced(other.text):
                return False
        elif isinstance(one, (Name, Ref)):
            if close(one.text) != close(other.text):
                return False
        elif isinstance(one, Node):
            pairs.extend((getattr(one, field), getattr(other, field)) for field in fields(one))
        elif one != other:
            return False
    return True


def fields(node: Node) -> list[str]:
    """What a node holds, without its position; of a file, without its comments."""
    return [name for name in node.__match_args__ if name not in ("start", "end", "comments")]


def spaced(quantity: str) -> str:
    """A quantity with one blank before its unit: `5MW` is `5 MW`."""
    found = _NUMBER.match(quantity)
    if found is None or found.end() == len(quantity):
        return quantity
    return f"{found[0]} {quantity[found.end() :].lstrip()}"


def close(name: str) -> str:
    """A name without blanks: `smt[01 .. 15]` is `smt[01..15]`."""
    return re.sub(r"[ \t]", "", name)
