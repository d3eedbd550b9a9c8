"""The tree of a file as text, for people who work on the compiler or report a bug: a node a line, children indented.

body: Definition 12:3
  kind: Name 12:3 text='let'
  name: Name 12:7 text='reserve'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.source import Source
from colossusc.syntax.nodes import File, Node


def tree(source: Source, file: File) -> str:
    """The nodes of a file in the order they are written, each with its place, its field and its words."""
    rows: list[str] = []
    waiting: list[tuple[int, str, Node]] = [(0, "", file)]
    while waiting:  # not recursive: an expression may be deep
        depth, field, node = waiting.pop()
        line, column = source.position(node.start)
        words = "".join(f" {name}={value!r}" for name, value in _words(node))
        rows.append(f"{'  ' * depth}{f'{field}: ' if field else ''}{type(node).__name__} {line}:{column}{words}\n")
        waiting += reversed([(depth + 1, name, child) for name, child in _children(node)])
    return "".join(rows)


def _words(node: Node) -> Iterator[tuple[str, Any]]:
    for name, value in _fields(node):
        if isinstance(value, str | bool | tuple) and value and next(_nodes(value), None) is None:
            yield name, value


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    for name, value in _fields(node):
        yield from ((name, child) for child in _nodes(value))


def _fields(node: Node) -> Iterator[tuple[str, Any]]:
    kind: Any = type(node)
    for name in kind.__match_args__:
        if name not in ("start", "end"):
            yield name, getattr(node, name)


def _nodes(value: Any) -> Iterator[Node]:
    """The nodes in a field: itself, or those in a tuple, or in the pairs of one, as the `rest` of a chain."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
