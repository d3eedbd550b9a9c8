"""How much power there is to spare where it is least: of the campus, and of the site that has the least."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.balance import levels
from colossusc.emit.phrases import period, titled
from colossusc.expr.types import quantity
from colossusc.ir import END, Item
from colossusc.language import _
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import Number
from colossusc.values.timeline import combine
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of

_MW = quantity("MW")


@attrs.frozen
class Least:
    """The least margin of a campus or a site, and when it is."""

    power: Number | Uncertain
    period: str


def margins(facts: Facts, campus: Item, as_of: int | None) -> Iterator[tuple[str, str]]:
    """What of the margin → how much, when and at which site: from `as_of` on, and before it."""
    whole, *sites = levels(campus)
    for words, start, end in _spans(as_of):
        yield words, _shown(facts, whole, start, end)
        found = [(each, site) for site in sites if (each := least(facts, site, start, end)) is not None]
        if found:
            lowest, site = min(found, key=lambda each: least_of(each[0].power))
            told = {"power": _MW.show(lowest.power), "site": titled(site), "when": lowest.period}
            yield _("{margin}, by site", margin=words), _("{power} at {site} {when}", **told)


def _spans(as_of: int | None) -> Iterator[tuple[str, int, int]]:
    if as_of is None:
        yield _("least margin"), FIRST_DAY, END
    else:
        yield _("least margin from {start} on", start=show_date(as_of)), as_of, END
        yield _("least margin before {end}", end=show_date(as_of)), FIRST_DAY, as_of


def _shown(facts: Facts, level: Item, start: int, end: int) -> str:
    if (found := least(facts, level, start, end)) is not None:
        return _("{what} {when}", what=_MW.show(found.power), when=found.period)
    known = all(
        load == 0
        for begin, cease, load in facts.steps(level, "facility_load").segments()
        if begin < end and cease > start
    )
    return _("no load yet") if known else _("not known")


def least(facts: Facts, level: Item, start: int, end: int) -> Least | None:
    """The least margin on `[start, end)`, of the days on which there is a load; None where there is no such day."""
    load, margin = facts.steps(level, "facility_load"), facts.steps(level, "margin")
    found = [
        (power, max(begin, start), min(cease, end))
        for begin, cease, (drawn, power) in combine(lambda *values: values, load, margin).segments()
        if begin < end and cease > start and drawn != 0 and not missing(power)
    ]
    if not found:
        return None
    power, begin, cease = min(found, key=lambda each: (least_of(each[0]), most_of(each[0])))  # the surest of as low
    return Least(power, period(begin, cease))
