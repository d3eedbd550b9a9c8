"""Findings of a plan and of its scenarios as one list: what is found alike in several is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.rules.verdict import CampusResult


def merged(result: CampusResult, wanted: Sequence[str] = ()) -> Iterator[Diagnostic]:
    """The findings of a campus and its scenarios, each with the names of those in which it is found.

    Alike are findings of which nothing that is printed differs. One with other figures is a finding of its own: that
    a week of heat is 12 MW short is news, even if the plan is 5 MW short without it. With `wanted`, only those that
    are found in these scenarios.
    """
    where: dict[Diagnostic, list[str]] = {}
    for each in (result, *result.variants):
        name = each.scenario.name if each.scenario is not None else ""
        for finding in each.findings:
            where.setdefault(finding, []).append(name)
    for finding, names in where.items():
        shown = [name for name in names if name in wanted] if wanted else names
        if shown:
            yield attrs.evolve(finding, scenarios=tuple(shown))
