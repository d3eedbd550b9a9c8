"""The calendar's functions: the first and the last day of a month, a quarter and a year, whole months between days, and
what something is on another day.

They take days that are fixed: `date` goes through time, and is compared with what they give. Only `twelve_months` takes
it too: what it gives are words for a message.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from colossusc.expr.operators import DAY, missing
from colossusc.expr.scope import Scope, not_linear, result
from colossusc.expr.typed import Context, Problem, Typed, broken
from colossusc.expr.types import DATE, TEXT, BrokenType, DateType, QuantityType
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.calendar import (
    add_months,
    months_between,
    period_end,
    period_start,
    show_date,
    twelve_months_to,
)
from colossusc.values.dimension import MONTH, TIME
from colossusc.values.durations import days_in_words
from colossusc.values.uncertain.expression import Uncertain, largest, least_of, most_of, quotient

_DAYS: dict[str, Callable[[int], int]] = {
    "month_start": lambda day: period_start(day, 1),
    "quarter_start": lambda day: period_start(day, 3),
    "year_start": lambda day: period_start(day, 12),
    "month_end": lambda day: period_end(day, 1),
    "quarter_end": lambda day: period_end(day, 3),
    "year_end": lambda day: period_end(day, 12),
}
VALUE_ON = "value_on"
WEEKS_AND_DAYS = "weeks_and_days"
CALENDAR = (*_DAYS, "months_between", "twelve_months", VALUE_ON, WEEKS_AND_DAYS)


def call(node: nodes.Call, arguments: list[Typed], scope: Scope) -> Typed:
    """`year_start(granted)`, `months_between(granted, expires)`."""
    name = node.function.text
    if name == VALUE_ON:
        return _value_on(node, arguments, scope)
    if name == WEEKS_AND_DAYS:
        return _weeks_and_days(node, arguments, scope)
    wanted = 2 if name == "months_between" else 1
    if any(isinstance(argument.type, BrokenType) for argument in arguments):
        return broken(node, scope.source)
    if len(arguments) != wanted:
        scope.error("C0414", f"`{name}` takes {'one day' if wanted == 1 else 'two days'}, not {len(arguments)}", node)
        return broken(node, scope.source)
    for argument in arguments:
        if not isinstance(argument.type, DateType):
            message = f"`{name}` takes a date: this is {argument.type.words}"
            scope.error("C0434", message, argument.node, "", "write a day such as `2025-07-02`, or a field that is one")
            return broken(node, scope.source)
        if argument.dated and name != "twelve_months":
            return not_linear(node, scope)
    if name == "twelve_months":
        return _twelve_months(node, arguments[0], scope)
    compute: Callable[..., int] = _DAYS[name] if wanted == 1 else months_between

    def of_days(context: Context) -> Any:
        days = [argument.run(context) for argument in arguments]
        if (lost := missing(*days)) is not None:
            return lost
        if not any(isinstance(day, Uncertain) for day in days):
            return compute(*days)
        least, most = ([_end(day, side) for day in days] for side in (0, 1))
        if wanted == 2:  # the later the first day is, the fewer months there are between
            least[0], most[0] = most[0], least[0]
        if (answer := compute(*least)) != compute(*most):
            open_ = next(pair for pair in zip(arguments, days, strict=True) if isinstance(pair[1], Uncertain))
            raise _not_known(name, *open_, "give the day, or compare the dates themselves")
        return answer

    return result(node, scope, DATE if wanted == 1 else QuantityType(MONTH), of_days, name, arguments)


def _value_on(node: nodes.Call, arguments: list[Typed], scope: Scope) -> Typed:
    """`value_on(g.contracted, 2026-09-30)`: what a value is on that day, whatever day is judged."""
    if any(isinstance(argument.type, BrokenType) for argument in arguments):
        return broken(node, scope.source)
    if len(arguments) != 2:
        message = f"`{VALUE_ON}` takes a value and a day, not {len(arguments)}"
        scope.error("C0414", message, node, "", f"write `{VALUE_ON}(g.contracted, 2026-09-30)`")
        return broken(node, scope.source)
    value, day = arguments
    if not isinstance(day.type, DateType):
        message = f"`{VALUE_ON}` takes a date as its second: this is {day.type.words}"
        scope.error("C0434", message, day.node, "", "write a day such as `2025-07-02`, or a field that is one")
        return broken(node, scope.source)
    if value.dated or day.dated:
        return not_linear(node, scope)

    def then(context: Context) -> Any:
        on = day.run(context)
        if isinstance(on, Missing):
            return on
        if isinstance(on, Uncertain):
            raise _not_known(VALUE_ON, day, on, "give the day")
        there = Context(on, context.variables)
        there.work = context.work
        found = value.run(there)
        context.work = there.work
        return found

    return result(node, scope, value.type, then, VALUE_ON, arguments)


def _not_known(name: str, argument: Typed, day: Uncertain, help_: str) -> Problem:
    """The problem of a function that cannot go on with a day that may be one of several."""
    first, last = (show_date(_end(day, side)) for side in (0, 1))
    words = f"`{name}` needs a day that is known: this is some day from {first} to {last}"
    return Problem("C0433", words, argument.span, help=help_)


def _weeks_and_days(node: nodes.Call, arguments: list[Typed], scope: Scope) -> Typed:
    """`76 weeks and 6 days`: a time as people say it, of the days that it may be."""
    if any(isinstance(argument.type, BrokenType) for argument in arguments):
        return broken(node, scope.source)
    if len(arguments) != 1:
        scope.error("C0414", f"`{WEEKS_AND_DAYS}` takes one time, not {len(arguments)}", node)
        return broken(node, scope.source)
    (time,) = arguments
    if not isinstance(time.type, QuantityType) or time.type.dimension != TIME:
        message = f"`{WEEKS_AND_DAYS}` takes a time: this is {time.type.words}"
        scope.error("C0402", message, time.node, "", "write what is between two days, such as `granted - asked`")
        return broken(node, scope.source)

    if time.dated:
        return not_linear(node, scope)

    def words(context: Context) -> Any:
        found = time.run(context)
        if isinstance(found, Missing):
            return found
        days = quotient(largest(0, found), DAY)
        return days_in_words(least_of(days), most_of(days))

    return result(node, scope, TEXT, words, WEEKS_AND_DAYS, arguments)


def _twelve_months(node: nodes.Call, day: Typed, scope: Scope) -> Typed:
    """`2025-04 to 2026-03`: the calendar months of a rolling sum, to that of a day."""

    def words(context: Context) -> Any:
        last = day.run(context)
        if day.dated:
            context.until = min(context.until, add_months(period_start(context.day, 1), 1))
        return last if isinstance(last, Missing) else twelve_months_to(_end(last, 1))

    return Typed(node, scope.source, TEXT, words, "twelve_months", (day,))


def _end(day: Any, side: int) -> int:
    return int(day.hull[side]) if isinstance(day, Uncertain) else day
