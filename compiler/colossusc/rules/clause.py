"""A `require` as a clause of a rule: its condition, the days that it asks for, and the day before which it is due.

    require t.nox <= 2 ppmvd_15 from 2026-01-01
    require any(p.granted <= date for p in permits) before t.arrived + 18 month

A deadline is met by a condition that holds on one day before it (on one of its own period, where it has one), and then
it is met on every day. Until the deadline it is pending. It is missed, and fails from that day on, where `as_of` has
reached it, or where the plan itself says that the condition holds later: then it fails through the first such day. The
day of the deadline is one day late. Under a contingency it is met on a day on which the condition holds in every case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from colossusc.elaborate.fit import day_of
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.check import check, truth
from colossusc.expr.comparison import comparison
from colossusc.expr.operators import conjunction, settled
from colossusc.expr.typed import Context, Run, Typed, broken, segments
from colossusc.expr.types import DATE, BrokenType, DateType
from colossusc.language import _, ngettext
from colossusc.rules.scope import AS_OF, CASES, FACTS
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import show_date
from colossusc.values.uncertain.dates import Day, first_of, last_of
from colossusc.values.uncertain.truth import Undecided, compare, joined, opposite

PENDING = "pending"  # of a deadline that is ahead
OUTSIDE = "outside"  # of a day on which a clause asks for nothing


@attrs.frozen(eq=False)
class Clause:
    """A `require`; `run` gives true, false, ABSENT, BROKEN, PENDING or OUTSIDE."""

    typed: Typed
    run: Run
    before: Typed | None = None
    fulfilled: Run | None = None  # of a deadline: the condition in its period

    def deadline(self, context: Context) -> Day | None:
        """The day before which it is due, which may not be known to the day; None where it has none, or that is not
        given."""
        day = self.before.run(context) if self.before is not None else ABSENT
        return None if isinstance(day, Missing) else day

    def kept_on(self, context: Context) -> tuple[int | None, int | None]:
        """Of a deadline: the first day on which the condition may hold, and the first on which it does for certain;
        None where it never does."""
        assert self.fulfilled is not None
        maybe = None
        for start, _end, kept in segments(self.fulfilled, variables=dict(context.variables)):
            if kept is True:
                return start if maybe is None else maybe, start
            if maybe is None and isinstance(kept, Undecided):
                maybe = start
        return maybe, None

    def lacking_on(self, context: Context) -> Iterator[int]:
        """Of a deadline: the days from which on it is not known whether the condition holds, since something is not
        given."""
        if self.fulfilled is not None:
            found = segments(self.fulfilled, variables=dict(context.variables))
            yield from (start for start, _, kept in found if kept is ABSENT)


def clause(statement: nodes.Require, scope: PlanScope, own_days: bool = True) -> Clause:
    """The clause of a `require`. Without `own_days` its period is none of the clause's: that of a plan's `require`
    says when it is judged; but days that may meet a deadline lie in it all the same."""
    typed = truth(statement.expr, scope)
    inside = _inside(scope, statement.period) if statement.period is not None else None
    if statement.before is not None:
        before = _day(scope, statement.before)
        fulfilled = _in_each_case(typed.run if inside is None else conjunction([inside, typed.run]))
        return Clause(typed, _due(before, fulfilled, inside if own_days else None), before, fulfilled)
    return Clause(typed, typed.run if inside is None or not own_days else _only(inside, typed.run))


def required(runs: Sequence[Run]) -> Run:
    """What several clauses come to: false where one is, OUTSIDE where all are."""
    if len(runs) == 1:
        return runs[0]

    def together(context: Context) -> Any:
        found: set[Any] = set()

        def asked() -> Iterator[Any]:
            for run in runs:
                kept = run(context)
                if kept is OUTSIDE or kept is PENDING:
                    found.add(kept)
                else:
                    found.add(True)
                    yield kept

        kept = settled(False, asked())
        if kept is not True:
            return kept
        return PENDING if PENDING in found else kept if True in found else OUTSIDE

    return together


def _inside(scope: PlanScope, period: nodes.Period) -> Run:
    """Whether the day lies in a period."""
    ends = [each.text if isinstance(each, nodes.Date) else "" for each in (period.begin, period.until)]
    days = [day_of(each) if isinstance(each, nodes.Date) else None for each in (period.begin, period.until)]
    if days[0] is not None and days[1] is not None and days[1] <= days[0]:
        words = f"from {ends[0]} until {ends[1]}"
        scope.error("C0506", f"this period ends before it begins: {words}", period, "", "swap the two days")
    today = Typed(nodes.Ref(period.start, period.end, "date"), scope.source, DATE, lambda c: c.day, "date", dated=True)
    bounds = []
    if period.begin is not None:
        operator = "==" if period.word == "on" else ">="
        bounds.append(comparison(operator, today, _day(scope, period.begin)))
    if period.until is not None:
        bounds.append(comparison("<", today, _day(scope, period.until)))
    return conjunction(bounds)


def _day(scope: PlanScope, node: nodes.Expr) -> Typed:
    """An expression that names a day, and not always another one."""
    typed = check(node, scope, DATE)
    if isinstance(typed.type, BrokenType):
        return typed
    if not isinstance(typed.type, DateType):
        scope.error("C0510", f"this should be a date: it is {typed.type.words}", node, "", "write it as 2025-07-02")
    elif typed.dated:
        scope.error("C0510", "this date moves with `date`", node, "", "give a day, or one reckoned from a field")
    else:
        return typed
    return broken(node, scope.source)


def _in_each_case(condition: Run) -> Run:
    """What meets a deadline `under` a contingency: a day on which the condition holds in all its cases."""

    def fulfilled(context: Context) -> Any:
        cases = context.variables.get(CASES)
        if cases is None:
            return condition(context)
        here = context.variables[FACTS]
        try:
            return settled(False, (_in_case(condition, context, facts) for facts in cases))
        finally:
            context.variables[FACTS] = here

    return fulfilled


def _in_case(condition: Run, context: Context, facts: Any) -> Any:
    context.variables[FACTS] = facts
    return condition(context)


def _only(inside: Run, condition: Run) -> Run:
    """A condition that is asked for on some days."""

    def asked(context: Context) -> Any:
        here = inside(context)
        if here is False:
            return OUTSIDE
        kept = condition(context)
        if here is True or kept is True or isinstance(kept, Missing):
            return kept
        return here if isinstance(here, Missing) else joined("or", (opposite(here), kept))

    return asked


def _due(before: Typed, fulfilled: Run, inside: Run | None) -> Run:
    """The state of a deadline on a day."""

    def due(context: Context) -> Any:
        here = True if inside is None else inside(context)
        day = before.run(context)
        if here is False:
            return OUTSIDE
        if isinstance(here, Missing) or isinstance(day, Missing):
            return BROKEN if BROKEN in (here, day) else ABSENT
        first, last = first_of(day), last_of(day)
        met, lost, in_time = None, False, []
        for start, _end, kept in segments(fulfilled, variables=dict(context.variables)):
            if kept is BROKEN:
                return BROKEN
            if kept is ABSENT:
                lost = lost or start < last
            elif kept is not False:
                in_time.append(joined("and", (kept, compare(">", day, start))))
            if kept is True:
                met = start
                break
        kept = joined("or", in_time) if in_time else False
        if kept is True:
            return True
        if context.day < first:
            context.until = min(context.until, first)
            return PENDING
        if met is not None:
            if context.day > met:
                return True
            context.until = min(context.until, met + 1)
        else:
            today = context.variables[AS_OF]
            if isinstance(today, Missing) or today < first:
                return OUTSIDE
            kept = joined("or", (kept, compare(">", day, today)))
        return ABSENT if lost and kept is not True else kept

    return due


def deadline_words(each: Clause, context: Context) -> str:
    """Of a missed or pending deadline: when it was due, and when it is met."""
    day = each.deadline(context)
    if day is None:
        return ""
    due, (maybe, met) = DATE.show(day), each.kept_on(context)
    if met is None and maybe is None:
        return _("due before {due}; nothing in the plan meets it", due=due)
    if met is None:
        return _("due before {due}; nothing in the plan is sure to meet it", due=due)
    late = met - first_of(day) + 1
    told = {"due": due, "met": show_date(met), "late": ngettext("{n} day late", "{n} days late", late)}
    if maybe == met and first_of(day) == last_of(day):
        return _("due before {due}; the plan meets it on {met}, {late}", **told)
    return _("due before {due}; the plan meets it by {met}: at worst {late}", **told)
