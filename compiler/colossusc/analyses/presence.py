"""When things are on site, and when they first run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from colossusc.analyses.fact import Fact, Facts, FactValue, Term, across, summed
from colossusc.analyses.places import counted_at
from colossusc.expr.operators import settled
from colossusc.expr.types import BOOL, COUNT, DATE
from colossusc.ir import END, Item
from colossusc.kinds import all_kinds
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.dates import day_of, during, since
from colossusc.values.uncertain.expression import largest, smallest
from colossusc.values.uncertain.truth import Undecided, choose, compare, comparisons, joined

PLACED = tuple(kind.name for kind in all_kinds().values() if kind.placed)
GENERATORS = tuple(kind.name for kind in all_kinds().values() if kind.placed and "running" in kind.by_name)

_MOST_DAYS = 366  # of a window that are told apart


def generators(facts: Facts, level: Item) -> tuple[Item, ...]:
    """The turbines and engines that ever belong to a campus, site, building or group."""
    return tuple(unit for kind in GENERATORS for unit in facts.items(level, kind))


def _on_site(facts: Facts, item: Item) -> FactValue:
    """Its own time on site, within that of the building or site around it."""
    if any(map(_is_lost, item.within())):
        return FactValue(constant(BROKEN))
    own = [during(each.presence[0].start, each.presence[0].end) for each in item.within() if each.presence]
    if item.kind.counted_by is not None:
        own.append(across(_some, facts.field(item, item.kind.counted_by)))
    return FactValue(combine(lambda *present: settled(False, present), *own) if own else constant(True))


def _is_lost(item: Item) -> bool:
    """Whether a mistake, which was reported, leaves unknown when something is on site."""
    return not item.presence and item.kind.name != "campus" and item.is_lost("presence")


def _some(count: Any) -> Any:
    """Whether there are any."""
    return compare(">", count, 0)


def while_there(here: Any, count: Any, amount: Any) -> Any:
    """An amount of something counted that is `here` on a day; where its count is 0, the amount is 0 anyway."""
    return amount if here.__class__ is Undecided and here == _some(count) else choose(here, amount, 0)


def _arrived(facts: Facts, item: Item) -> FactValue:
    """The day its presence begins; of counted things, the day their count first is more than 0."""
    there: Steps[Any] = facts.steps(item, "on_site")
    if BROKEN in there.values:
        return FactValue(constant(BROKEN))
    days = [(start, here) for start, _, here in there.segments() if here is not False]
    sure = next((place for place, (_, here) in enumerate(days) if not isinstance(here, Undecided)), None)
    if sure is None or sure > _MOST_DAYS or days[0][0] == FIRST_DAY or days[sure][1] is ABSENT:
        return FactValue(constant(ABSENT))
    came = opening(days[:sure], days[sure][0])
    if came is None:
        came = days[sure][0]
        for start, here in reversed(days[:sure]):
            came = choose(here, start, came)
    return FactValue(constant(came))


def opening(maybe: Sequence[tuple[int, Any]], sure: int) -> Any:
    """The first day on which somebody is there, in few words: of stretches on which somebody may be, where only days in
    windows leave it open, and of the day from which on somebody is; else None."""
    arrivals = list(dict.fromkeys(day_of(number, start) for start, state in maybe for number in comparisons(state)))
    begun = [since(day) for day in arrivals]
    choices: tuple[tuple[Literal["and", "or"], Any], ...] = (("or", smallest), ("and", largest))
    for word, pick in choices if arrivals else ():
        if all(state == joined(word, (each.at(start) for each in begun)) for start, state in maybe):
            return largest(maybe[0][0], smallest(sure, pick(*arrivals)))
    return None


def _left(facts: Facts, item: Item) -> FactValue:
    if _is_lost(item):
        return FactValue(constant(BROKEN))
    presence = item.presence[0] if item.presence else None
    return FactValue(constant(presence.end if presence and presence.end != END else ABSENT))


def _first_run(facts: Facts, item: Item) -> FactValue:
    given = facts.field(item, "running")
    return FactValue(given) if given.values[0] is not ABSENT else facts.value(item, "arrived")


def _is_running(facts: Facts, item: Item) -> FactValue:
    """Running from first fire while on site; from arrival where no first fire is given."""
    first = facts.steps(item, "first_run").values[0]
    on_site = facts.steps(item, "on_site")
    if first is ABSENT:
        return FactValue(on_site)
    fired: Steps[Any] = constant(first) if isinstance(first, Missing) else since(first)
    return FactValue(across(lambda there, burning: joined("and", (there, burning)), on_site, fired))


def _units_of_group(facts: Facts, group: Item) -> FactValue:
    """Counted things, such as GPUs, are one unit a block, as everywhere."""
    return summed([_present(facts, item, group) for kind in PLACED for item in facts.items(group, kind)])


def _present(facts: Facts, item: Item, group: Item) -> Term:
    """The units of an object while it is there."""
    there = across(lambda here: choose(here, item.units, 0), facts.steps(item, "on_site"))
    return counted_at(Term(item.called, item, there), group)


FACTS = (
    Fact("on_site", PLACED, BOOL, "whether it is on site on the day", _on_site, formula="its time on site"),
    Fact("arrived", PLACED, DATE, "the day it came on site, where that is given", _arrived, ("from",)),
    Fact("left", PLACED, DATE, "the first day it is no longer on site, where that is given", _left, ("until",)),
    Fact("first_run", GENERATORS, DATE, "first fire; its arrival where not given", _first_run, ("from",)),
    Fact(
        "is_running",
        GENERATORS,
        BOOL,
        "whether it is on site and has had its first fire",
        _is_running,
        formula="on_site, from first_run on",
    ),
    Fact(
        "units",
        PLACED,
        COUNT,
        "how many equal units it stands for",
        lambda facts, item: FactValue(constant(item.units)),
    ),
    Fact("units", ("group",), COUNT, "units of equipment on site in it", _units_of_group, sums=PLACED),
)
