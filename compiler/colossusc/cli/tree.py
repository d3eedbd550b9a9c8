"""The tree of a file as text, for people who work on the compiler or report a bug: a node a line, children indented.

    Block 1:1 kind=Name`campus` …
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

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
        if isinstance(value, str | bool):
            yield name, value
        elif isinstance(value, tuple) and value and not any(True for _ in _nodes(value)):
            yield name, value


def _children(node: Node) -> Iterator[tuple[str, Node]]:
    for name, value in _fields(node):
        yield from ((name, child) for child in _nodes(value))


def _fields(node: Node) -> Iterator[tuple[str, Any]]:
    for field in attrs.fields(type(node)):
        if field.name not in ("start", "end"):
            yield field.name, getattr(node, field.name)


def _nodes(value: Any) -> Iterator[Node]:
    """The nodes in a field: itself, or those in a tuple, or in the pairs of one, as the `rest` of a chain."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
