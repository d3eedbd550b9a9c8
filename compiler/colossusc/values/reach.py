"""What can be reached from one thing through others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")


def reached(start: T, beside: Mapping[T, Iterable[T]]) -> dict[T, None]:
    """A thing, and all that is reached from it by what lies beside what, nearest first."""
    found = {start: None}
    for each in (waiting := [start]):
        for other in beside.get(each, ()):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return found
