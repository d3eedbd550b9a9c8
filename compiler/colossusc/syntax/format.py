"""One way to write a file: what `fmt` prints. It moves blanks and line ends only, so the tree stays the same.

A statement a line, two blanks an indent, nothing aligned: one change is one line of a diff. A block written on one line
stays there while it fits; line ends inside brackets stay where they are. It prints tokens, not the tree, so comments
keep their place by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.same import close, same, spaced
from colossusc.syntax.tables import OTHER_GROUPS, Tables, tables

__all__ = ["format_source", "same"]

WIDTH = 100
INDENT = "  "
Token = tuple[str, str]  # the name of its terminal, and how it is spelled

_OPEN = {"LPAR", "LSQB"}
_CLOSE = {"RPAR", "RSQB"}
_OPERANDS = {"NAME", "KEYED", "NUMBER", "QUANTITY", "DATE", "STRING", "RPAR", "RSQB"}


def format_source(source: Source, file: nodes.File) -> str:
    """The text of a file in its one form, with line feeds; `file` is its tree. A text with a broken statement comes
    back as it is."""
    text = source.text.removeprefix("\ufeff")
    statements = _Reader(text, tables()).read()
    if statements is None or _broken(file):
        return source.text
    lines = _body(statements, "")
    return "\n".join(lines) + "\n" if lines else ""


def _broken(file: nodes.File) -> bool:
    left: list[nodes.Statement] = list(file.body)
    while left:
        statement = left.pop()
        if isinstance(statement, nodes.Broken):
            return True
        if isinstance(statement, (nodes.Block, nodes.Waive)):
            left += statement.body
    return False


# ------------------------------------------------------------------------------------------------- what is written


@attrs.define
class _Statement:
    """A statement, or a comment on a line of its own: then it has no tokens."""

    gap: bool  # a blank line before it
    start: int
    tokens: list[Token] = attrs.field(factory=list)  # without braces; line ends inside brackets and comments are tokens
    comment: str = ""  # behind it
    opening: str = ""  # the comment behind its `{`
    body: list[_Statement] | None = None
    one_line: bool = False


class _Reader:
    """Cuts tokens into statements."""

    def __init__(self, text: str, grammar: Tables) -> None:
        self.text = text
        self.tokens: Iterator[tuple[int, int, int]] = grammar.tokens(text)
        self.names = grammar.names

    def read(self) -> list[_Statement] | None:
        """The statements of the file; None if its braces don't match or it has characters that are no token."""
        bodies: list[list[_Statement]] = [[]]
        owners: list[_Statement] = []
        now: _Statement | None = None  # the statement that grows
        before: _Statement | None = None  # the one that a comment on this line belongs to
        depth, ends = 0, 0  # brackets open; line ends since the last token
        for number, start, end in self.tokens:
            name = self.names[number]
            word = self.text[start:end]
            if name == "$END":
                return None if owners else bodies[0]
            if name in OTHER_GROUPS:
                return None
            if depth:
                depth += (name in _OPEN) - (name in _CLOSE)
                assert now is not None
                now.tokens.append((name, _spell(name, word)))
            elif name == "_NL":
                ends += word.count("\n")
                now = before = None
            elif name == "SEMICOLON":
                now = None
            elif name == "COMMENT":
                if before is None:
                    bodies[-1].append(_Statement(ends > 1, start, comment=_spell(name, word)))
                elif before.body is not None and before in owners:
                    before.opening = _spell(name, word)
                else:
                    before.comment = _spell(name, word)
                ends = 0
            elif name == "RBRACE":
                if not owners:
                    return None
                bodies.pop()
                before = owners.pop()
                before.one_line = "\n" not in self.text[before.start : start]
                now, ends = None, 0
            else:
                if now is None:
                    now = _Statement(ends > 1, start)
                    bodies[-1].append(now)
                before, ends = now, 0
                if name == "LBRACE":
                    now.body = []
                    owners.append(now)
                    bodies.append(now.body)
                    now = None
                else:
                    depth += name in _OPEN
                    now.tokens.append((name, _spell(name, word)))
        return None


def _spell(name: str, word: str) -> str:
    if name == "QUANTITY":
        return spaced(word)
    if name == "KEYED":
        return close(word)
    if name == "COMMENT":
        word = word.rstrip()
        return word if word[1:2] in ("", " ", "\t", "#", "!") else f"# {word[1:]}"
    return word


# ------------------------------------------------------------------------------------------------- how it is printed


def _body(statements: list[_Statement], indent: str) -> list[str]:
    lines: list[str] = []
    for statement in statements:
        if statement.gap and lines:
            lines.append("")
        lines += _lines(statement, indent)
    return lines


def _lines(statement: _Statement, indent: str) -> list[str]:
    if not statement.tokens and statement.body is None:
        return [indent + statement.comment]
    lines = _code(statement.tokens, indent)
    if statement.body is not None:
        flat = _flat(statement, indent)
        if flat is not None:
            lines = [flat]
        elif not statement.body and not statement.opening:
            lines[-1] += " {}"
        else:
            lines[-1] += " {" + _behind(statement.opening)
            lines += _body(statement.body, indent + INDENT)
            lines.append(indent + "}")
    lines[-1] += _behind(statement.comment)
    return lines


def _behind(comment: str) -> str:
    return f"  {comment}" if comment else ""


def _flat(statement: _Statement, indent: str) -> str | None:
    """A block on one line; None if it was not written on one, or is too long for one."""
    if not statement.one_line:
        return None
    line = indent + _inline(statement)
    return line if len(line) <= WIDTH else None


def _inline(statement: _Statement) -> str:
    line = "".join(_code(statement.tokens, ""))
    if statement.body is None:
        return line
    return line + (" { " + "; ".join(map(_inline, statement.body)) + " }" if statement.body else " {}")


def _code(tokens: list[Token], indent: str) -> list[str]:
    """The lines of a statement's tokens: one, and one more for each line end kept inside brackets."""
    lines, line = [], indent
    depth = 0
    before, unary = "", False  # the terminal before, and whether it is a minus of one operand
    fresh = True  # nothing on this line yet
    for name, word in tokens:
        if name == "_NL":
            if not fresh:
                lines.append(line)
                fresh = True
            continue
        depth -= name in _CLOSE
        if fresh:
            line = (indent + INDENT * depth if lines else indent) + word
        elif name == "COMMENT":
            line += f"  {word}"
        else:
            line += word if unary or _glued(before, name) else f" {word}"
        depth += name in _OPEN
        fresh = False
        if name != "COMMENT":
            unary = name == "MINUS" and before not in _OPERANDS
            before = name
    lines.append(line)
    return lines


def _glued(before: str, name: str) -> bool:
    """Whether no blank stands between two tokens of a line."""
    if before in _OPEN or before == "DOT" or name in _CLOSE or name in ("COMMA", "DOT"):
        return True
    return name == "LPAR" and before in ("NAME", "KEYED")
