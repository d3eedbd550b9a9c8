"""Where things stand over time: `at from 2026-03-01 = north` moves equipment from one site or building to another.

What does not move stands where its block does. What moves counts, in the facts of a site or building, while it is
there, and takes the air, the height and the PUE of the place.
"""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.analyses.fact import Facts, Term
from colossusc.elaborate import places
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.truth import choose


def stands(item: Item) -> Steps[Any]:
    """The site or building it stands in over time; the campus, of what belongs to no one site."""
    moves = item.moves
    if moves is None:
        return constant(item.surroundings)
    return combine(lambda place: item.surroundings if place is ABSENT else place, moves)


def is_at(item: Item, level: Item) -> Steps[Any]:
    """Whether it stands in a campus, site, building or group."""
    return places.is_at(item, level, lambda each: each.moves)


def while_there(term: Term, there: Steps[Any]) -> Term:
    """A term as far as it counts on the days on which its object is at a place."""

    def masked(steps: Steps[Any]) -> Steps[Any]:
        return combine(lambda here, value: here if isinstance(here, Missing) else choose(here, value, 0), there, steps)

    stages = tuple((name, masked(steps)) for name, steps in term.stages)
    return attrs.evolve(term, steps=masked(term.steps), stages=stages)


def counted_at(term: Term, level: Item) -> Term:
    """A term as it counts in the sums of a campus, site or building: while its object is there."""
    if term.item is None or term.item.moves is None or level.kind.name == "campus":
        return term
    return while_there(term, is_at(term.item, level))


def around(facts: Facts, item: Item, name: str) -> Steps[Any]:
    """A field of the place it stands in, such as `ambient`, over time."""
    standing = stands(item)
    if len(standing.values) == 1 and isinstance(standing.values[0], Item):
        return facts.field(standing.values[0], name)
    distinct = list(dict.fromkeys(place for place in standing.values if isinstance(place, Item)))
    fields = [facts.field(place, name) for place in distinct]

    def chosen(place: Any, *values: Any) -> Any:
        return values[distinct.index(place)] if isinstance(place, Item) else place

    return combine(chosen, standing, *fields)


def by_place(term: Term) -> list[tuple[Item, Term]]:
    """A term for each place its object ever stands in, as it counts there."""
    item = term.item
    assert item is not None
    if item.moves is None:
        return [(item.surroundings, term)]
    standing = stands(item)
    found = [
        (each, while_there(term, combine(lambda place, each=each: place is each, standing)))
        for each in dict.fromkeys(place for place in standing.values if isinstance(place, Item))
    ]
    if BROKEN in standing.values:  # what is added to it at a place that was reported cannot be told
        found.append(
            (item.surroundings, while_there(term, combine(lambda place: place is BROKEN and BROKEN, standing)))
        )
    return found
