"""`colossusc explain WORD`: what a finding means and how to mend it; what a rule, a kind or a fact is."""

from __future__ import annotations

import click

from colossusc.ask import manual
from colossusc.cli.terminal import Failure, data
from colossusc.codes import all_codes
from colossusc.kinds import all_kinds, find_kind
from colossusc.suggest import did_you_mean


@click.command("explain")
@click.argument("word")
def command(word: str) -> int:
    """Explain a code such as C0201, a rule such as TVA001, a kind such as turbines, or a fact such as firm_supply."""
    data("\n".join(_pages(word)))
    return 0


def _pages(word: str) -> list[str]:
    """The pages about a word; a kind and a fact may share their name. Raises Failure for an unknown word."""
    codes, facts = all_codes(), manual.facts_by_name()
    if word in codes:
        return [manual.code_page(codes[word])]
    kind = find_kind(word)
    pages = [manual.kind_page(kind)] if kind is not None else []
    pages += [manual.fact_page(word)] if word in facts else []
    if pages:
        return pages
    rules = manual.library_rules()
    pages = [manual.rule_page(rule) for code, rule in rules.items() if word in (code, rule.heading.name)]
    if not pages:
        kinds = [name for each in all_kinds().values() for name in (each.name, each.plural)]
        guess = did_you_mean(word, [*codes, *rules, *facts, *kinds])
        raise Failure(f"there is no code, rule, kind or fact `{word}`{guess}")
    return pages
