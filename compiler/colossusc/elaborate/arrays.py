"""Arrays without expanding them: the units that the plan never tells apart are one class.

`turbines smt[01..15]` with `units smt[13..15] { … }` is two classes, of twelve and of three. An array of five million
units that nothing tells apart is one object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from colossusc.ir import Item

MOST_UNITS = 5_000_000  # of all arrays of a plan together
_UNREAD = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*')  # texts and comments
_NUMBERED = re.compile(r"\[[0-9]")
_KEYED = re.compile(r"\b([A-Za-z_][A-Za-z0-9_]*)\[([0-9]{1,9})[ \t]*(?:\.\.[ \t]*([0-9]{1,9}))?\]")


def keyed(text: str) -> dict[str, list[tuple[int, int]]]:
    """Every range of units that the text of a campus mentions, by the array's name.

    Of one campus only, since the campuses of a fleet use the same names for arrays of different sizes. Comments and
    texts mention nothing.
    """
    lines = "\n".join(line for line in text.split("\n") if _NUMBERED.search(line))  # few; the rest is quickly passed
    found: dict[str, set[tuple[int, int]]] = {}
    for name, first, last in _KEYED.findall(_UNREAD.sub(" ", lines)):
        found.setdefault(name, set()).add((int(first), int(last or first)))
    return {name: sorted(ranges) for name, ranges in found.items()}


def classes(low: int, high: int, mentioned: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The units `low` to `high` cut wherever a mentioned range begins or ends."""
    cuts = {low, high + 1}
    for first, last in mentioned:
        cuts.update(cut for cut in (first, last + 1) if low < cut <= high)
    edges = sorted(cuts)
    for first, after in pairwise(edges):
        yield first, after - 1


_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\[([0-9]{1,9})[ \t]*(?:\.\.[ \t]*([0-9]{1,9}))?\]")


def split_key(text: str) -> tuple[str, int | None, int | None, int]:
    """`smt[01..15]` as its name, first and last unit, and the width of its numbers; a plain name has no units."""
    if "[" not in text:
        return text, None, None, 0
    match = _KEY.fullmatch(text)
    if match is None:
        return text.partition("[")[0], 1, MOST_UNITS + 1, 1
    name, first, last = match.groups()
    return name, int(first), int(last or first), len(first)


def in_class(item: Item, first: int | None, last: int | None) -> bool:
    """Whether the class of equal units `item` lies within the units `first` to `last`."""
    _, low, high, _ = split_key(item.name)
    return (
        low is not None
        and high is not None
        and first is not None
        and last is not None
        and first <= low
        and high <= last
    )


def split(text: str) -> list[str]:
    """The words of a dotted name; the dots of `smt[01..15]` are its own."""
    if "[" not in text:
        return text.split(".")
    words: list[str] = []
    for piece in text.split("."):
        if words and words[-1].count("[") > words[-1].count("]"):
            words[-1] += "." + piece
        else:
            words.append(piece)
    return words
