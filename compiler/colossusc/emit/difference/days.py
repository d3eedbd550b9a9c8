"""Dates before and after: those that the plan states, when orders come, and when phases can begin with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from colossusc.analyses.fact import missing
from colossusc.analyses.slips import deliveries, slips
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
    """When orders come, and when phases can begin with them."""
    sides = [dict(_orders(version)) for version in (old, new)]
    for key in sorted({*sides[0], *sides[1]}):
        was, now = (side.get(key, ABSENT) for side in sides)
        if said(was) != said(now):
            name, note = key
            yield Date(name, was, now, note=note)


def _orders(version: Version) -> Iterator[tuple[tuple[str, str], Any]]:
    if version.result is None:
        return
    facts, campus = version.result.facts, version.result.campus
    coming = deliveries(facts, campus, version.as_of)
    arrivals: dict[str, list[Any]] = {}
    for each in coming:
        if not missing(each.comes) and each.known:
            arrivals.setdefault(path_of(each.purchase.item), []).append(each.comes)
    for path, comes in arrivals.items():
        yield (path, ", the last comes"), max(comes, key=first_of)
    for slip in slips(campus, coming, version.as_of):
        if least_of(slip.days) > 0:
            yield (slip.phase, " can begin, with its orders"), slip.earliest
