"""What stands in a plan beside its objects, before and after: waivers, scenarios, rules of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.emit.difference.fields import anew, pair
from colossusc.emit.difference.model import Changed
from colossusc.emit.phrases import period
from colossusc.rules.verdict import CampusResult
from colossusc.source import Span
from colossusc.syntax.same import same
from colossusc.values.calendar import show_date


def beside(old: CampusResult, new: CampusResult) -> Iterator[Changed]:
    """What is said there anew."""
    befores, afters = (dict(_waivers(each)) for each in (old, new))
    for name in dict.fromkeys((*afters, *befores)):
        (was, was_at), (now, now_at) = (side.get(name, ("", None)) for side in (befores, afters))
        if was != now:
            yield anew(name, (was, now), (was_at, now_at))
    for word, before, after in (
        ("scenario", dict(_scenarios(old)), dict(_scenarios(new))),
        ("rule", dict(_rules(old)), dict(_rules(new))),
    ):
        for name in dict.fromkeys((*after, *before)):
            one, other = before.get(name), after.get(name)
            if one is None or other is None or not same(one[0], other[0]):
                spans = [each[1] if each is not None else None for each in (one, other)]
                yield anew(f"{word} {name}", pair(map(_text, spans)), pair(spans))


def _waivers(result: CampusResult) -> Iterator[tuple[str, tuple[str, Span]]]:
    for each in result.waivers:
        terms = each.terms
        words = f"{period(each.start, each.until)}: {terms.reason} ({terms.owner}, expires {show_date(each.expires)})"
        yield f"waive {each.rule} on {each.on}", (words, terms.span)


def _scenarios(result: CampusResult) -> Iterator[tuple[str, tuple[Any, Span]]]:
    for each in result.variants:
        if each.scenario is not None:
            node = each.scenario.node
            yield each.scenario.name, (node, Span(each.scenario.source, node.start, node.end))


def _rules(result: CampusResult) -> Iterator[tuple[str, tuple[Any, Span]]]:
    for outcome in result.outcomes:
        heading = outcome.heading
        if heading.code != "require" and not heading.of_library:
            yield heading.code, (heading.node, Span(heading.module.source, heading.node.start, heading.node.end))


def _text(span: Span | None) -> str:
    return " ".join(span.text.split()) if span is not None else ""
