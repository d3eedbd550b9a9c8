"""What a plan itself says: the statements that give a value, to tell what was changed from what follows from that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from colossusc.ir import Entry, Value
from colossusc.syntax import nodes
from colossusc.syntax.same import fields, same


class Statements:
    """The statements of some files, by the values and the periods in them."""

    def __init__(self, files: Iterable[nodes.File]) -> None:
        self._around: dict[nodes.Node, nodes.Node] = {}
        pending: list[nodes.Node] = list(files)
        while pending:
            node = pending.pop()
            inside = [each for name in fields(node) for each in _nodes(getattr(node, name))]
            if isinstance(node, (nodes.Assignment, nodes.Definition, nodes.Set, nodes.Spanned)):
                self._around |= dict.fromkeys(inside, node)
            else:
                pending += inside

    def of(self, entries: Iterable[Entry]) -> list[nodes.Node]:
        """The statements of some entries; of one that is in no file of the plan, what it gives."""
        return [self._around.get(entry.node, entry.node) for entry in entries]


def _nodes(content: Any) -> list[nodes.Node]:
    if isinstance(content, nodes.Node):
        return [content]
    return [each for each in content if isinstance(each, nodes.Node)] if isinstance(content, tuple) else []


def entries_of(value: Value | None) -> list[Entry]:
    """The statements of a value, and of what it lies over."""
    found: list[Entry] = []
    while value is not None:
        found += value.entries
        value = value.overrides
    return found


def alike(old: list[nodes.Node], new: list[nodes.Node]) -> bool:
    """Whether both say the same, in any order."""
    left = list(new)
    for one in old:
        match = next((other for other in left if same(one, other)), None)
        if match is None:
            return False
        left.remove(match)
    return not left
