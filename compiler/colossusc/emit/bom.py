"""The bill of materials: what is bought, in which phase, when it has to be ordered, and at what price.

GPUs are bought as whole systems. What is in them is listed beside, and not priced twice; racks, what stands in them and
cables are listed by themselves. A line belongs to the phase of its day, or to the latest one before; of a window the
first day counts. Prices are those of the day of the order: list prices without installation, and the
installed price where no other is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from colossusc.analyses.contents import Content, contents
from colossusc.analyses.fact import Facts, missing
from colossusc.analyses.lead_times import whole_months
from colossusc.analyses.phases import phase_days
from colossusc.analyses.procurement import Purchase, buyable, purchases
from colossusc.emit.phrases import cites, graded, kind_words, text_of
from colossusc.expr.types import QuantityType
from colossusc.ir import Item
from colossusc.language import _, marked
from colossusc.values.absent import ABSENT
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.dimension import expression
from colossusc.values.number import Number
from colossusc.values.timeline import constant
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain

BEFORE = marked("before the first phase")


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
        return show_date(self.last) if self.first < self.last < LAST_DAY else ""

    @property
    def words(self) -> str:
        """Both."""
        if self.date and self.last >= LAST_DAY:
            return _("{day} or later", day=self.date)
        if self.latest and not self.date:
            return _("{day} or earlier", day=self.latest)
        return " .. ".join(filter(None, (self.date, self.latest)))


NO_DAY = Days(FIRST_DAY, FIRST_DAY)


def days_of(day: Any) -> Days:
    """A day that may be in a window; no day of one that is not given."""
    return NO_DAY if missing(day) else Days(first_of(day), last_of(day))


def ordered_words(purchase: Purchase, never: str) -> str:
    """The day of an order, placed or planned; `never` where the plan has none."""
    return never if missing(purchase.ordered) else days_of(purchase.ordered).words or _("not known")


def phase_words(name: str) -> str:
    """The name of a phase; of what is bought before all of them, words."""
    return _(BEFORE) if name == BEFORE else name


def unit_of(item: Item) -> str:
    """What an object is counted in."""
    return marked("system") if item.kind.name == "gpu_system" else marked("unit")


def label_of(item: Item) -> str:
    """What people call what is bought: the part that an object is made of, or the object."""
    return (item.base or item).label


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
    installed: Number | Uncertain | None = None  # the price installed, of what has a list price too

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
    def installed_cost(self) -> Number | Uncertain | None:
        return None if self.installed is None or self.quantity is None else self.installed * self.quantity

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
    days = {BEFORE: NO_DAY, **{name: days_of(day) for name, day in phase_days(campus).items()}}
    order = sorted(days, key=lambda name: days[name].first)
    lines = [
        attrs.evolve(line, phase=[name for name in order if days[name].first <= line.days.first][-1])
        for item in buyable(campus)
        for purchase in purchases(facts, item)
        for line in _lines(facts, purchase, as_of)
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


def totals(lines: Iterable[Line], *, installed: bool = False) -> dict[str, Number | Uncertain]:
    """The cost of all lines that have one, by currency; of `installed` with installation where that is stated."""
    found: dict[str, Any] = {}
    for line in lines:
        cost = line.installed_cost if installed and line.installed_cost is not None else line.cost
        if cost is not None:
            found[line.currency] = found.get(line.currency, 0) + cost
    return found


def source_of(line: Line, *, by_name: bool = False) -> str:
    """Where the price comes from, or why there is none; what the line comes in is told by its label, or by its name."""
    if line.holder is None:
        return line.source
    holder = line.holder.name if by_name else line.holder.label
    if line.included:
        return _("in the price of {holder}", holder=holder)
    return _("comes with {holder}, which has no price", holder=holder)


def _lines(facts: Facts, purchase: Purchase, as_of: int | None) -> Iterator[Line]:
    item = purchase.item
    named = item.base.name if item.base is not None else ""
    own = attrs.evolve(purchase, leads=whole_months(facts, item))
    bought = _priced(item, own, as_of, (named, label_of(item), item.kind.name, unit_of(item)))
    yield bought
    for content in contents(purchase):
        yield _content(facts, bought, content, as_of)


def _content(facts: Facts, systems: Line, content: Content, as_of: int | None) -> Line:
    """What systems hold, or bring along."""
    part = content.part
    purchase = attrs.evolve(systems.purchase, quantity=content.quantity)
    if part is None:
        purchase = attrs.evolve(purchase, leads=constant(ABSENT))
        label = _("network cable of {systems}", systems=systems.label) if content.sort == "cable" else _unnamed(content)
        part_words = ("", label, content.sort, content.unit)
    else:
        part_words = (part.name, part.label, part.kind.name, content.unit)
        if not content.included:
            return _priced(part, attrs.evolve(purchase, leads=whole_months(facts, part)), as_of, part_words)
    name, label, kind, unit = part_words
    maker = text_of(part, "maker") if part is not None else ""
    holder = systems.item.base or systems.item if content.included else None
    included = content.included and systems.price is not None
    return Line("", purchase, name, label, maker, kind, content.quantity, unit, None, NO_DAY, "", "", holder, included)


def _unnamed(content: Content) -> str:
    """What people call pieces of which it is not said what they are."""
    # TRANSLATORS: {sort} is a kind of thing, such as `rack`
    return _("{sort} that is not named", sort=kind_words(content.sort))


def _priced(item: Item, purchase: Purchase, as_of: int | None, words: tuple[str, str, str, str]) -> Line:
    """A line at the price that an object or a part states for the day of the order."""
    name, label, kind, unit = words
    day = purchase.price_day(as_of)
    listed, installed = (_price(item, field, first_of(day)) for field in ("price", "installed_price"))
    price, currency, source = listed or installed or (None, "", "")
    beside = installed is not None and listed is not None and installed[1] == currency
    return Line(
        "",
        purchase,
        name,
        label,
        text_of(item, "maker"),
        kind,
        purchase.quantity,
        unit,
        price,
        days_of(day) if price is not None else NO_DAY,
        currency,
        source if listed is not None or installed is None else _("installed price, {source}", source=source),
        installed=installed[0] if beside and installed is not None else None,
    )


def _price(item: Item, field: str, day: int) -> tuple[Any, str, str] | None:
    """A price on a day, its currency and its sources; None where there is none."""
    if field not in item.kind.by_name:
        return None
    value = item.value(field)
    price, entry = value.steps.at(day), value.giving(day)
    if missing(price):
        return None
    sources = ", ".join(map(graded, cites((entry,)))) if entry is not None else ""
    currency = expression(value.type.dimension) if isinstance(value.type, QuantityType) else ""
    return price, currency, sources or _("uncited")
