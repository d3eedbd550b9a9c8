"""Money that falls due by the rules: by month, rule and subject, with the totals of each currency."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import attrs

from colossusc.analyses.fact import missing
from colossusc.emit.escape import inert
from colossusc.emit.phrases import period
from colossusc.emit.plain import plain
from colossusc.expr.types import QuantityType
from colossusc.ir import END
from colossusc.language import _, ngettext
from colossusc.rules.due import Due, money_of, span_of
from colossusc.rules.verdict import CampusResult
from colossusc.values.calendar import FIRST_DAY, add_months, first_of_month, iso_date, show_month
from colossusc.values.dimension import NONE
from colossusc.values.uncertain.expression import is_uncertain

_HEAD = ("month", "rule", "what", "subject", "amount", "currency")


@attrs.frozen
class Row:
    """What one subject owes by one rule: in a month, or in each of several."""

    when: str  # the month, or several
    rule: str  # its code
    what: str  # is due
    subject: str  # who owes it
    amount: str  # in each month


@attrs.frozen
class Table:
    """The dues of a campus."""

    rows: tuple[Row, ...]  # in the order of time
    totals: tuple[str, ...]  # of the months listed, by currency
    onward: tuple[Row, ...]  # what goes on after them, or has no date


@attrs.frozen
class Month:
    """What falls due in one month."""

    start: int
    rule: str
    due: Due
    amount: Any


def months(result: CampusResult, as_of: int | None) -> Iterator[Month]:
    """Everything that falls due, rule by rule, subject by subject, in the order of time."""
    listed = [(outcome.heading.code, due) for outcome in result.outcomes for due in outcome.dues]
    span = span_of([due for _, due in listed], as_of)
    if span is not None:
        first, last = span
        for rule, due in listed:
            yield from (Month(start, rule, due, amount) for start, amount in due.months(first, last))


def table(result: CampusResult, as_of: int | None) -> Table | None:
    """The table of the report; None where no rule of the campus makes anything fall due."""
    rows: list[Row] = []
    run: list[Month] = []
    for each in months(result, as_of):
        if run and not _goes_on(run[-1], each):
            rows.append(_row(run))
            run = []
        run.append(each)
    if run:
        rows.append(_row(run))
    onward = tuple(_onward(result))
    return Table(tuple(rows), tuple(_totals(result, as_of)), onward) if rows or onward else None


def _goes_on(before: Month, each: Month) -> bool:
    same = (before.due, before.amount) == (each.due, each.amount)
    return same and add_months(before.start, 1) == each.start


def _row(run: list[Month]) -> Row:
    """A month, or neighbours in which the same is due."""
    first, last = run[0], run[-1]
    when = show_month(first.start)
    if len(run) > 1:
        when = _("{first} to {last}, each month", first=when, last=show_month(last.start))
    due = first.due
    return Row(when, first.rule, due.owed.title, due.subject, _money(due).show(first.amount))


def sums(result: CampusResult, as_of: int | None) -> dict[str, tuple[Any, QuantityType]]:
    """What falls due in the months listed, by currency; what is not known is left out."""
    found: dict[str, tuple[Any, QuantityType]] = {}
    for each in months(result, as_of):
        if not missing(each.amount):
            before, _ = found.get(each.due.currency, (0, None))
            found[each.due.currency] = (before + each.amount, _money(each.due))
    return found


def _totals(result: CampusResult, as_of: int | None) -> Iterator[str]:
    yield from (kind.show(amount) for amount, kind in sums(result, as_of).values())
    if unknown := sum(missing(each.amount) for each in months(result, as_of)):
        yield ngettext("{n} not known", "{n} not known", unknown)


def _onward(result: CampusResult) -> Iterator[Row]:
    """Rates without an end, and amounts that no day makes fall due."""
    for outcome in result.outcomes:
        for due in outcome.dues:
            for start, end, amount in due.stretches:
                endless = due.owed.per is not NONE and end >= END
                undated = due.owed.per is NONE and start <= FIRST_DAY
                if endless or undated:
                    words = period(start, end) if endless else _("no day is given")
                    type_ = due.owed.typed.type
                    yield Row(words, outcome.heading.code, due.owed.title, due.subject, type_.show(amount))


def _money(due: Due) -> QuantityType:
    return QuantityType(money_of(due.owed))


def _name(month: int) -> str:
    """`2025-11`."""
    return iso_date(first_of_month(month))[:7]


def write_csv(result: CampusResult, as_of: int | None) -> bytes:
    """`dues.csv`: a line for each month, rule and subject; nothing where nothing falls due."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    lines = 0
    for each in months(result, as_of):
        due = each.due
        cells = (_name(each.start), each.rule, due.owed.name, due.subject, _plain(due, each.amount), due.currency)
        writer.writerow(map(inert, cells))
        lines += 1
    return text.getvalue().encode() if lines else b""


def _plain(due: Due, amount: Any) -> str:
    """A number where it is one; else words, such as a range."""
    return _money(due).show(amount) if missing(amount) or is_uncertain(amount) else plain(amount)


def as_json(result: CampusResult, as_of: int | None) -> list[dict[str, Any]]:
    """The dues for `ir.json`, each with its months; an amount that is not given is `null`."""
    found: dict[Due, dict[str, Any]] = {}
    for outcome in result.outcomes:
        for due in outcome.dues:
            found[due] = {
                "rule": outcome.heading.code,
                "name": due.owed.name,
                "title": due.owed.title,
                "subject": due.subject,
                "of": due.item.path,
                "currency": due.currency,
                "months": [],
            }
    for each in months(result, as_of):
        amount = None if missing(each.amount) else _plain(each.due, each.amount)
        found[each.due]["months"].append({"month": _name(each.start), "amount": amount})
    return list(found.values())
