"""Where `colossus.lock` is, and its text."""

from __future__ import annotations

import os

from colossusc.cli.project import text_of
from colossusc.cli.terminal import Failure
from colossusc.source import ReadProblem, Source

LOCK = "colossus.lock"


def lock_of(folder: str) -> Source:
    """The lock in a folder; without text where there is none. Raises Failure where it cannot be read."""
    path = os.path.join(folder, LOCK)
    if not os.path.lexists(path):
        return Source(LOCK, "")
    try:
        return Source(LOCK, text_of(path, LOCK))
    except ReadProblem as problem:
        raise Failure(problem.message, problem.help) from None
