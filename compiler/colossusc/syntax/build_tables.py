"""Builds `grammar/colossus.tables.json` from `grammar/colossus.lark`, with Lark.

    python -m colossusc.syntax.build_tables > grammar/colossus.tables.json

The only module that imports Lark. What it writes is all the parser needs at run time: the terminals in the order in
which Lark tries them, the LALR(1) tables, and for each rule the places of its children.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import BasicLexer, PatternStr
from lark.parsers.lalr_analysis import Shift
from lark.utils import logger

from colossusc.resources import resource
from colossusc.syntax.tables import OTHER_GROUPS

GRAMMAR = "grammar/colossus.lark"


def conflicts(grammar: str | None = None) -> list[str]:
    """What Lark logs while it builds the tables of our grammar, or of another: conflicts, and nothing in a good one."""
    records: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    keep, level = Keep(), logger.level
    logger.addHandler(keep)
    logger.setLevel(logging.DEBUG)
    try:
        Lark(grammar or resource(GRAMMAR).read_text(), parser="lalr", lexer="basic", debug=True)
    finally:
        logger.removeHandler(keep)
        logger.setLevel(level)
    return records


def tables() -> str:
    """The text of the tables file. A terminal is the number of its group in the master regex; words and marks follow.

    Actions: `[terminal, state + 1]` shifts, `[terminal, -rule - 1]` reduces. A rule's places count from the end of its
    children (-1 is the last); 0 stands for a part that is not written.
    """
    grammar = resource(GRAMMAR).read_text()
    parser = Lark(grammar, parser="lalr", lexer="basic")
    lexer = parser.parser.lexer
    assert isinstance(lexer, BasicLexer)
    words = [t for t in lexer.terminals if isinstance(t.pattern, PatternStr)]
    patterns = [t for t in lexer.terminals if t not in words and not t.name.startswith("__IGNORE")]
    words += [t for t in parser.terminals if t not in lexer.terminals]  # the keywords, which Lark finds among the names
    names = [*(t.name for t in patterns), *OTHER_GROUPS, *(t.name for t in words), "$END"]
    number = {name: i + 1 for i, name in enumerate(names)}

    origins = sorted({rule.origin.name for rule in parser.rules})
    rules = {rule: i for i, rule in enumerate(parser.rules)}
    table = parser.parser.parser._parse_table
    order = _order(table)
    actions: list[list[int]] = []
    gotos: list[list[int]] = []
    for state in order:
        actions.append([])
        gotos.append([])
        for symbol, (action, argument) in sorted(table.states[state].items()):
            if symbol in origins:
                gotos[-1] += [origins.index(symbol), order[argument]]
            else:
                actions[-1] += [number[symbol], order[argument] + 1 if action is Shift else -rules[argument] - 1]
    content = {
        "grammar": hashlib.sha256(grammar.encode()).hexdigest(),
        "lark": lark.__version__,
        "start": order[table.start_states["start"]],
        "end": order[table.end_states["start"]],
        "patterns": [[t.name, _without_groups(t.pattern.to_regexp())] for t in patterns],
        "words": [[t.name, t.pattern.value] for t in words],
        "origins": origins,
        "rules": [[origins.index(r.origin.name), _handler(r), len(r.expansion), _places(r)] for r in parser.rules],
        "actions": actions,
        "gotos": gotos,
    }
    lines = (f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in content.items())
    return "{" + ",\n".join(lines) + "}\n"


def _order(table: Any) -> dict[int, int]:
    """New numbers for the states, in the order of reaching them: the same in every build."""
    order = {table.start_states["start"]: 0}
    queue = list(order)
    for state in queue:
        for _, (action, argument) in sorted(table.states[state].items()):
            if action is Shift and argument not in order:
                order[argument] = len(order)
                queue.append(argument)
    return order


def _handler(rule: Rule) -> str:
    """The name of what builds the node: empty where the only child passes through as it is."""
    name: str = rule.origin.name
    if name.startswith("__"):
        return "more" if rule.expansion[0] == rule.origin else "first"
    if rule.alias is None and (rule.options.expand1 or name.startswith("_")) and len(_places(rule)) == 1:
        return ""
    return rule.alias or name


def _places(rule: Rule) -> list[int]:
    length = len(rule.expansion)
    missing: Any = rule.options.empty_indices or (False,) * length
    places, at = [], -length
    for empty in missing:
        if empty:
            places.append(0)
            continue
        symbol: Any = rule.expansion[at]
        if not (symbol.is_term and symbol.filter_out):
            places.append(at)
        at += 1
    return places


def _without_groups(pattern: str) -> str:
    """The pattern with its groups made non-capturing: in the master regex one group is one terminal."""
    parts = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)")
    return parts.sub(lambda part: "(?:" if part[0] == "(" else part[0], pattern)


if __name__ == "__main__":
    sys.stdout.write(tables())
