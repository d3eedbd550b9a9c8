"""What statements cite: declared sources, grades with a reason, and what a block says of everything in it.

`count = 100_000 [wreg_2024]` cites a source, `pue = 1.3 [assumed "as elsewhere"]` a grade and why. A block may say
`source = [wreg_2024]` once: that holds for every statement in it, and in the blocks inside, that cites nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import TypeAlias, TypeGuard

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.own_units import OwnUnits
from colossusc.elaborate.scope import PlanScope
from colossusc.ir import Item, Value
from colossusc.kinds import find_kind
from colossusc.kinds.source import GRADES
from colossusc.resolve import Module, Project
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.timeline import constant

CREDIT = "source"  # what a block calls the sources of all that stands in it
_Credit: TypeAlias = nodes.Assignment | nodes.Broken  # `source = …` in a block, or what is left of it
_START = attrgetter("start")
_INLINE = GRADES[:-1]  # nobody writes `uncited`


class Citations(OwnUnits):
    """Finds the sources that statements cite."""

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        super().__init__(project, diagnostics)
        self.sources: dict[nodes.Block, Item] = {}
        self.cited: dict[tuple[Module, str], Item] = {}
        self.graded: dict[tuple[Module, str, str], Item] = {}
        self.credits: dict[nodes.Statement, tuple[list[int], list[_Credit | None]]] = {}  # of what stands at the top
        self.credited: dict[nodes.Assignment, tuple[Item, ...]] = {}

    @abstractmethod
    def made_source(self, module: Module, block: nodes.Block) -> Item:
        """The source that a block declares."""

    @property
    def cites_something(self) -> bool:
        """Whether something in the plan's own files cites a source or a grade; a draft does not."""
        return not all(key[0].source.library for table in (self.cited, self.graded) for key in table)

    # ----------------------------------------------------------------------------------------------- statements

    def cites(self, scope: PlanScope, written: nodes.Value | nodes.Spanned) -> tuple[Item, ...]:
        """What a statement cites; where it cites nothing, what the innermost block around it says of all in it."""
        if written.cites:
            return self._found(scope, written.cites)
        body = scope.module.file.body
        place = bisect_right(body, written.start, key=_START)
        if not place:
            return ()
        top = body[place - 1]
        if top not in self.credits:
            found = [(0, None), *_stretches((top,))]
            self.credits[top] = [start for start, _ in found], [credit for _, credit in found]
        starts, holding = self.credits[top]
        credit = holding[bisect_right(starts, written.start) - 1]
        if isinstance(credit, nodes.Broken):
            return (_unknown(scope, CREDIT),)
        return self.credit(scope, credit) if credit is not None else ()

    def credit(self, scope: PlanScope, statement: nodes.Assignment) -> tuple[Item, ...]:
        """The sources that `source = [wreg_2024]` names, for a block or for a rule."""
        if statement not in self.credited:
            self.credited[statement] = self._credit(scope, statement)
        return self.credited[statement]

    def _credit(self, scope: PlanScope, statement: nodes.Assignment) -> tuple[Item, ...]:
        if statement.period is not None:
            scope.error("C0509", "`source` cannot change over time", statement.period, "", "give it once")
        expr = statement.value.expr
        written = expr.items if isinstance(expr, nodes.List) else (expr,)
        return self._found(scope, written)

    def _found(self, scope: PlanScope, written: tuple[nodes.Expr | nodes.Graded, ...]) -> tuple[Item, ...]:
        return tuple(self._source(scope, each) for each in written)

    def _source(self, scope: PlanScope, node: nodes.Expr | nodes.Graded) -> Item:
        if isinstance(node, nodes.Graded):
            return self._grade(scope, node)
        if isinstance(node, nodes.Ref):
            return self.cite(scope, node)
        scope.error("C1004", "`source` names sources", node, "", "write `source = [name, other]`")
        return _unknown(scope, CREDIT)

    # ------------------------------------------------------------------------------------------------- citations

    def cite(self, scope: PlanScope, ref: nodes.Ref) -> Item:
        """The source that a citation names."""
        key = (scope.module, ref.text)
        if key in self.cited:
            return self.cited[key]
        module, words = scope.module, ref.text.split(".")
        if len(words) == 2 and (bound := module.seek(words[0])) is not None:
            module, words = bound, words[1:]
        found = module.find("source", words[0]) if len(words) == 1 else None
        if found is None:
            found = (
                next((hit for pack in self.project.packs if (hit := pack.find("source", words[0]))), None)
                if len(words) == 1
                else None
            )
        if found is None:
            if not self.is_broken(scope.module, scope.item, words[0]) and not self.is_broken(module, None, words[0]):
                scope.error("C0302", f"there is no source `{ref.text}`", ref, "", self._instead(scope, ref.text))
            return _unknown(scope, ref.text)  # not kept: each place that cites it is a mistake of its own
        self.cited[key] = self.made_source(*found)
        return self.cited[key]

    def _instead(self, scope: PlanScope, word: str) -> str:
        if word in _INLINE:
            return f'`{word}` is a grade: say what it rests on, as in `[{word} "…"]`'
        name = word.rpartition(".")[2]
        return meant(word, scope.module.names("source")) or f'declare it: `source {name} "…" {{ … }}`'

    def _grade(self, scope: PlanScope, node: nodes.Graded) -> Item:
        """A grade with a reason: a source that has no name, one for each reason in a file."""
        grade, reason = node.grade.text, node.text.text.strip()
        if grade not in _INLINE:
            grades = ", ".join(f"`{each}`" for each in _INLINE)
            guess = meant(grade, _INLINE) or f"a text stands behind a grade: {grades}"
            scope.error("C1001", f"there is no grade `{grade}`", node.grade, "", guess)
            return _unknown(scope, grade)
        if not reason:
            scope.error("C1002", f"`{grade}` gives no reason", node, "", f'say it in a few words: `[{grade} "…"]`')
            return _unknown(scope, grade)
        key = (scope.module, grade, reason)
        if key not in self.graded:
            kind = find_kind("source")
            assert kind is not None
            word = nodes.Name(node.grade.start, node.grade.end, kind.name)
            block = nodes.Block(node.start, node.end, word, (), node.text, None, ())
            value = Value("grade", kind.by_name["grade"].type, constant(grade), "written")
            self.graded[key] = self.sources[block] = Item(
                kind, grade, scope.module.source, block, values={"grade": value}
            )
        return self.graded[key]


def _unknown(scope: PlanScope, name: str) -> Item:
    """What stands for a source that a reported mistake leaves unknown: what cites it is not uncited, nor weak."""
    kind = find_kind("source")
    assert kind is not None
    return Item(kind, name, scope.module.source, None, lost={"*"})


def _stretches(
    body: tuple[nodes.Statement, ...], around: _Credit | None = None
) -> Iterator[tuple[int, _Credit | None]]:
    """From which character on which `source = …` holds for what cites nothing, in order. A rule's is its own."""
    for block in body:
        if not isinstance(block, (nodes.Block, nodes.Broken)) or _is_rule(block):
            continue
        own = next((each for each in block.body if _is_credit(each)), around)
        if own is not around:
            yield block.start, own
        yield from _stretches(block.body, own)
        if own is not around:
            yield block.end, around


def _is_rule(block: nodes.Block | nodes.Broken) -> bool:
    return isinstance(block, nodes.Block) and block.kind.text in ("rule", CREDIT)


def _is_credit(statement: nodes.Statement) -> TypeGuard[_Credit]:
    if isinstance(statement, nodes.Broken):
        return statement.words[:1] == (CREDIT,)
    return isinstance(statement, nodes.Assignment) and statement.target.text == CREDIT
