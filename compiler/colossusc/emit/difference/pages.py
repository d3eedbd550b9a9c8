"""The differences as Markdown, such as for a comment on a pull request, and as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc import __version__
from colossusc.emit.difference import phrasing
from colossusc.emit.difference.model import Campus, Difference, Finding
from colossusc.emit.difference.phrasing import Row
from colossusc.emit.render import render, style_sheet

_MOST = 40  # rows of a table in Markdown: a comment has room for some 65,000 characters


@attrs.frozen
class Table:
    """A section of rows; in Markdown the first of them."""

    title: str
    rows: tuple[Row, ...]
    folded: bool = False  # shown only when asked for, where that can be

    @property
    def first(self) -> tuple[Row, ...]:
        """As many as a comment has room for."""
        return self.rows[:_MOST]

    @property
    def left(self) -> int:
        """How many more there are."""
        return max(len(self.rows) - _MOST, 0)

    @property
    def sides(self) -> bool:
        """Whether some row has a value before or after."""
        return any(row.old or row.new for row in self.rows)

    @property
    def changes(self) -> bool:
        """Whether some row says by how much."""
        return any(row.change for row in self.rows)

    @property
    def whens(self) -> bool:
        """Whether some row says when."""
        return any(row.when for row in self.rows)


@attrs.frozen
class Told:
    """A finding in words."""

    head: str
    look: str  # of the severity; nothing for what is fixed
    message: str
    was: str


@attrs.frozen
class Section:
    """One campus."""

    title: str
    turn: str  # holds → fails
    look: str
    now: str
    was: str
    scenarios: tuple[tuple[str, str, str], ...]  # name, turn, and how it is now
    tables: tuple[Table, ...]
    summary: str
    findings: tuple[Told, ...]
    later: tuple[Table, ...]  # behind the findings


def markdown(difference: Difference) -> bytes:
    """The Markdown."""
    return render("diff.md", **_view(difference))


def html(difference: Difference) -> bytes:
    """The page; it needs nothing else."""
    style, digest = style_sheet("report.css")
    return render("diff.html", style=style, style_hash=digest, **_view(difference))


def _view(difference: Difference) -> dict[str, Any]:
    tables = (
        _table("Parts that say something else", map(phrasing.statement, difference.parts)),
        _table("Sources, parties, jurisdictions", map(phrasing.statement, difference.shared)),
    )
    return {
        "old": difference.old,
        "new": difference.new,
        "same": difference.same,
        "sections": tuple(map(_section, difference.campuses)),
        "tables": tuple(table for table in tables if table.rows),
        "problems": tuple(map(_told, difference.problems)),
        "version": __version__,
    }


def _section(campus: Campus) -> Section:
    verdict, *scenarios = campus.verdicts
    now = verdict.new or verdict.old
    came = {"added": "new: ", "removed": "no longer there: "}.get(campus.sort, "")
    first = []
    for power in campus.power:
        title = f"Power at {power.level}" if power.level else "Power"
        first.append(_table(title, map(phrasing.figure, power.figures)))
        periods = [Row(when, "", "", words) for when, words in phrasing.stretches(power.stretches)]
        first.append(_table(f"{title} over time", periods))
    first.append(_table("Money", [*map(phrasing.figure, campus.money), *map(phrasing.bought, campus.bought)]))
    first.append(_table("Dates", map(phrasing.date, campus.dates)))
    later = (
        _table("Verdicts of rules", map(phrasing.ruled, campus.rules), folded=True),
        _table("Parts", map(phrasing.changed, campus.parts), folded=True),
        _table("What was changed", [phrasing.changed(each) for each in campus.inputs if not each.follows]),
        _table(
            "What follows from that", [phrasing.changed(each) for each in campus.inputs if each.follows], folded=True
        ),
    )
    return Section(
        f"{came}{campus.name}",
        phrasing.turn(verdict),
        now.state if now is not None else "",
        now.words if now is not None else "",
        verdict.old.words if verdict.old is not None and verdict.old != verdict.new else "",
        tuple((each.scenario, phrasing.turn(each), each.new.words if each.new else "") for each in scenarios),
        tuple(table for table in first if table.rows),
        phrasing.summary(campus),
        tuple(map(_told, campus.findings)),
        tuple(table for table in later if table.rows),
    )


def _table(title: str, rows: Any, *, folded: bool = False) -> Table:
    found: Sequence[Row] = tuple(rows)
    return Table(title, tuple(found), folded)


def _told(each: Finding) -> Told:
    head, message, was = phrasing.finding(each)
    return Told(head, each.shown.severity if each.new is not None else "", message, was)
