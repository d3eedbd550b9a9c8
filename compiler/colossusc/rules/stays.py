"""`stay(things, place)`, `stay_since(…)` and `stay_until(…)`: how long things are at a place, since and until when.

`things` is an object, or a set of those that did one job there; what replaces another counts on. A third argument is
the longest break that does not begin a new stay: `stay(g.members, g.site, 30 day)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.analyses.fact import Facts
from colossusc.analyses.stays import Stay, stay_of
from colossusc.expr.operators import DAY, missing
from colossusc.expr.scope import Scope
from colossusc.expr.typed import Context, Problem, Typed, broken, read
from colossusc.expr.types import DATE, BrokenType, ObjectType, QuantityType, SetType, quantity
from colossusc.ir import Item
from colossusc.kinds import all_kinds
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.uncertain.expression import largest
from colossusc.values.uncertain.truth import Undecided, choose

STAYS = ("stay", "stay_since", "stay_until")
_PLACES = {"site", "building", "campus", "group"}
_TIME = quantity("day", fixed=True)  # whole days, however few
_LIKE = "write `{0}(g.members, g.site)`, or with the longest break that counts as none, `{0}(t, t.site, 30 day)`"


def stay(node: nodes.Call, arguments: list[Typed], scope: Scope, facts_of: Callable[[Context], Facts]) -> Typed:
    """The typed form of a call of one of these functions."""
    name = node.function.text
    if any(isinstance(argument.type, BrokenType) for argument in arguments):
        return broken(node, scope.source)
    wrong = _wrong(node, arguments)
    if wrong is not None:
        scope.error("C0431", wrong[1], wrong[0], "", _LIKE.format(name))
        return broken(node, scope.source)
    things, place, *rest = (argument.run for argument in arguments)
    made: dict[Any, Stay] = {}  # what was computed of some things at a place

    def found_in(context: Context) -> Stay | Missing:
        found, where = things(context), place(context)
        gap = rest[0](context) if rest else 0
        lost: Missing | None = missing(found, where, gap)
        if lost is not None:
            return lost
        items = (found,) if isinstance(found, Item) else tuple(found)
        if not isinstance(gap, int) or gap % DAY:
            raise Problem("C0507", "a break is counted in whole days", arguments[2].span)
        facts = facts_of(context)
        key = (facts, items, where, gap)
        if key not in made:
            made[key] = stay_of(facts, items, where, gap // DAY)
        return made[key]

    def end(context: Context) -> Any:
        stay = found_in(context)
        if isinstance(stay, Missing):
            return stay
        day = read(stay.since if name == "stay_since" else stay.until, context)
        return ABSENT if day is None else day

    def lasted(context: Context) -> Any:
        stay = found_in(context)
        if isinstance(stay, Missing):
            return stay
        there, day = read(stay.there, context), read(stay.since, context)
        if day is None or isinstance(day, Missing):
            return 0 if day is None else day
        time = largest(0, (context.day - day) * DAY)
        return choose(there, time, 0) if isinstance(there, Undecided) else time

    if name != "stay":
        return Typed(node, scope.source, DATE, end, name, tuple(arguments))
    return Typed(node, scope.source, _TIME, lasted, name, tuple(arguments), dated=True)


def _wrong(node: nodes.Call, arguments: list[Typed]) -> tuple[nodes.Node, str] | None:
    """What is wrong with the arguments, and where."""
    name = node.function.text
    if not 2 <= len(arguments) <= 3:
        return node, f"`{name}` takes things and a place, and the longest break if one counts as none"
    things, place, *rest = arguments
    element = things.type.element if isinstance(things.type, SetType) else things.type
    placed = {kind.name for kind in all_kinds().values() if kind.placed}
    if not isinstance(element, ObjectType) or not set(element.kinds) & placed:
        return things.node, f"`{name}` is of things that stand somewhere: this is {things.type.words}"
    if not isinstance(place.type, ObjectType) or not set(place.type.kinds) <= _PLACES:
        return place.node, f"`{name}` is at a site, building, group or campus: this is {place.type.words}"
    for gap in rest:
        if not isinstance(gap.type, QuantityType) or gap.type.dimension is not _TIME.dimension or gap.dated:
            return gap.node, f"the longest break is a time in days: this is {gap.type.words}"
    return None
