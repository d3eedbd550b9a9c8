"""Statements that are compared as they are written: what a plan calls by a name, and says in other words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from colossusc.emit.difference.fields import anew, pair
from colossusc.emit.difference.model import Changed
from colossusc.source import Source, Span
from colossusc.syntax import nodes
from colossusc.syntax.same import same


@attrs.frozen(eq=False)
class Written:
    """One statement."""

    node: nodes.Node
    source: Source

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.source, self.node.start, self.node.end)

    @property
    def words(self) -> str:
        """It on one line."""
        return " ".join(self.span.text.split())


def reworded(word: str, old: Mapping[str, Written], new: Mapping[str, Written]) -> Iterator[Changed]:
    """The statements of one sort that say something else, or are only on one side."""
    for name in dict.fromkeys((*new, *old)):
        was, now = old.get(name), new.get(name)
        if was is None or now is None or not same(was.node, now.node):
            words = pair(each.words if each is not None else "" for each in (was, now))
            yield anew(f"{word} {name}", words, pair(each.span if each is not None else None for each in (was, now)))
