"""What a fact is, and the facts of one run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

import attrs

from colossusc.expr.types import Type
from colossusc.ir import Item
from colossusc.values.absent import ABSENT, BROKEN, Missing
from colossusc.values.timeline import Steps, combine, total

Note: TypeAlias = Callable[[int], str]

LEVELS = ("campus", "site", "building")


@attrs.frozen(eq=False)
class Term:
    """One addend of a sum: what it is of, its value over time, and how it comes about on a day."""

    name: str
    item: Item | None
    steps: Steps[Any]
    note: Note | None = None
    stages: tuple[tuple[str, Steps[Any]], ...] = ()  # of a supply: nameplate → site → firm
    field: str = ""  # the field whose line a ledger points to
    inputs: tuple[str, ...] = ()  # the other fields that it is computed of; those of its site as `site.ambient`


@attrs.frozen(eq=False)
class FactValue:
    """A fact of one object over time; a sum keeps its terms."""

    steps: Steps[Any]
    terms: tuple[Term, ...] = ()


@attrs.frozen(eq=False)
class Fact:
    """A fact that objects of some kinds have."""

    name: str
    kinds: tuple[str, ...]
    type: Type
    doc: str
    compute: Callable[[Facts, Item], FactValue]
    fields: tuple[str, ...] = ()  # what it reads of the object, the one that a finding points to first


@cache
def all_facts() -> dict[tuple[str, str], Fact]:
    """Every fact by (kind, name). A new analysis adds its module here."""
    from colossusc.analyses import balance, demand, permits, presence, supply

    modules = (presence, permits, demand, supply, balance)
    return {(kind, fact.name): fact for module in modules for fact in module.FACTS for kind in fact.kinds}


@cache
def fact_names() -> frozenset[str]:
    """The name of every fact."""
    return frozenset(name for _, name in all_facts())


class Facts:
    """Computes facts on demand, each once."""

    def __init__(self) -> None:
        self._values: dict[tuple[Item, str], FactValue] = {}
        self._items: dict[tuple[Item, str], tuple[Item, ...]] = {}

    def value(self, item: Item, name: str) -> FactValue:
        """A fact of an object. Raises KeyError for one that its kind does not have."""
        key = (item, name)
        found = self._values.get(key)
        if found is None:
            found = all_facts()[item.kind.name, name].compute(self, item)
            self._values[key] = found
        return found

    def steps(self, item: Item, name: str) -> Steps[Any]:
        return self.value(item, name).steps

    def missing_input(self, item: Item, name: str, day: int) -> tuple[Item, str] | None:
        """Why a fact is absent on a day: the object and the field that are not given."""
        if self.value(item, name).steps.at(day) is not ABSENT:
            return None
        for term in self.value(item, name).terms:
            if term.item is not None and term.steps.at(day) is ABSENT:
                fields = tuple(filter(None, (term.field, *term.inputs)))
                if (found := self._absent_field(term.item, fields, day)) is not None:
                    return found
        for level_fact in ("firm_supply", "facility_load"):
            if name in ("margin", "grid_load") and (found := self.missing_input(item, level_fact, day)) is not None:
                return found
        return self._absent_field(item, all_facts()[item.kind.name, name].fields, day)

    def _absent_field(self, item: Item, fields: tuple[str, ...], day: int) -> tuple[Item, str] | None:
        for field in fields:
            if field in ("from", "until"):
                return item, field
            giver = item
            if field.startswith("site."):
                giver, field = item.site or item.campus, field.removeprefix("site.")
            if giver.value(field).steps.at(day) is ABSENT:
                return giver, field
        for permit in self.items(item.campus, "permit") if item.kind.needs_permit else ():
            covers = permit.value("covers").steps.values[0]
            if not isinstance(covers, Missing) and item in covers and self.steps(permit, "in_force").at(day) is ABSENT:
                return permit, "granted"
        return None

    def items(self, level: Item, kind: str) -> tuple[Item, ...]:
        """The objects of a kind that belong to a campus, site or building."""
        key = (level, kind)
        if key not in self._items:
            self._items[key] = level.all(kind)
        return self._items[key]


def lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of present values, made to pass on broken and absent ones."""

    def apply(*values: Any) -> Any:
        lost = None
        for value in values:
            if value is BROKEN:
                return BROKEN
            if value is ABSENT:
                lost = ABSENT
        return function(*values) if lost is None else lost

    return apply


def across(function: Callable[..., Any], *steps: Steps[Any]) -> Steps[Any]:
    """`combine`, absent wherever one of the values is."""
    return combine(lifted(function), *steps)


def summed(terms: list[Term]) -> FactValue:
    """The sum of terms, with those that are 0 always left out."""
    kept = tuple(term for term in terms if any(value != 0 for value in term.steps.values))
    return FactValue(total([term.steps for term in kept]), kept)


def missing(value: Any) -> bool:
    return isinstance(value, Missing)
