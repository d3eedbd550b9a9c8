"""`colossusc dump facts`: every fact of every object over time, a line for each value."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.analyses.fact import all_facts
from colossusc.ir import Item
from colossusc.rules.verdict import CampusResult
from colossusc.show.visible import visible
from colossusc.values.calendar import FIRST_DAY, show_date


def facts(result: CampusResult) -> str:
    """`colossus_1.firm_supply from 2024-08-01 = 50 MW`, in the order of the plan, then of the facts' names."""
    items = (result.campus, *result.campus.walk())
    return "".join(f"{visible(line)}\n" for item in items for line in _of(result, item))


def _of(result: CampusResult, item: Item) -> Iterator[str]:
    for (kind, name), fact in sorted(all_facts().items()):
        if kind == item.kind.name:
            for start, _, value in result.facts.steps(item, name).segments():
                since = f" from {show_date(start)}" if start > FIRST_DAY else ""
                yield f"{item.path}.{name}{since} = {fact.type.show(value)}"
