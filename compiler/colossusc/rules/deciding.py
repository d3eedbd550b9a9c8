"""What an open verdict depends on, over all of its days: the deciding input, and where it tips on every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from colossusc.elaborate.symbols import Figure, is_day
from colossusc.expr.typed import Context, Problem
from colossusc.rules.figures import rounded_near
from colossusc.rules.judging import undecided
from colossusc.rules.rule import Rule
from colossusc.rules.worst import days_told, worst_day
from colossusc.values.uncertain.decide import ordered
from colossusc.values.uncertain.symbol import Symbol
from colossusc.values.uncertain.tipping import Tipping, deciding, settles, tipping_of
from colossusc.values.uncertain.truth import Undecided, joined

if TYPE_CHECKING:
    from colossusc.rules.finding import Case


@attrs.frozen(eq=False)
class Deciding:
    """Of an open verdict: the day that it is told for, what is not known then, and what settles it on all days."""

    day: int
    unknown: tuple[Symbol, ...] = ()  # figures of the plan; those of the rule, or that vary, where there are no others
    tipping: Tipping | None = None


def decided_by(case: Case) -> Deciding:
    """What decides an open verdict: told for the day on which least is allowed, else for the worst one. What is not
    given on some days is not said of the others."""
    rule, variables, told = case.rule, case.variables, worst_day(case)
    truth = truth_on(rule, variables, told)
    if truth is None:
        return Deciding(told)
    unknown, tipping = tuple(_unknown(rule, truth)), _deciding(rule, truth)
    if tipping is None or tipping.verdict == "fails":
        return Deciding(told, unknown, tipping)
    day, together, truths = told, {truth: told}, _truths(rule, variables, [start for start, _ in days_told(case)])
    if is_day(tipping.symbol) and not all(_tips_alike(tipping, each) for each in list(truths)[:: len(truths) - 1 or 1]):
        return Deciding(told, unknown)  # each day of a window tips on another day
    for other, since in truths.items():
        if not settles(tipping, other):
            together[other] = day = since
            both = joined("and", together)
            closer = tipping_of(both, tipping.symbol, rounded_near) if isinstance(both, Undecided) else None
            if closer is None or closer.verdict == "fails":
                return Deciding(told, unknown)
            tipping = closer
    return Deciding(day, unknown, tipping)


def _tips_alike(tipping: Tipping, truth: Undecided) -> bool:
    own = tipping_of(truth, tipping.symbol, rounded_near)
    return own is not None and (own.verdict, own.value) == (tipping.verdict, tipping.value)


def _truths(rule: Rule, variables: dict[str, Any], days: Iterable[int]) -> dict[Undecided, int]:
    """What the verdict depends on on some days, each time with the first of them."""
    found: dict[Undecided, int] = {}
    for day in days:
        if (truth := truth_on(rule, variables, day)) is not None:
            found.setdefault(truth, day)
    return found


def truth_on(rule: Rule, variables: dict[str, Any], day: int) -> Undecided | None:
    """What a verdict depends on on a day; None where something is not given, or cannot be computed."""
    try:
        return undecided(rule, Context(day, dict(variables)))
    except Problem:
        return None


@lru_cache(maxsize=64)
def _deciding(rule: Rule, truth: Undecided) -> Tipping | None:
    """Kept, since the same plan is judged again and again in its scenarios."""
    return deciding(truth, rounded_near, lambda symbol: _of_rule(rule, symbol))


def _unknown(rule: Rule, truth: Undecided) -> list[Symbol]:
    symbols = ordered(truth.symbols)
    unknown = [symbol for symbol in symbols if not symbol.varies]
    return [symbol for symbol in unknown if not _of_rule(rule, symbol)] or unknown or symbols


def _of_rule(rule: Rule, symbol: Symbol) -> bool:
    """Whether it is a figure that the rule states itself, or its pack, and none of the plan's."""
    figure, heading = symbol.origin, rule.heading
    if not isinstance(figure, Figure) or figure.item is not None or figure.span.source is not heading.module.source:
        return False
    return heading.of_library or heading.node.start <= figure.span.start < heading.node.end
