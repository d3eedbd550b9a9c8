"""Dates before and after: those that the plan states, when orders come, and when phases can begin with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from colossusc.analyses.fact import missing
from colossusc.analyses.slips import Delivery, deliveries, slips
from colossusc.emit.difference.model import Date
from colossusc.emit.difference.power import Version
from colossusc.emit.difference.values import said
from colossusc.emit.scenarios import path_of
from colossusc.values.absent import ABSENT
from colossusc.values.uncertain.dates import first_of
from colossusc.values.uncertain.expression import least_of


def days(old: Version, new: Version, stated: Iterable[Date]) -> tuple[Date, ...]:
    """What is stated anew, then what follows from it and from orders."""
    if old.result is None or new.result is None:
        return ()
    found = list(stated)
    judged = _day(old.as_of), _day(new.as_of)
    asked = [Date("as_of", *judged)] if judged[0] != judged[1] else []
    own, following = ([each for each in found if each.follows == follows] for follows in (False, True))
    return (*asked, *own, *_coming(old, new), *following)


def _day(day: int | None) -> Any:
    return ABSENT if day is None else day


def _coming(old: Version, new: Version) -> Iterator[Date]:
    """When orders come, and when phases can begin that wait for them on a side."""
    arrivals = [_arrivals(version) for version in (old, new)]
    begins = [_begins(version) for version in (old, new)]
    waiting = {phase for side in begins for phase, (_, slips_) in side.items() if slips_}
    phases = [{phase: side[phase][0] for phase in waiting & side.keys()} for side in begins]
    for sides, note in ((arrivals, ", the last comes"), (phases, ", with its orders")):
        for name in sorted({*sides[0], *sides[1]}):
            was, now = (side.get(name, ABSENT) for side in sides)
            if said(was) != said(now):
                yield Date(name, was, now, note=note)


def _arrivals(version: Version) -> dict[str, Any]:
    """When the last order of each object comes."""
    found: dict[str, list[Any]] = {}
    for each in _deliveries(version):
        if not missing(each.comes) and each.known:
            found.setdefault(path_of(each.purchase.item), []).append(each.comes)
    return {path: max(comes, key=first_of) for path, comes in found.items()}


def _begins(version: Version) -> dict[str, tuple[Any, bool]]:
    """When each phase can begin, and whether that is later than planned."""
    if version.result is None:
        return {}
    coming = slips(version.result.campus, _deliveries(version), version.as_of)
    return {each.phase: (each.earliest, least_of(each.days) > 0) for each in coming}


def _deliveries(version: Version) -> tuple[Delivery, ...]:
    if version.result is None:
        return ()
    return deliveries(version.result.facts, version.result.campus, version.as_of)
