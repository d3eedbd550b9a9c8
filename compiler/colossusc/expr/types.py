"""The types of the language: what a field, a fact or an expression is, before any value is known.

At run time a quantity is a bare exact number in base units, a date is a day number, a symbol is a string, an object
is itself; the type beside it says which. Each type can print its values for people.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import attrs

from colossusc.language import _, pgettext
from colossusc.values.absent import ABSENT, BROKEN
from colossusc.values.calendar import FIRST_DAY, LAST_DAY, show_date
from colossusc.values.dimension import NONE, Dimension, describe
from colossusc.values.number import Number
from colossusc.values.quantity import show
from colossusc.values.uncertain.dates import first_of, last_of
from colossusc.values.uncertain.expression import Uncertain, size_of
from colossusc.values.uncertain.truth import Undecided
from colossusc.values.unit_table import Unit
from colossusc.values.units import find_unit
from colossusc.values.usual_units import usual_unit

_WITHOUT_ARTICLE = ("money", "calendar months", "racks", "systems", "data")


@attrs.frozen
class QuantityType:
    """A number with a dimension. `point` is a temperature on the scale, `share` is written with `%`."""

    dimension: Dimension
    point: bool = False
    share: bool = False
    unit: str | None = None  # the unit people print it in, where the scale of the value should not choose
    integer: bool = False

    @property
    def words(self) -> str:
        if self.share:
            return "a share in %"
        if self.point:
            return "a temperature"
        if self.dimension is NONE:
            return "a whole number" if self.integer else "a number"
        name = describe(self.dimension)
        return name if name.startswith(_WITHOUT_ARTICLE) else article(name)

    def show(self, value: Any, places: int = 0) -> str:
        if value.__class__ is Uncertain:
            return self._ranged(value)
        return shown(value) or show(value, self.dimension, self._unit, self.point, self.share, least=places)

    def written(self, value: Number, places: int = 0) -> str:
        """A number as it stands in a plan, rounded up where it has too many decimals."""
        return show(value, self.dimension, self._unit, self.point, self.share, "_", 1, places)

    @property
    def _unit(self) -> Unit | None:
        return find_unit(self.unit) if self.unit else None

    def _ranged(self, value: Uncertain) -> str:
        """`1.25 .. 1.3`, or `80 % to 100 %` of what only varies; both ends in one unit, rounded outwards."""
        low, high = value.hull
        if isinstance(low, float) or isinstance(high, float):
            if isinstance(low, float) and isinstance(high, float):
                return pgettext("figure", "unknown")
            if isinstance(low, float):
                return _("at most {figure}", figure=self.show(high))
            return _("at least {figure}", figure=self.show(low))
        unit = self._unit or usual_unit(size_of(value), self.dimension, self.point, self.share)
        if low == high:
            return show(low, self.dimension, unit, self.point, self.share)
        ends = [
            show(end, self.dimension, unit, self.point, self.share, toward=toward)
            for end, toward in ((low, -1), (high, 1))
        ]
        return _("{first} to {last}", first=ends[0], last=ends[1]) if value.varies else f"{ends[0]} .. {ends[1]}"


@attrs.frozen
class BoolType:
    """True or false."""

    words = "yes or no"

    def show(self, value: Any) -> str:
        if value.__class__ is Undecided:
            return _("yes or no")
        return shown(value) or (_("yes") if value else _("no"))


@attrs.frozen
class DateType:
    """A day, as its number."""

    words = "a date"

    def show(self, value: Any) -> str:
        if value.__class__ is Uncertain:
            return self._window(first_of(value), min(last_of(value), LAST_DAY))
        return shown(value) or show_date(value)

    def _window(self, first: int, last: int) -> str:
        if first > FIRST_DAY and last < LAST_DAY:
            return f"{show_date(first)} .. {show_date(last)}"
        if first <= FIRST_DAY:
            return _("{day} or earlier", day=show_date(last)) if last < LAST_DAY else pgettext("figure", "unknown")
        return _("{day} or later", day=show_date(first))


@attrs.frozen
class TextType:
    """A text."""

    words = "a text in quotes"

    def show(self, value: Any) -> str:
        return shown(value) or str(value)


@attrs.frozen
class SymbolType:
    """One word of a closed set, such as the duty of a turbine."""

    choices: tuple[str, ...]

    @property
    def words(self) -> str:
        return "one of " + ", ".join(f"`{choice}`" for choice in self.choices)

    def show(self, value: Any) -> str:
        return shown(value) or pgettext("choice", str(value))


@attrs.frozen
class ObjectType:
    """An object of one of these kinds (singular names); of any kind when empty."""

    kinds: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return article(" or ".join(self.kinds)) if self.kinds else "an object"

    def show(self, value: Any) -> str:
        return shown(value) or str(value.called)


@attrs.frozen
class GroupType:
    """Objects of one kind that share the values of some keys: what `groups_by` yields."""

    kind: str
    keys: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"a group of {self.kind}s by {', '.join(self.keys)}"

    def show(self, value: Any) -> str:
        return shown(value) or str(value.called)


@attrs.frozen
class SetType:
    """Any number of objects, groups or symbols."""

    element: ObjectType | GroupType | SymbolType | QuantityType | DateType | TextType | BoolType

    @property
    def words(self) -> str:
        return f"a list, each {self.element.words}"

    def show(self, value: Any) -> str:
        return shown(value) or ", ".join(self.element.show(item) for item in value)


@attrs.frozen
class BrokenType:
    """The type of an expression that was already reported: it agrees with everything and says nothing."""

    words = "a broken value"

    def show(self, value: Any) -> str:
        return "?"


Type: TypeAlias = (
    QuantityType | BoolType | DateType | TextType | SymbolType | ObjectType | GroupType | SetType | BrokenType
)

BOOL, DATE, TEXT, UNTYPED = BoolType(), DateType(), TextType(), BrokenType()


def shown(value: object) -> str:
    """The words for a value that is not there, or nothing."""
    return _("not given") if value is ABSENT else "?" if value is BROKEN else ""


def article(words: str) -> str:
    """The words with `a` or `an` before them."""
    return ("an " if words[:1] in "aeio" else "a ") + words


def quantity(unit: str, *, fixed: bool = False) -> QuantityType:
    """The type of quantities that could be written in `unit`; `fixed` prints them in it always."""
    found = find_unit(unit)
    return QuantityType(found.dimension, found.point, found.share, unit if fixed else None)


RATIO = QuantityType(NONE)
SHARE = quantity("%")
COUNT = QuantityType(NONE, integer=True)


def objects(*kinds: str) -> ObjectType:
    """Objects of these kinds, by their singular names."""
    return ObjectType(kinds)


def list_of(element: Iterable[str] | str) -> SetType:
    """A list of objects of these kinds."""
    return SetType(ObjectType((element,) if isinstance(element, str) else tuple(element)))
