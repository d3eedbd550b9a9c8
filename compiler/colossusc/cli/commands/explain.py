"""`colossusc explain WORD`: what a finding, a rule, a kind, a fact, a jurisdiction or a party is; `explain NAME@DATE
PATH…`: how a figure of a plan comes about on a day."""

from __future__ import annotations

import json

import click

from colossusc.ask import manual
from colossusc.cli.config import config_for
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure, data
from colossusc.codes import all_codes
from colossusc.kinds import all_kinds, find_kind
from colossusc.suggest import did_you_mean
from colossusc.values.calendar import DateProblem, parse_date


@click.command("explain")
@click.argument("word")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--json", "as_json", is_flag=True, help="Print how a figure comes about as JSON.")
def command(word: str, paths: tuple[str, ...], as_json: bool) -> int:
    """Explain a code such as C0201, a rule such as TVA001, a kind such as turbines, a fact such as firm_supply, or a
    jurisdiction or party such as tva_region.

    NAME@DATE, as in facility_load@2025-07-01, explains how a fact, a field or a let of the plans at PATH... comes about
    on a day, down to the statements that give it.
    """
    name, at, date = word.partition("@")
    if at:
        data(_arithmetic(name, date, paths, as_json))
    else:
        data("\n".join(_pages(word)))
    return 0


def _arithmetic(name: str, date: str, paths: tuple[str, ...], as_json: bool) -> str:
    """The tree of a figure on a day. Raises Failure where there is none."""
    from colossusc import pipeline
    from colossusc.ask.explain import Unknown

    try:
        day, last = parse_date(date)
    except DateProblem as problem:
        raise Failure(problem.message, problem.help) from None
    if day != last:
        raise Failure(f"`{date}` is not one day", "write it as 2025-07-01")
    paths = paths or config_for(paths, None).inputs
    if not paths:
        raise Failure("which plan?", f"name its file or folder: `explain {name}@{date} PATH`")
    project = Project(paths)
    checked = pipeline.check(project.names, project.read, pipeline.Options())
    if checked.errors or not checked.campuses:
        raise Failure("the files hold no campus that can be explained", "`colossusc check` tells why")
    try:
        text, record = pipeline.explain(checked, name, day)
    except Unknown as unknown:
        raise Failure(*unknown.args) from None
    return f"{json.dumps(record, indent=1, ensure_ascii=True)}\n" if as_json else text


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
    library = manual.library()
    pages = [manual.rule_page(rule) for code, rule in library.rules.items() if word in (code, rule.heading.name)]
    if word in library.shared:
        from colossusc.ask.shared import shared_page

        pages.append(shared_page(library, word))
    if not pages:
        kinds = [name for each in all_kinds().values() for name in (each.name, each.plural)]
        guess = did_you_mean(word, [*codes, *library.rules, *facts, *kinds, *library.shared])
        raise Failure(f"there is no code, rule, kind, fact, jurisdiction or party `{word}`{guess}")
    return pages
