"""The tokens of a file as text, a token a line: `12:3 QUANTITY '16.48 MW'`."""

from __future__ import annotations

from colossusc.source import Source
from colossusc.syntax.tables import tables


def tokens(source: Source) -> str:
    """What the lexer makes of a file, comments and line ends included; it never gives up."""
    t = tables()
    rows: list[str] = []
    for terminal, start, end in t.tokens(source.text):
        if start < len(source.text):
            line, column = source.position(start)
            rows.append(f"{line}:{column} {t.names[terminal].upper()} {source.text[start:end]!r}\n")
    return "".join(rows)
