"""Names of output files: plain, on every file system, whatever the campuses are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^a-z0-9_]+")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")  # devices on Windows, whatever follows the dot
_LONGEST = 60
_OURS = re.compile(r"(report|ir)\.|(bom|dues|one_line)[-.]|watch\.js")


def prefixes(campuses: Iterable[str]) -> list[str]:
    """What the file names of each campus begin with; nothing where there is only one campus."""
    names = list(campuses)
    return [""] if len(names) == 1 else [f"{name}-" for name in safe_names(names, "campus")]


def safe_names(names: Iterable[str], noun: str) -> list[str]:
    """The names as parts of file names; `noun` helps out where nothing of one can be kept.

    Two names that come out alike, or differ in letter case only, are told apart by a number.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        plain = _UNSAFE.sub("_", name.lower())[:_LONGEST].strip("_") or noun
        if _RESERVED.fullmatch(plain):
            plain = f"{noun}_{plain}"
        safe, number = plain, 1
        while safe in taken:
            number += 1
            safe = f"{plain}_{number}"
        taken.add(safe)
        found.append(safe)
    return found


def is_ours(name: str) -> bool:
    """Whether an output of a project's own template would be, or could become, one of the compiler's."""
    return _OURS.match(name) is not None
