"""Annotations on GitHub, as commands of a workflow: `::error file=plan.colossus,line=3,title=C0205::message`.

GitHub shows the first ten errors, warnings and notices of a step; `sarif` has no such limit.
"""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.diagnostic import Diagnostic
from colossusc.show.report import Report
from colossusc.show.visible import visible
from colossusc.source import Span

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def document(report: Report) -> str:
    """The findings that count, a command each."""
    return "".join(f"{_command(each)}\n" for each in report.listed if report.standing(each) == "counted")


def _command(finding: Diagnostic) -> str:
    properties = {**_place(finding.span), "title": finding.code}
    settings = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data("\n".join(_lines(finding)))
    return f"::{_COMMANDS[finding.severity]} {settings}::{message}"


def _place(span: Span | None) -> dict[str, str]:
    """Nothing for a place in the standard library: no such file is in the repository."""
    if span is None or span.source.library:
        return {}
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    place = {"file": visible(span.source.name), "line": f"{line}", "endLine": f"{end_line}"}
    if line == end_line:  # GitHub takes columns on one line only
        place |= {"col": f"{column}", "endColumn": f"{end_column}"}
    return place


def _lines(finding: Diagnostic) -> Iterator[str]:
    yield visible(finding.message)
    if finding.where:
        yield visible(finding.where)
    for word, texts in (("source", finding.sources), ("note", finding.notes), ("help", finding.helps)):
        for text in texts:
            yield f"{word}: " + "\n".join(map(visible, text.split("\n")))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
