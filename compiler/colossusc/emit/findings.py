"""Findings as the report shows them: message, place, source lines, ledger, sources, help."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from colossusc.diagnostic import RANK, Diagnostic, Ledger
from colossusc.emit.dated import Dated
from colossusc.emit.phrases import place
from colossusc.language import _, dated, pgettext
from colossusc.show.paint import painter
from colossusc.show.snippet import Mark, gutter, snippets


@attrs.frozen
class LedgerRow:
    """One line of a ledger."""

    name: str  # of a term or a sum
    value: str  # with its unit
    note: str  # how it comes about
    place: str  # file and line
    strong: bool  # a sum or a margin


@attrs.frozen
class Row:
    """One finding."""

    severity: str  # error, warning or note
    severity_words: str  # the same in the language of the report
    code: str  # of the rule, or of the compiler
    message: str  # what is wrong
    period: str  # when, in words
    subject: str  # the object that it is about
    place: str  # file and line
    snippet: tuple[str, ...]  # source lines with their marks, to be set in a fixed-width face
    day: str  # of the ledger
    ledger: tuple[LedgerRow, ...]  # the terms that a figure is made of, then their sums
    remarks: tuple[tuple[str, str], ...]  # waived, source, note, help → text


def rows(findings: Iterable[Diagnostic]) -> tuple[Row, ...]:
    """The findings, worst first, and otherwise in the order given."""
    return tuple(map(_row, sorted(findings, key=lambda finding: -RANK[finding.severity])))


def rows_over_time(found: Iterable[Dated], past: bool) -> tuple[Row, ...]:
    """The findings that ended before `as_of`, or the others: worst first, and then in the order of time."""
    return rows(each.finding for each in found if each.finding.past == past and each.finding.waiver is None)


def waived_rows(found: Iterable[Dated]) -> tuple[Row, ...]:
    """The findings that are waived, in the same order, past ones too."""
    return rows(each.finding for each in found if each.finding.waiver is not None)


def _row(finding: Diagnostic) -> Row:
    marks = [Mark(label.span, label.text) for label in finding.secondary]
    if finding.span is not None:
        marks.insert(0, Mark(finding.span, finding.label, finding.severity))
    remarks = [(_("found"), finding.where)] if finding.where else []
    if (waiver := finding.waiver) is not None:
        terms = {"reason": waiver.reason, "owner": waiver.owner, "day": dated(waiver.expires)}
        words = _("{reason} ({owner}, expires {day}; {place})", **terms, place=place(waiver.span))
        remarks.append((_("waived"), words))
    remarks += [(_("source"), text) for text in finding.sources]
    remarks += [(pgettext("severity", "note"), text) for text in finding.notes]
    remarks += [(_("help"), text) for text in finding.helps]
    return Row(
        finding.severity,
        pgettext("severity", finding.severity),
        finding.code,
        finding.message,
        finding.period,
        finding.subject,
        place(finding.span),
        tuple(snippets(marks, max(gutter(marks), 1), painter(colored=False))) if marks else (),
        finding.ledger.date if finding.ledger else "",
        _ledger(finding.ledger) if finding.ledger else (),
        tuple((word, line) for word, text in remarks for line in text.split("\n")),
    )


def _ledger(ledger: Ledger) -> tuple[LedgerRow, ...]:
    return tuple(LedgerRow(each.name, each.value, each.note, place(each.span), each.strong) for each in ledger.lines)
