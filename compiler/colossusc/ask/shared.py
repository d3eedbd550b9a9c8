"""Manual pages of jurisdictions and parties, in Markdown: what each is, what belongs to it, and which rules know it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from colossusc.ask.manual import Library, LibraryRule
from colossusc.ir import Item


def shared_page(library: Library, name: str, level: int = 1) -> str:
    """The page of a jurisdiction or a party of the library. Raises KeyError for an unknown name."""
    item = library.shared[name]
    told = _jurisdiction(library, item) if item.kind.name == "jurisdiction" else _party(library, item)
    place = f"place: `{item.span.place}`" if item.span is not None else ""
    lines = "\n".join(f"- {each}" for each in filter(None, (*told, place)))
    return f"{'#' * level} {item.name}: {item.label}\n\n{lines}\n"


def _jurisdiction(library: Library, item: Item) -> Iterator[str]:
    yield f"a jurisdiction: a site that lies in it says `jurisdiction = [{item.name}]`"
    around = list(_around(item))
    if around:
        yield f"lies in: {_named(around)}"
    inside = [each for each in library.shared.values() if item in _around(each)]
    if inside:
        yield f"in it lie: {_named(inside)}"
    rules = library.rules.values()
    yield f"its rules:{_rules([rule for rule in rules if rule.heading.jurisdiction is item])}"
    if around:
        yield f"rules of what it lies in:{_rules([rule for rule in rules if rule.heading.jurisdiction in around])}"
    everywhere = ", ".join(f"`{rule.heading.code}`" for rule in rules if rule.heading.jurisdiction is None)
    yield f"rules that apply everywhere: {everywhere or 'none'}"


def _party(library: Library, item: Item) -> Iterator[str]:
    yield f"a party: named in a plan as in `provider = {item.name}` or `by = {item.name}`"
    belongs = item.value("affiliate_of").steps.values[0]
    if isinstance(belongs, Item):
        yield f"affiliate of: {_named([belongs])}; rules count both together"
    affiliates = [each for each in library.shared.values() if _belongs(each, item)]
    if affiliates:
        yield f"its affiliates: {_named(affiliates)}; rules count them together"
    yield f"rules that name it:{_rules([rule for rule in library.rules.values() if _names(rule, item)])}"


def _around(item: Item) -> Iterator[Item]:
    """The jurisdictions that one lies in, the nearest first."""
    while item.base is not None:
        item = item.base
        yield item


def _belongs(one: Item, other: Item) -> bool:
    return one.kind.name == "party" and one.value("affiliate_of").steps.values[0] is other


def _names(rule: LibraryRule, item: Item) -> bool:
    node = rule.heading.node
    text = rule.heading.module.source.text[node.start : node.end]
    return re.search(rf"(?<![\w.]){re.escape(item.name)}(?!\w)", text) is not None


def _named(items: list[Item]) -> str:
    return ", ".join(f"`{each.name}`, {each.label}" if len(items) == 1 else f"`{each.name}`" for each in items)


def _rules(rules: list[LibraryRule]) -> str:
    """Rules, a line each."""
    return "".join(f"\n  - `{rule.heading.code}` {rule.heading.title}" for rule in rules) or " none"
