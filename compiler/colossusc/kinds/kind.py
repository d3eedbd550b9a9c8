"""What a kind and a field are."""

from __future__ import annotations

from functools import cached_property

import attrs

from colossusc.expr.types import Type
from colossusc.values.number import Number


@attrs.frozen
class Field:
    """One field of a kind.

    Bounds are in base units and inclusive, unless `above` is given (exclusive lower bound). `default` is a text of
    the language; a field without one is absent until it is given, and safety-relevant fields have none. A field with
    `before_zero` counts as 0 before its first date; every other is absent there.
    """

    name: str
    type: Type
    doc: str  # one sentence, with the basis (nameplate, contracted, IT …)
    default: str | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    above: Number | None = None
    before_zero: bool = False
    dated: bool = True  # may carry `from`, `until`
    handed_down: bool = False  # a block that does not give it takes it from the blocks around it


@attrs.frozen(slots=False, eq=False)
class Kind:
    """A kind of object: a table that validation, docs and strategies read."""

    name: str  # the singular: `part smt_130 : turbine`
    plural: str  # the set: `for t in turbines`; also heads a block of several
    doc: str
    fields: tuple[Field, ...]
    holds: tuple[str, ...] = ()  # kinds (singular) that may stand inside
    placed: bool = False  # equipment: stands in a campus, site or building, has presence and may be an array
    part: bool = False  # a part of the catalog may have this kind
    catalog_only: bool = False  # is only ever a part: accelerators, racks
    shared: bool = False  # declared once for the whole project, visible everywhere: parties, jurisdictions
    needs_permit: bool = False  # delivers only where a permit in force covers it
    definitions: tuple[str, ...] = ()  # words of `word name = value` inside, giving the field `word.name`
    counted_by: str | None = None  # the field that counts the things one block stands for

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}
