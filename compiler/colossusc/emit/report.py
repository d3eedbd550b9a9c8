"""The report of one campus: everything that its two templates print, in their order."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.emit import (
    balance,
    bom,
    contingencies,
    contracts,
    dues,
    equipment,
    evidence,
    findings,
    headroom,
    picture,
    rules,
    scenarios,
    verdict,
)
from colossusc.emit.dated import dated
from colossusc.emit.model import Run
from colossusc.emit.phrases import counted, titled
from colossusc.emit.ranges import shown
from colossusc.emit.render import render, style_sheet
from colossusc.rules.verdict import CampusResult
from colossusc.values.number import show_number


@attrs.frozen
class BillLine:
    """A line of the bill in words."""

    date: str
    object: str
    part: str
    maker: str
    quantity: str
    price: str
    cost: str
    source: str


@attrs.frozen
class BillPhase:
    """A phase of the bill in words."""

    name: str
    date: str
    lines: tuple[BillLine, ...]
    total: str
    unpriced: int


def report(run: Run, result: CampusResult, phases: tuple[bom.Phase, ...]) -> dict[str, bytes]:
    """`report.md` and `report.html` of a campus."""
    values = view(run, result, phases)
    style, digest = style_sheet()
    return {
        "report.md": render("report.md", **values),
        "report.html": render("report.html", style=style, style_hash=digest, **values),
    }


def view(run: Run, result: CampusResult, phases: tuple[bom.Phase, ...]) -> dict[str, Any]:
    """What the templates print, by the names they use."""
    campus, facts, as_of = result.campus, result.facts, run.plan.as_of(result.campus)
    everything = tuple(line for phase in phases for line in phase.lines)
    found = scenarios.where(result, dated(result))
    levels = balance.levels(campus)
    room = run.headroom.get(campus.name)
    drawn, *by_site = picture.pictures(facts, levels, as_of)
    return {
        "campus": campus,
        "summary": verdict.summary(run, result),
        "problems": findings.rows(run.diagnostics),
        "findings": findings.rows_over_time(found, past=False),
        "past": findings.rows_over_time(found, past=True),
        "scenarios": scenarios.side_by_side(run, result),
        "waived": findings.waived_rows(found),
        "picture": drawn,
        "balances": tuple(
            (balance.balance(facts, level, as_of), own) for level, own in zip(levels, (None, *by_site), strict=True)
        ),
        "headroom": headroom.rows(room),
        "not_asked": room.left_out if room is not None else 0,
        "contingencies": contingencies.told(facts, campus, as_of),
        "equipment": equipment.rows(facts, campus),
        "rules": rules.rows(result, as_of),
        "contracts": contracts.rows(result),
        "phases": tuple(_phase(phase) for phase in phases),
        "total": _money(everything),
        "unpriced": tuple(_line(line) for line in everything if line.unpriced),
        "reported": result.reported,
        "dues": dues.table(result, as_of),
        "overrides": evidence.overrides(campus),
        "defaults": evidence.defaults(campus),
        "sources": evidence.sources(run, result),
        "uncited": evidence.uncited(campus),
        "relied_on": evidence.relied_on(result, as_of),
        "inputs": run.inputs,
        "version": run.version,
    }


def _phase(phase: bom.Phase) -> BillPhase:
    return BillPhase(
        phase.name,
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
        counted(line.quantity, line.unit) if line.quantity is not None else "not given",
        f"{_amount(line.price)} {line.currency}" if line.price is not None else "",
        f"{_amount(line.cost)} {line.currency}" if line.cost is not None else "",
        bom.source_of(line, line.holder.label if line.holder is not None else ""),
    )


def _amount(figure: Any) -> str:
    return shown(figure, lambda number: show_number(number, 2))


def _money(lines: tuple[bom.Line, ...]) -> str:
    amounts = [f"{_amount(amount)} {currency}" for currency, amount in bom.totals(lines).items()]
    return " + ".join(amounts) or "no price is known"
