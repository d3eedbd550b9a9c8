"""The differences as one JSON object, described by `templates/diff.schema.json`.

Days are ISO dates, periods half-open; figures, dates and other values are as in `ir.json`, findings as in
`--message-format json`. `version` counts changes that break a reader; a new member does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from colossusc import __version__
from colossusc.diagnostic import Diagnostic
from colossusc.emit.content import content, period_json
from colossusc.emit.difference.model import (
    Bought,
    Campus,
    Changed,
    Date,
    Difference,
    Figure,
    Finding,
    Line,
    Period,
    Row,
    Ruled,
    Side,
    Verdict,
    absent,
)
from colossusc.emit.difference.values import apart
from colossusc.emit.plain import plain
from colossusc.emit.verdict import Worst
from colossusc.expr.types import DATE, Type
from colossusc.show.record import encoded
from colossusc.show.record import record as as_record
from colossusc.show.report import Report
from colossusc.values.uncertain.expression import least_of, most_of

Json = dict[str, Any]
VERSION = 1
_REPORT = Report((), (), "error", False, 0, 0)


def document(difference: Difference) -> str:
    """Everything that differs."""
    found = {
        "format": "colossusc-diff",
        "version": VERSION,
        "tool": {"name": "colossusc", "version": __version__},
        "old": _side(difference.old),
        "new": _side(difference.new),
        "same": difference.same,
        "campuses": list(map(_campus, difference.campuses)),
        "parts": list(map(_statement, difference.parts)),
        "shared": list(map(_statement, difference.shared)),
        "problems": list(map(_finding, difference.problems)),
    }
    return f"{encoded(found, indent=2)}\n"


def _side(side: Side) -> Json:
    return {"name": side.name, "inputs": [attrs.asdict(each) for each in side.inputs]}


def _campus(campus: Campus) -> Json:
    return {
        "name": campus.name,
        "change": campus.sort,
        "verdicts": list(map(_verdict, campus.verdicts)),
        "power": [
            {
                "site": power.level or None,
                "figures": list(map(_figure, power.figures)),
                "periods": [
                    {
                        **period_json(each.start, each.end),
                        "phase": each.phase or None,
                        "past": each.past,
                        "figures": list(map(_figure, each.figures)),
                    }
                    for each in power.stretches
                ],
            }
            for power in campus.power
        ],
        "money": list(map(_figure, campus.money)),
        "bought": list(map(_bought, campus.bought)),
        "dates": list(map(_date, campus.dates)),
        "findings": list(map(_finding, campus.findings)),
        "findings_as_before": campus.unchanged,
        "rules": list(map(_ruled, campus.rules)),
        "parts": list(map(_changed, campus.parts)),
        "inputs": list(map(_changed, campus.inputs)),
    }


def _verdict(each: Verdict) -> Json:
    return {"scenario": each.scenario or None, "old": _worst(each.old), "new": _worst(each.new)}


def _worst(each: Worst | None) -> Json | None:
    return attrs.asdict(each) if each is not None else None


def _figure(each: Figure) -> Json:
    return {
        "what": each.what,
        **_both(each.old, each.new, each.type),
        "old_when": each.old_when,
        "new_when": each.new_when,
    }


def _both(old: Any, new: Any, type_: Type) -> Json:
    """A value before and after, and by how much the least and the most of it differ."""
    more = apart(old, new)
    found: Json = {
        side: None if absent(value) else content(value, type_) for side, value in (("old", old), ("new", new))
    }
    if type_ == DATE:
        return {**found, "days": None if more is None else [int(each) for each in more]}
    return {**found, "difference": None if more is None else [content(each, type_) for each in more]}


def _bought(each: Bought) -> Json:
    return {"object": each.path, "old": _line(each.old), "new": _line(each.new)}


def _line(line: Line | None) -> Json | None:
    if line is None:
        return None
    return {
        "part": line.part,
        "unit": line.unit,
        "quantity": _ends(line.quantity),
        "unit_cost": None if line.price is None else [plain(each) or None for each in line.price],
        "cost": _ends(line.cost),
        "currency": line.currency or None,
    }


def _ends(figure: Any) -> list[str | None] | None:
    """The least and the most of a figure; the same twice of one number."""
    return None if figure is None else [plain(end) or None for end in (least_of(figure), most_of(figure))]


def _date(each: Date) -> Json:
    return {**_row(each), **_both(each.old, each.new, DATE)}


def _row(each: Row) -> Json:
    return {
        "what": each.what,
        "old_place": each.old_place or None,
        "new_place": each.new_place or None,
        "follows": each.follows,
    }


def _changed(each: Changed) -> Json:
    return {**_row(each), "change": each.sort, "periods": _periods(each.periods)}


def _statement(each: Row) -> Json:
    return _date(each) if isinstance(each, Date) else _changed(each) if isinstance(each, Changed) else _row(each)


def _periods(periods: Iterable[Period]) -> list[Json]:
    return [{**period_json(start, end), "old": old or None, "new": new or None} for start, end, old, new in periods]


def _ruled(each: Ruled) -> Json:
    return {
        "code": each.code,
        "title": each.title,
        "severity": each.severity,
        "subject": each.subject,
        "in_plan": "" in each.scenarios,
        "scenarios": list(filter(None, each.scenarios)),
        "past": each.past,
        "periods": _periods(each.periods),
    }


def _finding(each: Finding) -> Json:
    return {
        "change": each.sort,
        "title": each.title,
        "old": _diagnostic(each.old, each.scenarios),
        "new": _diagnostic(each.new, each.scenarios),
    }


def _diagnostic(found: Diagnostic | None, scenarios: tuple[str, ...]) -> Json | None:
    return None if found is None else as_record(attrs.evolve(found, scenarios=scenarios), _REPORT)
