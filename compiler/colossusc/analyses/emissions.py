"""What generators may emit in a year, and what they do emit as planned: short tons a year of each pollutant.

Potential to emit is that of every unit on site, permitted or not, at its full nameplate output for all hours that it
may run: rating × heat rate (HHV) × factor × hours. A limit of a permit in force takes the place of more (40 CFR 52.21
(b)(4): what is enforceable counts as design). A unit's factor is its own, or follows from the ppm of its exhaust.
What a scenario loses is out of service for good, and emits nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

import attrs

from colossusc.analyses.demand import times
from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, lifted, missing, summed
from colossusc.analyses.hours import at_most, counts
from colossusc.analyses.outage import left, supplied
from colossusc.analyses.permits import covered
from colossusc.analyses.places import counted_at, is_at
from colossusc.analyses.presence import GENERATORS, generators
from colossusc.analyses.rolling import YEAR, of_twelve_months
from colossusc.expr.operators import missing as missing_of
from colossusc.expr.operators import settled, whole
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.kinds.common import FACTOR, POLLUTANTS
from colossusc.language import _
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import twelve_months_to
from colossusc.values.number import show_number
from colossusc.values.quantity import parse_quantity
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.expression import quotient, smallest
from colossusc.values.uncertain.truth import choose

_RATE = quantity("short_ton/yr", fixed=True)
_HEAT = quantity("MMBtu_HHV/h", fixed=True)
_BURNT = ("rating", "heat_rate", "heat_ratio")
_FOR_PTE = (*_BURNT, "yearly_hours")

_Addend: TypeAlias = Callable[[Facts, Item, Item, str], Term]

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
    steps = _on_site(facts, unit, facts.steps(unit, "heat_input"), left(facts.whole, unit, level))
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


def _at_full_output(facts: Facts, unit: Item, pollutant: str) -> Steps[Any]:
    return across(
        lambda burnt, factor: whole(burnt * factor), facts.steps(unit, "heat_input"), _factor(facts, unit, pollutant)
    )


def _pte_of_unit(facts: Facts, unit: Item, pollutant: str) -> FactValue:
    rate = across(
        lambda mass, hours: quotient(mass * hours, YEAR),
        _at_full_output(facts, unit, pollutant),
        facts.steps(unit, "yearly_hours"),
    )
    return FactValue(rate)


# ------------------------------------------------------------------------------------------------------- together


@attrs.frozen(eq=False)
class _Block:
    """Units that count together: alone, or under the limit of a permit."""

    units: frozenset[Item]
    terms: tuple[Term, ...]


def _units(facts: Facts, whole: Item) -> tuple[Item, ...]:
    """What burns on a campus, site or building, in a group, or under a permit."""
    return covered(facts, whole) if whole.kind.name == "permit" else generators(facts, whole)


def _total(addend: _Addend, facts: Facts, whole: Item, pollutant: str) -> FactValue:
    """The sum over all units; broken where a mistake leaves unknown what a permit covers."""
    if whole.kind.name == "permit" and (covers := facts.field(whole, "covers")).values[0] is BROKEN:
        return FactValue(covers)
    return summed([addend(facts, unit, whole, pollutant) for unit in _units(facts, whole)])


def _potential(facts: Facts, unit: Item, level: Item, pollutant: str) -> Term:
    """What the units of one object may emit while on site."""
    number, fact = left(facts.whole, unit, level), f"pte_{pollutant}"
    steps = _on_site(facts, unit, facts.steps(unit, fact), number)

    def note(day: int) -> str:
        each = facts.steps(unit, fact).at(day)
        return "" if missing(each) else f"{show_number(number)} × {_RATE.show(each)}" if number > 1 else ""

    field = f"{FACTOR}.{pollutant}"
    if pollutant in _FROM_PPM and all(value is ABSENT for value in unit.value(field).steps.values):
        field = pollutant
    inputs = ("heat_input", "yearly_hours")
    return counted_at(Term(unit.called, unit, steps, note, (), field, fact, inputs), level)


def _beyond_psd(facts: Facts, unit: Item, level: Item, pollutant: str) -> Term:
    """What the units of one object may emit while no PSD permit in force covers them."""
    term = _potential(facts, unit, level, pollutant)
    permits = [each for each in facts.covering(unit.campus, unit) if facts.field(each, "program").values[0] == "psd"]
    in_force = [facts.steps(permit, "in_force") for permit in permits]

    def beyond(mass: Any, *states: Any) -> Any:
        state = settled(True, states)
        return mass if state is False else 0 if state is True else state if missing(state) else choose(state, 0, mass)

    return attrs.evolve(term, steps=combine(beyond, term.steps, *in_force))


def _within_limits(addend: _Addend, facts: Facts, level: Item, pollutant: str) -> FactValue:
    """The permits with the fewest units first, so that a limit within a limit counts within it."""
    blocks = [_Block(frozenset((unit,)), (addend(facts, unit, level, pollutant),)) for unit in generators(facts, level)]
    limit = f"limit.{pollutant}"
    limiting = (permit for permit in facts.items(level.campus, "permit") if counts(facts, permit))
    permits = [(permit, frozenset(covered(facts, permit))) for permit in limiting]
    for permit, units in sorted(permits, key=lambda each: len(each[1])):
        limits = facts.field(permit, limit)
        under = [block for block in blocks if block.units <= units]
        if under and any(not missing(value) for value in limits.values):
            capped = _capped(facts, permit, limits, under, limit)
            blocks = [*(block for block in blocks if block not in under), capped]
    return summed([term for block in blocks for term in block.terms])


def _capped(facts: Facts, permit: Item, limits: Steps[Any], under: list[_Block], field: str) -> _Block:
    """Blocks that a permit limits together: while it binds, its term stands in the place of theirs."""
    inside = [term for block in under for term in block.terms]
    together = summed(inside).steps

    def cap(mass: Any, in_force: Any, most: Any) -> Any:
        """What they may emit while the permit binds; None while it does not."""
        less = at_most(mass, in_force, most)
        return None if less is mass or less == mass else less

    caps = combine(cap, together, facts.steps(permit, "in_force"), limits)
    names = ", ".join(dict.fromkeys(unit.called for block in under for unit in block.units))

    def note(day: int) -> str:
        mass = together.at(day)
        return (
            names
            if missing(mass)
            else _("{permits}: {amount} without its limit", permits=names, amount=_RATE.show(mass))
        )

    limited = combine(lambda cap: 0 if cap is None else cap, caps)
    terms = [attrs.evolve(term, steps=combine(_unless, caps, term.steps)) for term in inside]
    inputs = (f"pte_{field.removeprefix('limit.')}",)
    together_at_most = Term(permit.called, permit, limited, note, (), field, inputs=inputs)
    return _Block(frozenset[Item]().union(*(block.units for block in under)), (*terms, together_at_most))


def _unless(cap: Any, mass: Any) -> Any:
    """What a term under a permit comes to: nothing of its own while the permit binds."""
    return mass if cap is None else 0


# ---------------------------------------------------------------------------------------------------------- emitted


_run = lifted(lambda burning, mass, share: choose(burning, whole(mass * share), 0))


def _running(facts: Facts, unit: Item, level: Item) -> Steps[Any]:
    """Whether it runs in a place: there, fired, and fed. An outage is no matter of months; what a scenario loses is."""
    there = constant(True) if unit.moves is None or level.kind.name == "campus" else is_at(unit, level)
    states = (facts.steps(unit, "is_running"), supplied(facts.whole, unit), there)
    return combine(lambda *conditions: settled(False, conditions), *states)


def _emitted(facts: Facts, unit: Item, level: Item, pollutant: str) -> Steps[Any]:
    """What one unit emits in a place in twelve months as it is run, at full output where only its hours are given; no
    more than at full output in those."""
    running, full = _running(facts, unit, level), _at_full_output(facts, unit, pollutant)
    share, hours = facts.field(unit, "utilisation"), facts.field(unit, "hours")

    def as_run(burning: Any, mass: Any, share: Any, hours: Any) -> Any:
        run = 1 if share is ABSENT and hours is not ABSENT else share
        return 0 if burning is False or run == 0 else _run(burning, mass, run)

    emitted = of_twelve_months(combine(as_run, running, full, share, hours))
    if all(value is ABSENT for value in hours.values):
        return emitted
    at_full_output = of_twelve_months(combine(as_run, running, full, constant(1), hours))
    time = of_twelve_months(across(lambda burning: choose(burning, YEAR, 0), running))

    def within(mass: Any, most: Any, there: Any, allowed: Any) -> Any:
        if allowed is ABSENT or missing(mass) or mass == 0:
            return mass
        lost = missing_of(most, there, allowed)
        return smallest(mass, quotient(most * allowed, there)) if lost is None else lost

    return combine(within, emitted, at_full_output, time, hours)


def _emitting(facts: Facts, unit: Item, level: Item, pollutant: str) -> Term:
    """What the units of one object emit in twelve months; of what moves, by the days that it is there."""
    of, each = f"emitted_{pollutant}", facts.steps(unit, f"emitted_{pollutant}")
    if unit.moves is not None and level.kind.name != "campus":
        of, each = "", _emitted(facts, unit, level, pollutant)
    steps = times(each, left(facts.whole, unit, level))
    return Term(unit.called, unit, steps, twelve_months_to, (), "utilisation", of, ("utilisation", "heat_input"))


def _emitted_of_unit(facts: Facts, unit: Item, pollutant: str) -> FactValue:
    return FactValue(_emitted(facts, unit, unit.campus, pollutant))


_YEARLY = "heat_input × factor × yearly_hours / 8,760 h"
_AS_RUN = "heat_input × factor × utilisation while running, over 12 calendar months, in no more than hours"


def _facts(pollutant: str, words: str) -> Iterator[Fact]:
    pte, added, emitted = f"pte_{pollutant}", f"added_{pollutant}", f"emitted_{pollutant}"
    within, beyond = partial(_within_limits, _potential), partial(_within_limits, _beyond_psd)
    of_all, run_by_all = partial(_total, _potential), partial(_total, _emitting)
    in_twelve = "in the 12 calendar months that end with the day's"
    called = {pte: f"potential to emit {words}", added: f"added {words}", emitted: f"{words} in 12 months"}
    table: tuple[tuple[str, tuple[str, ...], Callable[..., FactValue], str, tuple[str, ...], str], ...] = (
        (pte, GENERATORS, _pte_of_unit, "that one unit may emit in a year at full output", _FOR_PTE, _YEARLY),
        (pte, ("permit",), of_all, "that all it covers may emit in a year, without limits", (), ""),
        (pte, LEVELS, within, "that all units on site may emit in a year, within limits in force", (), ""),
        (added, LEVELS, beyond, "that units without a PSD permit may emit in a year, within limits in force", (), ""),
        (emitted, GENERATORS, _emitted_of_unit, f"that one unit emits {in_twelve}", ("utilisation", *_BURNT), _AS_RUN),
        (emitted, ("permit",), run_by_all, "of all it covers in 12 calendar months to the day's", (), ""),
        (emitted, LEVELS, run_by_all, f"emitted {in_twelve}", (), ""),
    )
    for name, kinds, compute, doc, fields, formula in table:
        sums = GENERATORS if kinds == LEVELS else ()
        made = partial(compute, pollutant=pollutant)
        yield Fact(name, kinds, _RATE, f"the {words} {doc}", made, fields, sums, formula, words=called[name])


FACTS = (
    Fact(
        "heat_input",
        GENERATORS,
        _HEAT,
        "the heat (HHV) that one unit burns at its nameplate output",
        _heat_input,
        _BURNT,
        formula="rating × heat_rate × heat_ratio",
    ),
    Fact(
        "heat_input",
        LEVELS,
        _HEAT,
        "the heat (HHV) that all generators on site burn at their nameplate output",
        lambda facts, level: summed([_burning(facts, unit, level) for unit in generators(facts, level)]),
        sums=GENERATORS,
    ),
    *(fact for pollutant, words in POLLUTANTS for fact in _facts(pollutant, words)),
)
