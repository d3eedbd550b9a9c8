"""Findings for people: what is wrong, where, by how much, and what to do.

error[TVA001]: `mlgw` contracts 300 MW firm, and no TVA Board vote covers it
  ┌─ colossus_1.colossus:46:5
46│     contracted from 2026-02-11 = 300 MW
  │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ from 2026-02-11 on
  = source: TVA large-load policy [tva_large_load], in force since 2024-01-01
  = help: add `approval vote { by = tva_board; granted = …; limit = 300 MW }`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from colossusc.diagnostic import Diagnostic, Fix, Remedy
from colossusc.show.paint import Paint, painter
from colossusc.show.snippet import Mark, gutter, snippets
from colossusc.show.table import table
from colossusc.show.visible import visible


def show(findings: Iterable[Diagnostic], colored: bool) -> str:
    """The findings, with a blank line between two."""
    paint = painter(colored)
    return "\n\n".join("\n".join(_finding(finding, paint)) for finding in findings)


def _finding(finding: Diagnostic, paint: Paint) -> Iterator[str]:
    head = paint(finding.severity, f"{finding.severity}[{finding.code}]")
    yield head + paint("strong", f": {visible(finding.message)}")
    marks = [Mark(label.span, label.text) for label in finding.secondary]
    if finding.span is not None:
        marks.insert(0, Mark(finding.span, finding.label, finding.severity))
    indent = max(gutter(marks), 1)
    if marks:
        yield from snippets(marks, indent, paint)
    if finding.ledger is not None:
        yield from _remark(f"on {finding.ledger.date}", "", indent, paint)
        yield from (f"{' ' * (indent + 4)}{row}" for row in table(finding.ledger, paint))
    if finding.where:
        yield f"{' ' * indent}{paint('frame', '=')} {visible(finding.where)}"
    if (waiver := finding.waiver) is not None:
        yield from _remark("waived", f"{waiver.reason} ({waiver.owner}, expires {waiver.expires})", indent, paint)
    for source in finding.sources:
        yield from _remark("source", source, indent, paint)
    for note in finding.notes:
        yield from _remark("note", note, indent, paint)
    for help_text in finding.helps:
        yield from _remark("help", help_text, indent, paint)
    said = [each.fix(finding.span) for each in finding.helps if isinstance(each, Remedy)]
    for fix in (each for each in finding.fixes if each not in said):
        yield from _remark("fix", fix_words(fix), indent, paint)


def _remark(word: str, text: str, indent: int, paint: Paint) -> Iterator[str]:
    """`= help: …`; further lines of the text stand under its first."""
    first, *others = text.split("\n")
    lead = f"{' ' * indent}{paint('frame', '=')} {paint('strong', f'{word}:')}"
    yield f"{lead} {visible(first)}".rstrip()
    yield from (f"{' ' * (indent + len(word) + 4)}{visible(line)}".rstrip() for line in others)


def fix_words(fix: Fix) -> str:
    """What a fix does, as a sentence to follow."""
    if not fix.replacement:
        return f"leave out `{fix.span.text}`"
    if not fix.span.text:
        return f"add `{fix.replacement}`"
    return f"write `{fix.replacement}` instead of `{fix.span.text}`"
