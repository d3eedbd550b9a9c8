"""A value that is not computed yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from colossusc.elaborate.scope import PlanScope
from colossusc.expr.typed import Typed
from colossusc.ir import Item, Origin, Value
from colossusc.kinds import Field
from colossusc.source import Span
from colossusc.syntax import nodes

Given: TypeAlias = nodes.Assignment | nodes.Definition | nodes.Spanned


class Cell:
    """A value not computed yet: the statements that give it, and the scope they are read in."""

    __slots__ = (
        "cites",
        "field",
        "item",
        "name",
        "origin",
        "read",
        "restated",
        "restates",
        "scope",
        "state",
        "statements",
        "typed",
        "under",
        "value",
    )

    def __init__(
        self,
        name: str,
        field: Field | None,
        scope: PlanScope,
        item: Item | None,
        statements: list[Given],
        cites: Callable[[PlanScope, nodes.Value | nodes.Spanned], tuple[Item, ...]],
        under: Callable[[], Value | None],
        origin: Origin = "written",
    ) -> None:
        self.name = name
        self.field = field  # None for a let or a phase
        self.scope = scope
        self.item = item
        self.statements = statements
        self.cites = cites
        self.under = under  # what the value lies over: the part's, or none
        self.origin: Origin = origin
        self.state: Literal["new", "checking", "checked", "computing", "done"] = "new"
        self.typed: list[Typed] = []
        self.value: Value | None = None
        self.restated: Cell | None = None  # of a let: that of the part, of which it takes the place
        self.restates = False  # whether a `units` block gives it, for some units of an array
        self.read = False  # whether some expression names it

    @property
    def path(self) -> str:
        """The name with its object's: `h100.count`; of what a part says of itself, with the part's."""
        part = self.scope.part
        if part is not None and self.item is self.scope.instance:
            return f"{part.name}.{self.name}"
        return f"{self.item.name}.{self.name}" if self.item is not None else self.name

    @property
    def span(self) -> Span:
        """The name in the first statement that gives the value."""
        statement = self.statements[0]
        place: nodes.Node = statement
        if isinstance(statement, nodes.Assignment):
            place = statement.target
        elif isinstance(statement, nodes.Definition):
            place = statement.name
        return Span(self.scope.source, place.start, place.end)

    @property
    def text(self) -> str:
        """The first statement that gives the value, as written."""
        return Span(self.scope.source, self.statements[0].start, self.statements[0].end).text

    @property
    def plain(self) -> bool:
        """Whether a part's value reads nothing, so that all objects made of the part share it."""
        return all(
            isinstance(statement, nodes.Assignment) and isinstance(statement.value.expr, (nodes.Quantity, nodes.Text))
            for statement in self.statements
        )
