"""The report as a workbook, for who filters and adds up: the verdict over time, findings, the power balance with its
sums as formulas, headroom, the bill, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from colossusc.diagnostic import RANK, Diagnostic
from colossusc.emit import evidence, headroom, scenarios, verdict
from colossusc.emit.balance_xlsx import write_balance
from colossusc.emit.bom import Phase
from colossusc.emit.bom_xlsx import write_bill
from colossusc.emit.dated import Dated, dated
from colossusc.emit.model import Run
from colossusc.emit.phrases import place
from colossusc.emit.sheet_cells import day_cell
from colossusc.emit.workbook import Cell, Column, Day, Sheet, Workbook
from colossusc.ir import END
from colossusc.language import _, pgettext
from colossusc.rules.verdict import CampusResult

_PERIOD = (Column("From", 12, "day"), Column("Until", 12, "day"))
_VERDICT = (*_PERIOD, Column("Verdict", 24), Column("Rules", 100))
_FINDINGS = (
    *(Column("Severity", 10), Column("Code", 10), Column("About", 28), *_PERIOD, Column("Standing", 10)),
    *(Column("What", 80), Column("What to do", 80), Column("Notes", 60), Column("Sources", 60)),
    *(Column("Scenarios", 24), Column("Place", 40)),
)
_HEADROOM = (
    *(Column("Value", 36), Column("Asked", 10), Column("The plan has", 18), Column("Limit", 18), Column("Spare", 18)),
    *(Column("When", 30), Column("What sets the limit", 60)),
)
_EVIDENCE = (
    *(Column("Figure", 50), Column("As written", 30), Column("Grade", 12), Column("Sources", 60)),
    *(Column("Conclusions that rest on it", 14, "count"), Column("Place", 40)),
)
_SOURCES = (
    *(Column("Name", 30), Column("Title", 60), Column("Grade", 12), Column("Publisher", 30), Column("Published", 12)),
    *(Column("Accessed", 12), Column("Address", 60), Column("Note", 60), Column("Place", 40), Column("Cited by", 80)),
)
_UNCITED = (Column("Figure", 50), Column("As written", 30), Column("Place", 40))
_DEFAULTS = (Column("Field", 36), Column("Value", 24), Column("Meaning", 80), Column("Taken by", 80))
_OVERRIDES = (
    *(Column("Field", 50), Column("Part", 36), Column("The part has", 30), Column("Place in the part", 40)),
    *(Column("The plan has", 30), Column("Place in the plan", 40)),
)


def write_report(run: Run, result: CampusResult, phases: Sequence[Phase]) -> bytes:
    """The workbook of one campus."""
    campus, facts, as_of = result.campus, result.facts, run.plan.as_of(result.campus)
    book = Workbook(_("Report: {name}", name=campus.label), as_of)
    sheets = [
        _verdict(book, verdict.summary(run, result), campus.label, as_of),
        _table(book, _("Findings"), _FINDINGS, _findings(run, result)),
        *write_balance(book, facts, campus),
        _table(book, _("Headroom"), _HEADROOM, _headroom(run, result)),
    ]
    write_bill(book, facts, campus, phases, as_of)
    sheets += [
        _table(book, _("Evidence"), _EVIDENCE, _evidence(result, as_of)),
        _table(book, _("Sources"), _SOURCES, _sources(run, result)),
        _table(book, _("Without a source"), _UNCITED, ([e.field, e.value, e.place] for e in evidence.uncited(campus))),
        _table(book, _("Defaults"), _DEFAULTS, _defaults(result)),
        _table(book, _("Overrides"), _OVERRIDES, _overrides(result)),
    ]
    for sheet in sheets:
        sheet.filtered()
    return book.close()


def _table(book: Workbook, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Sheet:
    sheet = book.sheet(name, columns)
    for row in rows:
        sheet.row(row)
    return sheet


def _verdict(book: Workbook, summary: verdict.Summary, label: str, as_of: int | None) -> Sheet:
    """The verdict over time, under what the campus is and what was found of it."""
    above: list[tuple[str, Cell]] = [
        (_("Campus"), label),
        (_("As of"), Day(as_of) if as_of is not None else _("not given")),
        (_("Verdict"), summary.headline),
        (_("Found"), ", ".join(summary.counts)),
        *((_("Scenario: {verdict}", verdict=_(verdict.STATES[state])), words) for state, words in summary.scenarios),
        *summary.margins,
    ]
    sheet = book.sheet(_("Verdict"), _VERDICT, above)
    for each in summary.history:
        sheet.row([*_days(each.start, each.end), _(verdict.STATES[each.state]), "; ".join(each.rules)])
    return sheet


def _days(start: int, end: int) -> list[Cell]:
    """The first day, and the day on which it is no more; nothing of what has been so always, or has no end."""
    return [day_cell(start), Day(end) if end < END else None]


def _findings(run: Run, result: CampusResult) -> Iterator[list[Cell]]:
    for each in run.diagnostics:
        yield _finding(each, [None, None])
    found = scenarios.where(result, dated(result))
    for of_rule in sorted(found, key=_weight):
        yield _finding(of_rule.finding, _days(of_rule.start, of_rule.end))


def _weight(found: Dated) -> tuple[int, int]:
    """Sorts what counts before what does not, and the worst first."""
    return 2 * (found.finding.waiver is not None) + found.finding.past, -RANK[found.finding.severity]


def _finding(found: Diagnostic, days: list[Cell]) -> list[Cell]:
    standing = _("waived") if found.waiver is not None else _("past") if found.past else _("counts")
    waived = []
    if (waiver := found.waiver) is not None:
        waived = [_("waived: {reason} ({owner})", reason=waiver.reason, owner=waiver.owner)]
    return [
        pgettext("severity", found.severity),
        found.code,
        found.subject,
        *days,
        standing,
        found.message,
        _in_one_line(map(str, found.helps)),
        _in_one_line((*waived, *found.notes)),
        _in_one_line(found.sources),
        found.where,
        place(found.span),
    ]


def _in_one_line(texts: Iterable[str]) -> str:
    return "; ".join(" ".join(text.split("\n")) for text in texts)


def _headroom(run: Run, result: CampusResult) -> Iterator[list[Cell]]:
    for each in headroom.rows(run.headroom.get(result.campus.name)):
        yield [each.path, each.sense, each.now, each.limit, each.spare, each.period, each.why]


def _evidence(result: CampusResult, as_of: int | None) -> Iterator[list[Cell]]:
    for each in evidence.relied_on(result, as_of):
        yield [each.name, each.value, each.grade, each.sources, each.conclusions, each.place]


def _sources(run: Run, result: CampusResult) -> Iterator[list[Cell]]:
    for each in evidence.sources(run, result):
        facts = [each.name, each.title, each.grade, each.publisher, each.published, each.accessed]
        yield [*facts, each.url, each.note, each.place, ", ".join(each.cited_by)]


def _defaults(result: CampusResult) -> Iterator[list[Cell]]:
    for each in evidence.defaults(result.campus):
        yield [each.field, each.value, each.meaning, ", ".join(each.objects)]


def _overrides(result: CampusResult) -> Iterator[list[Cell]]:
    for each in evidence.overrides(result.campus):
        yield [each.field, each.part, each.part_value, each.part_place, each.plan_value, each.plan_place]
