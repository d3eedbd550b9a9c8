"""Tries to break the `property` blocks of files, and shows the smallest case that does as a scenario to paste.

A property draws values (`set paul_lowry.ambient in 15 degC .. 43 degC`), binds variables (`for unit in turbines`), may
lose units, and requires what must hold in every case. A case is made as a scenario of the same statements would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from gc import collect

from colossusc.analyses.fact import Facts
from colossusc.ask.choices import Choice, among, between
from colossusc.ask.search import Case, Effort, Search
from colossusc.ask.tests import TestResult
from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.changes import Layer
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.scenarios import Scenarios
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.variants import forget, given_by, variant
from colossusc.expr.calls import goes_over_none
from colossusc.expr.check import check, truth
from colossusc.expr.typed import segments
from colossusc.expr.types import BrokenType, DateType, QuantityType, SetType
from colossusc.ir import Item, Plan, Value
from colossusc.resolve import Module
from colossusc.rules.engine import Engine
from colossusc.rules.requirement import requirement
from colossusc.rules.scope import FactScope, variables
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.uncertain.expression import is_uncertain

_REST = 100  # cases between two collections of garbage


class Trial:
    """One property, ready to be tried: what it draws, and what a case of it finds."""

    def __init__(self, elaborator: Elaborator, plan: Plan, scenarios: Scenarios, module: Module, block: nodes.Block):
        self.elaborator, self.plan, self.module, self.block = elaborator, plan, module, block
        self.found = Diagnostics()  # what is wrong with the property itself
        self.choices: list[Choice] = []
        self.draws: list[nodes.Draw | nodes.For] = []  # of each choice
        self.failed: dict[Case, tuple[Diagnostic, ...]] = {}  # what each case finds
        self.tried = 0
        with elaborator.reporting_to(self.found):
            self.target = scenarios.target(module, block)
            if self.target is not None:
                self._read()

    # ------------------------------------------------------------------------------------------------- statements

    def _read(self) -> None:
        """Checks the statements, and finds out what can be drawn."""
        scope = PlanScope(self.elaborator, self.module, None)
        for statement in self.block.body:
            if not _belongs(statement):
                help_ = "a property has `set … in`, `for`, `let`, `set`, `lose` and `require`"
                scope.error("C0444", "this cannot stand in a property", statement, "", help_)
        if not any(isinstance(each, (nodes.Require, nodes.Broken)) for each in self.block.body):
            scope.error("C0444", "this property requires nothing", self.title, "", "add `require …`")
        if len(self.found):
            return
        loops = [each for each in self.block.body if isinstance(each, nodes.For)]
        draws = [each for each in self.block.body if isinstance(each, nodes.Draw)]
        campus = self._made([])  # other statements may read the variables that this finds the elements of
        for loop in loops:
            self._add(loop, self._looped(loop, campus))
        forget(self.elaborator, campus)
        for draw in draws:
            if not isinstance(draw.choice, nodes.Unknown) and not (
                isinstance(draw.choice, nodes.List) and draw.choice.items
            ):
                help_ = "write `set … in 15 degC .. 43 degC`, or `set … in [a, b]`"
                scope.error("C0443", "a property draws from a range or a list", draw.choice, "", help_)
        if len(self.found):
            return
        lows, highs = ([_drawn(draw, _end(draw, last)) for draw in draws] for last in (False, True))
        low, high = (self._values([*self._loop_lets(), *self._plain(), *ends]) for ends in (lows, highs))
        if len(self.found):
            return
        for draw, first, last in zip(draws, lows, highs, strict=True):
            self._add(draw, self._choice(draw, low[first.value], high[last.value]))

    def _add(self, statement: nodes.Draw | nodes.For, choice: Choice | None) -> None:
        if choice is not None:
            self.choices.append(choice)
            self.draws.append(statement)

    def _plain(self) -> Iterator[nodes.Statement]:
        return (each for each in self.block.body if isinstance(each, (nodes.Set, nodes.Definition)))

    def _loop_lets(self) -> Iterator[nodes.Statement]:
        """The variables, each bound to its first element."""
        for choice, statement in zip(self.choices, self.draws, strict=True):
            if isinstance(statement, nodes.For) and self._is_read(choice.name):
                yield _bound(statement, choice.node(0))

    @property
    def title(self) -> nodes.Node:
        """What stands for the property in findings: its title, its name, or its first word."""
        return self.block.label or (self.block.names[0] if self.block.names else self.block.kind)

    def _choice(self, draw: nodes.Draw, low: Value, high: Value) -> Choice | None:
        """What a `set … in` draws from, told from the campus made with its first and with its last value."""
        scope = PlanScope(self.elaborator, self.module, None)
        text = self.module.source.text
        if isinstance(draw.choice, nodes.List):
            items = draw.choice.items
            return among(draw, draw.target.text, [text[each.start : each.end] for each in items], items)
        ends = (low.steps.values, high.steps.values)
        if any(len(each) > 1 or isinstance(each[0], Missing) for each in ends) or ends[0][0] > ends[1][0]:
            scope.error("C0443", "this range has no first and last value", draw.choice, "", "swap the two ends")
            return None
        if not isinstance(low.type, (QuantityType, DateType)):
            scope.error("C0443", f"`{draw.target.text}` takes {low.type.words}: list its values", draw.choice)
            return None
        own = low.overrides.steps.values if low.overrides is not None else (ABSENT,)
        return between(
            draw, low.type, ends[0][0], ends[1][0], own[0] if len(own) == 1 and not is_uncertain(*own) else ABSENT
        )

    def _looped(self, loop: nodes.For, campus: Item) -> Choice | None:
        """The elements of a set; of an array one of each class of equal units stands for all of them."""
        scope = FactScope(self.elaborator, self.module, campus)
        choice = check(loop.choice, scope)
        if isinstance(choice.type, BrokenType):
            return None
        if isinstance(loop.choice, nodes.List):
            text = self.module.source.text
            items = loop.choice.items
            return among(loop, loop.variable.text, [text[each.start : each.end] for each in items], items)
        if not isinstance(choice.type, SetType):
            goes_over_none(loop.variable.text, choice, scope)
            return None
        where = truth(loop.where, scope.bind(loop.variable.text, choice.type.element)) if loop.where else None
        known = variables(campus, Facts(), self.plan.as_of(campus))
        elements = dict.fromkeys(
            each
            for _, _, found in segments(choice.run, variables=known)
            for each in (() if isinstance(found, Missing) else found)
        )
        texts = [
            _path(each)
            for each in elements
            if where is None
            or any(held is True for *_, held in segments(where.run, variables={**known, loop.variable.text: each}))
        ]
        if not texts:
            scope.error("C0443", "there is nothing to draw: this set is empty", loop.choice)
            return None
        refs = [nodes.Ref(loop.choice.start, loop.choice.end, text) for text in texts]
        return among(loop, loop.variable.text, texts, refs)

    # ------------------------------------------------------------------------------------------------------ cases

    def body(self, case: Case, short: bool = False) -> Iterator[tuple[nodes.Statement, str]]:
        """The statements of a case as a scenario has them, and their texts. `short` leaves out what the plan has."""
        bound = {}
        text = self.module.source.text
        for drawn_by, choice, place in zip(self.draws, self.choices, case, strict=True):
            if isinstance(drawn_by, nodes.For):
                bound[choice.name] = choice.text(place)
                if self._is_read(choice.name):
                    yield _bound(drawn_by, choice.node(place)), f"let {choice.name} = {choice.text(place)}"
        places: dict[nodes.Node, tuple[Choice, int]] = dict(
            zip(self.draws, zip(self.choices, case, strict=True), strict=True)
        )
        for statement in self.block.body:
            if isinstance(statement, nodes.Draw):
                choice, place = places[statement]
                if not (short and choice.plain and place == choice.centre):
                    value = choice.node(place)
                    yield _drawn(statement, value), f"set {choice.name} = {choice.text(place)}"
            elif isinstance(statement, nodes.Lose):
                targets = tuple(
                    nodes.Ref(each.start, each.end, bound.get(each.text, each.text)) for each in statement.targets
                )
                lost = nodes.Lose(
                    statement.start, statement.end, statement.quantifier, statement.number, targets, statement.duration
                )
                yield lost, f"lose {', '.join(each.text for each in targets)}" if bound else _text(text, statement)
            elif not isinstance(statement, nodes.For):
                yield statement, _text(text, statement)

    def _is_read(self, variable: str) -> bool:
        """Whether something but `lose` reads a variable, so that the scenario needs a `let` for it."""
        text = self.module.source.text
        others = (each for each in self.block.body if not isinstance(each, (nodes.For, nodes.Lose)))
        return any(re.search(rf"\b{variable}\b", text[each.start : each.end]) for each in others)

    def fails(self, case: Case) -> bool:
        """Whether a case finds something; or shows that the property itself is wrong, which ends the search."""
        if case not in self.failed:
            self.tried += 1
            with self.elaborator.reporting_to(self.found):
                campus = self._made([statement for statement, _ in self.body(case)])
                found = self._judged(campus) if not len(self.found) else ()
                self.failed[case] = tuple(each for each in found if not each.past)
                forget(self.elaborator, campus)
            if self.tried % _REST == 0:
                collect()
        return bool(self.failed[case]) or bool(len(self.found))

    def _judged(self, campus: Item) -> Iterator[Diagnostic]:
        """What the requires of the property find."""
        as_of = self.plan.as_of(campus)
        engine = Engine(campus, Facts(), as_of, self.found)
        for made, scope in self.elaborator.requirements[campus]:
            if made.node in self.block.body and (rule := requirement(made, scope, as_of)) is not None:
                yield from engine.run(rule, made.item).findings

    def _made(self, body: Sequence[nodes.Statement]) -> Item:
        assert self.target is not None
        module, campus, layers = self.target
        lets = (each.value.expr for each in body if isinstance(each, nodes.Definition))
        mentions = " ".join(expr.text for expr in lets if isinstance(expr, nodes.Ref))
        layer = Layer("", self.module, tuple(body), mentions=mentions)
        return variant(self.elaborator, module, campus, (*layers, layer))

    def _values(self, body: Sequence[nodes.Statement]) -> dict[nodes.Node, Value]:
        """The value that each `set` of a case gives."""
        campus = self._made(body)
        found = {node: value for node, (value, _) in given_by(campus).items()}
        forget(self.elaborator, campus)
        return found


def run_property(
    elaborator: Elaborator, plan: Plan, scenarios: Scenarios, module: Module, block: nodes.Block, effort: Effort
) -> TestResult:
    """Try one property of a file."""
    trial = Trial(elaborator, plan, scenarios, module, block)
    place = trial.title
    span = Span(module.source, place.start, place.end)
    title = block.label.text if block.label is not None else block.names[0].text if block.names else "property"
    search = Search(trial.choices, trial.fails)
    case = search.counterexample(effort) if not len(trial.found) and trial.target is not None else None
    if len(trial.found) or trial.target is None or case is None:
        return TestResult(title, span, not len(trial.found) and trial.target is not None, trial.found.sorted())
    finding = trial.failed[case][0]
    places = [Label(finding.span, f"{finding.message}, {finding.label}")] if finding.span is not None else []
    broken = Diagnostic(
        "C0445",
        "error",
        f"this property does not hold: {title}",
        span,
        f"found in {trial.tried:,} case{'s' if trial.tried > 1 else ''}",
        (*places, *finding.secondary),
        (*finding.notes, *search.edges(case)),
        helps=("this scenario shows it:\n" + scenario(trial, case, scenarios),),
        ledger=finding.ledger,
    )
    return TestResult(title, span, False, (broken,))


def scenario(trial: Trial, case: Case, scenarios: Scenarios) -> str:
    """A case as a scenario that can be pasted into the plan, and then fails in the same way."""
    block = trial.block
    wanted = f"{block.names[0].text}_fails" if block.names else "counterexample"
    names = (wanted, *(f"{wanted}_{number}" for number in range(2, len(scenarios.written) + 3)))
    name = next(each for each in names if each not in scenarios.written and each not in scenarios.campuses)
    label = f" {_text(trial.module.source.text, block.label)}" if block.label is not None else ""
    base = block.base.text if block.base is not None else ""
    lines = (f"  {text}" for _, text in trial.body(case, short=True))
    return "\n".join((f"scenario {name}{label} : {base} {{", *lines, "}"))


def _belongs(statement: nodes.Statement) -> bool:
    sorts = (nodes.Draw, nodes.For, nodes.Lose, nodes.Set, nodes.Require, nodes.Broken)
    return isinstance(statement, sorts) or (isinstance(statement, nodes.Definition) and statement.kind.text == "let")


def _end(draw: nodes.Draw, last: bool) -> nodes.Expr:
    if isinstance(draw.choice, nodes.Unknown):
        return draw.choice.high if last else draw.choice.low
    assert isinstance(draw.choice, nodes.List)
    return draw.choice.items[-1 if last else 0]


def _drawn(draw: nodes.Draw, expr: nodes.Expr) -> nodes.Set:
    return nodes.Set(draw.start, draw.end, draw.target, None, nodes.Value(expr.start, expr.end, expr, ()))


def _bound(statement: nodes.For, expr: nodes.Expr) -> nodes.Definition:
    kind = nodes.Name(statement.start, statement.variable.start, "let")
    value = nodes.Value(expr.start, expr.end, expr, ())
    return nodes.Definition(statement.start, statement.end, kind, statement.variable, None, None, value)


def _path(item: Item) -> str:
    """An object by its path from the campus; of a class of equal units the first."""
    words = []
    for each in item.within():
        if each.parent is not None:
            name, first, _, width = split_key(each.name)
            words.append(name if first is None else f"{name}[{first:0{width}d}]")
    return ".".join(words[::-1])


def _text(text: str, node: nodes.Node) -> str:
    return text[node.start : node.end]
