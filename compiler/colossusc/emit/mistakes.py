"""What stands where the report would: what is wrong with a plan that cannot be compiled."""

from __future__ import annotations

from collections.abc import Sequence

from colossusc.diagnostic import Diagnostic
from colossusc.emit import findings
from colossusc.emit.phrases import counted
from colossusc.emit.render import render, style_sheet
from colossusc.language import _


def instead(diagnostics: Sequence[Diagnostic], version: str) -> bytes:
    """The page of files that have mistakes, or hold no campus."""
    wrong = [each for each in diagnostics if each.severity == "error" and not each.subject]
    if not wrong:
        return page(_("the files hold no campus"), diagnostics, version)
    head = counted(
        len(wrong), "{n} mistake to mend before there is a report", "{n} mistakes to mend before there is a report"
    )
    return page(head, wrong, version)


def page(headline: str, diagnostics: Sequence[Diagnostic], version: str) -> bytes:
    """A page of HTML with a sentence and findings, worst first."""
    style, digest = style_sheet("report.css")
    return render(
        "mistakes.html",
        headline=headline,
        findings=findings.rows(diagnostics),
        style=style,
        style_hash=digest,
        version=version,
    )
