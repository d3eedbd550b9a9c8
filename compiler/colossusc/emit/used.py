"""How much of every limit is used: of permits, contracts and thresholds, on the day on which the most of it is.

A limit is what a rule compares a computed fact with: the most it may be, or the least, of which then what is asked for
is used up. A rule that applies from a figure on is a limit too; beyond it, it may well hold. Rules on contingencies are
told by the contingencies. Contracts are those with the grid: power drawn, of what is contracted as firm.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from colossusc.analyses.fact import all_facts, missing
from colossusc.emit.balance import levels
from colossusc.expr.beside import beside
from colossusc.expr.typed import Context, Problem, Typed
from colossusc.expr.types import QuantityType, quantity
from colossusc.language import _
from colossusc.rules.scope import Reading
from colossusc.rules.verdict import CampusResult, Interval, Outcome
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import combine
from colossusc.values.uncertain.expression import least_of, most_of

_AT_MOST, _AT_LEAST = ("<=", "<"), (">=", ">")
SORTS = ("permit", "contract", "order", "law", "guidance", "proposed", "plan")
_MW = quantity("MW")
BEYOND_ALL = Fraction(10**9)  # the share of nothing, where something is used


@attrs.frozen
class Used:
    """One limit."""

    sort: str  # permit, contract, law, order, guidance, proposed; plan, of what the plan itself requires
    rule: str  # its code, those of all rules with the same limit, or what the plan requires; nothing of a contract
    subject: str
    what: str  # is compared with the limit
    limit: str  # in words, where it is no figure of its own
    day: int
    used_text: str
    limit_text: str
    share: Fraction  # of the limit
    verdict: str  # of the rule on that day


def used(result: CampusResult, as_of: int | None) -> tuple[Used, ...]:
    """Every limit of which something is used from `as_of` on: by sort, and in each the fullest first."""
    since = FIRST_DAY if as_of is None else as_of
    most: dict[object, Used] = {}
    for each in (*_contracts(result, since), *_rules(result, since)):
        key: object = (each.sort, each.rule, each.subject, each.what, each.limit)
        if each.share > 0 and (key not in most or _worse(each, most[key])):
            most[key] = each
    same: dict[object, Used] = {}
    for each in most.values():
        key = (each.sort, each.subject, each.what, each.limit, each.day, each.limit_text, each.verdict)
        before = same.get(key)
        same[key] = each if before is None else attrs.evolve(before, rule=f"{before.rule}, {each.rule}")
    return tuple(sorted(same.values(), key=lambda each: (SORTS.index(each.sort), -each.share, each.rule, each.subject)))


def _worse(each: Used, other: Used) -> bool:
    """Whether more is used; of as much, whether it is more certain that it fails."""
    return (each.share, each.verdict == "fails") > (other.share, other.verdict == "fails")


def _contracts(result: CampusResult, since: int) -> Iterator[Used]:
    facts = result.facts
    whole, *sites = levels(result.campus)
    for level in sites or (whole,):
        if not facts.items(level, "grid"):
            continue
        drawn, contracted = (facts.steps(level, name) for name in ("grid_load", "contracted_firm"))
        for start, end, (load, most) in combine(lambda *values: values, drawn, contracted).segments():
            if end <= since or missing(load) or missing(most):
                continue
            share = _share(load, most)
            if share is not None:
                units = beside(((_MW, load), (_MW, most)))
                verdict = "holds" if share <= 1 else "fails" if least_of(load) > most_of(most) else "open"
                words = (units.show(_MW, load), units.show(_MW, most))
                what, limit = _("grid power drawn"), _("contracted firm")
                yield Used("contract", "", level.label, what, limit, max(start, since), *words, share, verdict)


def _rules(result: CampusResult, since: int) -> Iterator[Used]:
    for outcome in result.outcomes:
        for judgement in outcome.judgements:
            for interval in judgement.intervals:
                if interval.end > since and interval.verdict != "not applicable":
                    yield from _interval(outcome, judgement.subject, interval, since)


def _interval(outcome: Outcome, subject: str, interval: Interval, since: int) -> Iterator[Used]:
    basis = interval.basis
    if basis is None or basis.rule.under is not None:
        return
    for start, end, _values in basis.days:
        if end <= since:
            continue
        context = Context(max(start, since), dict(basis.variables))
        for typed in basis.rule.requires:
            for day in _days(typed, context, end):
                yield from _comparisons(outcome, subject, interval, typed, Context(day, context.variables))
        if basis.rule.when is not None:
            yield from _reached(outcome, subject, interval, basis.rule.when, context)


def _days(typed: Typed, context: Context, end: int) -> list[int]:
    """Days on which a figure of an alternative may change that the verdict does not rest on, and the first one."""
    if typed.operator != "or":
        return [context.day]
    read = [_read(side, context) for each in typed.operands for side in each.operands]
    starts = {day for each in read if each is not None for day in each.value.steps.starts}
    return [context.day, *sorted(day for day in starts if context.day < day < end)]


def _comparisons(outcome: Outcome, subject: str, interval: Interval, typed: Typed, context: Context) -> Iterator[Used]:
    """What a condition compares; of alternatives, the one that is nearest to hold."""
    if typed.variable:
        return
    if typed.operator in (*_AT_MOST, *_AT_LEAST):
        left, right = typed.operands
        sides = (left, right) if typed.operator in _AT_MOST else (right, left)
        found = _compared(outcome, subject, interval, *sides, left, context)
        if found is not None:
            yield found
    elif typed.operator in ("and", "or"):
        parts = [list(_comparisons(outcome, subject, interval, each, context)) for each in typed.operands]
        parts = [each for each in parts if each]
        if typed.operator == "or" and parts:
            parts = [min(parts, key=lambda each: max(one.share for one in each))]
        for each in parts:
            yield from each


def _reached(outcome: Outcome, subject: str, interval: Interval, typed: Typed, context: Context) -> Iterator[Used]:
    """From where on a rule applies."""
    if typed.operator in _AT_LEAST:
        left, right = typed.operands
        found = _compared(outcome, subject, interval, left, right, left, context)
        if found is not None:
            yield found
    elif typed.operator == "and":
        for each in typed.operands:
            yield from _reached(outcome, subject, interval, each, context)


def _compared(
    outcome: Outcome, subject: str, interval: Interval, part: Typed, whole: Typed, fact: Typed, context: Context
) -> Used | None:
    """A comparison of a computed fact with a figure; None of anything else, or where it is not known."""
    if _read(fact, context) is None or not isinstance(part.type, QuantityType) or part.type.point:
        return None
    try:
        taken, limit = part.run(context), whole.run(context)
    except Problem:
        return None
    if missing(taken) or missing(limit) or (share := _share(taken, limit)) is None:
        return None
    if share == BEYOND_ALL and _read(whole, context) is None:
        return None  # more than 0 is asked for
    units = beside(((part.type, taken), (whole.type, limit)))
    heading = outcome.heading
    return Used(
        "plan" if heading.code == "require" else heading.status,
        heading.title if heading.code == "require" else heading.code,
        subject,
        _words(part, context),
        _words(whole, context),
        context.day,
        units.show(part.type, taken),
        units.show(whole.type, limit),
        share,
        interval.counted,
    )


def _words(side: Typed, context: Context) -> str:
    """What a side reads, as findings call it; nothing of a figure."""
    reading = _read(side, context)
    return all_facts()[reading.item.kind.name, reading.name].called if reading is not None else ""


def _read(side: Typed, context: Context) -> Reading | None:
    """The fact that a side is; of a group, that of its first member."""
    found = side.reads(context) if side.reads is not None else None
    first = found[0] if isinstance(found, list) and found else found
    return first if isinstance(first, Reading) else None


def _share(taken: Any, limit: Any) -> Fraction | None:
    """At worst; None where there is no such figure, or one of them may be anything from some figure on."""
    most, least = most_of(taken), least_of(limit)
    if isinstance(most, float) or isinstance(most_of(limit), float) or most < 0:
        return None
    if least <= 0:
        return BEYOND_ALL if most > 0 else None
    return Fraction(most) / Fraction(least)
