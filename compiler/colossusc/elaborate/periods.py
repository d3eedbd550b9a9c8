"""When: the days that expressions name, and the periods of statements. A day may be known only to lie in a window."""

from __future__ import annotations

from typing import TypeAlias

from colossusc.elaborate.fit import day_of
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.check import check
from colossusc.expr.typed import Problem, over_time
from colossusc.expr.types import DATE, BrokenType, DateType
from colossusc.syntax import nodes
from colossusc.syntax.usual_dates import usual_date
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import END, FIRST_DAY, show_date
from colossusc.values.uncertain.dates import Day, first_of, last_of
from colossusc.values.uncertain.expression import Uncertain

Interval: TypeAlias = tuple[Day, Day]  # half-open


def interval(scope: PlanScope, period: nodes.Period) -> Interval | None:
    """The half-open interval of a period, of `on D` that day; None where it means nothing, which is reported."""
    start = day(scope, period.begin, "from") if period.begin is not None else FIRST_DAY
    if period.word == "on":
        return None if isinstance(start, Missing) else (start, start + 1)
    end = day(scope, period.until, "until") if period.until is not None else END
    if isinstance(start, Missing) or isinstance(end, Missing):
        return None
    if last_of(end) <= first_of(start):
        words = f"from {DATE.show(start)} until {DATE.show(end)}"
        scope.error("C0506", f"this period ends before it begins: {words}", period, "", "swap the two days")
        return None
    return start, end


def days(scope: PlanScope, period: nodes.Period) -> tuple[int, int] | None:
    """The same where each end must be one day."""
    found = interval(scope, period)
    if found is None:
        return None
    start, end = found
    for side, node in ((start, period.begin), (end, period.until)):
        if isinstance(side, Uncertain):
            help_ = f"write a day, such as `{show_date(first_of(side))}`"
            scope.error("C0511", f"this must be one day: {DATE.show(side)} is a window", node or period, "", help_)
            return None
    return first_of(start), first_of(end)


def day(scope: PlanScope, node: nodes.Expr, word: str = "") -> Day | Missing:
    """The day that an expression names, after `from` or `until`; BROKEN where that was reported."""
    if isinstance(node, nodes.Date) and (written := day_of(node)) is not None:
        return written
    typed = check(node, scope.after(word) if word else scope, DATE)
    if isinstance(typed.type, BrokenType):
        return BROKEN
    if not isinstance(typed.type, DateType):
        meant = usual_date(typed.span.text)
        help_ = f"write `{meant}`" if meant else "write it as 2025-07-02"
        scope.error("C0510", f"this should be a date: it is {typed.type.words}", node, "", help_)
        return BROKEN
    try:
        found = over_time(typed.run)
    except Problem as problem:
        scope.error(problem.code, str(problem), node)
        return BROKEN
    named: Day | Missing = found.values[0]
    if len(found.values) > 1:
        scope.error("C0510", "this date changes over time", node, "", "use one that does not")
        return BROKEN
    if named is ABSENT:
        scope.error("C0510", "this date is not given", node)
        return BROKEN
    return named
