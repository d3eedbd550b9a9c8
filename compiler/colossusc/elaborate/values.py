"""Fields and lets over time: each is computed when it is first needed, once, and never from itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.elaborate.cell import Cell, Given
from colossusc.elaborate.fit import fit, in_bounds, literal, out_of_bounds
from colossusc.elaborate.laying import Laying
from colossusc.elaborate.periods import day, interval
from colossusc.expr.check import check
from colossusc.expr.scope import bare, comparable
from colossusc.expr.typed import Context, Problem, Typed, broken, over_time
from colossusc.expr.types import UNTYPED, BrokenType, DateType, QuantityType, SetType, Type
from colossusc.ir import END, Entry, Value
from colossusc.kinds import Field
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import Steps, combine, constant
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain

MOST_DEPENDENT = 1_000  # how long a chain of values, each reading the next, may be


class Evaluator(Laying):
    """Computes cells on demand; a value that needs itself is reported with its path."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        super().__init__(diagnostics)
        self.stack: list[Cell] = []

    # ---------------------------------------------------------------------------------------------------- cycles

    def _enter(self, cell: Cell) -> bool:
        """Whether the cell may be worked on now; a cycle or too long a chain is reported."""
        if cell.state in ("checking", "computing"):
            round_ = self.stack[self.stack.index(cell) :]
            path = " → ".join(f"`{each.path}`" for each in (*round_, cell))
            labels = tuple(Label(each.span, f"`{each.path}` is read here on the way") for each in round_[1:])
            self.diagnostics.add(
                Diagnostic(
                    "C0601",
                    "error",
                    f"`{cell.path}` depends on itself: {path}",
                    cell.span,
                    "starts here",
                    labels,
                    helps=("give one of them a number of its own",),
                )
            )
            return False
        if len(self.stack) >= MOST_DEPENDENT:
            first = self.stack[0]
            self.diagnostics.error(
                "C0906",
                f"`{first.path}` depends on a chain of more than {MOST_DEPENDENT:,} values",
                first.span,
                "",
                "let more of them read the first value of the chain, instead of each other",
            )
            return False
        self.stack.append(cell)
        return True

    # ---------------------------------------------------------------------------------------------------- types

    def type_of(self, cell: Cell) -> Type:
        """The type of a let: that of its first statement that has one. A phase is a date."""
        if cell.field is not None:
            return cell.field.type
        if cell.state == "new":
            if not self._enter(cell):
                return UNTYPED
            cell.state = "checking"
            cell.typed = [self._checked(cell, statement) for statement in cell.statements]
            cell.state = "checked"
            self.stack.pop()
        elif cell.state == "checking":
            self._enter(cell)
            return UNTYPED
        types = [typed.type for typed in cell.typed]
        return next((type_ for type_ in types if not isinstance(type_, BrokenType)), UNTYPED)

    def _checked(self, cell: Cell, statement: Given) -> Typed:
        assert not isinstance(statement, nodes.Spanned)
        expected, node = cell.field.type if cell.field else None, statement.value.expr
        if expected is not None and isinstance(node, nodes.List) and not isinstance(expected, SetType):
            help_ = "sources stand behind a value, as in `8 MW [press]`"
            cell.scope.error("C0425", f"`{cell.name}` takes {expected.words}: this is a list", node, "", help_)
            return broken(node, cell.scope.source)
        return check(node, cell.scope, expected)

    # --------------------------------------------------------------------------------------------------- values

    def value(self, cell: Cell) -> Value:
        """The value of a cell, computed when first asked for."""
        if cell.value is not None:
            return cell.value
        field = cell.field
        if field is not None and (quick := self._literal(cell, field)) is not None:
            cell.value = self._kept(cell, quick)
            return cell.value
        type_ = field.type if field is not None else self.type_of(cell)
        if not self._enter(cell):
            return Value(cell.name, type_, constant(BROKEN), cell.origin)
        cell.state = "computing"
        given = self._entries(cell, type_)
        if given is None:
            cell.value = Value(cell.name, type_, constant(BROKEN), cell.origin)
        else:
            laid = self.laid_over(cell, type_, [entry for entry, _ in given], [steps for _, steps in given])
            cell.value = self._kept(cell, laid)
        self.stack.pop()
        cell.state = "done"
        return cell.value

    def _kept(self, cell: Cell, value: Value) -> Value:
        """The value; unknown where a mistake in the same block, such as a misspelt statement of it, was reported."""
        if cell.item is None or not cell.item.is_lost(cell.name):
            return value
        return Value(value.name, value.type, constant(BROKEN), value.origin, value.entries, value.overrides)

    def _literal(self, cell: Cell, field: Field) -> Value | None:
        """The common line, `rating = 16.48 MW [permit]`, without a closure; None where it is not that simple."""
        if len(cell.statements) != 1:
            return None
        statement = cell.statements[0]
        if isinstance(statement, nodes.Spanned) or statement.period is not None or statement.value.against:
            return None
        written = statement.value
        value = literal(written.expr, field)
        if value is None:
            return None
        entry = Entry(cell.scope.source, written, FIRST_DAY, END, cell.cites(cell.scope, written), cell.item)
        return Value(cell.name, field.type, constant(value), cell.origin, (entry,), cell.under())

    def _entries(self, cell: Cell, type_: Type) -> list[tuple[Entry, Steps[Any]]] | None:
        """Each statement with its interval, and what it gives over time; None where an interval was reported."""
        found = [
            self._first_run(cell, statement)
            if isinstance(statement, nodes.Spanned)
            else self._statement(cell, statement, index, type_)
            for index, statement in enumerate(cell.statements)
        ]
        given = [each for each in found if each is not None]
        return given if len(given) == len(found) else None

    def _first_run(self, cell: Cell, statement: nodes.Spanned) -> tuple[Entry, Steps[Any]]:
        """`running from 2025-07-02` gives a date."""
        period = statement.period
        first: Any = day(cell.scope, period.begin) if period.begin is not None else BROKEN
        if period.word != "from" or period.until is not None:
            cell.scope.error("C0508", f"`{cell.name}` takes the day it starts: `{cell.name} from 2025-07-02`", period)
            first = BROKEN
        cites = cell.cites(cell.scope, statement)
        return Entry(cell.scope.source, period, FIRST_DAY, END, cites, cell.item), constant(first)

    def _statement(
        self, cell: Cell, statement: nodes.Assignment | nodes.Definition, index: int, type_: Type
    ) -> tuple[Entry, Steps[Any]] | None:
        scope, written = cell.scope, statement.value
        period = interval(scope, statement.period) if statement.period is not None else (FIRST_DAY, END)
        if period is None:
            return None
        start, end = first_of(period[0]), last_of(period[1])
        cites = tuple(cite for each in (written, *written.against) for cite in cell.cites(scope, each))
        field = cell.field
        plain = field is not None and field.dated and not written.against
        value = literal(written.expr, field) if plain and field is not None else None
        expression = None if value is not None else lambda: self._checked(cell, statement)
        entry = Entry(scope.source, written, start, end, cites, cell.item, expression)
        if isinstance(period[0], Uncertain) or isinstance(period[1], Uncertain):
            self.windows[entry] = period
        if value is not None:
            return entry, constant(value)
        typed = cell.typed[index] if cell.typed else self._checked(cell, statement)
        if statement.period is not None and field is not None and not field.dated:
            scope.error(
                "C0509", f"`{cell.name}` cannot change over time", statement.period, "", "give it once, without a date"
            )
            typed = broken(typed.node, typed.source)
        content = self._content(cell, typed, type_)
        return entry, self._contested(cell, written, content, type_) if written.against else content

    def _contested(self, cell: Cell, written: nodes.Value, first: Steps[Any], type_: Type) -> Steps[Any]:
        """`37_632 [olcf] against 37_888 [press]`: one of the figures, and it is not known which."""
        if not isinstance(type_, (QuantityType, DateType)):
            help_ = "keep the one that you go by, and name the other in a comment"
            cell.scope.error(
                "C0613", f"only figures and dates can be contested: this is {type_.words}", written, "", help_
            )
            return constant(BROKEN)
        span = Span(cell.scope.source, written.start, written.end)
        others = [
            self._content(cell, check(each.expr, cell.scope, cell.field.type if cell.field else type_), type_)
            for each in written.against
        ]
        return combine(lambda *figures: cell.scope.world.contested(span, type_, figures), first, *others)

    def _content(self, cell: Cell, typed: Typed, type_: Type) -> Steps[Any]:
        """What an expression gives over time, as its field wants it."""
        fitted = fit(typed, type_, cell) if cell.field is not None else self._let_fits(typed, type_, cell)
        if fitted is None:
            return constant(BROKEN)
        try:
            steps = over_time(fitted)
        except Problem as problem:
            helps = (problem.help,) if problem.help else ()
            self.diagnostics.add(
                Diagnostic(problem.code, "error", str(problem), problem.span, problem.label, helps=helps)
            )
            return constant(BROKEN)
        if cell.field is not None:
            for value in steps.values:
                if not isinstance(value, Missing) and not in_bounds(value, cell.field):
                    out_of_bounds(cell.scope, typed.node, value, cell.field)
                    return constant(BROKEN)
        return steps

    def _let_fits(self, typed: Typed, type_: Type, cell: Cell) -> Callable[[Context], Any] | None:
        if isinstance(typed.type, BrokenType):
            return None
        if not comparable(typed.type, type_):
            cell.scope.error(
                "C0402", f"`{cell.name}` is {bare(type_)} at first and {bare(typed.type)} here", typed.node
            )
            return None
        return typed.run
