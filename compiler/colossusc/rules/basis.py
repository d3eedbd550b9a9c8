"""What a verdict rests on: the figures behind everything that decided it, on the days judged.

The limits that a rule states itself are the rule's, not the plan's: they do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from colossusc.analyses.evidence import Evidence, Figure, Rests, Stretch, weakest_first
from colossusc.expr.trace import deciding, value_of
from colossusc.expr.typed import Context, Typed
from colossusc.ir import Value
from colossusc.rules.rule import Rule
from colossusc.rules.scope import Reading


@attrs.frozen(eq=False, slots=False)
class Basis:
    """What a verdict on one subject rests on; found when it is asked for."""

    rule: Rule
    variables: dict[str, Any]
    days: list[tuple[int, int, Any]]  # the parts of the interval on which nothing that was read changes
    evidence: Evidence

    def figures(self, start: int, end: int) -> tuple[Figure, ...]:
        """The figures that the verdict rests on during `[start, end)`, the weakest first."""
        found: dict[object, Figure] = {}
        for read, first, last in self._stretches:
            if first < end and last > start:
                low, high = max(first, start), min(last, end)
                for key, (figure, stretches) in self._rests(read).items():
                    if key not in found and any(begin < high and until > low for begin, until in stretches):
                        found[key] = figure
        return tuple(weakest_first(found.values()))

    def _rests(self, read: Reading | Value) -> Rests:
        return self.evidence.fact(read.item, read.name) if isinstance(read, Reading) else self.evidence.value(read)

    @cached_property
    def _stretches(self) -> list[tuple[Reading | Value, int, int]]:
        """What decides the verdict, each time with the days on which it does."""
        found: dict[object, tuple[Reading | Value, list[Stretch]]] = {}
        for first, last, _ in self.days:
            for each in self._reads(Context(first, dict(self.variables))):
                key = (each.item, each.name) if isinstance(each, Reading) else each
                stretches = found.setdefault(key, (each, []))[1]
                if stretches and stretches[-1][1] == first:
                    stretches[-1] = (stretches[-1][0], last)
                elif not stretches or stretches[-1] != (first, last):
                    stretches.append((first, last))
        return [(each, first, last) for each, stretches in found.values() for first, last in stretches]

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
