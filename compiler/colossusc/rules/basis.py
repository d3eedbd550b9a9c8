"""What a verdict rests on: the figures behind everything that decided it, on the days judged.

The limits that a rule states itself are the rule's, not the plan's: they do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.evidence import Evidence, Figure, Figures, weakest_first
from colossusc.expr.trace import deciding, value_of
from colossusc.expr.typed import Context, Typed
from colossusc.ir import Value
from colossusc.rules.rule import Rule
from colossusc.rules.scope import Reading

Stretch = tuple[int, int]


@attrs.frozen(eq=False)
class Basis:
    """What a verdict on one subject rests on; found when it is asked for."""

    rule: Rule
    variables: dict[str, Any]
    days: list[tuple[int, int, Any]]  # the parts of the interval on which nothing that was read changes
    evidence: Evidence

    def figures(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures that the verdict rests on during `[start, end)`, the weakest first."""
        read: dict[object, tuple[Reading | Value, list[Stretch]]] = {}
        for first, last, _ in self.days:
            if first < end and last > start:
                self._note(read, max(first, start), min(last, end))
        found: Figures = {}
        for each, stretches in read.values():
            for first, last in stretches:
                if isinstance(each, Reading):
                    found |= self.evidence.fact(each.item, each.name, first, last)
                else:
                    found |= self.evidence.value(each, first, last)
        return tuple(weakest_first(found.values()))

    def _note(self, read: dict[object, tuple[Reading | Value, list[Stretch]]], first: int, last: int) -> None:
        """What decides the verdict from the first day on, where nothing changes until the last."""
        for each in self._reads(Context(first, dict(self.variables))):
            key = (each.item, each.name) if isinstance(each, Reading) else each
            stretches = read.setdefault(key, (each, []))[1]
            if stretches and stretches[-1][1] == first:
                stretches[-1] = (stretches[-1][0], last)
            elif not stretches or stretches[-1] != (first, last):
                stretches.append((first, last))

    def _reads(self, context: Context) -> Iterator[Reading | Value]:
        for typed in self._conditions(context):
            for leaf, inner in deciding(typed, context):
                found = leaf.reads(inner) if leaf.reads is not None else None
                for each in found if isinstance(found, list) else (found,):
                    if isinstance(each, (Reading, Value)):
                        yield each

    def _conditions(self, context: Context) -> Iterator[Typed]:
        """The rule's conditions; what it requires does not matter while its `when` is false."""
        rule = self.rule
        yield from (loop.where for loop in rule.loops if loop.where is not None)
        if rule.when is not None:
            yield rule.when
        if rule.when is None or value_of(rule.when, context) is not False:
            yield from rule.requires
