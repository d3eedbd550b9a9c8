"""What the campus draws: compute, IT, facility. Four notions of power, never mixed (for grid see balance)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.analyses.fact import LEVELS, Fact, Facts, FactValue, Term, across, lifted, missing, summed
from colossusc.analyses.outage import left
from colossusc.analyses.places import by_place, counted_at
from colossusc.analyses.presence import while_there
from colossusc.expr.operators import whole
from colossusc.expr.types import COUNT, RATIO, quantity
from colossusc.ir import Item
from colossusc.language import _, ngettext
from colossusc.values.timeline import Steps, combine, runs, stepped
from colossusc.values.uncertain.expression import ceiling, floor, largest, least_of, quotient
from colossusc.values.uncertain.truth import choose

_MW = quantity("MW")


def _installed(facts: Facts, gpus: Item) -> Steps[Any]:
    """Accelerators installed: the count, while on site."""
    return across(
        lambda count, there: while_there(there, count, count),
        facts.field(gpus, "count"),
        facts.steps(gpus, "on_site"),
    )


def _of_some(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function of a count and of what one is like; 0 of none, whatever one is like."""
    apply = lifted(function)
    return lambda count, *each: 0 if count == 0 else apply(count, *each)


def _systems(facts: Facts, gpus: Item) -> FactValue:
    """Whole systems: a part-filled one draws and costs as a whole."""
    return FactValue(combine(_needed, _installed(facts, gpus), facts.field(gpus, "gpus_per_system")))


_needed = _of_some(lambda count, each: ceiling(quotient(count, each)))


def _racks(facts: Facts, gpus: Item) -> FactValue:
    return FactValue(combine(_needed, facts.steps(gpus, "systems"), facts.field(gpus, "systems_per_rack")))


def _remainder(facts: Facts, gpus: Item) -> FactValue:
    """0 while the count is on its way, and where it is not known and may be a whole number of systems."""
    left = _of_some(lambda count, each: count - each * floor(quotient(count, each)))
    installed = _installed(facts, gpus)
    found = list(runs(installed))
    passing = stepped([run[0][0] for run in found], [len(run) > 1 for run in found])
    steps = combine(left, installed, facts.field(gpus, "gpus_per_system"))
    return FactValue(combine(_surely, passing, steps))


def _surely(passing: bool, remainder: Any) -> Any:
    if missing(remainder):
        return remainder
    return 0 if passing or least_of(remainder) <= 0 else remainder


def _compute_of(facts: Facts, gpus: Item) -> FactValue:
    """Systems × the maximum of one × the share of it to be covered."""
    power = _of_some(lambda systems, each, draw: whole(systems * each * draw))
    systems, each, draw = _working(facts, gpus), facts.field(gpus, "system_power"), facts.field(gpus, "draw")
    return FactValue(combine(power, systems, each, draw))


def _working(facts: Facts, gpus: Item) -> Steps[Any]:
    """The systems that draw power: all, less those out of service."""
    out = facts.steps(gpus, "units_out")
    if out.values == (0,):
        return facts.steps(gpus, "systems")
    installed = across(lambda count, lost: largest(0, count - lost), _installed(facts, gpus), out)
    return combine(_needed, installed, facts.field(gpus, "gpus_per_system"))


def _gpu_note(facts: Facts, gpus: Item, units: int, day: int) -> str:
    systems, each, draw = _working(facts, gpus), facts.field(gpus, "system_power"), facts.field(gpus, "draw")
    if any(missing(steps.at(day)) for steps in (systems, each, draw)):
        return ""
    share = "" if draw.at(day) == 1 else f" × {gpus.value('draw').type.show(draw.at(day))}"
    copies = f"{COUNT.show(units)} × " if units > 1 else ""
    number = COUNT.show(systems.at(day))
    # TRANSLATORS: systems × the power of each, and perhaps × a share
    words = ngettext("{n} systems × {power}", "{n} systems × {power}", 2, n=number, power=_MW.show(each.at(day)))
    return f"{copies}{words}{share}"


def times(steps: Steps[Any], units: int) -> Steps[Any]:
    """That many of something."""
    return steps if units == 1 else across(lambda value: whole(value * units), steps)


def _gpu_term(facts: Facts, gpus: Item, level: Item) -> Term:
    term = Term(
        gpus.called,
        gpus,
        times(facts.steps(gpus, "compute_load"), gpus.units_for(level)),
        lambda day: _gpu_note(facts, gpus, gpus.units_for(level), day),
        field="count",
        of="compute_load",
        inputs=("gpus_per_system", "system_power", "draw"),
    )
    return counted_at(term, level)


def _compute_load(facts: Facts, level: Item) -> FactValue:
    return summed([_gpu_term(facts, gpus, level) for gpus in facts.items(level, "gpu_system")])


def _drawn(facts: Facts, load: Item, units: int) -> Steps[Any]:
    """The power of so many equal loads, while on site."""
    return across(
        lambda power, there: choose(there, whole(power * units), 0),
        facts.field(load, "power"),
        facts.steps(load, "on_site"),
    )


def _loads(facts: Facts, level: Item, behind: str) -> list[Term]:
    """The loads on one side of the PUE; one that does not say its side leaves both open."""
    found = []
    for load in facts.items(level, "load"):
        side = facts.field(load, "behind")
        power = combine(
            lambda drawn, where: 0 if drawn == 0 else where if missing(where) else drawn if where == behind else 0,
            _drawn(facts, load, left(facts, load, level)),
            side,
        )
        term = Term(load.called, load, power, field="power", of="power", inputs=("behind",))
        found.append(counted_at(term, level))
    return found


def it_terms(facts: Facts, level: Item) -> list[Term]:
    """What the IT load is the sum of: GPUs, and the loads behind IT."""
    return [_gpu_term(facts, gpus, level) for gpus in facts.items(level, "gpu_system")] + _loads(facts, level, "it")


def _it_load(facts: Facts, level: Item) -> FactValue:
    return summed(it_terms(facts, level))


def _overhead(facts: Facts, drawn: list[Term]) -> list[Term]:
    """What PUE adds to the IT load: cooling and losses, for each PUE that applies."""
    groups: dict[Item, list[Term]] = {}
    for term in drawn:
        assert term.item is not None
        for place, here in by_place(term):
            groups.setdefault(place, []).append(here)
    found = []
    for giver, terms in groups.items():
        it, pue = summed(terms).steps, facts.field(giver, "pue")

        def added(load: Any, ratio: Any) -> Any:
            if load == 0:
                return 0
            return load if missing(load) else ratio if missing(ratio) else whole(load * (ratio - 1))

        def note(day: int, it: Steps[Any] = it, pue: Steps[Any] = pue) -> str:
            if missing(it.at(day)) or missing(pue.at(day)):
                return ""
            return _("{power} IT × (PUE {pue} − 1)", power=_MW.show(it.at(day)), pue=RATIO.show(pue.at(day)))

        name = _("cooling and losses") if len(groups) == 1 else _("cooling and losses of {place}", place=giver.called)
        found.append(Term(name, giver, combine(added, it, pue), note, field="pue"))
    return found


def _facility_load(facts: Facts, level: Item) -> FactValue:
    terms = it_terms(facts, level)
    return summed([*terms, *_overhead(facts, terms), *_loads(facts, level, "facility")])


def _gpu_count(facts: Facts, level: Item) -> FactValue:
    return summed(
        [
            counted_at(Term(gpus.called, gpus, times(count, gpus.units_for(level)), field="count", of="count"), level)
            for gpus in facts.items(level, "gpu_system")
            for count in (_installed(facts, gpus),)
        ]
    )


_GPUS = ("gpu_system",)
_LOADS = ("gpu_system", "load")

FACTS = (
    Fact(
        "systems",
        _GPUS,
        COUNT,
        "systems installed: GPUs over GPUs in a system, rounded up",
        _systems,
        ("count", "gpus_per_system"),
        formula="count / gpus_per_system, rounded up",
    ),
    Fact(
        "racks",
        _GPUS,
        COUNT,
        "racks installed: systems over systems in a rack, rounded up",
        _racks,
        ("count", "gpus_per_system", "systems_per_rack"),
        formula="systems / systems_per_rack, rounded up",
    ),
    Fact(
        "remainder",
        _GPUS,
        COUNT,
        "GPUs in a last system that they do not fill; on the days of a ramp none, nor where the count may be whole",
        _remainder,
        ("count", "gpus_per_system"),
        formula="what is left of count / gpus_per_system",
    ),
    Fact(
        "compute_load",
        _GPUS,
        _MW,
        "systems × the maximum of one × draw",
        _compute_of,
        ("count", "gpus_per_system", "system_power"),
        formula="systems × system_power × draw",
    ),
    Fact("compute_load", LEVELS, _MW, "compute power: what the GPU systems draw", _compute_load, sums=("gpu_system",)),
    Fact("it_load", LEVELS, _MW, "IT power: compute and the loads behind IT", _it_load, sums=_LOADS),
    Fact(
        "facility_load",
        LEVELS,
        _MW,
        "facility power: IT × PUE and the loads behind the facility",
        _facility_load,
        sums=_LOADS,
    ),
    Fact("gpu_count", LEVELS, COUNT, "GPUs installed", _gpu_count, sums=("gpu_system",)),
)
