"""What can be relied on: firm supply by source, from nameplate to site rating to firm."""

from __future__ import annotations

from typing import Any, TypeAlias

from colossusc.analyses.demand import times
from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Note, Sum, Term, across, missing
from colossusc.analyses.outage import left, supplied
from colossusc.analyses.permits import permitted
from colossusc.analyses.places import around, counted_at
from colossusc.analyses.presence import GENERATORS, generators, while_there
from colossusc.analyses.topology import groupings
from colossusc.expr.operators import whole
from colossusc.expr.types import RATIO, quantity
from colossusc.ir import Item
from colossusc.language import _
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.number import ratio
from colossusc.values.quantity import parse_quantity
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import largest, quotient, smallest
from colossusc.values.uncertain.truth import choose, compare, joined

Stages: TypeAlias = tuple[tuple[str, Steps[Any]], ...]

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
    """A unit's site rating while it is on site, running, permitted, and has what it needs; else 0."""

    def available(rating: Any, *conditions: Any) -> Any:
        if False in conditions:
            return 0
        lost = next((value for value in (*conditions, rating) if missing(value)), None)
        return choose(joined("and", conditions), rating, 0) if lost is None else lost

    running, allowed, fed = facts.steps(unit, "is_running"), permitted(facts, unit), supplied(facts, unit)
    return FactValue(combine(available, facts.steps(unit, "site_rating"), running, allowed, fed))


def _firm_of(facts: Facts, unit: Item) -> FactValue:
    """What one unit adds to firm supply: what is available of it, if its duty is prime."""
    return FactValue(_with_duty(facts, unit, ("prime",)))


def _with_duty(facts: Facts, unit: Item, duties: tuple[str, ...]) -> Steps[Any]:
    def counted(power: Any, duty: Any) -> Any:
        return duty if missing(duty) else power if duty in duties else 0

    return combine(counted, facts.steps(unit, "available"), facts.field(unit, "duty"))


def _generator_term(facts: Facts, unit: Item, level: Item, duties: tuple[str, ...]) -> Term:
    units, working = unit.units_for(level), left(facts, unit, level)
    on_site = facts.steps(unit, "on_site")
    nameplate = across(
        lambda rating, there: choose(there, whole(rating * units), 0), facts.field(unit, "rating"), on_site
    )
    site = across(
        lambda rating, there: choose(there, whole(rating * units), 0), facts.steps(unit, "site_rating"), on_site
    )
    firm = times(_with_duty(facts, unit, duties), working)

    def note(day: int) -> str:
        rating, derated = facts.field(unit, "rating").at(day), facts.steps(unit, "site_rating").at(day)
        if missing(rating) or missing(derated):
            return ""
        words = f"{working} × {_MW.show(rating)}" if units > 1 else _MW.show(rating)
        return words if rating == derated else f"{words} × {RATIO.show(quotient(derated, rating))}"

    stages: Stages = (("nameplate", nameplate), ("site", site), ("firm", firm))
    arriving = firm
    if duties == ("prime",):
        arriving, stages = _through(facts, unit, level, firm, stages)
    said = _carried(note, firm, arriving)
    of = "available" if duties != ("prime",) else "firm" if arriving is firm else "delivered"
    return counted_at(Term(unit.called, unit, arriving, said, stages, "rating", of, ("site.ambient",)), level)


def _through(facts: Facts, source: Item, level: Item, firm: Steps[Any], stages: Stages) -> tuple[Steps[Any], Stages]:
    """What of a source's firm power gets to the load, where it feeds something on the way."""
    if source not in groupings(facts, source.campus):
        return firm, stages
    share = ratio(source.units_for(level), source.units)
    arriving = across(lambda power: whole(power * share), facts.steps(source, "delivered"))
    return arriving, (*stages, ("delivered", arriving))


def _carried(note: Note, firm: Steps[Any], arriving: Steps[Any]) -> Note:
    """The note, and how much of it is carried to the load where that is less."""

    def carried(day: int) -> str:
        given, arrived = firm.at(day), arriving.at(day)
        if given == arrived or missing(given) or missing(arrived):
            return note(day)
        return _(
            "{note}, {carried} of {all} carried to the load",
            note=note(day),
            carried=_MW.show(arrived),
            all=_MW.show(given),
        )

    return note if firm is arriving else carried


def _grid_term(facts: Facts, grid: Item, level: Item) -> Term:
    units, working = grid.units_for(level), left(facts, grid, level)
    contracted = times(facts.field(grid, "contracted"), units)
    contracted_firm = times(facts.steps(grid, "contracted_firm"), units)
    firm = times(facts.steps(grid, "firm"), working)

    def note(day: int) -> str:
        values = {name: facts.field(grid, name).at(day) for name in ("contracted", "interruptible", "energised")}
        if missing(values["contracted"]):
            return ""
        each = f"{working} × " if units > 1 else ""
        words = _("{power} contracted", power=f"{each}{_MW.show(values['contracted'])}")
        if values["interruptible"] != 0 and not missing(values["interruptible"]):
            words += ", " + _("{power} of it interruptible", power=_MW.show(values["interruptible"]))
        if not missing(values["energised"]) and compare("<", values["energised"], values["contracted"]) is not False:
            words += ", " + _("{power} energised", power=_MW.show(values["energised"]))
        return words

    stages: Stages = (("contracted", contracted), ("contracted firm", contracted_firm), ("firm", firm))
    arriving, stages = _through(facts, grid, level, firm, stages)
    said = _carried(note, firm, arriving)
    of = "firm" if arriving is firm else "delivered"
    return Term(grid.called, grid, arriving, said, stages, "contracted", of, ("interruptible",))


# --------------------------------------------------------------------------------------------------- totals


def _of_kinds(*kinds: str) -> Any:
    return lambda facts, level: [item for kind in kinds for item in facts.items(level, kind)]


def _contracted_firm_term(facts: Facts, grid: Item, level: Item) -> Term:
    power = times(facts.steps(grid, "contracted_firm"), grid.units_for(level))
    return Term(grid.called, grid, power, field="contracted", of="contracted_firm")


def _source_term(facts: Facts, source: Item, level: Item) -> Term:
    if source.kind.name == "grid":
        return _grid_term(facts, source, level)
    return _generator_term(facts, source, level, ("prime",))


def _backup_term(facts: Facts, unit: Item, level: Item) -> Term:
    return _generator_term(facts, unit, level, ("standby", "backup"))


# A source that gives nothing keeps its line, since the report shows what was not counted.
_FIRM_SUPPLY = Sum(_of_kinds("grid", *GENERATORS), _source_term, every=True)


def _battery_total(field: str) -> Any:
    def compute(facts: Facts, battery: Item) -> FactValue:
        return FactValue(
            across(
                lambda each, count, out, there: while_there(
                    there, count, whole(each * largest(0, count - out) * battery.number)
                ),
                facts.field(battery, field),
                facts.field(battery, "count"),
                facts.steps(battery, "units_out"),
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
        "power of all units on site and in service",
        _battery_total("rating"),
        ("rating",),
        formula="rating × count",
    ),
    Fact(
        "total_energy",
        _BATTERY,
        _MWH,
        "energy of all units on site and in service",
        _battery_total("energy"),
        ("energy",),
        formula="energy × count",
    ),
    Fact(
        "contracted_firm",
        LEVELS,
        _MW,
        "contracted power of all grids less what may be interrupted",
        Sum(_of_kinds("grid"), _contracted_firm_term),
        sums=("grid",),
    ),
    Fact("grid_firm", LEVELS, _MW, "firm power from the grid", Sum(_of_kinds("grid"), _source_term), sums=("grid",)),
    Fact(
        "onsite_firm",
        LEVELS,
        _MW,
        "firm power from prime units on site",
        Sum(generators, _source_term, every=True),
        sums=GENERATORS,
    ),
    Fact(
        "firm_supply",
        LEVELS,
        _MW,
        "firm power: grid and prime units on site",
        _FIRM_SUPPLY,
        sums=("grid", *GENERATORS),
    ),
    Fact(
        "backup_supply",
        LEVELS,
        _MW,
        "power of standby and backup units, which is not firm supply",
        Sum(generators, _backup_term),
        sums=GENERATORS,
    ),
)
