"""Fields and lets over time: each is computed when it is first needed, once, and never from itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.elaborate.cell import Cell, Given
from colossusc.elaborate.fit import day_of, fit, in_bounds, literal, out_of_bounds
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.check import check
from colossusc.expr.scope import bare, comparable, no_meaning
from colossusc.expr.typed import Context, Problem, Typed, broken, over_time
from colossusc.expr.types import DATE, UNTYPED, BrokenType, DateType, Type
from colossusc.ir import END, Entry, Value, default_value
from colossusc.kinds import Field
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.timeline import Clash, Steps, build, constant, stepped

MOST_DEPENDENT = 1_000  # how long a chain of values, each reading the next, may be


class Evaluator:
    """Computes cells on demand; a value that needs itself is reported with its path."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self.diagnostics = diagnostics
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
                "C0906", f"`{first.path}` depends on a chain of more than {MOST_DEPENDENT:,} values", first.span
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
        expected = cell.field.type if cell.field else None
        return check(statement.value.expr, cell.scope, expected)

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
            laid = self._laid(cell, type_, [entry for entry, _ in given], [steps for _, steps in given])
            cell.value = self._kept(cell, laid)
        self.stack.pop()
        cell.state = "done"
        return cell.value

    def _kept(self, cell: Cell, value: Value) -> Value:
        """The value; unknown where a mistake in the same block, such as a misspelt statement of it, was reported."""
        if cell.item is None or cell.name not in cell.item.lost:
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
        return None if None in found else found  # type: ignore[return-value]

    def _first_run(self, cell: Cell, statement: nodes.Spanned) -> tuple[Entry, Steps[Any]]:
        """`running from 2025-07-02` gives a date."""
        period = statement.period
        day = self.day(cell.scope, period.begin) if period.begin is not None else BROKEN
        if period.word != "from" or period.until is not None:
            cell.scope.error("C0508", f"`{cell.name}` takes the day it starts: `{cell.name} from 2025-07-02`", period)
            day = BROKEN
        cites = cell.cites(cell.scope, statement)
        return Entry(cell.scope.source, period, FIRST_DAY, END, cites, cell.item), constant(day)

    def _statement(
        self, cell: Cell, statement: nodes.Assignment | nodes.Definition, index: int, type_: Type
    ) -> tuple[Entry, Steps[Any]] | None:
        scope, written = cell.scope, statement.value
        interval = self.interval(scope, statement.period) if statement.period is not None else (FIRST_DAY, END)
        if written.against:
            no_meaning(scope, written.against[0], "`against`")
            interval = None
        if interval is None:
            return None
        start, end = interval
        cites, field = cell.cites(scope, written), cell.field
        if field is not None and field.dated and (value := literal(written.expr, field)) is not None:
            return Entry(scope.source, written, start, end, cites, cell.item), constant(value)
        entry = Entry(scope.source, written, start, end, cites, cell.item, lambda: self._checked(cell, statement))
        typed = cell.typed[index] if cell.typed else self._checked(cell, statement)
        if statement.period is not None and field is not None and not field.dated:
            scope.error(
                "C0509", f"`{cell.name}` cannot change over time", statement.period, "", "give it once, without a date"
            )
            typed = broken(typed.node, typed.source)
        return entry, self._content(cell, typed, type_)

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

    def _laid(self, cell: Cell, type_: Type, entries: list[Entry], contents: list[Steps[Any]]) -> Value:
        """Steps over what is underneath, and overlays over both."""
        under = cell.under()
        if len(entries) == 1 and (isinstance(only := cell.statements[0], nodes.Spanned) or only.period is None):
            return Value(cell.name, type_, contents[0], cell.origin, tuple(entries), under)
        steps, spans, bases = [], [], []
        for place, (entry, statement) in enumerate(zip(entries, cell.statements, strict=True)):
            period = None if isinstance(statement, nodes.Spanned) else statement.period
            if period is None:
                bases.append(place)
            elif period.until is None:
                steps.append((entry.start, place))
            else:
                spans.append((entry.start, entry.end, place))
        if len(bases) > 1:
            self._twice(cell, entries, bases[0], bases[1], "is given twice")
            return Value(cell.name, type_, constant(BROKEN), cell.origin, tuple(entries), under)
        ground = constant(ABSENT) if bases else self._ground(cell, under)
        laid = build(bases[0] if bases else -1, steps, spans)
        if isinstance(laid, Clash):
            places = [place for *_, place in (steps if laid.sort == "same start" else spans)]
            words = {"same start": "is given twice from the same day", "overlap": "is given twice on some days"}
            if laid.sort == "reversed":  # `interval` has reported it
                return Value(cell.name, type_, constant(BROKEN), cell.origin, tuple(entries), under)
            self._twice(cell, entries, places[laid.first], places[laid.second], words[laid.sort], laid.sort)
            return Value(cell.name, type_, constant(BROKEN), cell.origin, tuple(entries), under)
        following = [start for start, _ in sorted(steps)]
        closed = tuple(
            _closed(entry, statement, following) for entry, statement in zip(entries, cell.statements, strict=True)
        )
        total = _spliced(laid, [*contents, ground])
        return Value(cell.name, type_, total, cell.origin, tuple(sorted(closed, key=_underneath_first)), under)

    def _ground(self, cell: Cell, under: Value | None) -> Steps[Any]:
        """What holds where no statement says more: the part's value, or that of the block around."""
        field = cell.field
        if under is not None:
            return under.steps
        if field is None:
            return constant(ABSENT)
        if field.before_zero:
            return constant(0)
        parent = cell.item.parent if cell.item is not None else None
        if field.handed_down and parent is not None and field.name in parent.kind.by_name:
            return cell.scope.world.value_of(parent, field.name).steps
        return default_value(field).steps

    def _twice(self, cell: Cell, entries: list[Entry], first: int, second: int, words: str, sort: str = "") -> None:
        code = {"same start": "C0504", "overlap": "C0505"}.get(sort, "C0602")
        places = [self._place(cell, place) for place in (first, second)]
        overlap = ""
        if sort == "overlap":
            start, end = max(entries[first].start, entries[second].start), min(entries[first].end, entries[second].end)
            overlap = f": from {show_date(start)} until {show_date(end)}"
        self.diagnostics.add(
            Diagnostic(
                code,
                "error",
                f"`{cell.name}` {words}{overlap}",
                places[1],
                "again here",
                (Label(places[0], "first here"),),
                helps=("keep one of them, or give them different dates",),
            )
        )

    def _place(self, cell: Cell, place: int) -> Span:
        statement = cell.statements[place]
        return Span(cell.scope.source, statement.start, statement.end)

    # ---------------------------------------------------------------------------------------------------- dates

    def interval(self, scope: PlanScope, period: nodes.Period) -> tuple[int, int] | None:
        """The half-open interval of a period; None where it means nothing, which is reported."""
        if period.ramping:
            no_meaning(scope, period, "`ramping`")
            return None
        if period.word == "on":
            no_meaning(scope, period, "a value `on` one day")
            return None
        start = self.day(scope, period.begin) if period.begin is not None else FIRST_DAY
        end = self.day(scope, period.until) if period.until is not None else END
        if isinstance(start, Missing) or isinstance(end, Missing):
            return None
        if end <= start:
            words = f"from {show_date(start)} until {show_date(end)}"
            scope.error("C0506", f"this period ends before it begins: {words}", period, "", "swap the two days")
            return None
        return start, end

    def day(self, scope: PlanScope, node: nodes.Expr) -> int | Missing:
        """The day that an expression names; BROKEN where that was reported."""
        if isinstance(node, nodes.Date) and (written := day_of(node)) is not None:
            return written
        typed = check(node, scope, DATE)
        if isinstance(typed.type, BrokenType):
            return BROKEN
        if not isinstance(typed.type, DateType):
            scope.error("C0510", f"this should be a date: it is {typed.type.words}", node, "", "write it as 2025-07-02")
            return BROKEN
        try:
            days = over_time(typed.run)
        except Problem as problem:
            scope.error(problem.code, str(problem), node)
            return BROKEN
        day = days.values[0]
        if len(days.values) > 1:
            scope.error("C0510", "this date changes over time", node, "", "use one that does not")
            return BROKEN
        if day is ABSENT:
            scope.error("C0510", "this date is not given", node)
            return BROKEN
        return day  # type: ignore[no-any-return]


def _closed(entry: Entry, statement: Given, following: list[int]) -> Entry:
    """The entry with its true end: a step holds until the next one."""
    period = None if isinstance(statement, nodes.Spanned) else statement.period
    if period is not None and period.until is not None:
        return entry
    place = bisect_right(following, entry.start) if period is not None else 0
    end = following[place] if place < len(following) else END
    return Entry(entry.source, entry.node, entry.start, end, entry.cites, entry.item, entry.expression)


def _underneath_first(entry: Entry) -> tuple[int, int]:
    """Sorts so that, of the entries that hold on a day, the one on top comes last."""
    return (-entry.end, entry.start)


def _spliced(which: Steps[int], contents: list[Steps[Any]]) -> Steps[Any]:
    """The step function that is `contents[which]` on each day."""
    starts: list[int] = []
    values: list[Any] = []
    for start, end, index in which.segments():
        content = contents[index]
        day = start
        while day < end:
            starts.append(day)
            values.append(content.at(day))
            day = content.until(day)
    return stepped(starts, values)
