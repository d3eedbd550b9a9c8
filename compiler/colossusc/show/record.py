"""A finding as plain data, the same in `json` and `jsonl`; `templates/findings.schema.json` describes it.

Lines and columns begin at 1 and count characters (code points), as `start` and `end` do, which begin at 0; ends are
exclusive. A line feed ends a line.
"""

from __future__ import annotations

import json
import re
from typing import Any

from colossusc.diagnostic import Diagnostic, Ledger, Waiver
from colossusc.show.report import Report
from colossusc.source import Span

_LONE = re.compile("[\ud800-\udfff]")  # half a character, in a file name that is not UTF-8


def record(finding: Diagnostic, report: Report) -> dict[str, Any]:
    """Everything that is known of a finding."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "standing": report.standing(finding),
        "subject": finding.subject,
        "period": finding.period,
        "past": finding.past,
        "in_plan": "" in finding.scenarios,
        "scenarios": list(filter(None, finding.scenarios)),
        "waiver": _waiver(finding.waiver),
        "place": place(finding.span),
        "label": finding.label,
        "related": [{"place": place(each.span), "label": each.text} for each in finding.secondary],
        "ledger": _ledger(finding.ledger),
        "sources": list(finding.sources),
        "notes": list(finding.notes),
        "helps": list(finding.helps),
        "fixes": [
            {"place": place(each.span), "replacement": each.replacement, "safe": each.safe} for each in finding.fixes
        ],
    }


def place(span: Span | None) -> dict[str, Any] | None:
    """Where something stands: in `file`, from a line and column up to before another."""
    if span is None:
        return None
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "library": span.source.library,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start": span.start,
        "end": span.end,
    }


def _waiver(waiver: Waiver | None) -> dict[str, Any] | None:
    if waiver is None:
        return None
    return {
        "reason": waiver.reason,
        "owner": waiver.owner,
        "expires": waiver.expires,
        "place": place(waiver.span),
    }


def _ledger(ledger: Ledger | None) -> dict[str, Any] | None:
    if ledger is None:
        return None
    return {
        "date": ledger.date,
        "lines": [
            {
                "name": line.name,
                "value": line.value,
                "note": line.note,
                "sum": line.strong,
                "place": place(line.span),
            }
            for line in ledger.lines
        ],
    }


def encoded(value: Any, indent: int | None = None) -> str:
    """JSON in plain ASCII: nothing in it moves a cursor or turns a line around, and every parser takes it."""
    return json.dumps(_whole(value), indent=indent, allow_nan=False)


def _whole(value: Any) -> Any:
    """The value with half characters replaced: they are no Unicode."""
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list) else value
