"""What stands in a plan beside its objects, before and after: waivers, scenarios, rules of its own."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.emit.difference.fields import anew
from colossusc.emit.difference.model import Changed
from colossusc.emit.difference.written import Written, reworded
from colossusc.emit.phrases import period
from colossusc.rules.verdict import CampusResult
from colossusc.source import Span
from colossusc.values.calendar import show_date


def beside(old: CampusResult, new: CampusResult) -> Iterator[Changed]:
    """What is said there anew."""
    befores, afters = (dict(_waivers(each)) for each in (old, new))
    for name in dict.fromkeys((*afters, *befores)):
        (was, was_at), (now, now_at) = (side.get(name, ("", None)) for side in (befores, afters))
        if was != now:
            yield anew(name, (was, now), (was_at, now_at))
    yield from reworded("scenario", dict(_scenarios(old)), dict(_scenarios(new)))
    yield from reworded("rule", dict(_rules(old)), dict(_rules(new)))


def _waivers(result: CampusResult) -> Iterator[tuple[str, tuple[str, Span]]]:
    for each in result.waivers:
        terms = each.terms
        words = f"{period(each.start, each.until)}: {terms.reason} ({terms.owner}, expires {show_date(each.expires)})"
        yield f"waive {each.rule} on {each.on}", (words, terms.span)


def _scenarios(result: CampusResult) -> Iterator[tuple[str, Written]]:
    for each in result.variants:
        if each.scenario is not None:
            yield each.scenario.name, Written(each.scenario.node, each.scenario.source)


def _rules(result: CampusResult) -> Iterator[tuple[str, Written]]:
    for outcome in result.outcomes:
        heading = outcome.heading
        if heading.code != "require" and not heading.of_library:
            yield heading.code, Written(heading.node, heading.module.source)
