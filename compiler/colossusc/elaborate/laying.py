"""How the statements of one value lie over each other: what is underneath, steps, overlays, windows and ramps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import attrs

from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.elaborate.cell import Cell, Given
from colossusc.elaborate.layers import LONGEST_RAMP, Layer, laid, unordered
from colossusc.elaborate.periods import Interval
from colossusc.expr.types import DATE, QuantityType, Type
from colossusc.ir import END, Entry, Value, default_value
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import show_date
from colossusc.values.timeline import Clash, Steps, build, combine, constant, stepped
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain


class Laying:
    """Lays the statements of cells over each other; two that cannot both hold are reported."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self.diagnostics = diagnostics
        self.windows: dict[Entry, Interval] = {}  # of statements whose days are not known

    def laid_over(self, cell: Cell, type_: Type, entries: list[Entry], contents: list[Steps[Any]]) -> Value:
        """Steps over what is underneath, and overlays over both."""
        under = cell.under()
        if len(entries) == 1 and (isinstance(only := cell.statements[0], nodes.Spanned) or only.period is None):
            return Value(cell.name, type_, contents[0], cell.origin, tuple(entries), under)
        steps, spans, bases = [], [], []
        for place, (entry, statement) in enumerate(zip(entries, cell.statements, strict=True)):
            period = None if isinstance(statement, nodes.Spanned) else statement.period
            if period is None:
                bases.append(place)
            elif period.until is None and period.word != "on":
                steps.append((entry.start, place))
            else:
                spans.append((entry.start, entry.end, place))
        if len(bases) > 1:
            self._twice(cell, entries, bases[0], bases[1], "is given twice")
            return Value(cell.name, type_, constant(BROKEN), cell.origin, tuple(entries), under)
        ground = constant(ABSENT) if bases else self._ground(cell, under)
        if self._is_woven(cell, entries):
            layers = list(self._layers(cell, entries, contents))
            return self._woven(cell, type_, entries, contents[bases[0]] if bases else ground, layers, under)
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

    def _is_woven(self, cell: Cell, entries: list[Entry]) -> bool:
        """Whether some of its days lie in a window, or it ramps; nearly nothing does."""
        periods = (None if isinstance(each, nodes.Spanned) else each.period for each in cell.statements)
        return any(period is not None and period.ramping for period in periods) or any(
            entry in self.windows for entry in (entries if self.windows else ())
        )

    def _layers(self, cell: Cell, entries: list[Entry], contents: list[Steps[Any]]) -> Iterator[Layer]:
        for place, (entry, statement) in enumerate(zip(entries, cell.statements, strict=True)):
            period = None if isinstance(statement, nodes.Spanned) else statement.period
            if period is not None:
                start, end = self.windows.get(entry, (entry.start, entry.end))
                until = None if period.until is None and period.word != "on" else end
                yield Layer(place, start, until, contents[place], period.ramping)

    def _woven(
        self,
        cell: Cell,
        type_: Type,
        entries: list[Entry],
        ground: Steps[Any],
        layers: list[Layer],
        under: Value | None,
    ) -> Value:
        """A value some of whose days lie in a window, or that ramps."""
        broken_value = Value(cell.name, type_, constant(BROKEN), cell.origin, tuple(entries), under)
        clash = unordered(layers)
        if clash is not None:
            first, second = sorted(clash, key=lambda layer: layer.place)
            if isinstance(first.start, int) and first.start == second.start:
                self._twice(cell, entries, first.place, second.place, "is given twice from the same day", "same start")
            else:
                self._twice(
                    cell, entries, first.place, second.place, "changes twice, in windows that overlap", "window"
                )
            return broken_value
        for layer in layers:
            if (layer.ramping and not self._may_ramp(cell, layer, type_)) or self._moves_in_a_window(cell, layer):
                return broken_value
        integer = isinstance(type_, QuantityType) and type_.integer
        steps = laid(ground, layers, integer)
        closed = tuple(sorted(_ended(entries, layers), key=_underneath_first))
        given = _given(ground, layers) if ABSENT in steps.values else None
        return Value(cell.name, type_, steps, cell.origin, closed, under, given)

    def _moves_in_a_window(self, cell: Cell, layer: Layer) -> bool:
        """Whether nobody knows on which day it moves: where it stands is a word, and no word is either of two."""
        for day in (layer.start, layer.end):
            if cell.field is not None and cell.field.name == "at" and isinstance(day, Uncertain):
                place = getattr(cell.statements[layer.place], "period", None) or cell.statements[layer.place]
                help_ = f"write a day, such as `{show_date(first_of(day))}`"
                cell.scope.error("C0511", f"a move is on one day: {DATE.show(day)} is a window", place, "", help_)
                return True
        return False

    def _may_ramp(self, cell: Cell, layer: Layer, type_: Type) -> bool:
        """Whether a ramp goes from one known day to another, not too far, and is of a figure."""
        statement = cell.statements[layer.place]
        assert not isinstance(statement, nodes.Spanned)
        place = statement.period or statement
        if isinstance(layer.start, Uncertain) or isinstance(layer.end, Uncertain):
            help_ = "write both days, such as `from 2025-03-01 ramping until 2025-06-01`"
            message = "a ramp goes from one day to another, not to a window of days"
            cell.scope.error("C0513", message, place, "", help_)
        elif last_of(layer.end or END) - layer.start > LONGEST_RAMP:
            cell.scope.error("C0513", f"a ramp takes at most {LONGEST_RAMP:,} days", place)
        elif not isinstance(type_, QuantityType):
            cell.scope.error("C0513", f"only figures ramp: `{cell.name}` is {type_.words}", place)
        else:
            return True
        return False

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
        code = {"same start": "C0504", "overlap": "C0505", "window": "C0512"}.get(sort, "C0602")
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


def _closed(entry: Entry, statement: Given, following: list[int]) -> Entry:
    """The entry with its true end: a step holds until the next one."""
    period = None if isinstance(statement, nodes.Spanned) else statement.period
    if period is not None and (period.until is not None or period.word == "on"):
        return entry
    place = bisect_right(following, entry.start) if period is not None else 0
    end = following[place] if place < len(following) else END
    return Entry(entry.source, entry.node, entry.start, end, entry.cites, entry.item, entry.expression)


def _given(ground: Steps[Any], layers: list[Layer]) -> Steps[Any]:
    """Whether a value is given: laid over each other like the value itself."""

    def seen(content: Steps[Any]) -> Steps[Any]:
        return combine(lambda value: value is not ABSENT, content)

    flat = [
        attrs.evolve(layer, content=seen(layer.content), ramping=False, end=None if layer.ramping else layer.end)
        for layer in layers
    ]
    return laid(seen(ground), flat, whole=False)


def _ended(entries: list[Entry], layers: list[Layer]) -> Iterator[Entry]:
    """The entries with their true ends: a step, or a ramp, holds until the next one."""
    risen = {layer.place: first_of(layer.end) for layer in layers if layer.ramping and layer.end is not None}
    following = sorted(first_of(layer.start) for layer in layers if layer.end is None or layer.ramping)
    overlays = {layer.place for layer in layers if layer.end is not None and not layer.ramping}
    for place, entry in enumerate(entries):
        after = bisect_right(following, entry.start) if any(layer.place == place for layer in layers) else 0
        end = following[after] if after < len(following) else END
        yield entry if place in overlays else attrs.evolve(entry, end=end, ramps_until=risen.get(place))


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
