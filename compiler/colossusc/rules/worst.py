"""The day that a finding is shown for: the one with the least margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from colossusc.expr.typed import Context, Problem, Typed
from colossusc.expr.types import QuantityType
from colossusc.ir import END
from colossusc.rules.rule import Rule
from colossusc.values.absent import Missing
from colossusc.values.dimension import Dimension
from colossusc.values.uncertain.expression import least_of

if TYPE_CHECKING:
    from colossusc.rules.finding import Case


def worst_day(case: Case) -> int:
    """The day with the least margin, from `as_of` on unless the finding is past; of an open verdict, the first day of
    the longest time on which nothing changes.

    Where nothing but `date` changes, a margin is least on the first or the last day.
    """
    if case.verdict == "open":  # the day that stands for most others; a trial may have been open in the past only
        told = days_told(case) or [(start, end) for start, end, _ in case.days]
        return max(told, key=lambda each: (min(each[1], END) - each[0], -each[0]))[0]
    by_date = _by_date(case.rule)
    days = days_told(case) if by_date else [(start, end) for start, end, _ in case.days if end > _since(case)]
    if not days:
        return case.start
    best: tuple[Any, int] | None = None
    for start, end in days:
        for day in (start, end - 1) if end < END and by_date else (start,):
            slack = slack_on(case, day)
            if slack is not None and (best is None or slack < best[0]):
                best = (slack, day)
    return best[1] if best is not None else days[0][0]


def days_told(case: Case) -> list[tuple[int, int]]:
    """The times of a case on which nothing changes, from `as_of` on unless it is past."""
    since = _since(case)
    return [(max(start, since), end) for start, end, _ in case.days if end > since]


def _since(case: Case) -> int:
    return case.as_of if case.as_of is not None and case.as_of < case.end else case.start


def slack_on(case: Case, day: int) -> Any:
    """How far what is required is from failing on a day, in its own unit; negative where it fails, None where it is no
    comparison of figures of one dimension."""
    if len(case.rule.requires) != 1:
        return None
    slack, _ = _slack(case.rule.requires[0], Context(day, dict(case.variables)))
    return slack


def _by_date(rule: Rule) -> bool:
    return any(operand.dated for typed in rule.requires for operand in typed.operands)


def _slack(typed: Typed, context: Context) -> tuple[Any, Dimension | None]:
    """The slack of a comparison, and of which dimension it is: of an `or` that of the side that comes closest to
    holding, of an `and` that of the one that comes closest to failing. What compares no figures has none."""
    if typed.operator in ("and", "or"):
        sides = [_slack(operand, context) for operand in typed.operands]
        known = [side for side in sides if side[0] is not None]
        if len({dimension for _, dimension in known}) != 1:
            return None, None
        best = max if typed.operator == "or" else min
        return best(slack for slack, _ in known), known[0][1]
    if typed.operator not in (">=", "<=", ">", "<"):
        return None, None
    left, right = typed.operands
    if not isinstance(left.type, QuantityType):
        return None, None
    try:
        high, low = left.run(context), right.run(context)
    except Problem:
        return None, None
    if isinstance(high, Missing) or isinstance(low, Missing):
        return None, None
    return least_of(high - low if typed.operator in (">=", ">") else low - high), left.type.dimension
