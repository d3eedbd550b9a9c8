"""The built-in functions: over a set (`any(… for x in …)`), and over a few values (`max(a, b)`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from colossusc.expr.operators import missing, settled, whole
from colossusc.expr.typed import Context, Problem, Run
from colossusc.source import Span
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.uncertain.expression import absolute, ceiling, floor, largest, nearest, smallest
from colossusc.values.uncertain.truth import Undecided, choose, opposite

QUANTIFIERS = ("any", "all", "count", "sum", "min", "max")
SCALARS = ("min", "max", "abs", "floor", "ceil", "round")
OF_CAMPUS = ("groups_by", "stay", "stay_since", "stay_until")  # the scope knows what these go over
FUNCTIONS = tuple(sorted({*QUANTIFIERS, *SCALARS, *OF_CAMPUS}))


MOST_WORK = 1_000_000  # elements that one evaluation may go over, of all its comprehensions together


def over(function: str, elements: Run, variable: str, body: Run, where: Run | None, span: Span) -> Run:
    """`function(body for variable in elements where …)`.

    An element that stands for several equal units (an array) counts that often in `sum` and `count`. Whether an
    element belongs may be open: then so is the result, unless the other elements settle it.
    """

    def members(context: Context) -> Any:
        """(belongs, units) for each element that belongs or may belong, with the variable bound."""
        found = elements_of(context)
        for element in found:
            context.work += 1
            if context.work > MOST_WORK:
                help_ = "nest fewer sets: `groups_by` finds what belongs together without trying all pairs"
                message = f"this goes over more than {MOST_WORK:,} elements on one day"
                raise Problem("C0908", message, span, help=help_)
            context.variables[variable] = element
            belongs = True if where is None else where(context)
            if belongs is not False:
                yield belongs, units_of(element, found)

    def elements_of(context: Context) -> Any:
        found = elements(context)
        return () if found is ABSENT or found is BROKEN else found

    def guarded(run: Run) -> Run:
        def restored(context: Context) -> Any:
            if (lost := missing(elements(context))) is not None:
                return lost
            outer = context.variables.get(variable, ABSENT)
            try:
                return run(context)
            finally:
                if outer is ABSENT:
                    context.variables.pop(variable, None)
                else:
                    context.variables[variable] = outer

        return restored

    def settled_by(answer: bool) -> Run:
        """`any` is settled by one member that is true, `all` by one that is false; else it is open where one is."""

        def values(context: Context) -> Iterator[Any]:
            for belongs, _ in members(context):
                value = body(context)
                if belongs.__class__ is Undecided:
                    belonging = belongs if answer else opposite(belongs)
                    yield settled(not answer, (belonging, value))
                else:
                    yield belongs if belongs is not True and value is not (not answer) else value

        return lambda context: settled(answer, values(context))

    def sum_of(context: Context) -> Any:
        total: Any = 0
        lost: Any = None
        for belongs, units in members(context):
            value = body(context)
            gone = missing(value, belongs)
            if gone is not None:
                lost = BROKEN if BROKEN in (lost, gone) else gone
            elif lost is None:
                total += choose(belongs, value * units, 0)
        return total if lost is None else lost

    def count_of(context: Context) -> Any:
        total = 0
        lost: Any = None
        for belongs, units in members(context):
            value = settled(False, (belongs, body(context)))
            if value.__class__ is Undecided:
                total += choose(value, units, 0)
            elif value is True:
                total += units
            elif value is not False:
                lost = BROKEN if BROKEN in (lost, value) else value
        return total if lost is None else lost

    def extreme_of(choose: Callable[..., Any]) -> Run:
        def extreme(context: Context) -> Any:
            values = []
            for belongs, _ in members(context):
                values.append(body(context) if belongs is True else belongs if belongs is BROKEN else ABSENT)
            return least(choose, values)

        return extreme

    runs: dict[str, Run] = {
        "any": settled_by(True),
        "all": settled_by(False),
        "sum": sum_of,
        "count": count_of,
        "min": extreme_of(smallest),
        "max": extreme_of(largest),
    }
    return guarded(runs[function])


class Members(tuple[Any, ...]):
    """What belongs to one of several equal objects, of which an element counts as often as one of them has it."""

    owner: Any

    @staticmethod
    def of(owner: Any, found: Any) -> Any:
        """The objects that belong to `owner`."""
        if not isinstance(found, tuple) or owner.units == 1:
            return found
        members = Members(found)
        members.owner = owner
        return members


def units_of(element: Any, elements: Any = ()) -> int:
    """How many equal units an element of a set stands for."""
    units: int = element.units_for(elements.owner) if isinstance(elements, Members) else getattr(element, "units", 1)
    return units


def size(elements: Run) -> Run:
    """`count(turbines)`: how many there are, arrays counted by unit."""

    def counted(context: Context) -> Any:
        found = elements(context)
        return lost if (lost := missing(found)) is not None else sum(units_of(each, found) for each in found)

    return counted


def extreme(function: str, arguments: list[Run]) -> Run:
    """`min(a, b, …)` and `max(a, b, …)`."""
    choose: Callable[..., Any] = smallest if function == "min" else largest
    return lambda context: least(choose, [argument(context) for argument in arguments])


def least(choose: Callable[..., Any], values: list[Any]) -> Any:
    """The smallest or largest; absent of none."""
    lost = missing(*values)
    return lost if lost is not None else (choose(*values) if values else ABSENT)


def rounded(function: str, argument: Run) -> Run:
    """`floor`, `ceil`, `round` (halves to even) and `abs` of one number."""
    compute: dict[str, Callable[[Any], Any]] = {
        "abs": absolute,
        "floor": floor,
        "ceil": ceiling,
        "round": nearest,
    }
    apply = compute[function]

    def applied(context: Context) -> Any:
        value = argument(context)
        return lost if (lost := missing(value)) is not None else whole(apply(value))

    return applied
