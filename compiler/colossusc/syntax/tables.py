"""The LALR(1) tables of the grammar, as Lark built them, made ready for the parser's loop.

Terminals, origins of rules, rules and states are small integers. `build_tables` writes the file, a test keeps it fresh.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import Any

from colossusc.resources import resource
from colossusc.syntax import lines
from colossusc.syntax.actions import ACTIONS, TOKENS

Pick = Callable[[list[Any]], tuple[Any, ...]]
Rule = tuple[
    int, int, Callable[..., Any] | None, Pick
]  # origin, length, what builds the node (None: passes on), children


# the groups of the master regex after those of the terminals
OTHER_GROUPS = ("mark", "unended", "stray")


class Tables:
    """What drives the parser.

    `actions[state]` maps a terminal to what to do: n > 0 shifts to state n - 1, n < 0 reduces rule -n - 1.
    `gotos[state]` maps a rule's origin to the next state. A value stack has None at its bottom, so that a rule's
    place 0 reads as "not written".
    """

    def __init__(self, content: dict[str, Any]) -> None:
        patterns: list[tuple[str, str]] = content["patterns"]
        words: list[list[str]] = content["words"]
        self.patterns: dict[str, str] = dict(patterns)
        self.names: list[str] = ["", *self.patterns, *OTHER_GROUPS, *(name for name, _ in words), "$END"]
        self.number: dict[str, int] = {name: i for i, name in enumerate(self.names) if name}
        self.words: dict[str, int] = {text: self.number[name] for name, text in words if name not in self.patterns}
        self.spelled: dict[int, str] = {number: text for text, number in self.words.items()}
        marks = sorted((text for text in self.words if not text.replace("_", "").isalpha()), key=len, reverse=True)
        groups = [*self.patterns.values(), "|".join(map(re.escape, marks)), UNENDED, r"[^\x00-\x7f]+|[\s\S]"]
        self.token = re.compile(r"[ \t]*+(?:" + "|".join(f"({group})" for group in groups) + ")").match
        self.line = lines.statements(self.patterns)
        self.head = lines.heads(self.patterns)

        self.start: int = content["start"]
        self.end: int = content["end"]
        self.origins: list[str] = content["origins"]
        self.rules: list[Rule] = [
            (origin, length, ACTIONS[handler or "pass"] if handler or length > 1 else None, _pick(places))
            for origin, handler, length, places in content["rules"]
        ]
        self.actions: list[dict[int, int]] = [dict(zip(row[::2], row[1::2], strict=True)) for row in content["actions"]]
        self.gotos: list[dict[int, int]] = [dict(zip(row[::2], row[1::2], strict=True)) for row in content["gotos"]]
        self.make: dict[int, Callable[[int, int, str], Any]] = {self.number[name]: f for name, f in TOKENS.items()}
        self.jumps: dict[int, int] = {}

        self.items = self.origins.index("items")
        self.statement = self.origins.index("_statement")
        (self.between,) = {row[self.items] for row in self.gotos if self.items in row}  # where a statement may start
        self.after = self.gotos[self.between][self.statement]
        self.named = self.actions[self.between][self.number["NAME"]] - 1  # after the kind of a block
        self.opened = self.actions[self.named][self.number["LBRACE"]] - 1  # after its `{`
        brace = self.number["RBRACE"]
        self.closed: set[int] = {row[brace] - 1 for row in self.actions if row.get(brace, 0) > 0}  # after a block
        # at the end of the file a machine stays where it is
        self.actions[self.end][self.number["$END"]] = self.end + 1

        self.ends = {self.number["_NL"], self.number["SEMICOLON"]}
        self.opening = {self.number["LPAR"], self.number["LSQB"]}
        self.closing = {self.number["RPAR"], self.number["RSQB"]}
        self.deepens = {self.number[name] for name in ("LBRACE", "LPAR", "LSQB", "NOT", "IF", "MINUS")}
        self.watched = self.deepens | self.closing | {self.number[name] for name in ("RBRACE", "STRING", "$END")}
        minus, plus = self.number["MINUS"], self.number["PLUS"]
        self.deep: set[int] = {  # the states in which one of them stands open; a minus between two terms does not
            row[terminal] - 1
            for row in self.actions
            for terminal in self.deepens.intersection(row)
            if row[terminal] > 0 and not (terminal == minus and plus in row)
        }

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, int]]:
        """Terminal, start and end of each token from `start` on, comments too; `$END` last, if `end` is not given."""
        while end is None or start < end:
            token = self.token(text, start)
            if token is None:
                if end is None:
                    yield self.number["$END"], len(text), len(text)
                return
            group = token.lastindex or 0
            if end is not None and token.start(group) >= end:
                return
            start = token.end()
            yield self.words.get(token[group], group), token.start(group), start

    def jump(self, key: int) -> int:
        """The state after a reduction in `key // 2**16` to origin `key // 2**8 % 2**8` before terminal `key % 2**8`.

        A value passes through up to eight precedence levels, each a rule with one child that changes nothing but the
        state: the whole chain is remembered as one step.
        """
        before, origin, terminal = key >> 16, key >> 8 & 255, key & 255
        while True:
            state = self.gotos[before][origin]
            action = self.actions[state].get(terminal, 0)
            if action >= 0:
                break
            origin, length, build, _ = self.rules[-action - 1]
            if build is not None or length != 1:
                break
        self.jumps[key] = state
        return state


# an unended text stops before a `{` at the end of its line, which more likely opens the block than belongs to the text
UNENDED = r'"[^\n]*?(?=[ \t]*\{?[ \t]*\r?(?:\n|\Z))'


@cache
def tables() -> Tables:
    """The tables, read once a process."""
    return Tables(json.loads(resource("grammar/colossus.tables.json").read_text()))


def _pick(places: list[int]) -> Pick:
    if len(places) > 1:
        return itemgetter(*places)
    if places:
        place = places[0]
        return lambda values: (values[place],)
    return lambda values: ()
