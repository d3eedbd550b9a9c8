"""The tokens of a file as text, a token a line: `12:3 QUANTITY '16.48 MW'`."""

from __future__ import annotations

from colossusc.source import Source
from colossusc.syntax.tables import tables


def tokens(source: Source) -> str:
    """What the lexer makes of a file, comments and line ends included; it never gives up."""
    t = tables()
    odd = {t.unended: "UNENDED", t.stray: "STRAY"}
    rows: list[str] = []
    found = t.token(source.text, 0)
    while found is not None:
        group = found.lastindex or 0
        word = found[group]
        name = odd.get(group) or t.names[t.words.get(word, group)]
        line, column = source.position(found.start(group))
        rows.append(f"{line}:{column} {name} {word!r}\n")
        found = t.token(source.text, found.end())
    return "".join(rows)
