"""What the outputs were made from: the tool, and every file with its hash. No clock, no machine, no absolute path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import attrs

from colossusc.source import Source


@attrs.frozen
class Input:
    """A file, and the SHA-256 of its text in UTF-8."""

    name: str  # from the root of the project
    sha256: str  # of its text
    sort: str  # plan, catalog or rules


def inputs(sources: Iterable[Source]) -> tuple[Input, ...]:
    """Every file of a run: those of the plan, then catalogs and rule packs, each sort by name."""
    found = [Input(source.name, _hash(source.text), _sort(source)) for source in sources]
    return tuple(sorted(found, key=lambda each: (("plan", "catalog", "rules").index(each.sort), each.name)))


def _sort(source: Source) -> str:
    if not source.library:
        return "plan"
    return "catalog" if source.name.startswith("catalog/") else "rules"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
