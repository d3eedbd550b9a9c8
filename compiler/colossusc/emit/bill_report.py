"""What the report says of the bill: in words, by phase and in total, with the orders and what waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from colossusc.analyses.fact import Facts
from colossusc.emit import bom
from colossusc.emit.bom_totals import Total, consolidated
from colossusc.emit.capex import Capex, capex
from colossusc.emit.orders import OrderRow, SlipRow, quantity_words, told
from colossusc.emit.phrases import text_of, titled
from colossusc.emit.ranges import between, shown
from colossusc.ir import Item
from colossusc.language import _, measured
from colossusc.values.number import show_number


@attrs.frozen
class BillLine:
    """A line of the bill in words."""

    date: str  # of need
    object: str  # what it is for, with its name as code
    part: str  # what is bought
    maker: str  # who makes it
    quantity: str  # with its unit
    price: str  # of one; empty where it has none
    cost: str  # of all
    source: str  # of the price


@attrs.frozen
class BillPhase:
    """A phase of the bill in words."""

    name: str  # of the phase
    date: str  # on which it begins
    lines: tuple[BillLine, ...]  # what it buys
    total: str  # by currency
    unpriced: int  # how many lines have no price


@attrs.frozen
class Bill:
    """Everything that the report says of what is bought."""

    phases: tuple[BillPhase, ...]  # in the order of time
    total: str  # by currency
    unpriced: tuple[BillLine, ...]  # what has no price
    parts: tuple[BillLine, ...]  # one line a part, where a part is on several lines
    not_bought: tuple[str, ...]  # what is leased or there already
    orders: tuple[OrderRow, ...]  # what is still to come
    slips: tuple[SlipRow, ...]  # how late orders hold up phases
    capex: Capex | None  # cost per MW; `none` where nothing has a price


def bill(facts: Facts, campus: Item, phases: tuple[bom.Phase, ...], as_of: int | None) -> Bill:
    """The bill of a campus in words."""
    everything = bom.every_line(phases)
    parts = consolidated(everything)
    coming, slipping = told(facts, campus, as_of)
    return Bill(
        tuple(map(_phase, phases)),
        _money(everything),
        tuple(_part(part) for part in parts if part.first.unpriced),
        tuple(map(_part, parts)) if len(parts) < len(everything) else (),
        tuple(f"{titled(item)}: {text_of(item, 'acquired')}" for item in bom.not_bought(campus)),
        coming,
        slipping,
        capex(facts, campus, everything),
    )


def _phase(phase: bom.Phase) -> BillPhase:
    return BillPhase(
        bom.phase_words(phase.name),
        phase.days.words,
        tuple(map(_line, phase.lines)),
        _money(phase.lines),
        sum(line.unpriced for line in phase.lines),
    )


def _line(line: bom.Line) -> BillLine:
    return BillLine(
        line.days.words,
        titled(line.item),
        line.label,
        line.maker,
        quantity_words(line.quantity, line.unit),
        _money_of(line.price, line.currency),
        _with(_money_of(line.cost, line.currency), _money_of(line.installed_cost, line.currency)),
        bom.source_of(line),
    )


def _part(total: Total) -> BillLine:
    first = total.first
    objects = dict.fromkeys(titled(line.item) for line in total.lines)
    return BillLine(
        total.need.words or _("from the start"),
        ", ".join(objects),
        first.label,
        first.maker,
        quantity_words(total.quantity, first.unit),
        measured(between(*total.prices, _decimals), first.currency) if total.prices is not None else "",
        _money_of(total.cost, first.currency),
        total.source,
    )


def _money_of(figure: Any, currency: str) -> str:
    return measured(_amount(figure), currency) if figure is not None else ""


def _with(cost: str, installed: str) -> str:
    """A cost, and what it is with installation where that is stated and another."""
    return _("{cost} ({installed} installed)", cost=cost, installed=installed) if installed not in ("", cost) else cost


def _amount(figure: Any) -> str:
    return shown(figure, _decimals)


def _decimals(number: Any) -> str:
    return show_number(number, 2)


def _money(lines: Iterable[bom.Line]) -> str:
    found = tuple(lines)
    cost, installed = (
        " + ".join(_money_of(amount, currency) for currency, amount in bom.totals(found, installed=each).items())
        for each in (False, True)
    )
    return _with(cost, installed) or _("no price is known")
