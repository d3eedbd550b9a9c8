"""What a compile writes: one module an output, each from the model, its facts and the findings.

People read it in a language, machines always in English: of a run that is told in another language there are two, alike
but for their words.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from colossusc.emit.bom import Phase
    from colossusc.emit.charts import Picture
    from colossusc.emit.model import Run
    from colossusc.emit.one_line import Picture as Diagram
    from colossusc.rules.verdict import CampusResult


class _Found(NamedTuple):
    """A campus of a run, and what several outputs print of it."""

    run: Run
    result: CampusResult
    as_of: int | None
    phases: tuple[Phase, ...]
    pictures: dict[str, Picture]
    diagrams: tuple[Diagram, ...]


def emit(run: Run, told: Run, language: str) -> dict[str, bytes]:
    """The outputs of a run, which people read as it is told in a language: file name → content. With several campuses
    the names begin with that of the campus."""
    from colossusc.emit.names import prefixes
    from colossusc.language import speaking

    outputs: dict[str, bytes] = {}
    names = prefixes(each.campus.name for each in run.campuses)
    for prefix, result, told_result in zip(names, run.campuses, told.campuses, strict=True):
        found = _found(run, result)
        files = _for_machines(found)
        with speaking(language):
            files |= _for_people(found if told is run else _found(told, told_result), files["ir.json"])
        for name, content in files.items():
            folder, slash, file = name.rpartition("/")
            outputs[f"{folder}{slash}{prefix}{file}"] = content
    return outputs


def _found(run: Run, result: CampusResult) -> _Found:
    from colossusc.emit.bom import bill
    from colossusc.emit.charts import pictures
    from colossusc.emit.one_line import pictures as one_lines

    as_of = run.plan.as_of(result.campus)
    phases = bill(result.facts, result.campus, as_of)
    return _Found(run, result, as_of, phases, pictures(run, result, phases), one_lines(run, result))


def _for_machines(found: _Found) -> dict[str, bytes]:
    """What other programs read, where English is spoken."""
    from colossusc.emit.bom_csv import write_csv
    from colossusc.emit.dues import write_csv as dues
    from colossusc.emit.scenarios import bills
    from colossusc.emit.tree import write_json

    run, result = found.run, found.result
    charts = (each.chart for each in found.pictures.values())
    files = {"ir.json": write_json(run, result, found.phases, (*charts, *found.diagrams))}
    ends = _ends(result)
    for each, bought in [(result, found.phases), *bills(run, result)]:
        files[f"bom{ends.get(each, '')}.csv"] = write_csv(bought)
    owed = dues(result, found.as_of)
    if owed:
        files["dues.csv"] = owed
    for each, end in ends.items():
        own = dues(each, found.as_of)
        if own and own != owed:
            files[f"dues{end}.csv"] = own
    return files


def _for_people(found: _Found, model: bytes) -> dict[str, bytes]:
    """What people read, in the language in force; `model` is `ir.json`."""
    from colossusc.emit.bom_xlsx import write_xlsx  # loads XlsxWriter
    from colossusc.emit.charts import files as picture_files
    from colossusc.emit.one_line import files as diagram_files
    from colossusc.emit.public import variables
    from colossusc.emit.report import printed, report, view  # loads Jinja
    from colossusc.emit.report_xlsx import write_report
    from colossusc.emit.scenarios import bills

    run, result = found.run, found.result
    shown = view(run, result, found.phases, found.pictures, found.diagrams)
    files = report(shown)
    if run.pdf:
        files["report.pdf"] = printed(shown, run.cache)
    files["report.xlsx"] = write_report(run, result, found.phases)
    ends = _ends(result)
    for each, bought in [(result, found.phases), *bills(run, result)]:
        files[f"bom{ends.get(each, '')}.xlsx"] = write_xlsx(each.facts, each.campus, bought, found.as_of)
    if run.own is not None:
        files |= run.own(partial(variables, shown, model))
    if run.png:
        made = picture_files(run, found.pictures) | diagram_files(run, found.diagrams)
        files |= {f"pictures/{name}": content for name, content in made.items()}
    return files


def _ends(result: CampusResult) -> dict[CampusResult, str]:
    """With what the file names of each scenario end."""
    from colossusc.emit.names import safe_names

    others = {each: each.scenario.name for each in result.variants if each.scenario is not None}
    return dict(zip(others, (f"-{name}" for name in safe_names(others.values(), "scenario")), strict=True))
