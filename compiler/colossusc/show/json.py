"""All findings as one JSON object, described by `templates/findings.schema.json`.

`version` counts changes that break a reader; a new member does not.
"""

from __future__ import annotations

from colossusc import __version__
from colossusc.show.record import encoded, record
from colossusc.show.report import Report

VERSION = 1


def document(report: Report) -> str:
    """The tool, the counts, the findings."""
    counted = [finding.severity for finding in report.findings if report.standing(finding) == "counted"]
    head = {
        "format": "colossusc-findings",
        "version": VERSION,
        "tool": {"name": "colossusc", "version": __version__},
        "counts": {
            "error": counted.count("error"),
            "warning": counted.count("warning"),
            "note": counted.count("note"),
            "past": sum(report.standing(finding) == "past" for finding in report.findings),
            "waived": sum(report.standing(finding) == "waived" for finding in report.findings),
            "omitted": report.omitted,
            "left_out": report.left_out,
        },
        "findings": [record(finding, report) for finding in report.listed],
    }
    return f"{encoded(head, indent=2)}\n"
