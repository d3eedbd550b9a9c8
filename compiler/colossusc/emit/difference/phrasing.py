"""How the differences are worded, alike in text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.emit import verdict
from colossusc.emit.difference.model import (
    Bought,
    Campus,
    Changed,
    Date,
    Figure,
    Finding,
    Line,
    Period,
    Ruled,
    Stretch,
    Verdict,
    absent,
)
from colossusc.emit.difference.model import Row as Statement
from colossusc.emit.difference.values import apart, signed
from colossusc.emit.phrases import counted, period, things
from colossusc.emit.ranges import between
from colossusc.expr.types import DATE
from colossusc.values.calendar import add_months, months_between
from colossusc.values.durations import days_in_words
from colossusc.values.number import Number, show_number

NOTHING = "–"


@attrs.frozen
class Row:
    """A line of a table: what differs, before, after, by how much, and when."""

    what: str
    old: str
    new: str
    change: str = ""
    when: str = ""
    worse: bool = False


def figure(each: Figure) -> Row:
    """A figure of power or money, with its days where these differ or matter."""
    old, new = (NOTHING if absent(value) else each.type.show(value) for value in (each.old, each.new))
    whens = dict.fromkeys(when for when in (each.old_when, each.new_when) if when not in ("", "always"))
    change = signed(apart(each.old, each.new), each.type.show) if old != new else ""
    return Row(each.what, old, new, change, ", was ".join(reversed(whens)), _falls(each))


def _falls(each: Figure) -> bool:
    more = apart(each.old, each.new)
    return each.what.startswith(("least margin", "margin")) and more is not None and more[0] < 0


def stretches(found: Iterable[Stretch]) -> list[tuple[str, str]]:
    """The periods in which figures differ, those ahead first: when, and by how much. Neighbours that differ by the same
    are one; of one that stands alone the margin is told before and after."""
    rows: list[list[Stretch]] = []
    for each in found:
        if (
            rows
            and rows[-1][-1].end == each.start
            and rows[-1][-1].past == each.past
            and _by(rows[-1][-1]) == _by(each)
        ):
            rows[-1].append(each)
        else:
            rows.append([each])
    rows.sort(key=lambda row: row[0].past)
    return [(period(row[0].start, row[-1].end), ", ".join(_by(row[0], alone=len(row) == 1))) for row in rows]


def _by(each: Stretch, *, alone: bool = False) -> list[str]:
    rows = [figure(one) for one in each.figures]
    both = [not row.change or (alone and row.what == "margin") for row in rows]
    return [f"{row.what} {f'{row.old} → {row.new}' if b else row.change}" for row, b in zip(rows, both, strict=True)]


def bought(each: Bought) -> Row:
    """What is bought of an object: how many of what, and at what cost."""
    lines = [line for line in (each.old, each.new) if line is not None]
    parts = list(dict.fromkeys(line.part for line in lines))
    numbers = [things(line.quantity, line.unit) if line.quantity is not None else "some" for line in lines]
    if len(lines) == 2 and len(parts) == 1:
        old, new = numbers[0].split()[0], f"{numbers[1]} of {parts[0]}"
    else:
        texts = [f"{number} of {line.part}" for number, line in zip(numbers, lines, strict=True)]
        old = texts[0] if each.old is not None else NOTHING
        new = texts[-1] if each.new is not None else NOTHING
    if len(set(numbers)) == len(parts) == 1 and len(lines) == 2:
        old, new = (_price(line) for line in lines)
    currency = next((line.currency for line in lines[::-1] if line.currency), "")
    costs = [line.cost if line is not None else 0 for line in (each.old, each.new)]
    more = apart(*costs) if currency else None
    return Row(each.path, old, new, signed(more, _in(currency)) if more and any(more) else "")


def _price(line: Line) -> str:
    if line.price is None:
        return "no price"
    least, most = line.price
    return f"{between(least, most, money)} {line.currency} each"


def money(amount: Any) -> str:
    """An amount as people write it."""
    return show_number(amount, 2)


def _in(currency: str) -> Callable[[Number], str]:
    return lambda amount: f"{money(amount)} {currency}"


def date(each: Date) -> Row:
    """A day, and how many days later it is."""
    old, new = (NOTHING if absent(day) else DATE.show(day) for day in (each.old, each.new))
    return Row(each.what, old, new, _later(each))


def _later(each: Date) -> str:
    """How much later it is: in months where it is the same day of another one, else in days."""
    more = apart(each.old, each.new)
    if more is None:
        return ""
    if isinstance(each.old, int) and isinstance(each.new, int):
        months = months_between(each.old, each.new)
        if months and add_months(each.old, months) == each.new:
            return f"{counted(abs(months), '{n} month', '{n} months')} {'later' if months > 0 else 'earlier'}"
    least, most = sorted(more)
    if least >= 0:
        return f"{days_in_words(least, most)} later"
    return (
        f"{days_in_words(-most, -least)} earlier" if most <= 0 else f"{show_number(least)} .. +{show_number(most)} days"
    )


def statement(each: Statement) -> Row:
    """What a plan says otherwise."""
    return (
        date(each) if isinstance(each, Date) else changed(each) if isinstance(each, Changed) else Row(each.what, "", "")
    )


def changed(each: Changed) -> Row:
    """A statement: before and after in the first period in which it differs; then the next one."""
    start, end, old, new = each.periods[0]
    alone = len(each.periods) == 1 and period(start, end) == "always"
    when = "" if alone else f"{period(start, end)}{''.join(map(_more, each.periods[1:2]))}"
    if len(each.periods) > 2:
        when += f", and {counted(len(each.periods) - 2, '{n} more period', '{n} more periods')}"
    return Row(each.what, old or NOTHING, new or NOTHING, "", when)


def _more(each: Period) -> str:
    start, end, old, new = each
    return f"; {old or NOTHING} → {new or NOTHING} {period(start, end)}"


def ruled(each: Ruled) -> Row:
    """A rule: the period that matters most, and in how many more its verdict differs."""
    start, end, old, new = each.main
    more = (
        f", and {counted(len(each.periods) - 1, '{n} more period', '{n} more periods')}"
        if len(each.periods) > 1
        else ""
    )
    name = each.title if each.code == "require" else f"{each.code} on {each.subject}"
    only = "" if "" in each.scenarios else scenarios(each.scenarios)
    return Row(name, old, new, "", f"{period(start, end)}{more}{only}")


def finding(each: Finding) -> tuple[str, str, str]:
    """What became of it and of which severity, its message with its days, and what it was."""
    now = each.shown
    message = told(now.message, now.period)
    was = _was(each.old, each.new) if each.old is not None and each.new is not None else ""
    if each.new is not None and each.new.waiver is not None:
        message += f"; waived: {each.new.waiver.reason} ({each.new.waiver.owner}, expires {each.new.waiver.expires})"
    code = f" {now.code}" if now.code != "require" else ""
    head = f"{each.sort} {'past ' if now.past else ''}{now.severity}{code}"
    return head, f"{message}{scenarios(each.scenarios)}", was


def _was(old: Diagnostic, new: Diagnostic) -> str:
    """What it was before: only the days where nothing else is new."""
    if old.message != new.message:
        return told(old.message, old.period)
    return (old.period or "at every date") if old.period != new.period else ""


def told(message: str, days: str) -> str:
    """A message with its days."""
    return f"{message}, {days}" if days and days != "at every date" else message


def scenarios(names: tuple[str, ...]) -> str:
    """` (in scenario `heat`)`; nothing for what is of the plan only."""
    own = [f"`{name}`" for name in names if name]
    if not own:
        return ""
    return f" ({'also ' if '' in names else ''}in scenario{'s' if len(own) > 1 else ''} {', '.join(own)})"


def summary(campus: Campus) -> str:
    """What became of the findings, in numbers: `2 new (1 error), 1 fixed, 8 as before`."""
    parts = []
    for sort in ("new", "no longer waived", "changed", "now waived", "fixed"):
        found = [each for each in campus.findings if each.sort == sort and not each.shown.past]
        if found:
            errors = sum(each.shown.severity == "error" for each in found)
            parts.append(
                f"{len(found):,} {sort}" + (f" ({counted(errors, '{n} error', '{n} errors')})" if errors else "")
            )
    past = sum(each.shown.past for each in campus.findings)
    parts += [f"{past:,} in the past"] if past else []
    return ", ".join([*parts, f"{campus.unchanged:,} as before"])


def turn(each: Verdict) -> str:
    """`holds → fails`, `still fails`."""
    words = [verdict.STATES[side.state] for side in (each.old, each.new) if side is not None]
    if len(words) < 2:
        return words[0]
    return " → ".join(words) if words[0] != words[1] else f"still {words[0]}"
