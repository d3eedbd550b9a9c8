"""The bill for `ir.json`: sums and lines by phase, one line for each part, and the phases that wait for orders.

Numbers are decimal texts, as in `bom.csv`; of what is not one number the least, and `…_at_most` beside it,
which is null where there is no limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from colossusc.analyses.fact import Facts, missing
from colossusc.emit import capex, orders
from colossusc.emit.bom import Days, Line, Phase, days_of, every_line, source_of, totals
from colossusc.emit.bom_totals import Total, consolidated
from colossusc.emit.plain import plain
from colossusc.emit.ranges import ends
from colossusc.ir import Item
from colossusc.values.uncertain.expression import is_uncertain

Json = dict[str, Any]


def bill_json(facts: Facts, campus: Item, phases: tuple[Phase, ...], as_of: int | None) -> Json:
    """What is bought of a campus."""
    everything = every_line(phases)
    return {
        **_sums(everything),
        "phases": [
            {
                "name": phase.name,
                **_day("date", phase.days),
                **_sums(phase.lines),
                "lines": list(map(_line, phase.lines)),
            }
            for phase in phases
        ],
        "parts": list(map(_part, consolidated(everything))),
        "capex": capex.as_json(facts, campus, everything),
        "capex_published": capex.published_json(),
        "slips": orders.as_json(facts, campus, as_of),
    }


def _sums(lines: Iterable[Line]) -> Json:
    found = tuple(lines)
    return {
        **_by_currency("totals", totals(found)),
        **_by_currency("totals_installed", totals(found, installed=True)),
        "unpriced": sum(line.unpriced for line in found),
    }


def _by_currency(name: str, sums: dict[str, Any]) -> Json:
    return {
        name: {currency: plain(amount) for currency, amount in sums.items()},
        f"{name}_at_most": {currency: _most(amount) for currency, amount in sums.items() if is_uncertain(amount)},
    }


def _line(line: Line) -> Json:
    lead = None if missing(line.purchase.lead) else line.purchase.lead
    return {
        "object": line.item.path,
        **_piece(line),
        **_figure("quantity", line.quantity),
        **_figure("unit_cost", line.price),
        **_figure("cost", line.cost),
        **_figure("installed_cost", line.installed_cost),
        "currency": line.currency or None,
        "price_source": source_of(line, by_name=True) or None,
        **_day("price_of_the_day", line.price_day),
        **_day("need_by", line.days),
        **_figure("lead_months", lead),
        **_day("order_by", days_of(line.purchase.order_by)),
        **_day("ordered", days_of(line.purchase.ordered)),
    }


def _part(total: Total) -> Json:
    return {
        **_piece(total.first),
        **_figure("quantity", total.quantity),
        **_figure("cost", total.cost),
        "currency": total.first.currency or None,
        "objects": list(dict.fromkeys(line.item.path for line in total.lines)),
        **_day("need_by", total.need),
        **_day("order_by", total.order_by),
    }


def _piece(line: Line) -> Json:
    """What one piece of it is."""
    return {
        "part": line.part or None,
        "label": line.label,
        "maker": line.maker or None,
        "kind": line.kind,
        "unit": line.unit,
    }


def _figure(name: str, figure: Any) -> Json:
    found: Json = {name: plain(ends(figure).low) or None}
    if is_uncertain(figure):
        found[f"{name}_at_most"] = _most(figure)
    return found


def _most(figure: Any) -> str | None:
    return plain(ends(figure).high) or None


def _day(name: str, days: Days) -> Json:
    return {name: days.date or None, f"{name}_at_latest": days.latest or None}
