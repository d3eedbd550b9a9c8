"""What can be relied on: firm supply by source, from nameplate to site rating to firm."""

from __future__ import annotations

from typing import Any

from colossusc.analyses.demand import times, whole
from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, missing, summed
from colossusc.analyses.permits import permitted
from colossusc.analyses.places import around, counted_at
from colossusc.analyses.presence import GENERATORS
from colossusc.expr.types import RATIO, quantity
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.quantity import parse_quantity
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import largest, quotient, smallest
from colossusc.values.uncertain.truth import choose, compare, joined

_MW, _MWH = quantity("MW"), quantity("MWh")
_ISO = parse_quantity(
    "15 degC"
).number  # where a turbine gives its rating (ISO 3977-2: 15 °C, sea level, 60 % humidity)


# ---------------------------------------------------------------------------------------------------- grid


def _contracted_firm(facts: Facts, grid: Item) -> FactValue:
    return FactValue(
        across(
            lambda contracted, interruptible, there: choose(there, largest(0, contracted - interruptible), 0),
            facts.field(grid, "contracted"),
            facts.field(grid, "interruptible"),
            facts.steps(grid, "on_site"),
        )
    )


def _grid_firm_of(facts: Facts, grid: Item) -> FactValue:
    """Contracted firm power, as far as it is energised."""

    def firm(contracted: Any, energised: Any) -> Any:
        if energised is ABSENT or missing(contracted):
            return contracted
        return BROKEN if energised is BROKEN else smallest(contracted, energised)

    return FactValue(combine(firm, facts.steps(grid, "contracted_firm"), facts.field(grid, "energised")))


# ----------------------------------------------------------------------------------------------- generators


def _site_rating(facts: Facts, unit: Item) -> FactValue:
    """One unit's rating on the hot day and at the site's height: derated above 15 °C and the sea, never uprated."""
    derate, altitude = facts.field(unit, "derate"), facts.field(unit, "altitude_derate")
    ambient: Steps[Any] = around(facts, unit, "ambient")
    elevation: Steps[Any] = around(facts, unit, "elevation")

    def rated(rating: Any, warm: Any, thin: Any, air: Any, height: Any) -> Any:
        for value in (rating, warm, thin, *([air] if warm != 0 else []), *([height] if thin != 0 else [])):
            if missing(value):
                return value
        heat = largest(0, 1 - warm * largest(0, air - _ISO)) if warm != 0 else 1
        air_density = largest(0, 1 - thin * largest(0, height)) if thin != 0 else 1
        return whole(rating * heat * air_density)

    return FactValue(combine(rated, facts.field(unit, "rating"), derate, altitude, ambient, elevation))


def _available(facts: Facts, unit: Item) -> FactValue:
    """A unit's site rating while it is on site, running and permitted; else 0."""

    def available(rating: Any, running: Any, allowed: Any) -> Any:
        if running is False or allowed is False:
            return 0
        lost = next((value for value in (running, allowed, rating) if missing(value)), None)
        return choose(joined("and", (running, allowed)), rating, 0) if lost is None else lost

    return FactValue(
        combine(available, facts.steps(unit, "site_rating"), facts.steps(unit, "is_running"), permitted(facts, unit))
    )


def _firm_of(facts: Facts, unit: Item) -> FactValue:
    """What one unit adds to firm supply: what is available of it, if its duty is prime."""
    return FactValue(_with_duty(facts, unit, ("prime",)))


def _with_duty(facts: Facts, unit: Item, duties: tuple[str, ...]) -> Steps[Any]:
    def counted(power: Any, duty: Any) -> Any:
        return duty if missing(duty) else power if duty in duties else 0

    return combine(counted, facts.steps(unit, "available"), facts.field(unit, "duty"))


def _generator_term(facts: Facts, unit: Item, level: Item, duties: tuple[str, ...]) -> Term:
    units = unit.units_for(level)
    on_site = facts.steps(unit, "on_site")
    nameplate = across(
        lambda rating, there: choose(there, whole(rating * units), 0), facts.field(unit, "rating"), on_site
    )
    site = across(
        lambda rating, there: choose(there, whole(rating * units), 0), facts.steps(unit, "site_rating"), on_site
    )
    firm = times(_with_duty(facts, unit, duties), units)

    def note(day: int) -> str:
        rating, derated = facts.field(unit, "rating").at(day), facts.steps(unit, "site_rating").at(day)
        if missing(rating) or missing(derated):
            return ""
        words = f"{units} × {_MW.show(rating)}" if units > 1 else _MW.show(rating)
        return words if rating == derated else f"{words} × {RATIO.show(quotient(derated, rating))}"

    stages = (("nameplate", nameplate), ("site", site), ("firm", firm))
    term = Term(
        unit.called,
        unit,
        firm,
        note,
        stages,
        "rating",
        "firm" if duties == ("prime",) else "available",
        ("site.ambient",),
    )
    return counted_at(term, level)


def _grid_term(facts: Facts, grid: Item, level: Item) -> Term:
    units = grid.units_for(level)
    contracted = times(facts.field(grid, "contracted"), units)
    contracted_firm = times(facts.steps(grid, "contracted_firm"), units)
    firm = times(facts.steps(grid, "firm"), units)

    def note(day: int) -> str:
        values = {name: facts.field(grid, name).at(day) for name in ("contracted", "interruptible", "energised")}
        if missing(values["contracted"]):
            return ""
        each = f"{units} × " if units > 1 else ""
        words = f"{each}{_MW.show(values['contracted'])} contracted"
        if values["interruptible"] != 0 and not missing(values["interruptible"]):
            words += f", {_MW.show(values['interruptible'])} of it interruptible"
        if not missing(values["energised"]) and compare("<", values["energised"], values["contracted"]) is not False:
            words += f", {_MW.show(values['energised'])} energised"
        return words

    stages = (("contracted", contracted), ("contracted firm", contracted_firm), ("firm", firm))
    return Term(grid.called, grid, firm, note, stages, "contracted", "firm", ("interruptible",))


# --------------------------------------------------------------------------------------------------- totals


def _grid_firm(facts: Facts, level: Item) -> FactValue:
    return summed([_grid_term(facts, grid, level) for grid in facts.items(level, "grid")])


def _contracted_firm_of_all(facts: Facts, level: Item) -> FactValue:
    def term(grid: Item) -> Term:
        power = times(facts.steps(grid, "contracted_firm"), grid.units_for(level))
        return Term(grid.called, grid, power, field="contracted", of="contracted_firm")

    return summed([term(grid) for grid in facts.items(level, "grid")])


def _generators(facts: Facts, level: Item, duties: tuple[str, ...]) -> list[Term]:
    return [_generator_term(facts, unit, level, duties) for kind in GENERATORS for unit in facts.items(level, kind)]


def _kept(terms: list[Term]) -> FactValue:
    """The sum; a source that gives nothing keeps its line, since the report shows what was not counted."""
    value = summed(terms)
    return FactValue(value.steps, tuple(terms))


def _onsite_firm(facts: Facts, level: Item) -> FactValue:
    return _kept(_generators(facts, level, ("prime",)))


def _firm_supply(facts: Facts, level: Item) -> FactValue:
    grids = [_grid_term(facts, grid, level) for grid in facts.items(level, "grid")]
    return _kept([*grids, *_generators(facts, level, ("prime",))])


def _backup_supply(facts: Facts, level: Item) -> FactValue:
    return summed(_generators(facts, level, ("standby", "backup")))


def _battery_total(field: str) -> Any:
    def compute(facts: Facts, battery: Item) -> FactValue:
        return FactValue(
            across(
                lambda each, count, there: choose(there, whole(each * count * battery.number), 0),
                facts.field(battery, field),
                facts.field(battery, "count"),
                facts.steps(battery, "on_site"),
            )
        )

    return compute


_BATTERY = ("battery",)

FACTS = (
    Fact(
        "contracted_firm",
        ("grid",),
        _MW,
        "contracted power less what may be interrupted",
        _contracted_firm,
        ("contracted",),
        formula="contracted − interruptible, at least 0",
    ),
    Fact(
        "firm",
        ("grid",),
        _MW,
        "contracted firm power, as far as it is energised",
        _grid_firm_of,
        ("contracted",),
        formula="the smaller of contracted_firm and energised",
    ),
    Fact(
        "site_rating",
        GENERATORS,
        _MW,
        "one unit's rating on the site's hot day and at its height",
        _site_rating,
        ("rating", "site.ambient"),
        formula="rating × (1 − derate × (ambient − 15 °C)) × (1 − altitude_derate × elevation)",
    ),
    Fact(
        "available",
        GENERATORS,
        _MW,
        "one unit's site rating while on site, running and permitted",
        _available,
        ("rating", "site.ambient"),
        formula="site_rating while is_running and permitted",
    ),
    Fact(
        "firm",
        GENERATORS,
        _MW,
        "what one unit adds to firm supply: available, with duty prime",
        _firm_of,
        ("rating", "site.ambient"),
        formula="available where duty is prime",
    ),
    Fact(
        "total_power",
        _BATTERY,
        _MW,
        "power of all units on site",
        _battery_total("rating"),
        ("rating",),
        formula="rating × count",
    ),
    Fact(
        "total_energy",
        _BATTERY,
        _MWH,
        "energy of all units on site",
        _battery_total("energy"),
        ("energy",),
        formula="energy × count",
    ),
    Fact(
        "contracted_firm",
        LEVELS,
        _MW,
        "contracted power of all grids less what may be interrupted",
        _contracted_firm_of_all,
        sums=("grid",),
    ),
    Fact("grid_firm", LEVELS, _MW, "firm power from the grid", _grid_firm, sums=("grid",)),
    Fact("onsite_firm", LEVELS, _MW, "firm power from prime units on site", _onsite_firm, sums=GENERATORS),
    Fact(
        "firm_supply",
        LEVELS,
        _MW,
        "firm power: grid and prime units on site",
        _firm_supply,
        sums=("grid", *GENERATORS),
    ),
    Fact(
        "backup_supply",
        LEVELS,
        _MW,
        "power of standby and backup units, which is not firm supply",
        _backup_supply,
        sums=GENERATORS,
    ),
)
