"""Names for values: lets and phases, and how what is made of a part restates those of the part."""

from __future__ import annotations

from typing import Any

from colossusc.diagnostic import Diagnostic, Label
from colossusc.elaborate.cell import Cell
from colossusc.elaborate.declarations import Declarations
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.types import DATE, UNTYPED
from colossusc.ir import Item, Value
from colossusc.kinds import Field
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN
from colossusc.values.timeline import constant


class Lets(Declarations):
    """Takes in the lets and phases of bodies."""

    def phase(self, item: Item, scope: PlanScope, statement: nodes.Definition) -> None:
        """`phase launch = 2024-09-02` in a campus or a site."""
        field = Field(statement.name.text, DATE, "the day a phase begins", dated=False)
        self._name(self.phases, item, scope, statement, field)

    def let(self, item: Item, scope: PlanScope, statement: nodes.Definition) -> None:
        """`let reserve = 10 %`; a second statement of it with dates goes on with the first."""
        self._name(self.lets, item, scope, statement, None)

    def _name(
        self,
        table: dict[Any, dict[str, Cell]],
        item: Item,
        scope: PlanScope,
        statement: nodes.Definition,
        field: Field | None,
    ) -> None:
        name = statement.name.text
        cells = table.setdefault(item, {})
        before = cells.get(name)
        if before is not None and before.scope is scope:
            if statement.period is not None or _dated(before.statements[0]):
                before.statements.append(statement)
                return
            self.declared_twice(name, before.span, Span(scope.source, statement.name.start, statement.name.end))
            before.value = Value(name, UNTYPED, constant(BROKEN), "written")
            return
        if before is None:
            self._unshadowed(item, scope, statement, name)
        made = Cell(name, field, scope, item, [statement], self.cites, lambda: None, scope.origin)
        if before is not None:
            part = before.scope.part
            made.restated = table[part].get(name) if part is not None and part in table else None
            made.under = lambda: self.evaluator.value(before) if _dated(made.statements[0]) else None
        cells[name] = made

    def _unshadowed(self, item: Item, scope: PlanScope, statement: nodes.Definition, name: str) -> None:
        """Reports a name that something around the block has; the text of a part sees no further than the part."""
        part = item.base
        while part is not None:
            if not self.broken.get(part, set()).isdisjoint((name, "*")):
                return  # it may restate a let of the part, which is not known
            part = part.base
        if "*" in self.broken.get(item, ()):
            return
        for around in scope.places():
            if around is not item and (name in self.lets.get(around, ()) or name in self.phases.get(around, ())):
                first = (self.lets.get(around, NOTHING).get(name) or self.phases[around][name]).span
                self.shadowed(name, first, Span(scope.source, statement.name.start, statement.name.end))

    def shadowed(self, name: str, first: Span, second: Span, help: str = "give one of them another name") -> None:
        self.diagnostics.add(
            Diagnostic(
                "C0304",
                "error",
                f"`{name}` is already the name of something around this block",
                second,
                "the same name",
                (Label(first, "declared here"),),
                helps=(help,),
            )
        )


def _dated(statement: nodes.Node) -> bool:
    return not isinstance(statement, nodes.Definition) or statement.period is not None
