"""Why a fact is absent: the inputs that are not given, down to the fields of objects."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.analyses.fact import Facts, all_facts
from colossusc.analyses.presence import generators
from colossusc.analyses.topology import groupings, limit_of
from colossusc.ir import Item
from colossusc.values.absent import ABSENT

# Of some facts of a level: the facts of it that they are computed of, whose inputs are theirs.
_COMPUTED_OF = {
    "margin": ("firm_supply", "facility_load"),
    "grid_load": ("firm_supply", "facility_load"),
    "water_use": ("it_load",),
    "firm_supply_after_one_loss": ("firm_supply",),
    "ride_through": ("firm_supply",),
}


def missing_inputs(facts: Facts, item: Item, name: str, day: int) -> Iterator[tuple[Item, str]]:
    """Why a fact is absent on a day: each object and field that are not given, what decides first."""
    if facts.value(item, name).steps.at(day) is not ABSENT:
        return
    for term in facts.value(item, name).terms:
        if term.item is not None and term.steps.at(day) is ABSENT:
            fields = tuple(filter(None, (term.field, *term.inputs)))
            yield from _absent_fields(facts, term.item, fields, day)
            if term.of == "delivered":
                yield from _of_carriers(facts, term.item, day)
    for unit in generators(facts, item) if name in ("served", "ride_through") else ():
        if unit.value("duty").steps.at(day) in ("standby", "backup"):
            yield from _absent_fields(facts, unit, ("start_time",), day)
    if name == "delivered":
        yield from _of_carriers(facts, item, day)
    for other in _COMPUTED_OF.get(name, ()):
        yield from missing_inputs(facts, item, other, day)
    yield from _absent_fields(facts, item, all_facts()[item.kind.name, name].fields, day)


def _of_carriers(facts: Facts, source: Item, day: int) -> Iterator[tuple[Item, str]]:
    """What is not given of the carriers, and of the other sources, that a source hangs together with."""
    grouping = groupings(facts, source.campus).get(source)
    if grouping is None:
        return
    for carrier in grouping.carriers:
        if limit_of(facts, carrier).at(day) is ABSENT:
            yield from missing_inputs(facts, carrier, "capacity", day)
    for other in grouping.sources:
        if other.kind.name != "battery":
            yield from missing_inputs(facts, other, "firm", day)


def _absent_fields(facts: Facts, item: Item, fields: tuple[str, ...], day: int) -> Iterator[tuple[Item, str]]:
    for field in fields:
        giver = item
        if field in ("from", "until"):
            yield item, field
            continue
        if (item.kind.name, field) in all_facts():
            yield from missing_inputs(facts, item, field, day)
            continue
        if field.startswith("site."):
            giver, field = facts.place(item, day), field.removeprefix("site.")
        if field in giver.kind.by_name and giver.value(field).steps.at(day) is ABSENT:
            yield giver, field
    for permit in facts.covering(item.campus, item) if item.kind.needs_permit else ():
        if facts.steps(permit, "in_force").at(day) is ABSENT:
            yield permit, "granted"
