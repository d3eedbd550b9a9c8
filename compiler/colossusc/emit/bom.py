"""The bill of materials: what is bought, when, and at what price.

GPUs are bought as whole systems; the accelerators in them are listed beside, and not priced twice. A line belongs to
the phase of its day, or to the latest one before; of a window the first day counts. Prices are those of the day,
without installation.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.procurement import BUYABLE, purchases
from colossusc.emit.phrases import cites, graded, place, text_of
from colossusc.emit.ranges import finite
from colossusc.expr.types import QuantityType
from colossusc.ir import END, Item
from colossusc.show.visible import visible
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.dimension import expression
from colossusc.values.number import Number, decimals_of, show_number
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain, least_of, most_of

BEFORE = "before the first phase"
_MOST_DECIMALS = 4  # of money whose decimals do not end
_INERT = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # what a spreadsheet takes for the start of a formula
_HEAD = (
    *("phase", "date", "object", "part", "maker", "item kind", "quantity", "unit", "unit cost", "currency"),
    *("total cost", "quantity at most", "unit cost at most", "total cost at most", "date at latest"),
    *("price source", "place"),
)


@attrs.frozen
class Days:
    """A day, or the first and the last one of a ramp or of the window that a date lies in."""

    first: int
    last: int

    @property
    def date(self) -> str:
        """The first one; nothing where it has been so always."""
        return show_date(self.first) if self.first > FIRST_DAY else ""

    @property
    def latest(self) -> str:
        """The last one, of a ramp or a window that ends."""
        return show_date(self.last) if self.date and self.first < self.last < END else ""

    @property
    def words(self) -> str:
        """Both."""
        if self.date and self.last >= END:
            return f"{self.date} or later"
        return " .. ".join(filter(None, (self.date, self.latest)))


@attrs.frozen
class Line:
    """Some units of one object, bought at one time."""

    phase: str
    days: Days
    item: Item
    part: str
    label: str  # what people call the part
    maker: str
    kind: str
    quantity: Number | Uncertain | None  # None where it cannot be told
    unit: str  # system, GPU, unit
    price: Number | Uncertain | None
    currency: str
    source: str  # of the price
    holder: Item | None = None  # the part or object that it comes with
    included: bool = False  # in the price of what it comes with

    @property
    def cost(self) -> Number | Uncertain | None:
        return None if self.price is None or self.quantity is None else self.price * self.quantity

    @property
    def unpriced(self) -> bool:
        return self.cost is None and self.holder is None


@attrs.frozen
class Phase:
    """What is bought in one phase, and what that costs."""

    name: str
    days: Days
    lines: tuple[Line, ...]


def bill(facts: Facts, campus: Item) -> tuple[Phase, ...]:
    """The bill of a campus by phase, in the order of time; phases in which nothing is bought are left out."""
    days = {BEFORE: Days(FIRST_DAY, FIRST_DAY)}
    for name, value in campus.phases.items():
        day = value.steps.values[0]
        if not missing(day):
            days[name] = Days(first_of(day), last_of(day))
    order = sorted(days, key=lambda name: days[name].first)
    lines = [
        attrs.evolve(line, phase=[name for name in order if days[name].first <= line.days.first][-1])
        for item in campus.walk()
        if item.kind.name in BUYABLE
        for line in _lines(facts, item)
    ]
    lines.sort(key=lambda line: line.days.first)
    return tuple(
        Phase(name, days[name], tuple(line for line in lines if line.phase == name))
        for name in order
        if any(line.phase == name for line in lines)
    )


def totals(lines: Iterable[Line]) -> dict[str, Number | Uncertain]:
    """The cost of all lines that have one, by currency."""
    found: dict[str, Any] = {}
    for line in lines:
        if line.cost is not None:
            found[line.currency] = found.get(line.currency, 0) + line.cost
    return found


def source_of(line: Line, holder: str) -> str:
    """Where the price comes from, or why there is none; `holder` is what the line comes with, in words."""
    if line.holder is None:
        return line.source
    return f"in the price of {holder}" if line.included else f"comes with {holder}, which has no price"


def _lines(facts: Facts, item: Item) -> Iterator[Line]:
    unit = "system" if item.kind.name == "gpu_system" else "unit"
    for purchase in purchases(facts, item):
        bought = _line(item, Days(first_of(purchase.need), purchase.last), purchase.quantity, unit)
        yield bought
        yield from _inside(bought)


def _line(item: Item, days: Days, quantity: Number | Uncertain | None, unit: str) -> Line:
    value = item.value("price")
    price = value.steps.at(days.first)
    entry = value.entry(days.first)
    currency = expression(value.type.dimension) if isinstance(value.type, QuantityType) else ""
    known = not missing(price)
    sources = ", ".join(map(graded, cites((entry,)))) if entry is not None else ""
    return Line(
        "",
        days,
        item,
        item.base.name if item.base is not None else "",
        item.base.label if item.base is not None else item.label,
        text_of(item, "maker"),
        item.kind.name,
        quantity,
        unit,
        price if known else None,
        currency if known else "",
        (sources or "uncited") if known else "",
    )


def _inside(systems: Line) -> Iterator[Line]:
    """The accelerators that so many systems are made of."""
    item = systems.item
    if item.kind.name != "gpu_system" or systems.quantity is None:
        return
    part = item.value("accelerator").steps.values[0]
    each = item.value("gpus_per_system").steps.values[0]
    if missing(part) or missing(each):
        return
    yield Line(
        "",
        systems.days,
        item,
        part.name,
        part.label,
        text_of(part, "maker"),
        part.kind.name,
        systems.quantity * each,
        "GPU",
        None,
        "",
        "",
        item.base or item,
        systems.price is not None,
    )


# ------------------------------------------------------------------------------------------------------ as a table


def write_csv(phases: tuple[Phase, ...]) -> bytes:
    """The bill as RFC 4180 text: what is bought and nothing else, so that a column can be summed."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEAD)
    for phase in phases:
        for line in phase.lines:
            writer.writerow(map(inert, _cells(line)))
    return text.getvalue().encode()


def _cells(line: Line) -> list[str]:
    return [
        line.phase,
        line.days.date,
        line.item.path,
        line.part,
        line.maker,
        line.kind,
        plain(line.quantity),
        line.unit,
        plain(line.price),
        line.currency,
        plain(line.cost),
        *(plain(figure) for figure in map(_most, (line.quantity, line.price, line.cost))),
        line.days.latest,
        source_of(line, line.holder.name if line.holder is not None else ""),
        place(line.item.span),
    ]


def _most(figure: Any) -> Any:
    """The upper end of a figure that is not one number; nothing of one that is."""
    return finite(most_of(figure)) if isinstance(figure, Uncertain) else None


def plain(figure: Number | Uncertain | None) -> str:
    """A number for machines: all its decimals, no grouping; rounded only where its decimals do not end. Of what is not
    one number, the least."""
    number = finite(least_of(figure)) if figure is not None else None
    if number is None:
        return ""
    decimals = decimals_of(number)
    return show_number(number, _MOST_DECIMALS if decimals is None else decimals, "")


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(_INERT) else shown
