"""The bill of materials: what is bought, in which phase, when it has to be ordered, and at what price.

GPUs are bought as whole systems. What is in them is listed beside, and not priced twice; racks, what stands in them and
cables are listed by themselves. A line belongs to the phase of its day, or to the latest one before; of a window the
first day counts. Prices are those of the day of the order, without installation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from colossusc.analyses.contents import Content, contents
from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.procurement import Purchase, buyable, purchases
from colossusc.emit.phrases import cites, graded, text_of
from colossusc.expr.types import QuantityType
from colossusc.ir import END, Item
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.dimension import expression
from colossusc.values.number import Number
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain, ceiling

BEFORE = "before the first phase"


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


NO_DAY = Days(FIRST_DAY, FIRST_DAY)


def days_of(day: Any) -> Days:
    """A day that may be in a window; no day of one that is not given."""
    return NO_DAY if missing(day) else Days(first_of(day), last_of(day))


@attrs.frozen(eq=False)
class Line:
    """Some units of one object, or of what it holds, bought at one time."""

    phase: str
    purchase: Purchase
    part: str
    label: str  # what people call the part
    maker: str
    kind: str
    quantity: Number | Uncertain | None  # None where it cannot be told
    unit: str  # system, GPU, rack, unit
    price: Number | Uncertain | None
    price_day: Days
    currency: str
    source: str  # of the price
    holder: Item | None = None  # the part or object in which it comes
    included: bool = False  # in the price of what it comes in

    @property
    def item(self) -> Item:
        return self.purchase.item

    @property
    def days(self) -> Days:
        """When it is needed."""
        return Days(first_of(self.purchase.need), self.purchase.last)

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


def bill(facts: Facts, campus: Item, as_of: int | None) -> tuple[Phase, ...]:
    """The bill of a campus by phase, in the order of time; phases in which nothing is bought are left out."""
    days = {BEFORE: NO_DAY}
    for name, value in campus.phases.items():
        day = value.steps.values[0]
        if not missing(day):
            days[name] = days_of(day)
    order = sorted(days, key=lambda name: days[name].first)
    lines = [
        attrs.evolve(line, phase=[name for name in order if days[name].first <= line.days.first][-1])
        for item in buyable(campus)
        for purchase in purchases(facts, item)
        for line in _lines(purchase, as_of)
    ]
    lines.sort(key=lambda line: line.days.first)
    return tuple(
        Phase(name, days[name], tuple(line for line in lines if line.phase == name))
        for name in order
        if any(line.phase == name for line in lines)
    )


def every_line(phases: Sequence[Phase]) -> tuple[Line, ...]:
    """The lines of all phases."""
    return tuple(line for phase in phases for line in phase.lines)


def not_bought(campus: Item) -> tuple[Item, ...]:
    """What is leased, or owned already."""
    return tuple(item for item in buyable(campus) if item.value("acquired").steps.values[0] in ("leased", "owned"))


def totals(lines: Iterable[Line]) -> dict[str, Number | Uncertain]:
    """The cost of all lines that have one, by currency."""
    found: dict[str, Any] = {}
    for line in lines:
        if line.cost is not None:
            found[line.currency] = found.get(line.currency, 0) + line.cost
    return found


def source_of(line: Line, holder: str) -> str:
    """Where the price comes from, or why there is none; `holder` is what the line comes in, in words."""
    if line.holder is None:
        return line.source
    return f"in the price of {holder}" if line.included else f"comes with {holder}, which has no price"


def _lines(purchase: Purchase, as_of: int | None) -> Iterator[Line]:
    item = purchase.item
    unit = "system" if item.kind.name == "gpu_system" else "unit"
    named = item.base.name if item.base is not None else ""
    label = item.base.label if item.base is not None else item.label
    bought = _priced(item, purchase, as_of, (named, label, item.kind.name, unit))
    yield bought
    for content in contents(purchase):
        yield _content(bought, content, as_of)


def _content(systems: Line, content: Content, as_of: int | None) -> Line:
    """What systems hold, or bring along."""
    purchase, part = attrs.evolve(systems.purchase, quantity=content.quantity), content.part
    if part is None:
        purchase = attrs.evolve(purchase, lead=ABSENT)
        label = f"network cable of {systems.label}"
        return Line("", purchase, "", label, "", content.sort, content.quantity, content.unit, None, NO_DAY, "", "")
    words = (part.name, part.label, part.kind.name, content.unit)
    if not content.included:
        lead = part.value("lead_time").steps.at(first_of(purchase.need))
        purchase = attrs.evolve(purchase, lead=lead if missing(lead) else ceiling(lead))
        return _priced(part, purchase, as_of, words)
    return Line(
        "",
        purchase,
        *words[:2],
        text_of(part, "maker"),
        part.kind.name,
        content.quantity,
        content.unit,
        None,
        NO_DAY,
        "",
        "",
        systems.item.base or systems.item,
        systems.price is not None,
    )


def _priced(item: Item, purchase: Purchase, as_of: int | None, words: tuple[str, str, str, str]) -> Line:
    """A line at the price that an object or a part states for the day of the order."""
    name, label, kind, unit = words
    value, day = item.value("price"), purchase.price_day(as_of)
    price, entry = value.steps.at(first_of(day)), value.giving(first_of(day))
    currency = expression(value.type.dimension) if isinstance(value.type, QuantityType) else ""
    known = not missing(price)
    sources = ", ".join(map(graded, cites((entry,)))) if entry is not None else ""
    return Line(
        "",
        purchase,
        name,
        label,
        text_of(item, "maker"),
        kind,
        purchase.quantity,
        unit,
        price if known else None,
        days_of(day) if known else NO_DAY,
        currency if known else "",
        (sources or "uncited") if known else "",
    )
