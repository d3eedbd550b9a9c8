"""What generators may emit in a year, and what they do emit as planned: short tons a year of each pollutant.

Potential to emit is that of every unit on site, permitted or not, at its full nameplate output for all hours that it
may run: rating × heat rate (HHV) × factor × hours. A limit of a permit in force takes the place of more (40 CFR 52.21
(b)(4): what is enforceable counts as design). A unit's factor is its own, or follows from the ppm of its exhaust.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

import attrs

from colossusc.analyses.demand import times, whole
from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, missing, summed
from colossusc.analyses.permits import covered
from colossusc.analyses.places import counted_at
from colossusc.analyses.rolling import of_twelve_months
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.kinds.common import FACTOR, POLLUTANTS
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import add_months, show_date
from colossusc.values.quantity import parse_quantity
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import quotient, smallest
from colossusc.values.uncertain.truth import choose

_Compute: TypeAlias = Callable[[Facts, Item, str], FactValue]

BURNING = ("turbine", "engine")
_RATE = quantity("short_ton/yr", fixed=True)
_HEAT = quantity("MMBtu_HHV/h", fixed=True)
_YEAR = parse_quantity("8_760 h").number

# EPA Method 19 (40 CFR 60, appendix A-7): 1.194e-7 lb of NO2 a dry standard cubic foot for each ppm; natural gas burns
# to 8,710 dscf a MMBtu (HHV); at 15 % O2 that is 20.9 / (20.9 - 15) times as much. CO by its molar mass beside NO2's.
_AT_15 = Fraction("20.9") / Fraction("5.9")
_LB_PER_MMBTU = parse_quantity("1 lb/MMBtu_HHV").number
_OF_NOX = Fraction("1.194e-7") * 8_710 * _AT_15 * _LB_PER_MMBTU
_FROM_PPM = {"nox": _OF_NOX, "co": _OF_NOX * Fraction("28.010") / Fraction("46.006")}


# ------------------------------------------------------------------------------------------------------- one unit


def _heat_rate(facts: Facts, unit: Item) -> Steps[Any]:
    """Fuel per energy, lower heating value: as given, else from the efficiency."""

    def rate(given: Any, efficiency: Any) -> Any:
        return given if given is not ABSENT or missing(efficiency) else quotient(1, efficiency)

    return combine(rate, facts.field(unit, "heat_rate"), facts.field(unit, "efficiency"))


def _heat_input(facts: Facts, unit: Item) -> FactValue:
    burnt = across(
        lambda rating, rate, ratio: whole(rating * rate * ratio),
        facts.field(unit, "rating"),
        _heat_rate(facts, unit),
        facts.field(unit, "heat_ratio"),
    )
    return FactValue(burnt)


def _on_site(facts: Facts, unit: Item, each: Steps[Any], number: int) -> Steps[Any]:
    """What so many units make together while they are on site; nothing else, whatever one makes."""

    def counted(there: Any, amount: Any) -> Any:
        if missing(there) or there is False:
            return 0 if there is False else there
        return amount if missing(amount) else choose(there, whole(amount * number), 0)

    return combine(counted, facts.steps(unit, "on_site"), each)


def _burning(facts: Facts, unit: Item, level: Item) -> Term:
    """The heat that the units of one object burn while on site."""
    number = unit.units_for(level)
    steps = _on_site(facts, unit, facts.steps(unit, "heat_input"), number)
    inputs = ("heat_rate", "heat_ratio")
    return counted_at(Term(unit.called, unit, steps, None, (), "rating", "heat_input", inputs), level)


def _factor(facts: Facts, unit: Item, pollutant: str) -> Steps[Any]:
    """Mass per heat burnt (HHV): as given, else from the exhaust."""
    given = facts.field(unit, f"{FACTOR}.{pollutant}")
    if pollutant not in _FROM_PPM:
        return given
    mass = _FROM_PPM[pollutant]
    exhaust = facts.field(unit, pollutant)
    return combine(lambda own, ppm: own if own is not ABSENT or missing(ppm) else whole(ppm * mass), given, exhaust)


def _hours(facts: Facts, unit: Item) -> Steps[Any]:
    """The hours a year that it may run: as given; of a prime unit all of them."""
    return combine(
        lambda given, duty: _YEAR if given is ABSENT and duty == "prime" else given,
        facts.field(unit, "hours"),
        facts.field(unit, "duty"),
    )


def _at_full_output(facts: Facts, unit: Item, pollutant: str) -> Steps[Any]:
    return across(
        lambda burnt, factor: whole(burnt * factor), facts.steps(unit, "heat_input"), _factor(facts, unit, pollutant)
    )


def _pte_of_unit(facts: Facts, unit: Item, pollutant: str) -> FactValue:
    rate = across(
        lambda mass, hours: quotient(mass * hours, _YEAR),
        _at_full_output(facts, unit, pollutant),
        _hours(facts, unit),
    )
    return FactValue(rate)


# ------------------------------------------------------------------------------------------------------- together


@attrs.frozen(eq=False)
class _Block:
    """Units that count together: alone, or under the limit of a permit."""

    units: frozenset[Item]
    term: Term


def _units(facts: Facts, level: Item) -> Iterator[Item]:
    for kind in BURNING:
        yield from facts.items(level, kind)


def _potential(facts: Facts, unit: Item, level: Item, pollutant: str) -> Term:
    """What the units of one object may emit while on site."""
    number, fact = unit.units_for(level), f"pte_{pollutant}"
    steps = _on_site(facts, unit, facts.steps(unit, fact), number)

    def note(day: int) -> str:
        each = facts.steps(unit, fact).at(day)
        return "" if missing(each) else f"{number:,} × {_RATE.show(each)}" if number > 1 else ""

    field = f"{FACTOR}.{pollutant}"
    if pollutant in _FROM_PPM and all(value is ABSENT for value in unit.value(field).steps.values):
        field = pollutant
    inputs = ("rating", "heat_rate", "heat_ratio", "hours")
    return counted_at(Term(unit.called, unit, steps, note, (), field, fact, inputs), level)


def _pte(facts: Facts, level: Item, pollutant: str) -> FactValue:
    """The permits with the fewest units first, so that a limit within a limit counts within it."""
    blocks = [_Block(frozenset((unit,)), _potential(facts, unit, level, pollutant)) for unit in _units(facts, level)]
    limit = f"limit.{pollutant}"
    permits = [(permit, frozenset(covered(facts, permit))) for permit in facts.items(level.campus, "permit")]
    for permit, units in sorted(permits, key=lambda each: len(each[1])):
        limits = facts.field(permit, limit)
        under = [block for block in blocks if block.units <= units]
        if under and any(not missing(value) for value in limits.values):
            capped = _capped(facts, permit, limits, under, limit)
            blocks = [*(block for block in blocks if block not in under), capped]
    return summed([block.term for block in blocks])


def _capped(facts: Facts, permit: Item, limits: Steps[Any], under: list[_Block], field: str) -> _Block:
    """Blocks that a permit limits together, on the days on which it is in force."""
    together = summed([block.term for block in under]).steps

    def cap(mass: Any, in_force: Any, most: Any) -> Any:
        if missing(mass):
            return most if in_force is True and mass is ABSENT and not missing(most) else mass
        if in_force is False or most is ABSENT:
            return mass
        lost = next((each for each in (in_force, most) if missing(each)), None)
        return choose(in_force, smallest(mass, most), mass) if lost is None else lost

    steps = combine(cap, together, facts.steps(permit, "in_force"), limits)
    names = ", ".join(block.term.name for block in under)

    def note(day: int) -> str:
        mass, most = together.at(day), steps.at(day)
        if missing(mass) or missing(most) or mass == most:
            return names
        return f"{names}: {_RATE.show(mass)} without its limit"

    units = frozenset[Item]().union(*(block.units for block in under))
    inputs = (f"pte_{field.removeprefix('limit.')}",)
    return _Block(units, Term(permit.called, permit, steps, note, (), field, inputs=inputs))


def _pte_of_permit(facts: Facts, permit: Item, pollutant: str) -> FactValue:
    """Of all it covers, as if it limited nothing."""
    covers = facts.field(permit, "covers")
    if covers.values[0] is BROKEN:
        return FactValue(covers)
    return summed([_potential(facts, unit, permit, pollutant) for unit in covered(facts, permit)])


# ---------------------------------------------------------------------------------------------------------- emitted


def _as_run(facts: Facts, unit: Item, pollutant: str) -> Steps[Any]:
    """What one unit emits as it is run."""
    return combine(
        lambda burning, mass, share: 0 if burning is False or share == 0 else _run(burning, mass, share),
        facts.steps(unit, "is_running"),
        _at_full_output(facts, unit, pollutant),
        facts.field(unit, "utilisation"),
    )


def _run(burning: Any, mass: Any, share: Any) -> Any:
    lost = next((each for each in (burning, mass, share) if missing(each)), None)
    return choose(burning, whole(mass * share), 0) if lost is None else lost


def _emitting(facts: Facts, unit: Item, level: Item, pollutant: str) -> Term:
    """What the units of one object emit in twelve months."""
    of = f"emitted_{pollutant}"
    inputs = ("utilisation", "rating", "heat_rate", "heat_ratio")
    steps = times(facts.steps(unit, of), unit.units_for(level))
    if unit.moves is not None and level.kind.name != "campus":  # by the days that it is there, not the months
        here = counted_at(Term(unit.called, unit, times(_as_run(facts, unit, pollutant), unit.units_for(level))), level)
        steps, of = of_twelve_months(here.steps), ""
    return Term(unit.called, unit, steps, _window, (), "utilisation", of, inputs)


def _window(day: int) -> str:
    """The twelve months that a figure is of: `2025-04 to 2026-03`."""
    return f"{show_date(add_months(day, -11))[:7]} to {show_date(day)[:7]}"


def _emitted_of_unit(facts: Facts, unit: Item, pollutant: str) -> FactValue:
    return FactValue(of_twelve_months(_as_run(facts, unit, pollutant)))


def _emitted(facts: Facts, level: Item, pollutant: str) -> FactValue:
    return summed([_emitting(facts, unit, level, pollutant) for unit in _units(facts, level)])


def _emitted_of_permit(facts: Facts, permit: Item, pollutant: str) -> FactValue:
    covers = facts.field(permit, "covers")
    if covers.values[0] is BROKEN:
        return FactValue(covers)
    return summed([_emitting(facts, unit, permit, pollutant) for unit in covered(facts, permit)])


def _facts(pollutant: str, words: str) -> Iterator[Fact]:
    potential, emitted = f"pte_{pollutant}", f"emitted_{pollutant}"
    yield Fact(
        potential,
        BURNING,
        _RATE,
        f"the {words} that one unit may emit in a year at full output",
        partial(_with, _pte_of_unit, pollutant),
        ("rating", "heat_rate", "heat_ratio", "hours"),
        formula="heat_input × factor × hours / 8,760 h",
    )
    yield Fact(
        emitted,
        BURNING,
        _RATE,
        f"the {words} that one unit emits in the 12 calendar months that end with the day's",
        partial(_with, _emitted_of_unit, pollutant),
        ("utilisation", "rating", "heat_rate", "heat_ratio"),
        formula="heat_input × factor × utilisation while running, over 12 calendar months",
    )
    together: tuple[tuple[str, tuple[str, ...], _Compute, str], ...] = (
        (potential, ("permit",), _pte_of_permit, f"the {words} that all it covers may emit in a year, without limits"),
        (potential, LEVELS, _pte, f"the {words} that all units on site may emit in a year, within limits in force"),
        (
            emitted,
            ("permit",),
            _emitted_of_permit,
            f"the {words} of all it covers in 12 calendar months to the day's",
        ),
        (emitted, LEVELS, _emitted, f"the {words} emitted in the 12 calendar months that end with the day's"),
    )
    for name, kinds, compute, doc in together:
        sums = BURNING if kinds == LEVELS else ()
        yield Fact(name, kinds, _RATE, doc, partial(_with, compute, pollutant), sums=sums)


def _with(compute: _Compute, pollutant: str, facts: Facts, item: Item) -> FactValue:
    return compute(facts, item, pollutant)


FACTS = (
    Fact(
        "heat_input",
        BURNING,
        _HEAT,
        "the heat (HHV) that one unit burns at its nameplate output",
        _heat_input,
        ("rating", "heat_rate", "heat_ratio"),
        formula="rating × heat_rate × heat_ratio",
    ),
    Fact(
        "heat_input",
        LEVELS,
        _HEAT,
        "the heat (HHV) that all generators on site burn at their nameplate output",
        lambda facts, level: summed([_burning(facts, unit, level) for unit in _units(facts, level)]),
        sums=BURNING,
    ),
    *(fact for pollutant, words in POLLUTANTS for fact in _facts(pollutant, words)),
)
