"""What a compile writes: one module an output, each from the model, its facts and the findings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from colossusc.emit.model import Run


def emit(run: Run) -> dict[str, bytes]:
    """The outputs of a run: file name → content. With several campuses the names begin with that of the campus."""
    from colossusc.emit.bom import bill
    from colossusc.emit.bom_csv import write_csv
    from colossusc.emit.bom_xlsx import write_xlsx  # loads XlsxWriter
    from colossusc.emit.charts import files as picture_files
    from colossusc.emit.charts import pictures
    from colossusc.emit.dues import write_csv as dues
    from colossusc.emit.names import prefixes, safe_names
    from colossusc.emit.one_line import files as diagram_files
    from colossusc.emit.one_line import pictures as one_lines
    from colossusc.emit.public import variables
    from colossusc.emit.report import report, view  # loads Jinja
    from colossusc.emit.report_xlsx import write_report
    from colossusc.emit.scenarios import bills
    from colossusc.emit.tree import write_json

    outputs: dict[str, bytes] = {}
    for prefix, result in zip(prefixes(each.campus.name for each in run.campuses), run.campuses, strict=True):
        as_of = run.plan.as_of(result.campus)
        phases = bill(result.facts, result.campus, as_of)
        drawn = pictures(run, result, phases)
        diagrams = one_lines(run, result)
        shown = view(run, result, phases, drawn, diagrams)
        files = report(shown)
        files["report.xlsx"] = write_report(run, result, phases)
        files["ir.json"] = write_json(run, result, phases, (*(each.chart for each in drawn.values()), *diagrams))
        others = [each for each in result.variants if each.scenario is not None]
        names = safe_names((each.scenario.name for each in others if each.scenario is not None), "scenario")
        ends = dict(zip(others, (f"-{name}" for name in names), strict=True))
        for each, bought in [(result, phases), *bills(run, result)]:
            files[f"bom{ends.get(each, '')}.csv"] = write_csv(bought)
            files[f"bom{ends.get(each, '')}.xlsx"] = write_xlsx(each.facts, each.campus, bought, as_of)
        owed = dues(result, as_of)
        if owed:
            files["dues.csv"] = owed
        for each, end in ends.items():
            own = dues(each, as_of)
            if own and own != owed:
                files[f"dues{end}.csv"] = own
        files |= run.own(partial(variables, shown, files["ir.json"]))
        outputs.update({f"{prefix}{name}": content for name, content in files.items()})
        if run.png:
            found = picture_files(run, drawn) | diagram_files(run, diagrams)
            outputs.update({f"pictures/{prefix}{name}": content for name, content in found.items()})
    return outputs
