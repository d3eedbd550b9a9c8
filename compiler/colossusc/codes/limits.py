"""Limits, and constructs that have no meaning yet."""

from __future__ import annotations

from colossusc.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "C0901",
        "a file is too large",
        "A file holds at most 10 MB. A plan of that size is better kept in parts that are imported.",
    ),
    Code(
        "C0902",
        "too many blocks and brackets stand inside one another",
        "At most 100 blocks, brackets, `not`, `-` and `if` stand inside one another. A sum or a list may be of any "
        "length.",
        bad="edition = 2026\n\ncampus c {\n  let reserve = " + "(" * 101 + "10 %" + ")" * 101 + "\n}\n",
        good="edition = 2026\n\ncampus c {\n  let reserve = 10 %\n}\n",
    ),
    Code(
        "C0903",
        "a text is too long",
        "A text holds at most 64 kB.",
        bad='edition = 2026\n\ncampus c {\n  let title = "' + "x" * 65_537 + '"\n}\n',
        good='edition = 2026\n\ncampus c {\n  let title = "x"\n}\n',
    ),
)
