"""The differences for people, on one screen: the verdict, then power, money, dates and findings, then what was changed.

What a section has beyond its most important lines is counted; an error is always shown.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import TypeVar

import attrs

from colossusc.emit.difference import phrasing
from colossusc.emit.difference.model import Campus, Changed, Date, Difference, Finding, Verdict
from colossusc.emit.difference.phrasing import Row
from colossusc.show.paint import painter
from colossusc.show.visible import padded, visible, width

T = TypeVar("T")

WIDTH = 80
_COLUMN = 30  # at most so wide is the column of what differs
_MOST = {
    "campuses": 20,
    "power": 4,
    "periods": 3,
    "money": 4,
    "dates": 6,
    "findings": 4,
    "rules": 3,
    "parts": 6,
    "inputs": 6,
    "shared": 3,
}
_LONGEST = 70  # characters of a statement


def text(difference: Difference, *, everything: bool = False, colored: bool = False) -> str:
    """The differences; `everything` leaves nothing out."""
    page = _Page(everything, colored)
    page.head(f"{difference.old.name} → {difference.new.name}")
    if difference.same:
        page.line("no difference")
    if len(difference.campuses) > 1:
        page.line("")
        rows = [Row(_named(each), "", "", phrasing.summary(each)) for each in difference.campuses]
        page.rows(f"{len(rows):,} campuses differ", "campuses", rows)
    for campus in difference.campuses:
        page.line("")
        _campus(page, campus)
    page.rows("parts that say something else", "parts", list(map(phrasing.statement, difference.parts)))
    page.rows("sources, parties and jurisdictions", "shared", list(map(phrasing.statement, difference.shared)))
    if difference.problems:
        page.head("of the files themselves")
        _findings(page, difference.problems)
    return "\n".join(page.lines) + "\n"


def _campus(page: _Page, campus: Campus) -> None:
    came = {"added": "there is a new campus, ", "removed": "there is no longer a campus, "}.get(campus.sort, "")
    verdict, *in_scenarios = campus.verdicts
    page.head(f"{came}{_named(campus)}")
    _verdict(page, verdict)
    for each in in_scenarios:
        page.head(f"in scenario {each.scenario}: {phrasing.turn(each)}")
        if each.old is None or each.new is None or each.old.state != each.new.state:
            _verdict(page, each)
        else:
            page.line(each.new.brief, "  ")
    _power(page, campus)
    page.rows("money", "money", [*map(phrasing.figure, campus.money), *map(phrasing.bought, campus.bought)])
    _dates(page, campus.dates)
    if campus.findings:
        page.head(f"findings: {phrasing.summary(campus)}")
        _findings(page, campus.findings)
    rules = [each for each in campus.rules if not each.past]
    page.rows(f"verdicts of rules: {len(rules):,} changed", "rules", list(map(phrasing.ruled, rules)))
    page.rows("parts", "parts", list(map(phrasing.changed, campus.parts)))
    _inputs(page, campus.inputs)


def _named(campus: Campus) -> str:
    return f"{campus.name}: {phrasing.turn(campus.verdicts[0])}"


def _verdict(page: _Page, each: Verdict) -> None:
    """How it is now with its cause, and in short how it was."""
    if each.old == each.new or each.old is None or each.new is None:
        told = each.new or each.old
        page.line(told.words if told is not None else "", "  ")
    else:
        page.line(each.new.words, "  now  ")
        page.line(each.old.brief if each.old.brief != each.new.brief else each.old.words, "  was  ")


def _power(page: _Page, campus: Campus) -> None:
    for power in campus.power:
        title = f"power at {power.level}" if power.level else "power"
        page.rows(title, "power", list(map(phrasing.figure, power.figures)))
        if power.stretches and not power.figures:
            page.head(title)
        rows = phrasing.stretches(power.stretches)
        for when, words in page.some("periods", rows):
            page.line(f"{when}: {words}", "  ", "    ")
        page.more(len(rows) - len(page.some("periods", rows)))


def _findings(page: _Page, findings: Sequence[Finding]) -> None:
    """Every error that is new or worse, and of the others the first."""
    must = [each for each in findings if page.everything or _must_be_shown(each)]
    rest = [each for each in findings if not (page.everything or _must_be_shown(each))]
    shown = {id(each) for each in (*must, *page.some("findings", rest, len(must)))}
    for each in (each for each in findings if id(each) in shown):
        head, message, was = phrasing.finding(each)
        page.line(message, f"  {head}  ", "    ", style=each.shown.severity if each.new is not None else "")
        if was and (page.everything or each.shown.severity == "error"):
            page.line(was, "    was  ", "      ")
    page.more(len(findings) - len(shown))


def _must_be_shown(each: Finding) -> bool:
    """Whether it is an error that counts, and was not there before or was another one."""
    new = each.new
    return new is not None and new.severity == "error" and not new.past and new.waiver is None


def _inputs(page: _Page, inputs: Sequence[Changed]) -> None:
    written = [each for each in inputs if page.everything or not each.follows]
    page.rows("what was changed", "inputs", list(map(phrasing.changed, written)))
    _following(page, len(inputs) - len(written))


def _dates(page: _Page, dates: Sequence[Date]) -> None:
    written = [each for each in dates if page.everything or not each.follows]
    page.rows("dates", "dates", list(map(phrasing.date, written)))
    _following(page, len(dates) - len(written))


def _following(page: _Page, number: int) -> None:
    """How much more is another only since something else is, which is told."""
    if number:
        page.line(f"and {number:,} that follow{'s' if number == 1 else ''} from what was changed (--all)", "  ")


class _Page:
    """Lines of text, no wider than a small terminal."""

    def __init__(self, everything: bool, colored: bool) -> None:
        self.lines: list[str] = []
        self.everything = everything
        self.paint = painter(colored)

    def line(self, words: str, first: str = "", further: str = "", style: str = "") -> None:
        """A paragraph behind a first word; what does not fit goes on below, further in."""
        head = visible(first)
        lines = textwrap.wrap(
            visible(words),
            WIDTH,
            initial_indent=" " * width(head),
            subsequent_indent=further or " " * width(head),
            break_on_hyphens=False,
        ) or [""]
        lines[0] = self.paint(style, head) + lines[0][width(head) :] if style else head + lines[0][width(head) :]
        self.lines += lines

    def head(self, words: str) -> None:
        """The head of a section."""
        lines = textwrap.wrap(visible(words), WIDTH, subsequent_indent="  ", break_on_hyphens=False)
        self.lines += [self.paint("strong", each) for each in lines]

    def rows(self, title: str, name: str, rows: Sequence[Row]) -> None:
        """A section: a line each, with what differs in a column; nothing where there is none."""
        if not rows:
            return
        if title:
            self.head(title)
        shown = list(self.some(name, rows))
        column = min(max(width(visible(row.what)) for row in shown), _COLUMN)
        for row in shown:
            what = padded(visible(row.what), column)
            if width(what) > column:  # a long name has a line of its own
                self.line(what, "  ")
                what = " " * column
            self.line("  ".join(_cells(row if self.everything else _short(row))), f"  {what}  ")
        self.more(len(rows) - len(shown))

    def some(self, name: str, rows: Sequence[T], fewer: int = 0) -> Sequence[T]:
        """Those that are shown of a section."""
        return rows if self.everything else rows[: max(_MOST[name] - fewer, 0)]

    def more(self, number: int) -> None:
        """How many more there are."""
        if number:
            self.lines.append(f"  and {number:,} more (--all)")


def _short(row: Row) -> Row:
    """A row without the ends of long statements."""
    return attrs.evolve(row, old=_cut(row.old), new=_cut(row.new))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"


def _cells(row: Row) -> Iterator[str]:
    if row.old and row.old == row.new:
        yield f"still {row.new}"
    elif row.old or row.new:
        yield f"{row.old} → {row.new}"
    yield from filter(None, (f"({row.change})" if row.old and row.change else row.change, row.when))
