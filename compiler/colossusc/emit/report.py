"""The report of one campus: everything that its two templates print, in their order."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.emit import balance, bom, contracts, evidence, findings, picture, rules, verdict
from colossusc.emit.model import Run
from colossusc.emit.phrases import counted
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
    inside: str
    unpriced: bool


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
    return {
        "campus": campus,
        "summary": verdict.summary(run, result),
        "problems": findings.rows(run.diagnostics),
        "findings": findings.rows(each for each in result.findings if not each.past),
        "past": findings.rows(each for each in result.findings if each.past),
        "balances": balance.balances(facts, campus, as_of),
        "picture": picture.picture(facts, campus, as_of),
        "rules": rules.rows(result, as_of),
        "contracts": contracts.rows(campus),
        "phases": tuple(_phase(phase) for phase in phases),
        "total": _money(bom.total(everything), everything),
        "unpriced": tuple(_line(line) for line in everything if line.unpriced),
        "overrides": evidence.overrides(campus),
        "defaults": evidence.defaults(campus),
        "sources": evidence.sources(run, result),
        "uncited": evidence.uncited(campus),
        "inputs": run.inputs,
        "version": run.version,
    }


def _phase(phase: bom.Phase) -> BillPhase:
    return BillPhase(
        phase.name,
        phase.date,
        tuple(map(_line, phase.lines)),
        _money(bom.total(phase.lines), phase.lines),
        sum(line.unpriced for line in phase.lines),
    )


def _line(line: bom.Line) -> BillLine:
    return BillLine(
        line.date,
        line.item.name,
        line.label,
        line.maker,
        counted(line.quantity, line.unit) if line.quantity is not None else "not given",
        f"{show_number(line.price, 2)} {line.currency}" if line.price is not None else "",
        f"{show_number(line.cost, 2)} {line.currency}" if line.cost is not None else "",
        line.source,
        line.inside,
        line.unpriced,
    )


def _money(amount: Any, lines: tuple[bom.Line, ...]) -> str:
    currency = next((line.currency for line in lines if line.currency), "")
    return f"{show_number(amount, 2)} {currency}" if currency else "no price is known"
