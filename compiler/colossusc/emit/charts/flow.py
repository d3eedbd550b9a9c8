"""Where power comes from and goes to at one moment: sources, the sites, and what draws it.

Units on site carry the load first, then the grid; each source is shown by itself where all of what it gives firm is
taken, else those of one sort together. What neither carries is not supplied. Sites are shown where each has its own
supply; where one supplies another, the whole campus is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.balance import levels
from colossusc.emit.charts.chart import Chart, Table, called, drawn, measure
from colossusc.emit.charts.moments import Moment, supplied_from
from colossusc.emit.charts.ribbons import Flow, laid_out
from colossusc.emit.figures import cell, common_unit
from colossusc.emit.phrases import titled
from colossusc.emit.ranges import ends
from colossusc.ir import Item
from colossusc.language import _, pgettext
from colossusc.values.number import Number

MOST = 14  # sources, and as many loads; what is less is one together
GRID, ON_SITE, SHORT, LOAD = "grid", "on site", "not supplied", "load"


def flow(facts: Facts, campus: Item, as_of: int | None) -> Chart | None:
    """The picture, of `as_of` or of the first day after it with some supply and load; None where nothing is drawn
    then, or some of it is not known."""
    day = supplied_from(facts, campus, as_of)
    if day is None:
        return None
    if any(missing(facts.steps(campus, name).at(day)) for name in ("facility_load", "grid_firm", "onsite_firm")):
        return None
    flows = [each for level in _levels(facts, campus, day) for each in _flows(facts, level, day)]
    if not flows:
        return None
    unit = common_unit([facts.steps(campus, "facility_load")])
    when = Moment("", day).day_words
    title = _("Where power comes from and goes to, in {unit}, {day}", unit=unit.symbol, day=when)
    nodes, paths, height = laid_out(flows, lambda power: measure(power, unit))
    return drawn(
        "flow",
        title,
        f"{title}. {', '.join(_words(each, cell(each.power, unit).text) for each in flows)}.",
        Table(
            (pgettext("place", "From"), pgettext("place", "To"), _("Power, {unit}", unit=unit.symbol)),
            (
                *((each.start, each.end, cell(each.power, unit).text) for each in flows),
                *(
                    (str(node["name"]), _("all it draws"), cell(power, unit).text)
                    for node, power in nodes
                    if node["column"] == 1
                ),
            ),
            texts=2,
        ),
        {
            "nodes": [{**node, "text": cell(power, unit).text} for node, power in nodes],
            "flows": paths,
        },
        language="vg",
        note=_("What is not known, at its worst"),
        tall=height,
    )


def _levels(facts: Facts, campus: Item, day: int) -> Sequence[Item]:
    """The sites; the campus where one of them supplies another, or there is only one."""
    whole, *sites = levels(campus)
    loads = [ends(facts.steps(site, "facility_load").at(day)).high for site in sites]
    firm = [_firm(facts, site, "onsite_firm", day) + _firm(facts, site, "grid_firm", day) for site in sites]
    return sites if sites and all(load or not supply for load, supply in zip(loads, firm, strict=True)) else (whole,)


def _flows(facts: Facts, level: Item, day: int) -> Iterator[Flow]:
    """What a site takes from each source, and gives to each load."""
    rest, name = ends(facts.steps(level, "facility_load").at(day)).high or 0, level.label
    if not rest:
        return
    for fact, sort, together, others in (
        ("onsite_firm", ON_SITE, _("units on site"), _("other units on site")),
        ("grid_firm", GRID, _("the grid"), _("other grid connections")),
    ):
        firm = _firm(facts, level, fact, day)
        taken = min(rest, firm)
        if taken:
            yield from _each(facts, level, fact, day, taken, firm, sort, together, others)
        rest -= taken
    if rest:
        yield Flow(_("not supplied"), name, rest, SHORT)
    drawn_by = [
        (called(_label(term)), ends(term.steps.at(day)).high or 0) for term in facts.value(level, "facility_load").terms
    ]
    yield from (Flow(name, each, power, LOAD) for each, power in _together(drawn_by, _("other loads")))


def _words(each: Flow, power: str) -> str:
    return _("{source} to {load} {power}", source=each.start, load=each.end, power=power)


def _each(
    facts: Facts,
    level: Item,
    fact: str,
    day: int,
    taken: Number,
    firm: Number,
    sort: str,
    together: str,
    others: str,
) -> Iterator[Flow]:
    """The sources of one sort: each where all of them is taken, or there is one only."""
    terms = [(called(_label(term)), ends(term.steps.at(day)).low or 0) for term in facts.value(level, fact).terms]
    given = [(label, power) for label, power in terms if power]
    if len(given) == 1:
        given = [(given[0][0], taken)]
    elif taken != firm or sum(power for _, power in given) != firm:
        given = [(together, taken)]
    yield from (Flow(label, level.label, power, sort) for label, power in _together(given, others))


def _together(parts: Sequence[tuple[str, Number]], others: str) -> Iterator[tuple[str, Number]]:
    """The largest, and the others as one."""
    ordered = sorted((part for part in parts if part[1]), key=lambda part: -part[1])
    if len(ordered) <= MOST:
        yield from ordered
        return
    yield from ordered[: MOST - 1]
    yield others, sum(power for _, power in ordered[MOST - 1 :])


def _label(term: Any) -> str:
    return titled(term.item) if term.item is not None and term.item.called == term.name else str(term.name)


def _firm(facts: Facts, level: Item, fact: str, day: int) -> Number:
    """At the least that it may be."""
    return ends(facts.steps(level, fact).at(day)).low or 0
