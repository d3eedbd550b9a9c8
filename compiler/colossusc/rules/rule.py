"""A rule as it is loaded: its heading read, its clauses type-checked and compiled, without a campus. What it is
about is read before the rest, which a campus that has nothing of the kind never needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import cast

import attrs

from colossusc.diagnostic import Severity
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.periods import days
from colossusc.expr.calls import goes_over_none
from colossusc.expr.check import check, truth
from colossusc.expr.typed import Context, Problem, Typed
from colossusc.expr.types import BrokenType, SetType, Type
from colossusc.ir import END, Item
from colossusc.resolve import Module, misplaced
from colossusc.rules.clause import OUTSIDE, Clause, clause
from colossusc.rules.contingency import Under
from colossusc.rules.due import Owed, owes
from colossusc.rules.message import Template, library_text, template
from colossusc.rules.scope import RuleScope
from colossusc.rules.verdict import Heading
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY

SEVERITIES = ("error", "warning", "note")
STATUSES = ("law", "order", "permit", "proposed", "guidance")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SETTINGS = ("severity", "status", "jurisdiction", "source")


@attrs.frozen(eq=False)
class Loop:
    """`for g in groups_by(provider, site) where g.provider == tva`."""

    variable: str
    choice: Typed
    where: Typed | None


@attrs.frozen(eq=False)
class Edge:
    """The threshold of a `when` that its rule's `near` looks at: the comparisons of the same quantity, and the rest."""

    threshold: tuple[Typed, ...]
    rest: tuple[Typed, ...]


@attrs.frozen(eq=False)
class Body:
    """What a rule says of each subject."""

    when: Typed | None
    clauses: tuple[Clause, ...]  # its `require`s
    near: Typed | None = None
    edge: Edge | None = None  # where `near` is about coming under the rule, not about breaking it
    message: Template | None = None
    help: Template | None = None
    owes: tuple[Owed, ...] = ()


@attrs.frozen(eq=False)
class Rule:
    """A rule ready to run. What it says is read when it is first judged: of a library's rules, most are about nothing
    that a campus has."""

    heading: Heading
    loops: tuple[Loop, ...]
    read: Callable[[], Body | None]  # reports what is mistaken, and then gives None; always the same
    under: Under | None = None  # of a `require` of the plan

    @property
    def body(self) -> Body:
        """What it says; only of a rule that was read without a mistake."""
        body = self.read()
        assert body is not None
        return body

    @property
    def when(self) -> Typed | None:
        """The condition of its `when`."""
        return self.body.when

    @property
    def near(self) -> Typed | None:
        """The condition of its `near`."""
        return self.body.near

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its `require`s."""
        return self.body.clauses

    @property
    def requires(self) -> tuple[Typed, ...]:
        """The conditions of its `require`s, whatever days they ask for."""
        return tuple(each.typed for each in self.body.clauses)

    @property
    def conditions(self) -> tuple[Typed, ...]:
        """Its `where`s, its `when` and its `require`s."""
        wheres = (loop.where for loop in self.loops)
        return (*(each for each in (*wheres, self.when) if each is not None), *self.requires)

    def unkept(self, context: Context) -> tuple[Clause, ...]:
        """The clauses that ask for something on a day and do not get it, or not yet."""
        return tuple(each for each in self.body.clauses if _state(each, context) not in (True, OUTSIDE))


class Loader:
    """Reads rule blocks; what is wrong with one is reported, and then it is not run."""

    def __init__(self, elaborator: Elaborator) -> None:
        self.elaborator = elaborator

    def load(self, module: Module, block: nodes.Block) -> Rule | None:
        """The rule that a block declares, read to its end; None where it has a mistake."""
        rule = self.outlined(module, block)
        return rule if rule is not None and rule.read() is not None else None

    def outlined(self, module: Module, block: nodes.Block) -> Rule | None:
        """The rule that a block declares, of which only the heading and what it is about are read already; None where
        they have a mistake."""
        before = len(self.elaborator.diagnostics)
        lets = {
            each.name.text: each
            for each in block.body
            if isinstance(each, nodes.Definition) and each.kind.text == "let"
        }
        scope = RuleScope(self.elaborator, module, lets, frozenset(_reported(module, block)))
        heading = self._heading(module, block, scope)
        loops: list[Loop] = []
        for statement in block.body:
            if isinstance(statement, nodes.For):
                scope, loop = self._loop(statement, scope)
                loops.append(loop)
        mistaken = len(self.elaborator.diagnostics) > before
        read = cache(partial(self._body, block, scope, mistaken))
        if mistaken:
            read()  # what else is wrong with it
            return None
        return Rule(heading, tuple(loops), read)

    def _body(self, block: nodes.Block, scope: RuleScope, mistaken: bool) -> Body | None:
        diagnostics = self.elaborator.diagnostics
        before = len(diagnostics)
        when = self._one(block, nodes.When, scope)
        near = self._one(block, nodes.Near, scope)
        for statement in block.body:
            if isinstance(statement, nodes.Require) and statement.under is not None:
                help_ = "write `require … under …` in a campus: a rule is for every plan, and cannot say what may fail"
                scope.error("C0452", "`under` names a contingency of a plan", statement.under, "", help_)
        clauses = tuple(clause(each, scope) for each in block.body if isinstance(each, nodes.Require))
        money = tuple(owes(each, scope) for each in block.body if isinstance(each, nodes.Definition) and _is_owed(each))
        for name, let in scope.lets.items():
            scope.let(nodes.Ref(let.name.start, let.name.end, name), name)
        texts = {word: self._text(block, word, scope) for word in ("message", "help")}
        mistaken = mistaken or len(diagnostics) > before or any(isinstance(each, nodes.Broken) for each in block.body)
        if not clauses and not money and not mistaken:
            scope.error("C0802", "this rule requires nothing", block.names[-1], "", "add `require …`")
            mistaken = True
        if mistaken:
            return None
        return Body(when, clauses, near, _edge(near, when), texts["message"], texts["help"], money)

    def _heading(self, module: Module, block: nodes.Block, scope: RuleScope) -> Heading:
        severity: Severity = "error"
        status, jurisdiction = "guidance", None
        sources: list[Item] = []
        start, end = FIRST_DAY, END
        seen: set[str] = set()
        for statement in block.body:
            if isinstance(statement, nodes.Assignment):
                name, expr = statement.target.text, statement.value.expr
                if name in seen:
                    scope.error("C0602", f"`{name}` is given twice", statement.target)
                seen.add(name)
                if statement.period is not None:
                    scope.error("C0509", f"`{name}` cannot change over time", statement.period, "", "give it once")
                if name == "severity":
                    severity = cast(Severity, self._word(scope, statement, SEVERITIES) or severity)
                elif name == "status":
                    status = self._word(scope, statement, STATUSES) or status
                elif name == "jurisdiction":
                    jurisdiction = self._jurisdiction(scope, expr)
                elif name == "source":
                    sources += (each for each in self.elaborator.credit(scope, statement) if not each.is_lost("*"))
                else:
                    scope.error("C0308", f"a rule has no setting `{name}`", statement.target, "", meant(name, SETTINGS))
            elif isinstance(statement, nodes.Spanned):
                if statement.target is None or statement.target.text != "effective":
                    help_ = f"write `effective {scope.source.text[statement.start : statement.end]}`"
                    words = "a rule has no dates but `effective from …`"
                    scope.error("C0420", words, statement, "", "" if statement.target else help_)
                elif "effective" in seen:
                    scope.error("C0602", "`effective` is given twice", statement)
                elif statement.cites:
                    scope.error("C1003", "a rule names its sources with `source = […]`", statement.cites[0])
                elif (effective := days(scope, statement.period)) is not None:
                    start, end = effective
                    seen.add("effective")
            elif isinstance(statement, nodes.Definition):
                word = statement.kind.text
                if word == "let" and (hidden := statement.name.text) in scope.global_names():
                    scope.error(
                        "C0304", f"`{hidden}` is already the name of something that a rule sees", statement.name
                    )
                elif word not in ("let", "owes"):
                    scope.error(
                        "C0309",
                        f"`{word}` defines nothing in a rule",
                        statement.kind,
                        "",
                        meant(word, ["let", "owes"]),
                    )
            elif isinstance(statement, (nodes.Block, nodes.Waive, nodes.Lose, nodes.Set, nodes.Draw, nodes.Expect)):
                help_ = "a rule takes `for`, `when`, `require`, `owes`, `near`, `message`, `help`, and its own `let`s"
                scope.error("C0420", "this cannot stand in a rule", statement, "", help_)
        names = [name.text for name in block.names]
        return Heading(
            names[0],
            names[-1],
            library_text(module.source, block.label.text) if block.label else names[-1],
            severity,
            status,
            jurisdiction,
            tuple(sources),
            start,
            end,
            module,
            block,
        )

    def _word(self, scope: RuleScope, statement: nodes.Assignment, words: tuple[str, ...]) -> str | None:
        expr = statement.value.expr
        if isinstance(expr, nodes.Ref) and expr.text in words:
            return expr.text
        name = statement.target.text
        given = expr.text if isinstance(expr, nodes.Ref) else ""
        scope.error(
            "C0301",
            f"`{name}` is one of {', '.join(f'`{word}`' for word in words)}",
            expr,
            "",
            meant(given, words),
        )
        return None

    def _jurisdiction(self, scope: RuleScope, expr: nodes.Expr) -> Item | None:
        found = self.elaborator.shared(expr.text) if isinstance(expr, nodes.Ref) else None
        if found is None and isinstance(expr, nodes.Ref):
            world, name = self.elaborator, expr.text
            if world.is_broken(scope.module, None, name) or world.undeclared(name, "jurisdiction"):
                return None
        if found is None or found.kind.name != "jurisdiction":
            names = [name for name, item in self.elaborator.everywhere.items() if item.kind.name == "jurisdiction"]
            given = expr.text if isinstance(expr, nodes.Ref) else "…"
            scope.error("C0301", f"there is no jurisdiction `{given}`", expr, "", meant(given, names))
            return None
        return found

    def _loop(self, statement: nodes.For, scope: RuleScope) -> tuple[RuleScope, Loop]:
        choice = check(statement.choice, scope)
        element: Type = choice.type.element if isinstance(choice.type, SetType) else choice.type
        if not isinstance(choice.type, (SetType, BrokenType)):
            goes_over_none(statement.variable.text, choice, scope)
        name = statement.variable.text
        if name in scope.variables or name in scope.lets or name in scope.global_names():
            scope.error("C0304", f"`{name}` is already the name of something that a rule sees", statement.variable)
        inner = scope.bind(name, element)
        assert isinstance(inner, RuleScope)
        inner.root = inner
        where = truth(statement.where, inner) if statement.where is not None else None
        return inner, Loop(statement.variable.text, choice, where)

    def _one(self, block: nodes.Block, kind: type[nodes.When] | type[nodes.Near], scope: RuleScope) -> Typed | None:
        found = [each for each in block.body if isinstance(each, kind)]
        for extra in found[1:]:
            scope.error("C0602", "this clause is given twice", extra, "", "join the conditions with `and`")
        return truth(found[0].expr, scope) if found else None

    def _text(self, block: nodes.Block, word: str, scope: RuleScope) -> Template | None:
        found = [each for each in block.body if isinstance(each, nodes.Message) and each.word == word]
        for extra in found[1:]:
            scope.error("C0602", f"`{word}` is given twice", extra)
        return template(found[0].text, scope, word == "help") if found else None


def _reported(module: Module, block: nodes.Block) -> Iterator[str]:
    """The names that a rule's broken statements may have been meant to bring; nobody is told of them again."""
    for statement in block.body:
        if isinstance(statement, nodes.Broken):
            words = _WORD.findall(module.source.text[statement.start : statement.end])
            yield from ("*" if word in ("for", "in", "let") else word for word in words)
        elif isinstance(statement, nodes.Assignment):
            yield from misplaced(statement) - set(SETTINGS)
        elif isinstance(statement, nodes.Definition) and statement.kind.text != "let":
            yield from misplaced(statement)


def _is_owed(statement: nodes.Definition) -> bool:
    return statement.kind.text == "owes"


def _state(each: Clause, context: Context) -> object:
    try:
        return each.run(context)
    except Problem:
        return ABSENT


def _edge(near: Typed | None, when: Typed | None) -> Edge | None:
    """The edge that `near` is about, if it compares a quantity that `when` compares too."""
    if near is None or when is None:
        return None
    compared = {
        operand.span.text for each in _conjuncts(near) for operand in each.operands if operand.operator != "let"
    }
    conjuncts = _conjuncts(when)
    threshold = tuple(each for each in conjuncts if any(operand.span.text in compared for operand in each.operands))
    return Edge(threshold, tuple(each for each in conjuncts if each not in threshold)) if threshold else None


def _conjuncts(typed: Typed) -> tuple[Typed, ...]:
    return tuple(part for each in typed.operands for part in _conjuncts(each)) if typed.operator == "and" else (typed,)
