"""How long things have been at a place without a break: of one thing, or of several that did one job there.

Temporary equipment may stay at a place for so long, and what replaces it counts on: the stay of several is the union of
their times there. A break of more days than are allowed begins a new stay. On a day on which it is not known whether
somebody is there, it began when it did if somebody is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import attrs

from colossusc.analyses.fact import Fact, Facts, FactValue
from colossusc.analyses.places import is_at, stands
from colossusc.analyses.presence import PLACED, opening
from colossusc.expr.operators import settled
from colossusc.expr.types import DATE
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.calendar import END, FIRST_DAY
from colossusc.values.timeline import Steps, combine, constant, stepped
from colossusc.values.uncertain.truth import choose, joined

_Stretch: TypeAlias = tuple[int, int, Any]  # days, and whether somebody is there


@attrs.frozen(eq=False)
class Stay:
    """Whether somebody is at a place, since and until what day; None where nobody is, absent where it is not given."""

    there: Steps[Any]
    since: Steps[Any]
    until: Steps[Any]  # the day on which it ends; absent where it goes on


def stay_of(facts: Facts, items: Iterable[Item], place: Item, gap: int = 0) -> Stay:
    """The stay of some things at a place over time. A break of at most `gap` days does not end it."""
    things = list(items)
    states = [_there(facts, item, place) for item in things]
    there: Steps[Any] = combine(_any, *states) if states else constant(False)
    stays = list(_stays(there, gap))
    starts = [start for stay in stays for start, _, _ in stay]
    since = stepped(starts, [day for stay in stays for day in _beginnings(stay, gap)])
    return Stay(there, since, stepped(starts, [day for stay in stays for day in _ends(stay, gap)]))


def _there(facts: Facts, item: Item, place: Item) -> Steps[Any]:
    return combine(_both, facts.steps(item, "on_site"), is_at(item, place))


def _any(*states: Any) -> Any:
    """Whether somebody is there."""
    return settled(True, states)


def _both(one: Any, other: Any) -> Any:
    return settled(False, (one, other))


def _stays(there: Steps[Any], gap: int) -> Iterable[list[_Stretch]]:
    """The stretches of each stay, and of each absence between two, from whether somebody is there."""
    stays: list[list[_Stretch]] = [[]]
    for start, end, here in there.segments():
        if here is False and (end - start > gap or end == END):
            stays += [[(start, end, False)], []]
        else:
            stays[-1].append((start, end, here))
    return stays


def _beginnings(stay: list[_Stretch], gap: int) -> Iterator[Any]:
    """The day on which a stay began, as it is on each of its stretches; None of an absence."""
    sure = next((place for place, (_, _, here) in enumerate(stay) if here is True), len(stay))
    maybe = [(start, here) for start, _, here in stay[:sure]]
    first = opening(maybe, stay[sure][0]) if sure < len(stay) else None
    began: Any = None
    for place, (start, _, here) in enumerate(stay):
        if isinstance(here, Missing):
            began = here
        elif began is None and here is not False:
            began = ABSENT if start == FIRST_DAY else start if first is None else first
        elif here is not False and not isinstance(began, Missing) and (first is None or place > sure):
            lately = (state for _, end, state in stay[:place] if end >= start - gap)
            began = choose(joined("or", lately), began, start)
        yield began


def _ends(stay: list[_Stretch], gap: int) -> Iterator[Any]:
    """The day on which a stay ends, on each of its stretches; None of an absence.

    Where somebody is there it ends with the stretch, unless somebody is there again before too long a break.
    """
    ends: list[Any] = [end for _, end, _ in stay]
    for place, (_, end, here) in reversed(list(enumerate(stay))):
        soon = [later for later in range(place + 1, len(stay)) if stay[later][0] - end <= gap]
        for later in reversed(soon):
            again = stay[later][2]
            if again is not False:
                ends[place] = ends[later] if isinstance(again, Missing) else choose(again, ends[later], ends[place])
        if isinstance(here, Missing):
            ends[place] = here
    said: Any = None
    for ending, (_, _, here) in zip(ends, stay, strict=True):
        if here is not False:
            said = ABSENT if ending == END else ending
        yield said


def _on_site_since(facts: Facts, item: Item) -> FactValue:
    """The day on which its present stay began, where it stands: a move begins a new one."""
    places = stands(item)
    distinct = list(dict.fromkeys(place for place in places.values if isinstance(place, Item)))
    began = [stay_of(facts, [item], place).since for place in distinct]

    def there(place: Any, *days: Any) -> Any:
        day = days[distinct.index(place)] if isinstance(place, Item) else place
        return ABSENT if day is None else day

    return FactValue(combine(there, places, *began))


FACTS = (Fact("on_site_since", PLACED, DATE, "the day its present stay at its place began", _on_site_since, ("from",)),)
