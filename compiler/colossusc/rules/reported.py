"""Published figures beside the model's: `reported it_load on 2024-09-02 = 70 MW [press]`.

It stands in the block whose fact it is about. A figure is as precise as it is written: 70 MW is met by 69.5 to 70.5 MW,
70.0 MW by 69.95 to 70.05 MW; zeros at the end of a whole number count as digits. A range is met by what lies in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, all_facts
from colossusc.diagnostic import Diagnostic
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.periods import day
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.beside import beside
from colossusc.expr.check import check
from colossusc.expr.scope import bare, comparable
from colossusc.expr.typed import Context, Problem
from colossusc.expr.types import BrokenType, QuantityType, article
from colossusc.ir import Item
from colossusc.language import _, measured, pgettext
from colossusc.source import Span
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.calendar import iso_date, show_date
from colossusc.values.number import show_number
from colossusc.values.quantity import parse_quantity
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of

_WRITTEN = re.compile(r"([0-9][0-9_]*)(?:\.([0-9_]+))?(?:[eE]([+-]?[0-9]+))?")


@attrs.frozen(eq=False)
class Reported:
    """A published figure, the model's on that day, and how they differ."""

    item: Item
    name: str
    day: int
    type: QuantityType
    figure: Any
    model: Any
    differs: bool
    cites: tuple[Item, ...]
    span: Span

    @property
    def date(self) -> str:
        """The day, in words."""
        return show_date(self.day)

    @property
    def difference(self) -> str:
        """The model less the figure, of the figure: `+1.4 %`; nothing where either is not one number."""
        if isinstance(self.model, (Missing, Uncertain)) or isinstance(self.figure, Uncertain) or not self.figure:
            return ""
        share = Fraction(self.model - self.figure) / abs(Fraction(self.figure)) * 100
        return (
            measured(f"{'+' if share > 0 else ''}{show_number(share, 1)}", "%")
            if share
            else pgettext("difference", "none")
        )


def reported(elaborator: Elaborator, campus: Item, facts: Facts) -> tuple[Reported, ...]:
    """The published figures of a campus, in the order written; what is wrong with one is reported."""
    read = (_read(elaborator, node, scope, facts) for node, scope in elaborator.published.get(campus, ()))
    return tuple(each for each in read if each is not None)


def _read(elaborator: Elaborator, node: nodes.Definition, scope: PlanScope, facts: Facts) -> Reported | None:
    item, name = scope.item, node.name.text
    assert item is not None
    fact = all_facts().get((item.kind.name, name))
    if fact is None or not isinstance(fact.type, QuantityType):
        known = [fact for kind, fact in all_facts() if kind == item.kind.name]
        message = f"{article(item.kind.name)} has no figure `{name}` to compare with"
        scope.error("C0817", message, node.name, "", meant(name, known) or "name a fact of this block")
        return None
    if node.period is None or node.period.word != "on" or node.period.begin is None:
        begin = node.period.begin if node.period is not None else None
        written = scope.span(begin).text if begin is not None else "2025-01-31"
        help_ = f"write `reported {name} on {written} = …`"
        scope.error("C0818", "a reported figure is of one day", node.period or node.name, "", help_)
        return None
    when = day(scope, node.period.begin)
    typed = check(node.value.expr, scope)
    cites = elaborator.cites(scope, node.value)
    if isinstance(typed.type, BrokenType) or isinstance(when, Missing):
        return None
    if isinstance(when, Uncertain):
        scope.error("C0818", "a reported figure is of one day, and this is a window", node.period, "")
        return None
    if not comparable(typed.type, fact.type):
        message = f"`{name}` is {bare(fact.type)}, and this is {bare(typed.type)}"
        scope.error("C0402", message, node.value.expr)
        return None
    try:
        figure = typed.run(Context(when))
    except Problem as problem:
        scope.error(problem.code, problem.message, node.value.expr)
        return None
    if isinstance(figure, Missing):
        return None
    model = facts.steps(item, name).at(when)
    if model is BROKEN:  # by a mistake that is already reported
        return None
    slack = _slack(node.value.expr)
    apart = not isinstance(model, Missing) and not (
        least_of(figure) - slack <= most_of(model) and least_of(model) <= most_of(figure) + slack
    )
    span = Span(scope.source, node.start, node.end)
    return Reported(item, name, when, fact.type, figure, model, apart, cites, span)


def _slack(node: nodes.Expr) -> Fraction:
    """Half a unit of the last digit that is written; 0 of what is not one figure."""
    if not isinstance(node, nodes.Quantity) or (match := _WRITTEN.match(node.text)) is None:
        return Fraction(0)
    exponent = int(match[3] or 0) - len((match[2] or "").replace("_", ""))
    unit = parse_quantity(f"1{node.text[match.end() :]}").unit
    return Fraction(10) ** exponent / 2 * (Fraction(unit.scale) if unit is not None else 1)


def mismatches(found: tuple[Reported, ...]) -> Iterator[Diagnostic]:
    """A note on each figure that the model does not meet, or has none beside."""
    for each in found:
        units = beside([(each.type, each.figure), (each.type, each.model)])
        told = {"fact": each.name, "name": each.item.called, "day": each.date}
        told["figure"] = units.show(each.type, each.figure)
        sources = tuple(f"{source.label} [{source.name}]" for source in each.cites)
        if isinstance(each.model, Missing):
            words = _("`{fact}` of `{name}` is not known on {day}: {figure} is reported", **told)
            yield Diagnostic("C0819", "note", words, each.span, sources=sources)
        elif each.differs:
            told["model"] = units.show(each.type, each.model)
            words = _("`{fact}` of `{name}` is {model} on {day}, and {figure} is reported", **told)
            if each.difference:
                words += f", {each.difference}"
            command = f"colossusc explain {each.item.called}.{each.name}@{iso_date(each.day)} PATH"
            help_ = _("`{command}` shows how the plan's comes about", command=command)
            yield Diagnostic("C0819", "note", words, each.span, sources=sources, helps=(help_,))
