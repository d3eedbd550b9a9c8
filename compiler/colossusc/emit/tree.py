"""`ir.json`: the whole model, its facts, verdicts and findings, for other programs.

`schema` names this form and its version, which goes up when a key changes its meaning or disappears. Keys are sorted.
Days are ISO dates, periods half-open `[from, until)`; a missing `from` or `until` is without end. A finding says its
`period` in words and has its days as `start` and `end`, `null` where it has none. A quantity is

    {"value": "348.39712375", "unit": "MW", "shown": "348.4 MW"}

with `value` a decimal text with all its decimals; where they do not end it is rounded, and `exact` has the fraction.
What is not one number has both ends instead, and what it depends on:

    {"low": {…}, "high": {…}, "varies": false, "depends_on": ["c.pue"], "shown": "138.9 MW .. 180.57 MW"}

A truth that depends on such figures is `{"undecided": true, "depends_on": […]}`. What is not given is `null`; what was
given in error is `{"broken": true}`. An object is named by its path.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from colossusc.analyses.fact import FactValue, all_facts
from colossusc.diagnostic import Diagnostic
from colossusc.emit import contingencies, headroom
from colossusc.emit.bom import Phase, bill
from colossusc.emit.bom_json import bill_json
from colossusc.emit.charts.chart import Chart
from colossusc.emit.content import Json, content, period_json, steps_json
from colossusc.emit.dated import Dated, dated
from colossusc.emit.dues import as_json
from colossusc.emit.evidence import cited, parts_used
from colossusc.emit.model import Run
from colossusc.emit.one_line import Picture as OneLine
from colossusc.emit.scenarios import changed
from colossusc.expr.types import Type
from colossusc.ir import END, Entry, Item, Scenario, Value
from colossusc.rules.reported import Reported
from colossusc.rules.verdict import CampusResult, Outcome
from colossusc.source import Span
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.uncertain.dates import first_of, last_of

_SHORT = 350  # characters of what is written on one line

SCHEMA = {"name": "colossusc-ir", "version": 1}


def write_json(run: Run, result: CampusResult, phases: tuple[Phase, ...], pictures: Iterable[Chart | OneLine]) -> bytes:
    """The model of one campus as JSON, with the figures of its pictures."""
    as_of = run.plan.as_of(result.campus)
    days = {each.finding.order(): each for each in dated(result)}
    model = {
        "schema": SCHEMA,
        "tool": {"name": "colossusc", "version": run.version},
        "as_of": _day(as_of),
        "inputs": [{"name": each.name, "sha256": each.sha256, "sort": each.sort} for each in run.inputs],
        "campus": _item(result.campus),
        "parts": [_item(part) for part in parts_used(result.campus)],
        "sources": [_item(source) for source in cited(run, result)],
        "parties": {name: _item(party) for name, party in run.plan.parties.items()},
        "jurisdictions": {name: _item(each) for name, each in run.plan.jurisdictions.items()},
        "facts": _facts(result),
        "rules": [_outcome(outcome) for outcome in result.outcomes],
        "findings": [_finding(finding, days[finding.order()]) for finding in result.findings],
        "scenarios": [_scenario(each, each.scenario, as_of) for each in result.variants if each.scenario is not None],
        "contingencies": contingencies.as_json(result.facts, result.campus),
        "problems": [_finding(finding, None) for finding in run.diagnostics],
        "bill": bill_json(result.facts, result.campus, phases, as_of),
        "headroom": headroom.as_json(run.headroom.get(result.campus.name)),
        "reported": [_reported(each) for each in result.reported],
        "dues": as_json(result, as_of),
        "pictures": [
            {"name": each.name, "title": each.title, "heads": each.table.heads, "rows": each.table.rows}
            for each in pictures
        ],
    }
    return f"{_text(model)}\n".encode()


# --------------------------------------------------------------------------------------------------------- objects


def _item(item: Item) -> Json:
    given = {field.name: item.value(field.name) for field in item.kind.fields}
    found = {
        "kind": item.kind.name,
        "name": item.name,
        "path": item.path,
        "label": item.label,
        "units": item.units,
        "part": item.base.name if item.base is not None else None,
        "place": _place(item.span),
        "values": {name: _value(value) for name, value in given.items() if value.origin != "not given"},
        "not_given": sorted(name for name, value in given.items() if value.origin == "not given"),
        "on_site": [
            {**period_json(first_of(each.start), last_of(each.end)), "entries": _entries(each.entries)}
            for each in item.presence
        ],
        "children": [_item(child) for children in item.children.values() for child in children],
        "requires": [
            {"title": each.title, "place": _place(Span(each.source, each.node.start, each.node.end))}
            for each in item.requirements
        ],
    }
    for key, table in (("lets", item.lets), ("phases", item.phases)):
        found[key] = {name: _value(value) for name, value in table.items()}
    return {key: value for key, value in found.items() if value not in ([], {})}


def _value(value: Value) -> Json:
    found: Json = {"origin": value.origin, "steps": steps_json(value.steps, value.type)}
    if value.entries:
        found["entries"] = _entries(value.entries)
    if value.overrides is not None:
        found["overrides"] = _value(value.overrides)
    return found


def _entries(entries: Iterable[Entry]) -> list[Json]:
    return [
        {
            **period_json(entry.start, entry.end),
            "place": _place(entry.span),
            "text": entry.span.text,
            "cites": _cites(entry.cites),
        }
        for entry in entries
    ]


def _cites(sources: Iterable[Item]) -> list[Json]:
    """Sources by name and place: two files may have sources of one name."""
    return [{"name": source.name, "place": _place(source.span)} for source in sources]


# ----------------------------------------------------------------------------------------------------------- facts


def _facts(result: CampusResult) -> Json:
    """Every fact of every object, by path and name."""
    names: dict[str, list[str]] = {}
    for kind, name in all_facts():
        names.setdefault(kind, []).append(name)
    return {
        item.path: {
            name: _fact(result.facts.value(item, name), all_facts()[item.kind.name, name].type)
            for name in names[item.kind.name]
        }
        for item in (result.campus, *result.campus.walk())
        if item.kind.name in names
    }


def _fact(fact: FactValue, type_: Type) -> Json:
    found: Json = {"steps": steps_json(fact.steps, type_)}
    if fact.terms:
        found["terms"] = [
            {
                "name": term.name,
                "of": term.item.path if term.item is not None else None,
                "steps": steps_json(term.steps, type_),
                "stages": [{"name": name, "steps": steps_json(steps, type_)} for name, steps in term.stages],
            }
            for term in fact.terms
        ]
    return found


# -------------------------------------------------------------------------------------------- verdicts and findings


def _outcome(outcome: Outcome) -> Json:
    heading = outcome.heading
    return {
        "code": heading.code,
        "name": heading.name,
        "title": heading.title,
        "severity": heading.severity,
        "enforcement": heading.off or heading.changed or None,
        "status": heading.status,
        "jurisdiction": heading.jurisdiction.name if heading.jurisdiction is not None else None,
        "sources": _cites(heading.sources),
        "effective": period_json(heading.start, heading.end),
        "place": _place(Span(heading.module.source, heading.node.start, heading.node.end)),
        "verdict": outcome.verdict,
        "why": outcome.why,
        "subjects": [
            {
                "subject": judgement.subject,
                "of": judgement.item.path if judgement.item is not None else None,
                "verdicts": [
                    {
                        **period_json(each.start, each.end),
                        "verdict": each.verdict,
                        "because": each.because,
                        "waived": each.counted == "waived",
                    }
                    for each in judgement.intervals
                ],
            }
            for judgement in outcome.judgements
        ],
    }


def _finding(finding: Diagnostic, days: Dated | None) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": _place(finding.span),
        "label": finding.label,
        "secondary": [{"place": _place(label.span), "label": label.text} for label in finding.secondary],
        "notes": finding.notes,
        "sources": finding.sources,
        "helps": finding.helps,
        "subject": finding.subject,
        "period": finding.period,
        "start": show_date(days.start) if days is not None and days.start > FIRST_DAY else None,
        "end": show_date(days.end) if days is not None and days.end < END else None,
        "past": finding.past,
        "waiver": None
        if finding.waiver is None
        else {
            "reason": finding.waiver.reason,
            "owner": finding.waiver.owner,
            "expires": finding.waiver.expires,
            "place": _place(finding.waiver.span),
        },
        "ledger": None
        if finding.ledger is None
        else {
            "date": finding.ledger.date,
            "lines": [
                {
                    "name": each.name,
                    "value": each.value,
                    "note": each.note,
                    "place": _place(each.span),
                    "sum": each.strong,
                }
                for each in finding.ledger.lines
            ],
        },
    }


def _scenario(result: CampusResult, scenario: Scenario, as_of: int | None) -> Json:
    """What a scenario changes, and the facts, verdicts and findings of the campus so changed."""
    days = {each.finding.order(): each for each in dated(result)}
    return {
        "name": scenario.name,
        "label": scenario.label,
        "place": _place(scenario.span),
        "adds_to": scenario.base.name if scenario.base is not None else None,
        "sets": [{"path": path, **_value(value)} for path, value, _ in changed(result, scenario)],
        "lost": [{"of": loss.item.path, "units": loss.units} for loss in result.campus.losses],
        "facts": _facts(result),
        "rules": [_outcome(outcome) for outcome in result.outcomes],
        "findings": [_finding(finding, days[finding.order()]) for finding in result.findings],
        "bill": bill_json(result.facts, result.campus, bill(result.facts, result.campus, as_of), as_of),
        "dues": as_json(result, as_of),
    }


def _reported(each: Reported) -> Json:
    """A published figure beside the model's."""
    return {
        "of": each.item.path,
        "fact": each.name,
        "date": each.date,
        "figure": content(each.figure, each.type),
        "model": content(each.model, each.type),
        "differs": each.differs,
        "cites": _cites(each.cites),
        "place": _place(each.span),
    }


# ------------------------------------------------------------------------------------------------------------ shared


def _text(value: Any, indent: str = "") -> str:
    """JSON with sorted keys, in plain ASCII; what is short, such as a value on some days, on one line."""
    inner = indent + " "
    if isinstance(value, dict):
        parts, ends = [f"{json.dumps(key)}: {_text(value[key], inner)}" for key in sorted(value)], "{}"
    elif isinstance(value, (list, tuple)):
        parts, ends = [_text(each, inner) for each in value], "[]"
    else:
        return json.dumps(value, allow_nan=False)
    length = sum(map(len, parts))
    if length <= _SHORT and not any("\n" in part for part in parts):
        return f"{ends[0]}{', '.join(parts)}{ends[1]}"
    lines = f",\n{inner}".join(parts)
    return f"{ends[0]}\n{inner}{lines}\n{indent}{ends[1]}"


def _day(day: int | None) -> str | None:
    return show_date(day) if day is not None else None


def _place(span: Span | None) -> str | None:
    return span.place if span is not None else None
