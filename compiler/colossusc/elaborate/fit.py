"""Whether a value fits its field: its type, its unit, its bounds; and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from colossusc.diagnostic import Diagnostic, Fix
from colossusc.elaborate.cell import Cell
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.arithmetic import mixing_help, unit_of
from colossusc.expr.ranges import RANGE
from colossusc.expr.scope import bare, comparable
from colossusc.expr.typed import Context, Typed, read
from colossusc.expr.typed import Problem as Unanswered
from colossusc.expr.types import BrokenType, DateType, ObjectType, QuantityType, SetType, SymbolType, TextType, Type
from colossusc.kinds import Field
from colossusc.syntax import nodes
from colossusc.syntax.usual_dates import usual_date
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.calendar import DateProblem, parse_date
from colossusc.values.dimension import MONTH, NONE, POWER_FACTOR, TIME, base, expression
from colossusc.values.problem import Problem
from colossusc.values.quantity import parse_quantity, show
from colossusc.values.uncertain.expression import Uncertain

_YEAR = 365 * 86_400  # seconds of twelve months
_COUNTING = {base("rack"): ("systems_per_rack", "gpus_per_system"), base("system"): ("gpus_per_system",)}


def literal(node: nodes.Expr, field: Field) -> Any:
    """The value of a literal that fits its field in every way, as most do; None for all else, which `fit` explains."""
    wanted = field.type
    if isinstance(node, nodes.Quantity) and isinstance(wanted, QuantityType):
        try:
            number, unit = parse_quantity(node.text)
        except Problem:
            return None
        if unit is None:
            if wanted.dimension is not NONE or wanted.share:
                return None
        elif unit.dimension is not wanted.dimension or unit.point is not wanted.point or unit.share is not wanted.share:
            return None
        return number if in_bounds(number, field) else None
    if isinstance(node, nodes.Date) and isinstance(wanted, DateType):
        return day_of(node)
    return node.text if isinstance(node, nodes.Text) and isinstance(wanted, TextType) else None


def day_of(node: nodes.Date) -> int | None:
    """The day that a date names; None for one that is wrong, or not known to the day."""
    try:
        first, last = parse_date(node.text)
    except DateProblem:
        return None
    return first if first == last else None


def fit(typed: Typed, wanted: Type, cell: Cell) -> Callable[[Context], Any] | None:
    """The closure that gives a field its value; None where the type does not fit, which is reported."""
    scope, given = cell.scope, typed.type
    if isinstance(given, BrokenType):
        return None
    if isinstance(wanted, SetType):
        return _fit_list(typed, wanted, cell)
    if isinstance(wanted, QuantityType) and isinstance(given, QuantityType):
        if typed.operator == RANGE and typed.operands and not isinstance(typed.node, nodes.PlusMinus):
            ends = [(end, end.type) for end in typed.operands]
            fitted = [_fit_quantity(end, wanted, of, cell) for end, of in ends if isinstance(of, QuantityType)]
            if None in fitted:
                return None
        return _fit_quantity(typed, wanted, given, cell)
    if isinstance(wanted, TextType) and isinstance(given, TextType):
        return typed.run
    if not isinstance(wanted, (QuantityType, SymbolType)) and comparable(given, wanted):
        return typed.run
    if isinstance(wanted, SymbolType) and isinstance(given, SymbolType) and set(given.choices) <= set(wanted.choices):
        return typed.run
    help_ = _dated(typed) if isinstance(wanted, DateType) else _named(cell, wanted, typed)
    scope.error("C0425", f"`{cell.name}` takes {wanted.words}: this is {given.words}", typed.node, "", help_)
    return None


def _dated(typed: Typed) -> str:
    meant = usual_date(typed.span.text)
    return f"write `{meant}`" if meant else "a date is written `2025-09-01`"


def _named(cell: Cell, wanted: Type, typed: Typed) -> str:
    """How an object is named that a field takes; of one that is known everywhere, such as a party, by its label too."""
    if not isinstance(wanted, ObjectType) or not wanted.kinds:
        return ""
    if isinstance(typed.node, nodes.Text):
        world, text = cell.scope.world, typed.node.text.casefold()
        for name in world.shared_names():
            item = world.shared(name)
            if item is not None and item.kind.name in wanted.kinds and text in (name.casefold(), item.label.casefold()):
                return f"write `{name}`"
    return f"name one that is declared, as in `{cell.name} = name` and `{wanted.kinds[0]} name {{ … }}`"


def _fit_list(typed: Typed, wanted: SetType, cell: Cell) -> Callable[[Context], Any] | None:
    given, run = typed.type, typed.run
    if isinstance(given, SetType) and comparable(given.element, wanted.element):
        return run
    if comparable(given, wanted.element):
        return lambda context: value if isinstance(value := run(context), Missing) else (value,)
    cell.scope.error("C0425", f"`{cell.name}` takes {wanted.words}: this is {given.words}", typed.node)
    return None


def _fit_quantity(
    typed: Typed, wanted: QuantityType, given: QuantityType, cell: Cell
) -> Callable[[Context], Any] | None:
    scope, node, run = cell.scope, typed.node, typed.run
    literal = typed.operator == "literal"
    counting = _COUNTING.get(given.dimension) if wanted.integer else None
    if counting and cell.item is not None and all(name in cell.item.kind.by_name for name in counting):
        return _counted(typed, given, counting, cell)
    if wanted.dimension is not given.dimension:
        if given.dimension is NONE and wanted.dimension is POWER_FACTOR:
            return run
        if given.dimension is NONE and literal:
            unit = "degC" if wanted.point else wanted.unit or unit_of(wanted)
            number = typed.span.text.rstrip(" %") if given.share else typed.span.text
            text = f"{number} {unit if unit != '…' else expression(wanted.dimension)}"
            scope.world.report(
                Diagnostic(
                    "C0208",
                    "error",
                    f"{wanted.words} needs a unit: did you mean `{text}`?",
                    typed.span,
                    f"`{cell.name}` is {wanted.words}",
                    fixes=(Fix(typed.span, text),),
                )
            )
            return None
        words = f"`{cell.name}` takes {bare(wanted)}: this is {bare(given)}"
        scope.error("C0402", words, node, "", *(_in_months(node, wanted) or mixing_help(wanted, given)))
        return None
    if wanted.point is not given.point:
        words = "a temperature, such as `40 degC`" if wanted.point else "a difference of temperatures, such as `5 K`"
        scope.error("C0402", f"`{cell.name}` takes {words}", node)
        return None
    if literal and wanted.share and not given.share:
        percent = _percent(typed)
        scope.world.report(
            Diagnostic(
                "C0209",
                "error",
                f"a share is written with %: did you mean `{percent}`?",
                typed.span,
                f"`{cell.name}` is a share",
                fixes=(Fix(typed.span, percent, safe=_is_same(percent, typed)),),
            )
        )
        return None
    if literal and given.share and not wanted.share and wanted.dimension is NONE:
        scope.error("C0209", f"`{cell.name}` is {wanted.words}, not a share", node, "", "write it without %")
        return None
    return run


def _is_same(percent: str, typed: Typed) -> bool:
    """Whether a share is exactly a bare number, and nobody can have meant that many hundredths."""
    number = typed.run(Context())
    return bool(0 < number < 1) and parse_quantity(percent).number == number


def _percent(typed: Typed) -> str:
    """The share that a bare number stands for: 0.1 is 10 %, and so is 10."""
    number = typed.run(Context())
    if abs(number) > 1:
        return f"{typed.span.text} %"
    return show(typed.run(Context()), NONE, share=True, group="_")


def _in_months(node: nodes.Node, wanted: QuantityType) -> tuple[str, ...]:
    """A length of time as whole calendar months, as lead times are stated."""
    if wanted.dimension is not MONTH or not isinstance(node, nodes.Quantity):
        return ()
    time = parse_quantity(node.text)
    if time.unit is None or time.unit.dimension is not TIME:
        return ()
    months = -(-time.number * 12 // _YEAR)
    return (f"write calendar months, rounded up: `{months} month`",)


def _counted(typed: Typed, given: QuantityType, counting: tuple[str, ...], cell: Cell) -> Callable[[Context], Any]:
    """Racks or systems as accelerators: `1_528 rack` times the systems in each times the accelerators in each."""
    item = cell.item
    assert item is not None

    def accelerators(context: Context) -> Any:
        count = typed.run(context)
        if isinstance(count, Fraction):
            words = f"`{cell.name}` counts whole things: {given.show(count)} is not a whole number"
            raise Unanswered("C0605", words, typed.span)
        for name in counting:
            each = read(cell.scope.world.value_of(item, name).steps, context)
            if each is ABSENT:
                words = f"`{name}` of `{item.name}` is not given, so {given.show(count)} cannot be told in GPUs"
                raise Unanswered("C0606", words, typed.span, "", f"give `{name}`, or count in GPUs: `{cell.name} = …`")
            if isinstance(count, Missing) or isinstance(each, Missing):
                return BROKEN if BROKEN in (count, each) else ABSENT
            count = count * each
        return count

    return accelerators


def in_bounds(value: Any, field: Field) -> bool:
    """Whether a value lies within its field's bounds, and is whole where it must be."""
    if value.__class__ is Uncertain:
        return all(isinstance(end, float) or end == field.above or in_bounds(end, field) for end in value.hull)
    if field.minimum is not None and value < field.minimum:
        return False
    if field.maximum is not None and value > field.maximum:
        return False
    if field.above is not None and value <= field.above:
        return False
    return not (isinstance(field.type, QuantityType) and field.type.integer and value.__class__ is not int)


def out_of_bounds(scope: PlanScope, node: nodes.Node, value: Any, field: Field) -> None:
    """Reports a value outside its bounds, with both sides."""
    if value.__class__ is Uncertain:
        value = next(end for end in value.hull if not isinstance(end, float) and not in_bounds(end, field))
    show = field.type.show
    if isinstance(field.type, QuantityType) and field.type.integer and value.__class__ is not int:
        scope.error("C0605", f"`{field.name}` counts whole things: {show(value)} is not a whole number", node)
        return
    if field.above is not None and value <= field.above:
        words = f"more than {show(field.above)}"
    elif field.minimum is not None and value < field.minimum:
        words = f"at least {show(field.minimum)}"
    else:
        words = f"at most {show(field.maximum)}"
    scope.error("C0605", f"`{field.name}` is {words}: this is {show(value)}", node, "", f"it is {field.doc}")
