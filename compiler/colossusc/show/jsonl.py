"""One JSON object a finding a line, each as in `json`: for `jq`, `grep` and programs that read as they go."""

from __future__ import annotations

from colossusc.show.record import encoded, record
from colossusc.show.report import Report


def document(report: Report) -> str:
    """The findings, a line each."""
    return "".join(f"{encoded(record(finding, report))}\n" for finding in report.listed)
