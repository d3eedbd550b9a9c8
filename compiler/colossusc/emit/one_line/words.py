"""What stands beside each symbol: its name, its tag, and its figures on a day. What is not given is not said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.topology import firm_of_all
from colossusc.emit.one_line.diagram import Line
from colossusc.emit.one_line.letters import shortened, wrapped
from colossusc.emit.one_line.page import SIZES, SMALL
from colossusc.emit.ranges import shown
from colossusc.expr.types import COUNT, QuantityType, quantity
from colossusc.ir import Item
from colossusc.language import _, measured, ngettext, pgettext
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.uncertain.expression import is_uncertain
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

ROOM = 165  # of a line beside a symbol
_NAME_LINES = 2
DEVICE = "52"  # of an AC circuit breaker, by IEEE C37.2
_MW = quantity("MW")
_KV = find_unit("kV")


def power(value: Any) -> str:
    """A power that is computed, with one decimal."""
    return _rounded_to(value, _MW)


def _rounded_to(value: Any, type_: QuantityType) -> str:
    def rounded(number: Number) -> str:
        unit = usual_unit(number, type_.dimension, False, False)
        assert unit is not None
        return measured(show_number(in_terms_of(number, unit), 1), unit.symbol)

    return shown(value, rounded)


def name_lines(item: Item) -> tuple[Line, ...]:
    """What people call it, and the name by which the plan and the bill of materials know it."""
    tag = item.called
    if item.kind.name in ("breaker", "tie"):
        tag = f"{DEVICE} {tag}"
    if item.label == item.name:
        return (Line(shortened(tag, SIZES["name"], ROOM, bold=True), "name"),)
    names = wrapped(item.label, SIZES["name"], ROOM, _NAME_LINES, bold=True)
    return (*(Line(name, "name") for name in names), Line(shortened(tag, SMALL, ROOM), "tag"))


def figures(facts: Facts, item: Item, day: int) -> Iterator[str]:
    """What the plan states of it on a day, a line each."""
    kind = item.kind.name
    if kind == "grid":
        yield from _given(item, "contracted", day, _("{} contracted"))
        yield from _given(item, "voltage", day, "{}")
    elif kind == "battery":
        yield from _battery(facts, item, day)
    elif kind == "cooling_unit":
        yield from _given(item, "capacity", day, _times(item) + _("{} of heat"))
    elif kind == "gpu_system":
        each = ngettext("{{}} GPUs in each of {n}", "{{}} GPUs in each of {n}", item.units)
        yield from _given(item, "count", day, each if item.units > 1 else _("{} GPUs"))
    elif kind != "load":
        yield from _given(item, "rating", day, _times(item) + "{}")
        yield from _voltages(item, day)
        if "normal" in item.kind.by_name:
            yield _("N.O.") if is_open(item, day) else _("N.C.")


def supply(facts: Facts, item: Item, day: int) -> Iterator[str]:
    """What of a source can be relied on that day, where that is not all of it."""
    if item.kind.name not in ("grid", "turbine", "engine"):
        return
    firm = firm_of_all(facts, item).at(day)
    stated = item.value("contracted" if item.kind.name == "grid" else "rating").steps.at(day)
    if is_known(firm) and not missing(stated) and firm != stated * item.units:
        yield _("{power} firm", power=power(firm))


def is_known(value: Any) -> bool:
    """Whether anything is known of a value: it is given, and not as `unknown`."""
    return not missing(value) and (not is_uncertain(value) or shown(value, str) != pgettext("figure", "unknown"))


def is_open(item: Item, day: int) -> bool:
    """Whether a breaker or tie stands open in normal operation."""
    return "normal" in item.kind.by_name and item.value("normal").steps.at(day) == "open"


def _given(item: Item, field: str, day: int, words: str) -> Iterator[str]:
    value = item.value(field)
    now = value.steps.at(day)
    if is_known(now):
        yield words.format(value.type.show(now))


def _times(item: Item) -> str:
    return f"{show_number(item.units)} × " if item.units > 1 else ""


def _battery(facts: Facts, item: Item, day: int) -> Iterator[str]:
    count, each = item.value("count").steps.at(day), item.value("rating").steps.at(day)
    if is_known(count) and is_known(each):
        yield f"{_times(item)}{COUNT.show(count)} × {_MW.show(each)}"
    energy = facts.steps(item, "total_energy").at(day)
    if is_known(energy):
        yield _rounded_to(energy, quantity("MWh"))


def _voltages(item: Item, day: int) -> Iterator[str]:
    """Of a transformer both sides, `161/34.5 kV`; of one whose other side is not given, the one that is."""
    if item.kind.name != "transformer":
        if "voltage" in item.kind.by_name:
            yield from _given(item, "voltage", day, "{}")
        return
    sides: list[Any] = [item.value(side).steps.at(day) for side in ("primary", "secondary")]
    if not any(missing(side) or is_uncertain(side) for side in sides):
        high, low = (show_number(in_terms_of(side, _KV), 3) for side in sides)
        yield measured(f"{high}/{low}", "kV")
    else:
        yield from _given(item, "primary", day, _("{} primary"))
        yield from _given(item, "secondary", day, _("{} secondary"))
