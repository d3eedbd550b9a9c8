"""How long an order takes: of GPU systems as long as the slowest of what they come with.

A lead time that changes is that of the day of the order. It is told in whole months, rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.analyses.fact import Facts, lifted, missing
from colossusc.analyses.parts import with_parts
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import ceiling, largest, most_of


def whole_months(facts: Facts, item: Item) -> Steps[Any]:
    """The lead time that an object or a part states itself, by the day of the order; absent where it states none."""
    return combine(lifted(ceiling), facts.field(item, "lead_time"))


def longest(facts: Facts, item: Item) -> Steps[Any]:
    """The longest lead time of an object and of what it comes with, by the day of the order."""
    return combine(_longest, *(whole_months(facts, each) for each in _timed(item)))


def slowest(facts: Facts, item: Item, day: int) -> Item | None:
    """What comes last of an order of a day; None where nothing states a lead time."""
    known = [(each, lead) for each in _timed(item) if not missing(lead := whole_months(facts, each).at(day))]
    return max(known, key=lambda pair: most_of(pair[1]), default=(None, None))[0]


def _timed(item: Item) -> Iterator[Item]:
    return (each for each in with_parts(item) if "lead_time" in each.kind.by_name)


def _longest(*leads: Any) -> Any:
    if BROKEN in leads:
        return BROKEN
    known = [lead for lead in leads if lead is not ABSENT]
    return largest(*known) if known else ABSENT
