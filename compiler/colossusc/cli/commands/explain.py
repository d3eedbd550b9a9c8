"""`colossusc explain CODE`: what a finding means and how to mend it; of a rule, its text."""

from __future__ import annotations

import click

from colossusc.cli.terminal import Failure, data
from colossusc.codes import Code, all_codes
from colossusc.resources import resource
from colossusc.source import Source
from colossusc.suggest import did_you_mean
from colossusc.syntax.nodes import Block
from colossusc.syntax.parse import parse

PACKS = "specs/rules"


@click.command("explain")
@click.argument("code")
def command(code: str) -> int:
    """Explain a code of the compiler, such as C0201, or a rule of the standard library, such as TVA001."""
    codes = all_codes()
    if code in codes:
        data(_page(codes[code]))
        return 0
    rules = _rules()
    if code not in rules:
        names = [*codes, *rules]
        raise Failure(f"there is no code `{code}`{did_you_mean(code, names)}")
    data(rules[code])
    return 0


def _page(code: Code) -> str:
    parts = [f"# {code.code}: {code.title}", code.explanation]
    if code.bad:
        parts.append(f"This gives it:\n\n{_indented(code.bad)}")
    if code.good:
        parts.append(f"This mends it:\n\n{_indented(code.good)}")
    return "\n\n".join(parts) + "\n"


def _rules() -> dict[str, str]:
    """The rules of the standard library by code: a heading and the text of each, which is its own manual page."""
    rules: dict[str, str] = {}
    for name in resource(PACKS).names():
        if not name.endswith(".colossus"):
            continue
        source = Source(f"rules/{name}", resource(f"{PACKS}/{name}").read_text(), library=True)
        for statement in parse(source)[0].body:
            if isinstance(statement, Block) and statement.kind.text == "rule" and statement.names:
                rules[statement.names[0].text] = _rule_page(source, statement)
    return rules


def _rule_page(source: Source, rule: Block) -> str:
    head = f"# {rule.names[0].text}" + (f": {rule.label.text}" if rule.label else "")
    place = f"{source.name}:{source.position(rule.start)[0]}"
    return f"{head}\n\nA rule of the standard library, {place}:\n\n{_indented(source.text[rule.start : rule.end])}\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
