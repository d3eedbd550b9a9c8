"""What may fail: the cases of each contingency, with equal units as one.

`lose any of turbines` is a case for each class of equal units. Several `lose` lines are lost together: every case of
one with every case of the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import comb
from typing import TYPE_CHECKING, Any

import attrs

from colossusc.elaborate.losing import units_of
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.topology import edges_within
from colossusc.expr.check import check
from colossusc.expr.typed import Context, Problem
from colossusc.expr.types import BrokenType, QuantityType, quantity
from colossusc.ir import Item, Loss
from colossusc.ir.contingency import Contingency, Outage
from colossusc.resolve import misplaced
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.uncertain.expression import Uncertain

if TYPE_CHECKING:
    from colossusc.elaborate.objects import Elaborator

MOST_CASES = 20_000
_HOURS = quantity("h")

Lost = dict[Item, int]  # units, or of what is counted how many of them; 0 is all


@attrs.frozen(eq=False)
class Case:
    """What is lost together, and in how many ways that is alike."""

    lost: Lost
    count: int


def contingencies(elaborator: Elaborator, campus: Item) -> Iterator[Contingency]:
    """The contingencies of a campus that are right, in the order written."""
    first: dict[str, nodes.Block] = {}
    for scope, block in elaborator.contingency_blocks.get(campus, ()):
        if len(block.names) != 1:
            place = block.names[1] if block.names else block.kind
            scope.error("C0305", "this contingency needs one name", place, "", "write `contingency name { … }`")
            elaborator.broken.setdefault(campus, set()).update(misplaced(block))
            continue
        name = block.names[0].text
        if name in first:
            elaborator.declared_twice(name, scope.span(first[name].names[0]), scope.span(block.names[0]))
            continue
        first[name] = block
        made = _made(scope, block)
        if made is None:
            elaborator.broken.setdefault(campus, set()).add(name)
        else:
            yield made


def _made(scope: PlanScope, block: nodes.Block) -> Contingency | None:
    assert scope.item is not None
    if block.base is not None:
        scope.error("C0418", "a contingency is not made of a part", block.base)
        return None
    lines: list[nodes.Lose] = []
    wrong = False
    for statement in block.body:
        if isinstance(statement, nodes.Lose):
            lines.append(statement)
        else:
            wrong = True
            if not isinstance(statement, nodes.Broken):
                help_ = "write what may fail, as in `lose any of turbines`; values are set in a scenario"
                scope.error("C0451", "a contingency only says what is lost", statement, "", help_)
    if wrong:
        return None
    if not lines:
        scope.error("C0451", "this contingency loses nothing", block.names[0], "", "write `lose any of turbines`")
        return None
    cases, duration = [Case({}, 1)], None
    for place, line in enumerate(lines):
        lasting = seconds(scope, line.duration) if line.duration is not None else None
        found = _cases(scope, line)
        if found is None or isinstance(lasting, Missing):
            return None
        if place and lasting != duration:
            words = "what a contingency loses is lost for one time: the lines before say another"
            scope.error("C0454", words, line.duration or line, "", "write the same `for …` behind each `lose`")
            return None
        duration = lasting
        if len(cases) * len(found) > MOST_CASES:
            _too_many(scope, line)
            return None
        cases = [_joined(one, other) for one in cases for other in found]
    outages = tuple(Outage(tuple(_losses(case.lost)), case.count) for case in cases)
    return Contingency(block.names[0].text, scope.source, block, scope.item, outages, duration)


def seconds(scope: PlanScope, node: nodes.Expr) -> Any:
    """How long something lasts, BROKEN where that is no time, which is reported."""
    typed = check(node, scope, _HOURS)
    if isinstance(typed.type, BrokenType):
        return typed.run(Context())
    value: Any = None
    if isinstance(typed.type, QuantityType) and typed.type.dimension is _HOURS.dimension:
        try:
            value = typed.run(Context())
        except Problem as problem:
            scope.error(problem.code, problem.message, node, problem.label, problem.help)
            return Missing.BROKEN
    if value is None or isinstance(value, (Missing, Uncertain)) or value <= 0:
        scope.error("C0454", "how long it lasts is one time above 0, such as `24 h`", node)
        return Missing.BROKEN
    return value


def _too_many(scope: PlanScope, line: nodes.Lose) -> None:
    help_ = "lose fewer at a time, or make alike what need not differ: equal units are one case"
    scope.error("C0453", f"this contingency has more than {MOST_CASES:,} cases", line, "", help_)


def _cases(scope: PlanScope, line: nodes.Lose) -> list[Case] | None:
    """The cases of one `lose`."""
    found = [units_of(scope, target) for target in line.targets]
    if any(units is None for units in found):
        return None
    ranges: dict[Item, list[tuple[int, int]]] = {}
    for item, first, last in (each for units in found for each in units or ()):
        ranges.setdefault(item, []).append((first, last))
    named = {item: _size(each) * (item.units // item.number) for item, each in ranges.items()}
    if line.quantifier is None or line.quantifier.text == "all":
        if line.number is not None:
            scope.error("C0452", "`all` is all of them", line.number, "", "leave out the number")
            return None
        whole = {item: 0 if _counts(item) else units for item, units in named.items()}
        return [Case(whole, 1)] if _told_apart(scope, line, whole) else None
    if line.quantifier.text != "any":
        scope.error("C0452", "`lose` takes `any` or `all`", line.quantifier, "", "write `lose any of …`")
        return None
    number = _number(scope, line)
    if number is None:
        return None
    sizes = {item: number if _counts(item) else units - _gone(item) for item, units in named.items()}
    if not any(map(_counts, sizes)) and any(map(_gone, sizes)):
        number = min(number, sum(sizes.values()))  # more than what a scenario leaves cannot be lost
    if not any(map(_counts, sizes)) and sum(sizes.values()) < number:
        there = sum(sizes.values())
        words = f"there {'is 1 unit' if there == 1 else f'are {there:,} units'} to lose, not {number:,}"
        scope.error("C0452", words, line.number or line, "", f"write `any {there} of`, or fewer" if there else "")
        return None
    if not _told_apart(scope, line, dict.fromkeys(sizes, 1)):
        return None
    cases: list[Case] = []
    for lost in _choices(list(sizes.items()), number):
        if len(cases) >= MOST_CASES:
            _too_many(scope, line)
            return None
        ways = 1
        for item, units in lost.items():
            ways *= 1 if _counts(item) else comb(sizes[item], units)
        cases.append(Case(lost, ways))
    return cases


def _gone(item: Item) -> int:
    """How many of its units a scenario has lost already."""
    return sum(loss.units for loss in item.campus.losses if loss.item is item)


def _counts(item: Item) -> bool:
    return item.kind.counted_by is not None


def _size(ranges: list[tuple[int, int]]) -> int:
    """How many units lie in some ranges, each counted once."""
    counted, units = 0, 0
    for first, last in sorted(ranges):
        units += max(last - max(first - 1, counted), 0)
        counted = max(counted, last)
    return units


def _number(scope: PlanScope, line: nodes.Lose) -> int | None:
    if line.number is None:
        return 1
    value = check(line.number, scope).run(Context())
    if isinstance(value, int) and value > 0:
        return value
    if not isinstance(value, Missing):
        scope.error("C0452", "so many units cannot be lost", line.number, "", "write a whole number, as in `any 2 of`")
    return None


def _choices(sizes: Sequence[tuple[Item, int]], number: int) -> Iterator[Lost]:
    """Every way to lose so many units, equal units being one way."""
    if not number:
        yield {}
    elif sizes:
        (item, most), *others = sizes
        room = sum(size for _, size in others)
        for units in range(min(most, number), max(0, number - room) - 1, -1):
            for rest in _choices(others, number - units):
                yield {item: units, **rest} if units else rest


def _joined(one: Case, other: Case) -> Case:
    lost = dict(one.lost)
    for item, units in other.lost.items():
        both = lost.get(item, 0) + units
        lost[item] = 0 if 0 in (lost.get(item), units) else both if _counts(item) else min(both, item.units)
    return Case(lost, one.count * other.count)


def _losses(lost: Lost) -> Iterator[Loss]:
    for item, units in lost.items():
        yield Loss(item, units or item.units, counted=_counts(item) and units > 0)


def _told_apart(scope: PlanScope, line: nodes.Lose, lost: Lost) -> bool:
    """Whether it is clear in which of several equal halls units are lost, where in a hall one thing needs another."""
    for item, units in lost.items():
        around = [each for each in item.within() if each is not item and each.units > 1]
        if not around or units in (0, item.units) or not edges_within(around[-1]):
            continue
        some = around[-1].name.partition("[")[0]
        words = f"`{item.called}` stands in each of {around[-1].units:,} `{some}`"
        help_ = f"name one of them, as in `{some}[1].{item.name.partition('[')[0]}`: they are alike"
        scope.error("C0455", words, line, "which of them loses it?", help_)
        return False
    return True
