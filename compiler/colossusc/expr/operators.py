"""The operators: what types they take, and closures that compute them exactly.

Every closure takes absent, broken and uncertain values as they come: arithmetic with an absent value is absent, a
comparison with it is open (absent), and a broken value silences whatever depends on it. A comparison of uncertain
numbers is true, false or undecided. `and`, `or`, `not` are Kleene's.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from colossusc.expr.typed import Context, Problem, Run, Typed, read
from colossusc.source import Span
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import FIRST_DAY, LAST_DAY
from colossusc.values.uncertain.dates import by_months
from colossusc.values.uncertain.expression import Uncertain, floor, largest, smallest
from colossusc.values.uncertain.truth import Undecided, choose, compare, joined, opposite

DAY = 86_400  # seconds
_BITS = 4096  # the largest number an evaluation may build: far beyond any plan, well below harm


def missing(*values: Any) -> Any:
    """BROKEN or ABSENT where one of the values is, else None. Broken beats absent."""
    found = None
    for value in values:
        if value is BROKEN:
            return BROKEN
        if value is ABSENT:
            found = ABSENT
    return found


def whole(number: Any) -> Any:
    """An integer where a fraction is one; anything else as it is."""
    return number.numerator if number.__class__ is Fraction and number.denominator == 1 else number


def bounded(number: Any, span: Span) -> Any:
    """The number, made whole where it can be. Raises Problem for one that no plan can mean."""
    if number.__class__ is Uncertain:
        return number
    size = (
        number.bit_length()
        if isinstance(number, int)
        else (number.numerator.bit_length() + number.denominator.bit_length())
    )
    if size > _BITS:
        raise Problem(
            "C0604",
            "this number grows beyond what can be computed",
            span,
            "more than 1,200 digits",
            "look for an exponent that is too large",
        )
    return whole(number)


def total(terms: list[tuple[int, Run]]) -> Run:
    """A sum of signed terms; flat, so that a sum of 50,000 terms needs no deep stack."""

    def add(context: Context) -> Any:
        result: Any = 0
        lost: Any = None
        for sign, term in terms:
            value = term(context)
            if value is ABSENT or value is BROKEN:
                lost = value if lost is not BROKEN else lost
            elif lost is None:
                result = result + value if sign > 0 else result - value
        return whole(result) if lost is None else lost

    return add


def product(factors: list[tuple[str, Run, Span]]) -> Run:
    """A product of factors, each multiplied (`*`) or divided by (`/`)."""

    (_, first, _), *others = factors  # the first is always multiplied

    def multiply(context: Context) -> Any:
        result: Any = first(context)
        lost: Any = result if result is ABSENT or result is BROKEN else None
        for operator, factor, span in others:
            value = factor(context)
            if value is ABSENT or value is BROKEN:
                lost = value if lost is not BROKEN else lost
            elif lost is None:
                result = bounded(result * value if operator == "*" else _quotient(result, value, span), span)
            elif operator == "/":
                _refuse_zero(value, span)
        return result if lost is None else lost

    return multiply


def _quotient(top: Any, bottom: Any, span: Span) -> Any:
    _refuse_zero(bottom, span)
    if top.__class__ is Uncertain or bottom.__class__ is Uncertain:
        return top / bottom
    return Fraction(top) / bottom


def _refuse_zero(value: Any, span: Span) -> None:
    if value.__class__ is Uncertain:
        low, high = value.hull
        if low <= 0 <= high:
            raise Problem("C0603", "this may divide by zero", span, "may be 0", "give it a range without 0")
    elif value == 0:
        raise Problem("C0603", "this divides by zero", span, "is 0 here", f"write `if {span.text} == 0 then … else …`")


def shift_date(left: Typed, right: Typed, sign: int, months: bool, span: Span) -> Run:
    """A date plus or minus a time: whole days, or calendar months clamped to the month's end."""
    a, b = left.run, right.run

    def shift(context: Context) -> Any:
        day, time = a(context), b(context)
        if (lost := missing(day, time)) is not None:
            return lost
        if months:
            if time.__class__ not in (int, Uncertain):
                raise Problem(
                    "C0507", "a date moves by whole months", right.span, help="shift it by days, such as `45 day`"
                )
            return by_months(day, sign * time)
        if day.__class__ is Uncertain or time.__class__ is Uncertain:
            return largest(FIRST_DAY, smallest(LAST_DAY, day + sign * floor(time / DAY)))
        if time % DAY:
            raise Problem("C0507", "a date moves by whole days", right.span)
        return min(max(day + sign * int(time // DAY), FIRST_DAY), LAST_DAY)

    return shift


def days_between(left: Typed, right: Typed) -> Run:
    """The time from the right date to the left one, in seconds."""
    a, b = left.run, right.run

    def between(context: Context) -> Any:
        x, y = a(context), b(context)
        return lost if (lost := missing(x, y)) is not None else (x - y) * DAY

    return between


def power(base: Typed, exponent: int, span: Span) -> Run:
    """A number raised to a small whole power."""
    run = base.run

    def raised(context: Context) -> Any:
        x = run(context)
        if (lost := missing(x)) is not None:
            return lost
        return bounded(x**exponent, span)

    return raised


def conjunction(operands: list[Run]) -> Run:
    """`and`: false as soon as one operand is, else open where one is."""
    return _settled_by(False, operands)


def disjunction(operands: list[Run]) -> Run:
    """`or`: true as soon as one operand is, else open where one is."""
    return _settled_by(True, operands)


def _settled_by(answer: bool, operands: list[Run]) -> Run:
    return lambda context: settled(answer, (operand(context) for operand in operands))


def settled(answer: bool, values: Iterable[Any]) -> Any:
    """`answer` as soon as one value is that, else open where one is, else the other answer. Broken beats open."""
    result: Any = not answer
    undecided: list[Undecided] = []
    for value in values:
        if value is answer:
            return answer
        if value is BROKEN or (value is ABSENT and result is not BROKEN):
            result = value
        elif value.__class__ is Undecided:
            undecided.append(value)
    if undecided and result is (not answer):
        return joined("or" if answer else "and", undecided)
    return result


def negation(operand: Run) -> Run:
    """`not`: what is open stays open."""

    def negated(context: Context) -> Any:
        value = operand(context)
        return value if value is ABSENT or value is BROKEN else opposite(value)

    return negated


def condition(test: Run, then: Run, otherwise: Run) -> Run:
    """`if test then a else b`: open where the test is."""

    def chosen(context: Context) -> Any:
        value = test(context)
        if value is ABSENT or value is BROKEN:
            return value
        if value.__class__ is not Undecided:
            return then(context) if value else otherwise(context)
        branches = then(context), otherwise(context)
        if (lost := missing(*branches)) is not None:
            return lost
        return choose(value, *branches) if all(map(_of_symbols, branches)) else ABSENT

    return chosen


def _of_symbols(value: Any) -> bool:
    """Whether a value is of a sort that may be uncertain: a number, a day or a truth."""
    return isinstance(value, (int, Fraction, Uncertain, Undecided))


def membership(item: Run, items: list[Run] | Run) -> Run:
    """Whether a value is one of several; open where one that is not given could be it."""

    def contained(context: Context) -> Any:
        value = item(context)
        values = items(context) if callable(items) else tuple(each(context) for each in items)
        if (lost := missing(value, values)) is not None:
            return lost
        if any(value == each or value is each for each in values):
            return True
        if (lost := missing(*values)) is not None:
            return lost
        if any(each.__class__ is Uncertain for each in (value, *values)):
            return joined("or", (compare("==", value, each) for each in values))
        return False

    return contained


def given(operand: Typed, present: bool) -> Run:
    """`x is given` where `present`, else `x is absent`. In a window it may be open: a value of the plan knows."""
    run, reads = operand.run, operand.reads

    def is_given(context: Context) -> Any:
        value = run(context)
        if value is BROKEN:
            return BROKEN
        known = getattr(reads(context), "given", None) if value is ABSENT and reads is not None else None
        state = read(known, context) if known is not None else value is not ABSENT
        return state if present else opposite(state)

    return is_given
