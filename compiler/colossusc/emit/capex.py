"""What is bought per MW, beside what was published: a bill that is far off lacks something, or its prices are odd.

The cost is that of all lines with a price in USD, without buildings and land, and installed only where no other price
is stated; the load is the greatest that the campus ever has. Published figures are of whole sites, and none of them
says of which MW: IT or facility.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, missing
from colossusc.emit.bom import Line, totals
from colossusc.emit.phrases import counted
from colossusc.emit.plain import plain
from colossusc.emit.ranges import between, finite
from colossusc.expr.types import quantity
from colossusc.ir import Item
from colossusc.language import _, marked, measured, pgettext
from colossusc.resources import resource
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import parse_quantity
from colossusc.values.uncertain.expression import least_of, most_of, quotient

_CURRENCY = "USD"
UNIT = marked("million USD/MW")
_POWER = quantity("MW")
_MW = parse_quantity("1 MW").number
_MILLION = 1_000_000
_LOADS = ((marked("IT load"), "it_load"), (marked("facility load"), "facility_load"))


@attrs.frozen
class Row:
    """One figure, and who says it."""

    what: str  # the figure
    least: Any  # in million USD
    most: Any
    publisher: str = ""  # who says it
    grade: str = ""  # of the source
    url: str = ""  # of the source

    @property
    def figure(self) -> str:
        """Both ends, in words."""
        return measured(between(self.least, self.most, _show), _(UNIT))


@attrs.frozen
class Capex:
    """What the plan buys for a MW, and what others say that one costs."""

    own: tuple[Row, ...]  # of this plan
    published: tuple[Row, ...]  # of others
    left_out: str  # how many lines have no price; nothing where all have one


def capex(facts: Facts, campus: Item, lines: tuple[Line, ...]) -> Capex | None:
    """The comparison; None where nothing has a price, or no load is known."""
    own = tuple(
        Row(
            _("what is bought here, per MW of {load} ({power} at most)", load=_(words), power=_load(load)),
            least_of(cost),
            most_of(cost),
        )
        for words, load, cost in _per_mw(facts, campus, lines)
    )
    if not own:
        return None
    unpriced = sum(line.unpriced for line in lines)
    return Capex(own, published(), counted(unpriced, "{n} line", "{n} lines") if unpriced else "")


def published() -> tuple[Row, ...]:
    """What others say that a MW costs."""
    return tuple(
        Row(_(what), least, most, *_who(source))
        for source in _published()
        for what, (least, most) in source["million_usd_per_mw"].items()
    )


def _who(source: dict[str, Any]) -> tuple[str, str, str]:
    publisher, grade, url = (source[key] for key in ("publisher", "grade", "url"))
    return publisher, pgettext("choice", grade), url


@cache
def _published() -> list[dict[str, Any]]:
    text = resource("specs/published/capital_cost.toml").read_text()
    found: list[dict[str, Any]] = tomllib.loads(text, parse_float=Fraction)["source"]
    return found


def _per_mw(facts: Facts, campus: Item, lines: Iterable[Line]) -> Iterator[tuple[str, Any, Any]]:
    """The greatest load of each sort, and the cost of one MW of it in million USD."""
    cost = totals(lines).get(_CURRENCY)
    for words, fact in _LOADS:
        loads = [value for value in facts.steps(campus, fact).values if not missing(value)]
        load = max(loads, key=lambda value: (most_of(value), least_of(value)), default=0)
        if cost is not None and least_of(load) > 0 and finite(most_of(load)) is not None:
            yield words, load, quotient(cost * _MW, load * _MILLION)


def _load(load: Any) -> str:
    return _POWER.show(most_of(load))


def _show(number: Number) -> str:
    return show_number(number, 2)


def as_json(facts: Facts, campus: Item, lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """The plan's own figures for `ir.json`."""
    return [
        {
            "load": words,
            "million_usd_per_mw": plain(cost),
            "million_usd_per_mw_at_most": plain(finite(most_of(cost))),
        }
        for words, load, cost in _per_mw(facts, campus, lines)
    ]


def published_json() -> list[dict[str, Any]]:
    """What others say, for `ir.json`."""
    return [
        {
            "what": row.what,
            "million_usd_per_mw": plain(row.least),
            "million_usd_per_mw_at_most": plain(row.most),
            "publisher": row.publisher,
            "grade": row.grade,
            "url": row.url,
        }
        for row in published()
    ]
