"""Lark's own parse of the grammar, built into the same nodes: the oracle for our loop over its tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from lark import Lark, Token, Tree

from colossusc.resources import resource
from colossusc.syntax.actions import ACTIONS, TOKENS
from colossusc.syntax.nodes import Date, Name, Node, Quantity, Text
from colossusc.syntax.same import fields

# rules whose repeated part Lark puts straight among the children
FLAT = ("args", "choices", "refs", "cites", "use", "value", "ref", "chain", "conjunction", "disjunction")


class Brackets:
    """Drops line ends inside brackets."""

    always_accept = ()

    def process(self, tokens: Iterator[Token]) -> Iterator[Token]:
        depth = 0
        for token in tokens:
            depth += (token.type in ("LPAR", "LSQB")) - (token.type in ("RPAR", "RSQB"))
            if token.type != "_NL" or depth <= 0:
                yield token


@cache
def lark() -> Lark:
    grammar = resource("grammar/colossus.lark").read_text()
    return Lark(grammar, parser="lalr", lexer="basic", postlex=Brackets(), propagate_positions=True)


def reference(text: str) -> tuple[Node, ...]:
    """The statements of a text. Raises lark.exceptions.UnexpectedInput."""
    (body,) = lark().parse(text).children
    return _statements(body)


def _statements(body: Any) -> tuple[Node, ...]:
    found: list[Any] = []
    while True:  # `items` nests to the left
        items, *rest = body.children or [None]
        for child in reversed(rest):
            node = None if child is None else _node(child)
            found += reversed(node) if isinstance(node, tuple) else [node] if node else []
        if items is None:
            return tuple(reversed(found))
        body = items


def _node(tree: Any) -> Any:
    if tree is None:
        return None
    if isinstance(tree, Token):
        make = TOKENS.get(tree.type)
        start, end = tree.start_pos or 0, tree.end_pos or 0
        return make(start, end, str(tree)) if make else str(tree)
    assert isinstance(tree, Tree)
    if tree.data == "body":
        return _statements(tree)
    children = [_node(child) for child in tree.children]
    if tree.data in FLAT:
        children = [children[0], children[1:]]
    return ACTIONS[tree.data](tree.meta.start_pos, tree.meta.end_pos, *children)


def plain(node: Any) -> Any:
    """A node as nested tuples, with the positions of those that are tokens.

    Lark forgets the place of brackets around an expression, so it does not know the places of longer nodes.
    """
    if isinstance(node, tuple):
        return tuple(plain(part) for part in node)
    if isinstance(node, Node):
        place = (node.start, node.end) if isinstance(node, (Name, Quantity, Date, Text)) else ()
        return (type(node).__name__, *place, *(plain(getattr(node, name)) for name in fields(node)))
    return node


def enclosed(node: Node) -> None:
    """Asserts that the parts of a node lie inside it, in order and without overlap."""
    at = node.start
    for part in _parts(node):
        assert at <= part.start <= part.end <= node.end
        enclosed(part)
        at = part.end


def _parts(node: Node) -> list[Node]:
    found: list[Any] = []
    left = [getattr(node, name) for name in reversed(fields(node))]
    while left:
        part = left.pop()
        if isinstance(part, tuple):
            left.extend(reversed(part))
        elif isinstance(part, Node):
            found.append(part)
    return found
