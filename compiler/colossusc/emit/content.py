"""Values as `ir.json` writes them: over time, in units, with both ends of what is not one number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from colossusc.emit.plain import plain
from colossusc.expr.types import DateType, GroupType, ObjectType, QuantityType, SetType, Type
from colossusc.ir import END
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import decimals_of
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.expression import Uncertain, Undecided
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

Json = dict[str, Any]


def steps_json(steps: Steps[Any], type_: Type) -> list[Json]:
    """A value over time."""
    runs: list[tuple[int, int, Any]] = []
    for start, end, value in steps.segments():
        shown = content(value, type_)
        if runs and runs[-1][2] == shown:
            runs[-1] = (runs[-1][0], end, shown)
        else:
            runs.append((start, end, shown))
    return [{**period_json(start, end), "value": shown} for start, end, shown in runs]


def content(value: Any, type_: Type) -> Any:
    """A value as JSON."""
    if value is ABSENT:
        return None
    if value is BROKEN:
        return {"broken": True}
    if isinstance(value, Undecided):
        return {"undecided": True, "depends_on": _symbols(value)}
    if isinstance(value, Uncertain):
        return _range(value, type_)
    if isinstance(type_, QuantityType):
        return _quantity(value, type_)
    if isinstance(type_, DateType):
        return show_date(value)
    if isinstance(type_, ObjectType):
        return value.path
    if isinstance(type_, GroupType):
        return value.called
    if isinstance(type_, SetType):
        return [content(each, type_.element) for each in value]
    return value


def _range(value: Uncertain, type_: Type) -> Json:
    """What is not one number: its ends (an infinite one is `null`), and the figures that it depends on."""
    low, high = value.hull
    return {
        "low": None if isinstance(low, float) else content(low, type_),
        "high": None if isinstance(high, float) else content(high, type_),
        "varies": value.varies,
        "depends_on": _symbols(value),
        "shown": type_.show(value),
    }


def _symbols(value: Uncertain | Undecided) -> list[str]:
    return sorted({symbol.name for symbol in value.symbols})


def _quantity(number: Any, type_: QuantityType) -> Json:
    unit = find_unit(type_.unit) if type_.unit else usual_unit(number, type_.dimension, type_.point, type_.share)
    value = in_terms_of(number, unit) if unit is not None else number
    found = {"value": plain(value), "unit": unit.symbol if unit is not None else "", "shown": type_.show(number)}
    if decimals_of(value) is None:
        found["exact"] = f"{value.numerator}/{value.denominator}"
    return found


def period_json(start: int, end: int) -> Mapping[str, str]:
    """Half-open `[start, end)`; a missing `from` or `until` is without end."""
    found = {}
    if start > FIRST_DAY:
        found["from"] = show_date(start)
    if end < END:
        found["until"] = show_date(end)
    return found
