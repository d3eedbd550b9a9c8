"""JUnit XML, as dashboards of continuous integration read it.

Each finding is a test case in the suite of its file, and each rule without a finding one in the suite of its campus.
What makes the run fail is a failure; a finding that does not count, and a rule that does not apply, is skipped.
"""

from __future__ import annotations

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.rules.verdict import Outcome
from colossusc.show.report import Report
from colossusc.show.text import show
from colossusc.show.visible import visible


@attrs.frozen
class _Case:
    name: str
    place: str = ""  # the attributes of where it stands
    outcome: str = "passed"  # passed, failure or skipped
    content: str = ""  # the element that tells why


def document(report: Report) -> str:
    """One suite a file, then one a campus."""
    suites: dict[str, list[_Case]] = {}
    for finding in report.listed:
        suites.setdefault(finding.span.source.name if finding.span else "colossusc", []).append(_case(finding, report))
    for result in report.campuses:
        quiet = [outcome for outcome in result.outcomes if not outcome.findings]
        if quiet:
            suites.setdefault(f"campus {result.campus.name}", []).extend(map(_quiet, quiet))
    cases = [case for suite in suites.values() for case in suite]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="colossusc" {_counts(cases)}>']
    for name, suite in suites.items():
        lines.append(f'  <testsuite name="{_escaped(name)}" {_counts(suite)}>')
        for case in suite:
            head = f'    <testcase classname="{_escaped(name)}" name="{_escaped(case.name)}"{case.place}'
            lines.append(f"{head}>{case.content}</testcase>" if case.content else f"{head}/>")
        lines.append("  </testsuite>")
    return "\n".join((*lines, "</testsuites>", ""))


def _case(finding: Diagnostic, report: Report) -> _Case:
    name = f"{finding.code}: {finding.message}"
    place = ""
    if finding.span is not None:
        place = f' file="{_escaped(finding.span.source.name)}" line="{finding.span.line}"'
    text = "\n".join(map(_escaped, show([finding], colored=False).split("\n")))
    message = _escaped(finding.message)
    if report.fails(finding):
        return _Case(name, place, "failure", f'<failure type="{finding.severity}" message="{message}">{text}</failure>')
    if (standing := report.standing(finding)) != "counted":
        return _Case(name, place, "skipped", f'<skipped message="{standing}: {message}"/>')
    return _Case(name, place, "passed", f"<system-out>{text}</system-out>")


def _quiet(outcome: Outcome) -> _Case:
    name = f"{outcome.heading.code}: {outcome.heading.title}"
    if outcome.verdict == "not applicable":
        why = outcome.heading.off or f"not applicable: {outcome.why}"
        return _Case(name, "", "skipped", f'<skipped message="{_escaped(why)}"/>')
    return _Case(name)


def _counts(cases: list[_Case]) -> str:
    number = [case.outcome for case in cases].count
    return f'tests="{len(cases)}" failures="{number("failure")}" errors="0" skipped="{number("skipped")}"'


def _escaped(text: str) -> str:
    """Text in an element or an attribute; characters that XML does not have are shown by their number."""
    seen = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return seen.replace(">", "&gt;").replace('"', "&quot;")
