"""Syntax: how a file is written."""

from __future__ import annotations

from colossusc.codes import Code


def _campus(*lines: str) -> str:
    return "edition = 2026\n\ncampus c {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"


CODES: tuple[Code, ...] = (
    Code(
        "C0101",
        "something else was expected here",
        "A statement is a field (`name = value`), a block (`kind name { … }`), or begins with a word such as "
        "`require`. The message says what could have come at this place.",
        bad=_campus("let reserve ="),
        good=_campus("let reserve = 10 %"),
    ),
    Code(
        "C0102",
        "a bracket is not closed",
        "Line ends inside `( )` and `[ ]` count for nothing, so an open bracket would swallow what follows. It is "
        "given up at the next `{`, `}` or single `=`, and reported where it opens.",
        bad=_campus("let reserve = max(5 %, 10 %"),
        good=_campus("let reserve = max(5 %, 10 %)"),
    ),
    Code(
        "C0103",
        "a block is not closed",
        "The file ends inside a block. The place is the block whose `}` is most likely missing, judged by how the "
        "lines are indented.",
        bad="edition = 2026\n\ncampus c {\n  let reserve = 10 %\n",
        good=_campus("let reserve = 10 %"),
    ),
    Code(
        "C0104",
        "a `}` closes no block",
        "There is one `}` more than there are blocks open.",
        bad=_campus("let reserve = 10 %") + "}\n",
        good=_campus("let reserve = 10 %"),
    ),
    Code(
        "C0105",
        "a bracket closes nothing, or the wrong one",
        "`(` is closed by `)`, and `[` by `]`.",
        bad=_campus("let reserve = max(5 %, 10 %]"),
        good=_campus("let reserve = max(5 %, 10 %)"),
    ),
    Code(
        "C0106",
        "a text does not end",
        'A text begins and ends with `"` on one line. A quote inside it is written `\\"`.',
        bad=_campus('let title = "Colossus'),
        good=_campus('let title = "Colossus"'),
    ),
    Code(
        "C0107",
        "a reserved word is used as a name",
        "The words of the language cannot be names, also not after a dot: `and` `or` `not` `in` `is` `if` `then` "
        "`else` `where` `from` `until` `ramping` `under` `before` `as` `of` `on` `for` `to` `against` `when` `require` "
        "`near` `set` `lose` `message` `help` `expect` `use` `import` `waive` `unknown` `at_least` `at_most`.",
        bad=_campus("let near = 10 %"),
        good=_campus("let margin = 10 %"),
    ),
    Code(
        "C0108",
        "a statement begins with an operator",
        "A statement ends at the end of its line. To go on with an expression on the next line, put it in parentheses.",
        bad=_campus("let reserve = 5 %", "  + 5 %"),
        good=_campus("let reserve = (5 %", "  + 5 %)"),
    ),
    Code(
        "C0109",
        "a character has no meaning here",
        "Names are made of `A` to `Z`, `a` to `z`, digits and `_`. Texts and comments hold any character.",
        bad=_campus("let réserve = 10 %"),
        good=_campus("let reserve = 10 %"),
    ),
    Code(
        "C0110",
        "a character looks like another one",
        'Word processors and web pages write `−` for `-`, `“` for `"`, `×` for `*` and a no-break space for a blank. '
        "Write the plain character.",
        bad=_campus("let change = −5 %"),
        good=_campus("let change = -5 %"),
    ),
    Code(
        "C0111",
        "a character cannot be seen, or turns the text around",
        "Zero-width characters and those that change the direction of the text make a file say something else than its "
        "reader sees. Among names and numbers they are an error; in texts and comments those that turn the text around "
        "are a warning.",
        bad=_campus("let re\u200bserve = 10 %"),
        good=_campus("let reserve = 10 %"),
    ),
    Code(
        "C0112",
        "a text has an escape that there is not",
        'The escapes are `\\"` for a quote, `\\\\` for a backslash, `\\n` for a line end and `\\t` for a tab.',
        bad=_campus('let path = "C:\\plans"'),
        good=_campus('let path = "C:\\\\plans"'),
    ),
    Code(
        "C0113",
        "the file begins with a byte order mark",
        "Some editors write an invisible mark at the beginning of a file. It does no harm here; other tools trip over "
        "it, and `fmt` removes it.",
        bad="\ufeff" + _campus("let reserve = 10 %"),
        good=_campus("let reserve = 10 %"),
        severity="warning",
    ),
    Code(
        "C0114",
        "comparisons and ranges do not chain",
        "`a < b < c` is read one way by some and another way by others. Write both comparisons.",
        bad=_campus("require -1 MW < facility_load < 10 MW"),
        good=_campus("require -1 MW < facility_load and facility_load < 10 MW"),
    ),
    Code(
        "C0115",
        "this is how another language writes it",
        "Fields get their value with `=`; `==` compares. Comments begin with `#`, powers are written `^`, and a list "
        "stands in brackets.",
        bad=_campus("let reserve: 10 %"),
        good=_campus("let reserve = 10 %"),
    ),
    Code(
        "C0116",
        "a block has no `{`",
        "The `{` of a block stands on the line of its name.",
        bad=_campus("site s", "{", "}"),
        good=_campus("site s {}"),
    ),
    Code(
        "C0117",
        "something follows the end of a statement",
        "A statement ends at the end of its line, or with `;`. A unit is one word, a text stands in double quotes, and "
        "sources stand in one bracket.",
        bad=_campus("let load = 38 MW MW"),
        good=_campus("let load = 38 MW"),
    ),
)
