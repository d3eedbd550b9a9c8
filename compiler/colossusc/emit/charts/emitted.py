"""Emissions against the caps of permits over time: of twelve months as the plan runs what a permit covers; where it
does not say how it is run, what that may emit in a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.charts.chart import Chart, Row, Table, called, drawn, measure
from colossusc.emit.charts.moments import around, from_until
from colossusc.emit.phrases import titled
from colossusc.emit.ranges import ends
from colossusc.expr.types import quantity
from colossusc.ir import END, Item
from colossusc.kinds.common import POLLUTANTS
from colossusc.language import _, ngettext
from colossusc.values.calendar import FIRST_DAY, iso_date, show_date
from colossusc.values.timeline import combine
from colossusc.values.units import find_unit

MOST = 12  # panels; the table has all
_UNIT = "short_ton/yr"
_RATE = quantity(_UNIT, fixed=True)


@attrs.frozen
class Stretch:
    """Half-open `[start, end)` with one amount and one cap; either may be missing."""

    start: int
    end: int
    amount: Any
    cap: Any


@attrs.frozen
class Panel:
    """One pollutant under one permit."""

    permit: str  # as people call it
    name: str
    pollutant: str
    basis: str
    stretches: tuple[Stretch, ...]

    @property
    def share(self) -> Any:
        """The most of a cap that is ever used."""
        both = ((ends(each.amount).high, ends(each.cap).low) for each in self.stretches)
        return max((amount / cap for amount, cap in both if amount is not None and cap), default=0)


def emitted(facts: Facts, campus: Item) -> Chart | None:
    """The picture; None where no permit caps anything that is known, or nothing of it ever changes."""
    panels = list(_panels(facts, campus))
    days = {
        day for panel in panels for each in panel.stretches for day in (each.start, each.end) if FIRST_DAY < day < END
    }
    if not days:
        return None
    first, last = around(days)
    fullest = sorted(panels, key=lambda panel: panel.share)[-MOST:]
    shown = [panel for panel in panels if panel in fullest]
    title = _("Emissions against caps of permits, in {unit}", unit=_UNIT)
    note = _("Filled: twelve months to the day, or the potential to emit; line: the cap while the permit is in force")
    if more := len(panels) - len(shown):
        note = ngettext("{note}; {n} more are below", "{note}; {n} more are below", more, note=note)
    return drawn(
        "emitted",
        title,
        _("{title}, from {first} to {last}.", title=title, first=show_date(first), last=show_date(last))
        + f" {'. '.join(map(_words, shown))}.",
        Table(
            (_("Permit"), _("Pollutant"), _("Basis"), _("From"), _("Until"), _("Amount"), _("Cap")),
            tuple(
                (
                    panel.permit,
                    panel.pollutant,
                    panel.basis,
                    *from_until(each.start, each.end),
                    _shown(each.amount),
                    _shown(each.cap),
                )
                for panel in panels
                for each in panel.stretches
            ),
            texts=5,
        ),
        {"panels": [row for number, panel in enumerate(shown) for row in _rows(number, panel, first, last)]},
        note=note,
        days=[iso_date(first), iso_date(last)],
    )


def _panels(facts: Facts, campus: Item) -> Iterator[Panel]:
    for permit in facts.items(campus, "permit"):
        for name, words in POLLUTANTS:
            limit = permit.value(f"limit.{name}")
            if not limit.written:
                continue
            in_force = facts.steps(permit, "in_force")
            cap = combine(lambda state, most: most if state is True else None, in_force, limit.steps)
            for fact, basis in ((f"emitted_{name}", _("12 months, as run")), (f"pte_{name}", _("potential to emit"))):
                amounts = facts.steps(permit, fact)
                if any(not missing(amount) and amount != 0 for amount in amounts.values):
                    both = combine(lambda amount, most: (amount, most), amounts, cap)
                    found = tuple(Stretch(start, end, *values) for start, end, values in both.segments())
                    yield Panel(called(titled(permit)), permit.called, _(words), basis, tuple(filter(_says, found)))
                    break


def _says(each: Stretch) -> bool:
    return each.cap is not None or (not missing(each.amount) and each.amount != 0)


def _rows(number: int, panel: Panel, first: int, last: int) -> Iterator[Row]:
    unit = find_unit(_UNIT)
    told = {"pollutant": panel.pollutant, "permit": panel.name, "basis": panel.basis}
    head = _("{pollutant}, {permit}: {basis}", **told)
    said = None
    for each in panel.stretches:
        start, end = max(each.start, first), min(each.end, last)
        if start >= end:
            continue
        amount, cap = ends(each.amount).high, ends(each.cap).low
        yield {
            "panel": head,
            "order": number,
            "start": iso_date(start),
            "end": iso_date(end),
            "amount": None if amount is None else measure(amount, unit),
            "cap": None if cap is None else measure(cap, unit),
            "over": amount is not None and cap is not None and amount > cap,
            "words": _("cap {amount}", amount=_shown(each.cap)) if cap is not None and cap != said else "",
        }
        said = cap


def _words(panel: Panel) -> str:
    most = max((high for each in panel.stretches if (high := ends(each.amount).high) is not None), default=None)
    caps = dict.fromkeys(_shown(each.cap) for each in panel.stretches if each.cap is not None)
    at_most = _("not known") if most is None else _shown(most)
    cap = _(", then ").join(caps) or _("never in force")
    told = {"pollutant": panel.pollutant, "permit": panel.permit, "basis": panel.basis}
    return _("{pollutant} of {permit}, {basis}: at most {most}, cap {cap}", **told, most=at_most, cap=cap)


def _shown(amount: Any) -> str:
    return "" if amount is None else _RATE.show(amount).removesuffix(_UNIT).rstrip()
