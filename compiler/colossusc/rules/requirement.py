"""A `require` of a plan as a rule of its own."""

from __future__ import annotations

import re

from colossusc.elaborate.periods import Interval, interval
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.typed import Typed, read
from colossusc.expr.types import BOOL, BrokenType
from colossusc.ir import END, Requirement
from colossusc.rules.clause import clause
from colossusc.rules.contingency import under_of
from colossusc.rules.rule import Body, Rule
from colossusc.rules.scope import FactScope
from colossusc.rules.verdict import Heading
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.uncertain.dates import during, first_of, last_of
from colossusc.values.uncertain.expression import Uncertain


def requirement(requirement: Requirement, scope: PlanScope, as_of: int | None) -> Rule | None:
    """A `require` of the plan as a rule of its own: it covers `as_of` onwards unless it says from when. A deadline is
    judged over all time: what met it may lie in the past."""
    node = requirement.node
    fact_scope = FactScope(scope.world, scope.module, scope.item, instance=scope.instance, part=scope.part)
    made = clause(node, fact_scope, own_days=False)
    since = as_of if node.before is None and as_of is not None else FIRST_DAY
    within = interval(scope, node.period) if node.period is not None else (since, END)
    under = under_of(scope, node.under, requirement.item.campus)
    if isinstance(made.typed.type, BrokenType) or within is None or isinstance(under, Missing):
        return None
    if made.before is not None and isinstance(made.before.type, BrokenType):
        return None
    heading = Heading(
        "require",
        slug(requirement.title),
        requirement.title or requirement.source.text[node.expr.start : node.expr.end],
        "error",
        "plan",
        None,
        (),
        first_of(within[0]),
        last_of(within[1]),
        scope.module,
        node,
    )
    body = Body(_covered(requirement, made.typed, within), (made,))
    return Rule(heading, (), lambda: body, under)


def _covered(requirement: Requirement, typed: Typed, within: Interval) -> Typed | None:
    """Of a `require` whose first or last day is not known: whether it covers the day."""
    if not isinstance(within[0], Uncertain) and not isinstance(within[1], Uncertain):
        return None
    covered = during(*within)
    return Typed(requirement.node.expr, typed.source, BOOL, lambda context: read(covered, context), "period")


def slug(title: str) -> str:
    """The name by which a plan calls a `require`, from its title: `Any one unit can be lost` is
    `any_one_unit_can_be_lost`. Without a title, and without a letter or digit in it, it has none."""
    return "_".join(re.findall(r"[a-z0-9]+", title.lower()))
