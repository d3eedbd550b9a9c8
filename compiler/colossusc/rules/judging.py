"""The verdict of a rule on a day: `not when or require`, in Kleene's three values, and in all that is not known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from colossusc.elaborate.structure import INSIDE
from colossusc.expr.operators import conjunction, membership
from colossusc.expr.typed import Context, Run
from colossusc.rules.clause import OUTSIDE, PENDING, required
from colossusc.rules.due import Owed
from colossusc.rules.rule import Loop, Rule
from colossusc.rules.verdict import Verdict
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.uncertain.truth import Undecided, joined, opposite

Days: TypeAlias = list[tuple[int, int, Any]]  # half-open intervals, each with its verdict

SILENT = "silent"  # of an interval on which the rule read something that was already reported


@lru_cache(maxsize=256)
def verdict_of(rule: Rule) -> Run:
    """A closure that gives a rule's verdict on a day: `not when or require`, in Kleene's three values."""
    wheres = conjunction([run for loop in rule.loops for run in _belonging(loop)])
    when = rule.when.run if rule.when is not None else None
    require = _required(rule)
    near = rule.near.run if rule.near is not None else None
    rest = conjunction([each.run for each in rule.body.edge.rest]) if rule.body.edge is not None else None

    def verdict(context: Context) -> Verdict | str:
        belongs = wheres(context)
        if belongs is False:
            return "not applicable"
        applies = True if when is None else when(context)
        if applies is False:
            if near is None or rest is None or rest(context) is not True:
                return "not applicable"
            return "near" if belongs is True and _may_be(near(context)) else "holds"
        kept = require(context)
        if kept is OUTSIDE:
            return "not applicable"
        if BROKEN in (belongs, applies, kept):
            return SILENT
        if kept is PENDING:
            return "pending" if belongs is True and applies is True else "open"
        if Undecided in (belongs.__class__, applies.__class__, kept.__class__):
            return _decided(belongs, applies, kept, near(context) if near is not None and rest is None else False)
        if kept is True:
            inside = near is not None and rest is None and belongs is True and applies is True
            return "near" if inside and near is not None and _may_be(near(context)) else "holds"
        if kept is False and belongs is True and applies is True:
            return "fails"
        return "open"

    return verdict


def _required(rule: Rule) -> Run:
    """What its `require`s come to; and what it owes must be known."""
    return required([each.run for each in rule.clauses] + [_known(each) for each in rule.body.owes])


def _known(owed: Owed) -> Run:
    """Whether an amount that is owed can be told: true, or what is missing."""

    def known(context: Context) -> Any:
        value = owed.typed.run(context)
        return value if isinstance(value, Missing) else True

    return known


def applies(rule: Rule) -> Run:
    """A closure that says whether a rule applies on a day: all its `where`s, and its `when`."""
    wheres = [run for loop in rule.loops for run in _belonging(loop)]
    return conjunction([*wheres, *([rule.when.run] if rule.when is not None else [])])


def _decided(belongs: Any, applies: Any, kept: Any, near: Any) -> Verdict:
    """The verdict where something is not known, or varies: `not when or require`, whatever it may be."""
    if ABSENT in (belongs, applies, kept):
        return "open"
    from colossusc.values.uncertain.decide import decide

    verdict = decide(implied(belongs, applies, kept))
    if verdict != "holds":
        return verdict
    if decide(opposite(joined("and", (belongs, applies)))) == "holds":
        return "not applicable"
    return "near" if _may_be(near) else "holds"


def _may_be(near: Any) -> bool:
    """A miss is near where it may be: nobody should learn of it only when the figure is known."""
    return near is True or isinstance(near, Undecided)


def implied(belongs: Any, applies: Any, kept: Any) -> Any:
    """`not when or require` as one truth."""
    return joined("or", (opposite(belongs), opposite(applies), kept))


def _belonging(loop: Loop) -> Iterator[Run]:
    """Whether the element of a loop belongs on the day: the set may change over time, and `where` chooses from it."""
    if loop.choice.reads is not None or loop.choice.operator == INSIDE:
        yield membership(lambda context: context.variables[loop.variable], loop.choice.run)
    if loop.where is not None:
        yield loop.where.run


def undecided(rule: Rule, context: Context) -> Undecided | None:
    """What an open verdict depends on, where that is figures that are not known; None where something is not given.
    Of what is pending, whether it applies."""
    wheres = conjunction([run for loop in rule.loops for run in _belonging(loop)])
    require = _required(rule)
    belongs, applies = wheres(context), True if rule.when is None else rule.when.run(context)
    kept = require(context)
    kept = False if kept is PENDING else kept
    if {ABSENT, BROKEN, OUTSIDE} & {belongs, applies, kept}:
        return None
    truth = implied(belongs, applies, kept)
    return truth if isinstance(truth, Undecided) else None


def each_day(run: Run, start: int, end: int, bindings: dict[str, Any]) -> Days:
    """Like `segments`, but neighbours with equal verdicts stay apart: the least margin may lie in any of them."""
    context = Context(start, bindings)
    found = []
    day = start
    while day < end:
        context.day, context.until, context.work = day, end, 0
        verdict = run(context)
        found.append((day, context.until, verdict))
        day = context.until
    return found
