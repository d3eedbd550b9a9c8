"""What scopes ask about the objects of a run: values as they are computed, lets, phases, objects by name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import attrs

from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.elaborate.arrays import in_class, split_key
from colossusc.elaborate.cell import Cell
from colossusc.elaborate.changes import Change, Changes
from colossusc.elaborate.places import inside
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.symbols import Symbols
from colossusc.elaborate.values import Evaluator
from colossusc.expr.scope import bare, comparable
from colossusc.expr.typed import Context, Typed, broken, read
from colossusc.expr.types import UNTYPED, BrokenType, QuantityType, Type
from colossusc.ir import Item, Value, filling
from colossusc.kinds import Field, find_kind
from colossusc.resolve import Module, Project
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.timeline import Steps
from colossusc.values.unit_table import Unit

NOTHING: dict[str, Any] = {}
MOST_GUESSES = 100


class Names(ABC):
    """The tables of a run, and the answers that they give. `Declarations` and `Elaborator` fill them."""

    fact_names: frozenset[str] = frozenset()  # what only requires, rules and reports may read

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        self.project = project
        self.diagnostics = diagnostics
        self.evaluator = Evaluator(diagnostics)
        self.symbols = Symbols()
        self.cells: dict[Item, dict[str, Cell]] = {}
        self.lets: dict[Item | Module, dict[str, Cell]] = {}
        self.phases: dict[Item, dict[str, Cell]] = {}
        self.insides: dict[Item, dict[str, Steps[Any]]] = {}  # what is in a place over time, by kind
        self.objects: dict[Item, dict[str, list[Item]]] = {}  # by name, an array by its name without keys
        self.changes: dict[Item, Changes] = {}  # by campus: what makes it differ from what is written of it
        self.campus_units: dict[Item, dict[str, tuple[Module, nodes.Definition]]] = {}  # users' units, by campus
        self.units_read: dict[nodes.Definition, Unit | None] = {}
        self.guesses = 0
        self.listed: dict[Item, tuple[int, tuple[str, ...]]] = {}  # the names in an object, and how many there were
        self.broken: dict[Item, set[str]] = {}  # names of statements that were already reported
        self.everywhere: dict[str, Item] = {}  # parties and jurisdictions

    # --------------------------------------------------------------------------------------- what scopes ask for

    def given(self, table: dict[Any, dict[str, Cell]], item: Item, name: str) -> Cell | None:
        """What gives a field, let or phase of an object: its own statements, and its campus's changes over them."""
        cell = table.get(item, NOTHING).get(name)
        changes = self.changes.get(item.campus) if self.changes else None
        if changes is None:
            return cell
        if table is self.cells:
            hidden = name in self.lets.get(item, NOTHING) or name in self.phases.get(item, NOTHING)
            return cell if hidden else changes.over(item, name, cell, self._changed)
        return changes.over(item, name, cell, self._changed) if cell is not None else None

    def _changed(self, change: Change, item: Item, name: str, cell: Cell | None) -> Cell | None:
        """The cell of a change over what it changes. What changes a let keeps to the type of the let."""
        field = item.kind.by_name[name] if cell is None else cell.field
        if field is None:
            assert cell is not None
            type_ = self.evaluator.type_of(cell)
            if isinstance(type_, BrokenType):
                return cell
            if isinstance(type_, QuantityType):
                type_ = attrs.evolve(type_, integer=False)
            field = Field(name, type_, "what a `let` names")

        def under() -> Value | None:
            if cell is not None:
                return self.evaluator.value(cell)
            return self._from_part(item, item.base, name) if item.base is not None else None

        return Cell(name, field, change.scope, item, change.statements, self.cites, under)

    def value_of(self, item: Item, name: str) -> Value:
        found = item.values.get(name)
        if found is not None:
            return found
        cell = self.given(self.cells, item, name)
        if cell is not None:
            value = self.evaluator.value(cell)
            filling(item.values)[name] = value  # over the part's, which was computed as what it replaces
            return value
        if item.base is not None and not item.is_lost(name):
            inherited = self._from_part(item, item.base, name)
            if inherited is not None:
                return inherited
        if (around := item.giver_of(name)) is not None:
            self.value_of(around, name)
        return item.value(name)

    def held_in(self, level: Item, kind: str) -> Steps[Any]:
        """The objects of a kind in a place, over time."""
        found = self.insides.setdefault(level, {})
        if kind not in found:
            found[kind] = inside(level, kind, self._moves)
        return found[kind]

    def _moves(self, item: Item) -> Steps[Any] | None:
        if "at" not in item.kind.by_name or self.given(self.cells, item, "at") is None:
            return None
        return self.value_of(item, "at").steps

    def _from_part(self, item: Item, part: Item, name: str) -> Value | None:
        """A part's value; computed anew for this object where it depends on what the object may restate."""
        cell = self.cells.get(part, NOTHING).get(name)
        if cell is None:
            return self._from_part(item, part.base, name) if part.base is not None and not part.is_lost(name) else None
        if cell.plain:
            return self.value_of(part, name)
        scope = PlanScope(self, cell.scope.module, item, instance=item, part=cell.scope.part)
        own = Cell(name, cell.field, scope, item, cell.statements, cell.cites, cell.under, "part")
        value = self.evaluator.value(own)
        filling(item.values).setdefault(name, value)
        return value

    def let_of(self, item: Item, name: str) -> Typed | None:
        return self._cell_leaf(self.given(self.lets, item, name))

    def phase_of(self, item: Item, name: str) -> Typed | None:
        return self._cell_leaf(self.given(self.phases, item, name))

    def module_let(self, module: Module, name: str) -> Typed | None:
        owner = next((each for each in (module, *module.merged) if name in each.lets), None)
        return self._cell_leaf(self.module_cell(owner, name)) if owner is not None else None

    def module_cell(self, module: Module, name: str) -> Cell:
        """The value of a `let` at the top of a file."""
        cells = self.lets.setdefault(module, {})
        if name not in cells:
            scope = PlanScope(self, module, None)
            cells[name] = Cell(name, None, scope, None, [module.lets[name]], self.cites, lambda: None)
        return cells[name]

    def _cell_leaf(self, cell: Cell | None) -> Typed | None:
        if cell is None:
            return None
        cell.read = True
        type_ = self.evaluator.type_of(cell)
        if cell.restated is not None:
            type_ = self._as_in_part(cell, cell.restated, type_)
        evaluator = self.evaluator
        node, source = cell.statements[0], cell.scope.source
        if isinstance(type_, BrokenType):
            return broken(node, source)

        def look(context: Context) -> Any:
            return read(evaluator.value(cell).steps, context)

        return Typed(node, source, type_, look, "read", reads=lambda context: evaluator.value(cell))

    def _as_in_part(self, cell: Cell, restated: Cell, given: Type) -> Type:
        """The type of a let that takes the place of a part's; one that is something else is reported."""
        wanted = self.evaluator.type_of(restated)
        if comparable(given, wanted):
            return given
        statement = cell.statements[0]
        assert isinstance(statement, nodes.Definition)
        words = f"`{cell.name}` is {bare(wanted)} in the part, and {bare(given)} here"
        cell.scope.error("C0429", words, statement.value.expr, "", f"the part says `{restated.text}`")
        return UNTYPED

    def named(self, item: Item, name: str) -> list[Item]:
        objects = self.objects.get(item)
        if objects is None:
            return []
        if "[" not in name:
            return objects.get(name, [])
        base, low, high, _ = split_key(name)
        return [each for each in objects.get(base, []) if in_class(each, low, high)]

    def names_in(self, item: Item) -> Iterator[str]:
        for table in (self.lets, self.phases, self.objects):
            yield from table.get(item, NOTHING)

    def known_in(self, item: Item) -> tuple[str, ...]:
        """What is named in an object, and its fields. Asked for again at the next mistake, of objects of any size."""
        size = sum(len(table.get(item, NOTHING)) for table in (self.lets, self.phases, self.objects))
        known = self.listed.get(item)
        if known is None or known[0] != size:
            known = self.listed[item] = size, (*self.names_in(item), *item.kind.by_name)
        return known[1]

    def declares(self, part: Item, name: str) -> bool:
        """Whether a part, or one that it extends, declares a let, a phase or an object of that name."""
        word = split_key(name)[0]
        return any(word in table.get(part, NOTHING) for table in (self.lets, self.phases, self.objects))

    @abstractmethod
    def part(self, module: Module, name: str) -> Item | None:
        """The part of that name which a file declares."""

    @abstractmethod
    def cites(self, scope: PlanScope, written: nodes.Value | nodes.Spanned) -> tuple[Item, ...]:
        """The sources that a statement cites."""

    @abstractmethod
    def own_units(self, module: Module, item: Item | None) -> Mapping[str, Unit | None]:
        """The users' units that the text of a file sees, from an object of the plan that it stands in."""

    def shared(self, name: str) -> Item | None:
        return self.everywhere.get(name)

    def shared_names(self) -> Iterator[str]:
        yield from self.everywhere

    def is_broken(self, module: Module, item: Item | None, word: str) -> bool:
        word = split_key(word)[0]
        known = [each.broken for each in (module, *module.merged)]
        for each in item.within() if item is not None else ():
            made_of: Item | None = each
            while made_of is not None:
                known.append(self.broken.get(made_of, set()))
                made_of = made_of.base
        return any(word in words or "*" in words for words in known)

    def misdeclared(self, item: Item, word: str) -> bool:
        """Whether an object was to have a name that a mistake, which was reported, leaves without a meaning."""
        return word in self.broken.get(item, NOTHING)

    def undeclared(self, word: str, *kinds: str) -> bool:
        """Whether some file was to declare a name of one of these kinds, which are known everywhere, and has a mistake
        that was reported."""
        shared = bool(kinds) and all(kind.shared for name in kinds if (kind := find_kind(name)) is not None)
        return shared and any(not each.broken.isdisjoint((word, "*")) for each in self.project.modules())

    def is_fact(self, word: str) -> bool:
        """Whether a name is that of a fact, which values cannot read."""
        return word in self.fact_names

    def may_guess(self) -> bool:
        """Whether a name is still looked for that was meant; nobody reads the hundredth guess."""
        self.guesses += 1
        return self.guesses <= MOST_GUESSES

    def symbol(
        self, span: Span, type_: Type, domain: tuple[Any, ...], varies: bool, item: Item | None, word: str
    ) -> Any:
        """The value of a range in the cell that is being computed; of a rule's own range where none is. Of a day after
        `from` or `until`, that word, and the object in which it stands."""
        return self.symbols.of_range(self._computed(), span, type_, domain, varies, item, word)

    def contested(self, span: Span, type_: Type, figures: tuple[Any, ...]) -> Any:
        """The value of contested figures."""
        return self.symbols.of_contested(self._computed(), span, type_, figures)

    def _computed(self) -> Cell | None:
        return self.evaluator.stack[-1] if self.evaluator.stack else None

    @contextmanager
    def reporting_to(self, diagnostics: Diagnostics) -> Iterator[None]:
        """What is wrong with what is made now goes elsewhere: to the tool that makes it."""
        before = self.diagnostics
        self.diagnostics = self.evaluator.diagnostics = diagnostics
        try:
            yield
        finally:
            self.diagnostics = self.evaluator.diagnostics = before

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.add(diagnostic)

    def declared_twice(self, name: str, first: Span | None, second: Span | None) -> None:
        self.diagnostics.add(
            Diagnostic(
                "C0303",
                "error",
                f"`{name}` is declared twice",
                second,
                "again here",
                (Label(first, "first here"),) if first is not None else (),
                helps=("give one of them another name, or remove it",),
            )
        )
