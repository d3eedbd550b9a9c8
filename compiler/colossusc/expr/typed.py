"""A typed expression: the node it came from, its type, and a closure that evaluates it on one day.

The closure reads the day from the context and lowers `context.until` to the next day on which anything it read may
differ. Whoever sweeps over time evaluates at a day, takes the result as valid until there, and goes on: the timeline
of a check is made of exactly what it reads, and never of the campus's whole timeline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from colossusc.expr.types import UNTYPED, Type
from colossusc.source import Source, Span
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.timeline import Steps

END = LAST_DAY + 1  # the day after the last: "for ever"


class Context:
    """One evaluation: the day, the day until which the result holds, and the values of bound variables."""

    __slots__ = ("day", "until", "variables", "work")

    def __init__(self, day: int = FIRST_DAY, variables: dict[str, Any] | None = None) -> None:
        self.day = day
        self.until = END
        self.variables: dict[str, Any] = variables or {}
        self.work = 0  # elements that comprehensions went over on this day


Run: TypeAlias = Callable[[Context], Any]


class Problem(Exception):
    """An evaluation that cannot go on, such as a division by zero: a finding about `node`, never a traceback."""

    def __init__(self, code: str, message: str, span: Span, label: str = "", help: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.span, self.label, self.help = code, message, span, label, help


@attrs.frozen(eq=False)
class Typed:
    """A checked expression. `operator` names the operation for the trace; `dated` says that it depends on `date`."""

    node: nodes.Node  # an expression; of a let or phase that is read, its statement
    source: Source
    type: Type
    run: Run
    operator: str = "value"
    operands: tuple[Typed, ...] = ()
    dated: bool = False
    variable: str = ""  # of a comprehension: what it binds
    reads: Callable[[Context], Any] | None = None  # of a leaf that reads an object's value: that value, for provenance

    @property
    def span(self) -> Span:
        return Span(self.source, self.node.start, self.node.end)


def broken(node: nodes.Node, source: Source) -> Typed:
    """Stands for an expression that was already reported."""
    return Typed(node, source, UNTYPED, lambda context: BROKEN, "broken")


def read(steps: Steps[Any], context: Context) -> Any:
    """The value of a step function on the context's day; its next step bounds the result."""
    starts = steps.starts
    if len(starts) == 1:
        return steps.values[0]
    index = bisect_right(starts, context.day)
    if index < len(starts) and starts[index] < context.until:
        context.until = starts[index]
    return steps.values[index - 1]


def segments(
    run: Run, first: int = FIRST_DAY, end: int = END, variables: dict[str, Any] | None = None
) -> list[tuple[int, int, Any]]:
    """Evaluate over `[first, end)`: half-open segments `(start, end, value)`, neighbours with equal values merged."""
    context = Context(first, variables)
    found: list[tuple[int, int, Any]] = []
    day = first
    while day < end:
        context.day, context.until, context.work = day, end, 0
        value = run(context)
        if found and (found[-1][2] is value or found[-1][2] == value):
            found[-1] = (found[-1][0], context.until, value)
        else:
            found.append((day, context.until, value))
        day = context.until
    return found


def over_time(run: Run, variables: dict[str, Any] | None = None) -> Steps[Any]:
    """Evaluate over all time: the step function of an expression."""
    found = segments(run, variables=variables)
    return Steps(tuple(start for start, _, _ in found), tuple(value for _, _, value in found))
