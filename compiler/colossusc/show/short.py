"""One line a finding, for editors and `grep`: `file:line:column: error[CODE]: message`."""

from __future__ import annotations

from collections.abc import Iterable

from colossusc.diagnostic import Diagnostic
from colossusc.show.paint import painter
from colossusc.show.visible import visible


def show(findings: Iterable[Diagnostic], colored: bool) -> str:
    """The findings, a line each."""
    paint = painter(colored)
    return "\n".join(
        (f"{visible(finding.span.place)}: " if finding.span else "")
        + paint(finding.severity, f"{finding.severity}[{finding.code}]")
        + f": {visible(finding.message)}"
        + (f" ({visible(finding.where)})" if finding.where else "")
        + (f" (waived: {visible(finding.waiver.reason)})" if finding.waiver else "")
        for finding in findings
    )
