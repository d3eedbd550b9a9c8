"""What makes a campus differ from what is written of it: the values that a scenario sets, and its own lets.

The campus is elaborated again from its own text, and whenever one of its values is asked for that a change names, the
change's value is laid over it. So types, units, bounds and citations are checked as everywhere, at the lines of the
scenario, and the value keeps what it replaces. A tool that tries cases writes them as the statements of a scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import attrs

from colossusc.elaborate.arrays import in_class, keyed, split, split_key
from colossusc.elaborate.cell import Cell, Given
from colossusc.elaborate.scope import PlanScope
from colossusc.ir import Item
from colossusc.kinds import Kind
from colossusc.resolve import Module
from colossusc.syntax import nodes

SCENARIO = Kind("scenario", "scenarios", "what makes a campus differ", ())  # of the object that holds a layer's lets


@attrs.frozen(eq=False)
class Layer:
    """The statements of one scenario: `let`, `set` and `lose`. `block` is None for a case that a tool made."""

    name: str
    module: Module  # whose text the statements stand in, and whose names they see
    body: tuple[nodes.Statement, ...]
    block: nodes.Block | None = None
    mentions: str = ""  # more of what it names, where a tool made statements that are not in the text

    @property
    def keys(self) -> dict[str, list[tuple[int, int]]]:
        """The units of arrays that the statements mention, which the campus has to tell apart.

        Units that are lost stay with their like: how many are lost of a class is all there is to say.
        """
        text = self.module.source.text
        found = keyed(self.mentions)
        for each in self.body:
            mentioned = ""
            if isinstance(each, nodes.Lose):
                mentioned = " ".join(".".join(split(target.text)[:-1]) for target in each.targets)
            elif not isinstance(each, nodes.Block):
                mentioned = text[each.start : each.end]
            for name, ranges in keyed(mentioned).items():
                found.setdefault(name, []).extend(ranges)
        return found


@attrs.frozen(eq=False)
class Change:
    """All statements of a layer that set one path, such as `paul_lowry.ambient`."""

    target: nodes.Ref
    words: tuple[str, ...]
    scope: PlanScope
    statements: list[Given]
    hits: list[Item] = attrs.field(factory=list)  # the objects whose value it changed

    def concerns(self, item: Item, name: str) -> bool:
        """Whether it changes the field, let or phase `name` of an object."""
        own = tuple(name.split("."))
        path, tail = self.words[: -len(own)], self.words[-len(own) :]
        if tail != own:
            return False
        around: Item | None = item
        for word in reversed(path):
            if around is None or around.parent is None or not _is_called(around, word):
                return False
            around = around.parent
        return around is not None and around.parent is None

    @property
    def narrow(self) -> bool:
        """Whether it names some units of an array, and so lies over a change of all of them."""
        return any("[" in word for word in self.words)


Lay: TypeAlias = Callable[[Change, Item, str, Cell | None], Cell | None]
"""Makes the cell of a change: of `name` of an object, over the cell that gives it without the change."""


class Changes:
    """The changes of one campus, from all its layers, and the cells that they lay over its own."""

    def __init__(self, layers: Sequence[Layer], scopes: Sequence[PlanScope]) -> None:
        self.layers = tuple(zip(layers, scopes, strict=True))
        self.by_name: dict[str, list[list[Change]]] = {}  # by the last word of the path, then by layer
        self.cells: dict[tuple[Item, str, Cell | None], Cell | None] = {}
        for layer, scope in self.layers:
            found: dict[str, Change] = {}
            for statement in layer.body:
                if isinstance(statement, nodes.Set):
                    text = statement.target.text
                    if text not in found:
                        found[text] = Change(statement.target, _words(statement.target, scope), scope, [])
                    found[text].statements.append(_assignment(statement))
            for change in found.values():
                groups = self.by_name.setdefault(change.words[-1], [])
                if not groups or groups[-1][0].scope is not scope:
                    groups.append([])
                groups[-1].append(change)

    def __iter__(self) -> Iterator[Change]:
        for groups in self.by_name.values():
            for group in groups:
                yield from group

    def names(self, item: Item) -> Iterator[str]:
        """The fields that a change gives to an object, whether or not its own block does."""
        for name in item.kind.by_name:
            groups = self.by_name.get(name.rpartition(".")[2], ())
            if any(change.concerns(item, name) for group in groups for change in group):
                yield name

    def over(self, item: Item, name: str, cell: Cell | None, lay: Lay) -> Cell | None:
        """What gives `name` of an object that `cell` gives without the changes: those of inner layers lie on top."""
        groups = self.by_name.get(name.rpartition(".")[2])
        if groups is None:
            return cell
        key = (item, name, cell)
        if key not in self.cells:
            top = cell
            for group in groups:
                found = [change for change in group if change.concerns(item, name)]
                narrow = [change for change in found if change.narrow]
                if len(narrow) > 1:
                    words = f"`{name}` of `{item.name}` is set twice, here and by `{narrow[0].target.text}`"
                    narrow[1].scope.error("C0602", words, narrow[1].target, "", "name each unit once")
                for change in sorted(found, key=lambda each: each.narrow):
                    change.hits.append(item)
                    top = lay(change, item, name, top)
            self.cells[key] = top
        return self.cells[key]


def _words(target: nodes.Ref, scope: PlanScope) -> tuple[str, ...]:
    """The words of a path; the campus's own name in front is understood."""
    words = tuple(split(target.text))
    assert scope.item is not None
    return words[1:] if len(words) > 1 and words[0] == scope.item.campus.name else words


def _assignment(statement: nodes.Set) -> Given:
    return nodes.Assignment(statement.start, statement.end, statement.target, statement.period, statement.value)


def _is_called(item: Item, word: str) -> bool:
    """Whether a word of a path names an object, an array of which it is a class, or units with it among them."""
    name, first, last, _ = split_key(word)
    return split_key(item.name)[0] == name and (first is None or in_class(item, first, last))
