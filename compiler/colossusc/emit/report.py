"""The report of one campus: everything that its templates print, in their order."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from colossusc.emit import (
    balance,
    bill_report,
    bom,
    contingencies,
    contracts,
    dues,
    emissions,
    equipment,
    evidence,
    findings,
    headroom,
    reported,
    rules,
    scenarios,
    verdict,
)
from colossusc.emit.charts import Picture
from colossusc.emit.charts.mermaid import mermaid
from colossusc.emit.dated import dated
from colossusc.emit.model import Run
from colossusc.emit.one_line import Picture as OneLine
from colossusc.emit.pdf import typeset
from colossusc.emit.render import render, style_sheet
from colossusc.emit.view import Campus, View
from colossusc.language import spoken
from colossusc.rules.verdict import CampusResult
from colossusc.syntax.stored import Cache


def report(shown: View) -> dict[str, bytes]:
    """`report.md` and `report.html` of a campus."""
    values = attrs.asdict(shown, recurse=False)
    style, digest = style_sheet("report.css", "one_line.css")
    return {
        "report.md": render("report.md", **values),
        "report.html": render("report.html", style=style, style_hash=digest, **values),
    }


def printed(shown: View, cache: Cache) -> bytes:
    """`report.pdf` of a campus."""
    pictures = {name: str(each.svg) for name, each in shown.pictures.items()}
    diagrams = {each.name: each.alone for each in shown.one_lines}
    return typeset(render("report.typ", **attrs.asdict(shown, recurse=False)), pictures | diagrams, cache)


def view(
    run: Run,
    result: CampusResult,
    phases: tuple[bom.Phase, ...],
    pictures: Mapping[str, Picture],
    one_lines: tuple[OneLine, ...],
) -> View:
    """What the templates print."""
    campus, facts, as_of = result.campus, result.facts, run.plan.as_of(result.campus)
    found = scenarios.where(result, dated(result))
    room = run.headroom.get(campus.name)
    sources = evidence.sources(run, result)
    return View(
        campus=Campus(campus.name, campus.label),
        summary=verdict.summary(run, result),
        problems=findings.rows(run.diagnostics),
        findings=findings.rows_over_time(found, past=False),
        past=findings.rows_over_time(found, past=True),
        scenarios=scenarios.side_by_side(run, result),
        waived=findings.waived_rows(found),
        pictures=pictures,
        mermaid=mermaid(pictures["supply"].chart) if "supply" in pictures else (),
        one_lines=one_lines,
        balances=tuple(balance.balance(facts, level, as_of) for level in balance.levels(campus)),
        headroom=headroom.rows(room),
        not_asked=room.left_out if room is not None else 0,
        contingencies=contingencies.told(facts, campus, as_of),
        equipment=equipment.rows(facts, campus),
        rules=rules.rows(result, as_of),
        judged=frozenset(outcome.heading.code for outcome in result.outcomes) - {"require"},
        contracts=contracts.rows(result),
        emissions=emissions.emissions(result, as_of),
        bill=bill_report.bill(facts, campus, phases, as_of),
        reported=reported.rows(result),
        dues=dues.table(result, as_of),
        overrides=evidence.overrides(campus),
        defaults=evidence.defaults(campus),
        sources=sources,
        named=frozenset(source.anchor for source in sources),
        uncited=evidence.uncited(campus),
        relied_on=evidence.relied_on(result, as_of),
        inputs=run.inputs,
        version=run.version,
        language=spoken(),
    )
