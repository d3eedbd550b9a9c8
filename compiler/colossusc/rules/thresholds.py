"""The figures that a rule states itself and compares a fact with: `100 short_ton/yr`, or a `let` that is one of two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from colossusc.expr.typed import Context, Typed
from colossusc.rules.finding import COMPARISONS


def thresholds(conditions: Iterable[Typed], fact: str) -> Iterator[tuple[Any, ...]]:
    """Of each comparison with a fact of an object, such as `s.pte_nox < major`: every figure that it may be with."""
    for typed in conditions:
        if typed.operator in COMPARISONS:
            left, right = typed.operands
            figures = tuple(_stated(right)) if left.span.text.endswith(f".{fact}") else ()
            if figures:
                yield figures
        yield from thresholds(typed.operands, fact)


def _stated(typed: Typed) -> Iterator[Any]:
    if typed.operator == "literal":
        yield typed.run(Context())
    elif typed.operator in ("let", "if"):
        for each in typed.operands[1:] if typed.operator == "if" else typed.operands:
            yield from _stated(each)
