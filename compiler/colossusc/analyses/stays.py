"""How long things have been at a place without a break: of one thing, or of several that did one job there.

Temporary equipment may stay at a place for so long, and what replaces it counts on: the stay of several is the union of
their times there. A break of more days than are allowed begins a new stay. A day on which it is not known whether
somebody is there counts as one on which somebody is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.analyses.places import is_at, stands
from colossusc.analyses.presence import PLACED
from colossusc.expr.types import DATE
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import END, FIRST_DAY
from colossusc.values.timeline import Steps, combine, constant, stepped
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.truth import Undecided


def stay_since(facts: Facts, items: Iterable[Item], place: Item, gap: int = 0) -> Steps[Any]:
    """On each day, the day on which the stay of some things at a place began; None where nobody is there.

    A break of at most `gap` days does not end a stay. Absent where it is not given since when they are there.
    """
    things = list(items)
    there = [_there(facts, item, place) for item in things]
    arrivals = [each.presence[0].start for item in things for each in item.within() if each.presence]
    uncertain = {day.hull[0]: day for day in arrivals if isinstance(day, Uncertain)}
    return _since(combine(_any, *there) if there else constant(False), gap, uncertain)


def _there(facts: Facts, item: Item, place: Item) -> Steps[Any]:
    return combine(_both, facts.steps(item, "on_site"), is_at(item, place))


def _any(*states: Any) -> Any:
    """Whether somebody is there; it may be."""
    if any(state is True or isinstance(state, Undecided) for state in states):
        return True
    return BROKEN if BROKEN in states else ABSENT if ABSENT in states else False


def _both(one: Any, other: Any) -> Any:
    if one is False or other is False:
        return False
    return one if one is not True else other


def _since(there: Steps[Any], gap: int, uncertain: dict[Any, Uncertain]) -> Steps[Any]:
    """The day on which each stay began, from whether somebody is there; some days of arrival are not known."""
    starts: list[int] = []
    values: list[Any] = []
    began: Any = None
    for start, end, here in there.segments():
        if here is True and began is None:
            began = ABSENT if start == FIRST_DAY else uncertain.get(start, start)
        elif here is False and (end - start > gap or end == END):
            began = None
        elif here is not True and here is not False:
            began = here
        starts.append(start)
        values.append(began)
    return stepped(starts, values)


def _on_site_since(facts: Facts, item: Item) -> FactValue:
    """The day on which its present stay began, where it stands: a move begins a new one."""
    places = stands(item)
    distinct = list(dict.fromkeys(place for place in places.values if isinstance(place, Item)))
    since = [stay_since(facts, [item], place) for place in distinct]

    def there(place: Any, *days: Any) -> Any:
        day = days[distinct.index(place)] if isinstance(place, Item) else place
        return ABSENT if day is None else day

    return FactValue(combine(there, places, *since))


FACTS = (Fact("on_site_since", PLACED, DATE, "the day its present stay at its place began", _on_site_since, ("from",)),)
