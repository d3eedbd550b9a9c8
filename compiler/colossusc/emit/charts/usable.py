"""From what is contracted and installed to what can be used: what the site, what is not firm, and one loss take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, Term, missing
from colossusc.emit.charts.chart import Chart, Table, drawn, measure
from colossusc.emit.charts.moments import Moment, supplied_from
from colossusc.emit.figures import cell, common_unit
from colossusc.emit.ranges import ends
from colossusc.ir import Item
from colossusc.language import _, marked
from colossusc.values.number import Number

_ADDED, _TAKEN, _LEFT = marked("added"), marked("taken off"), marked("left")


@attrs.frozen
class Step:
    """What is added, taken off, or left then."""

    name: str
    sort: str
    start: Number
    end: Number

    @property
    def amount(self) -> Number:
        return self.end if self.sort == _LEFT else self.end - self.start


def usable(facts: Facts, campus: Item, as_of: int | None) -> Chart | None:
    """The picture, of `as_of` or of the first day after it with some supply and load; None where there is none, or
    where some of it is not known."""
    terms = [term for term in facts.value(campus, "firm_supply").terms if term.stages]
    day = supplied_from(facts, campus, as_of)
    names = ("firm_supply", "firm_supply_after_one_loss", "facility_load")
    if day is None or any(missing(facts.steps(campus, name).at(day)) for name in names):
        return None
    if any(missing(steps.at(day)) for term in terms for name, steps in term.stages):
        return None
    steps = list(_steps(facts, campus, terms, day))
    unit = common_unit(
        [facts.steps(campus, names[0]), facts.steps(campus, names[2]), *(term.stages[0][1] for term in terms)]
    )
    load = ends(facts.steps(campus, names[2]).at(day)).high or 0
    when = Moment("", day).day_words
    title = _("From nameplate to usable power, in {unit}, {day}", unit=unit.symbol, day=when)
    load_words = _("facility load {power}", power=cell(load, unit).text)
    return drawn(
        "usable",
        title,
        f"{title}. " + ", ".join(f"{each.name} {cell(each.amount, unit).text}" for each in steps) + f"; {load_words}.",
        Table(
            (_("Step"), _("Sort"), _("Power, {unit}", unit=unit.symbol)),
            (
                *((each.name, _(each.sort), cell(each.amount, unit).text) for each in steps),
                (_("Facility load"), _("load"), cell(load, unit).text),
            ),
            texts=2,
        ),
        {
            "steps": [
                {
                    "row": number,
                    "name": each.name,
                    "sort": each.sort,
                    "start": measure(each.start, unit),
                    "end": measure(each.end, unit),
                    "text": ("+" if each.sort == _ADDED else "") + cell(each.amount, unit).text,
                }
                for number, each in enumerate(steps)
            ],
            "loads": [{"load": measure(load, unit), "words": load_words}],
        },
        note=_("What is not known, at the least that it may be"),
    )


def _steps(facts: Facts, campus: Item, terms: Sequence[Term], day: int) -> Iterator[Step]:
    grids = [term for term in terms if term.item is not None and term.item.kind.name == "grid"]
    units = [term for term in terms if term not in grids]
    contracted, contracted_firm = (_sum(grids, place, day) for place in (0, 1))
    nameplate, on_site = (_sum(units, place, day) for place in (0, 1))
    firm, left = (
        ends(facts.steps(campus, name).at(day)).low or 0 for name in ("firm_supply", "firm_supply_after_one_loss")
    )
    taken = (
        (_("Interruptible part of the contract"), contracted_firm - contracted),
        (_("Conditions of the site"), on_site - nameplate),
        (_("Not energised, or not carried to the load"), _sum(grids, -1, day) - contracted_firm),
        (_("Without a permit, not prime, not fed, or not carried"), _sum(units, -1, day) - on_site),
    )
    level: Number = 0
    for name, amount in (
        (_("Contracted with the grid"), contracted),
        (_("Nameplate of units on site"), nameplate),
    ):
        if amount:
            yield Step(name, _ADDED, level, level + amount)
            level += amount
    for name, amount in taken:
        if amount:
            yield Step(name, _TAKEN if amount < 0 else _ADDED, level, level + amount)
            level += amount
    if firm != level:
        yield Step(_("Other supply"), _TAKEN if firm < level else _ADDED, level, firm)
    yield Step(_("Firm supply"), _LEFT, 0, firm)
    if left != firm:
        yield Step(_("The worst single unit out"), _TAKEN, firm, left)
    yield Step(_("Usable with one unit out (N-1)"), _LEFT, 0, left)


def _sum(terms: Sequence[Term], place: int, day: int) -> Any:
    return sum(ends(term.stages[place][1].at(day)).low or 0 for term in terms)
