"""The day that a finding is shown for: the one with the least margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from colossusc.expr.typed import Context, Problem
from colossusc.expr.types import QuantityType
from colossusc.ir import END
from colossusc.rules.rule import Rule
from colossusc.values.absent import Missing
from colossusc.values.uncertain.expression import least_of

if TYPE_CHECKING:
    from colossusc.rules.finding import Case


def worst_day(case: Case) -> int:
    """The day with the least margin, from `as_of` on unless the finding is past; of an open verdict, the first day of
    the longest time on which nothing changes.

    Where nothing but `date` changes, a margin is least on the first or the last day.
    """
    since = case.as_of if case.as_of is not None and case.as_of < case.end else case.start
    by_date = _by_date(case.rule)
    days = [(max(start, since) if by_date else start, end) for start, end, _ in case.days if end > since]
    if case.verdict == "open":  # the day that stands for most others
        longest = max(case.days, key=lambda each: (min(each[1], END) - max(each[0], since), -each[0]))
        return max(longest[0], since) if longest[1] > since else longest[0]
    if not days:
        return case.start
    best: tuple[Any, int] | None = None
    for start, end in days:
        for day in (start, end - 1) if end < END and by_date else (start,):
            slack = slack_on(case, day)
            if slack is not None and (best is None or slack < best[0]):
                best = (slack, day)
    return best[1] if best is not None else days[0][0]


def slack_on(case: Case, day: int) -> Any:
    """How far one comparison, where one decides a case, is from failing on a day; negative where it fails."""
    return _slack(case.rule, Context(day, dict(case.variables)))


def _by_date(rule: Rule) -> bool:
    return any(operand.dated for typed in rule.requires for operand in typed.operands)


def _slack(rule: Rule, context: Context) -> Any:
    """How far a simple comparison is from failing, in its own unit; negative where it fails."""
    if len(rule.requires) != 1 or rule.requires[0].operator not in (">=", "<=", ">", "<"):
        return None
    typed = rule.requires[0]
    left, right = typed.operands
    if not isinstance(left.type, QuantityType):
        return None
    try:
        high, low = left.run(context), right.run(context)
    except Problem:
        return None
    if isinstance(high, Missing) or isinstance(low, Missing):
        return None
    return least_of(high - low if typed.operator in (">=", ">") else low - high)
