"""`python bench/texts.py PLAN DIR` writes what of a compile needs no drawing: Markdown, the bill, the model.

A case of `bench/run.py`.
"""

from __future__ import annotations

import gc
import sys

import attrs

from colossusc import pipeline
from colossusc.cli.cache import user_cache
from colossusc.cli.folder import write_outputs
from colossusc.cli.project import Project
from colossusc.emit.bom import bill
from colossusc.emit.bom_csv import write_csv
from colossusc.emit.charts import pictures
from colossusc.emit.one_line import pictures as one_lines
from colossusc.emit.render import render
from colossusc.emit.report import view
from colossusc.emit.tree import write_json


def main(plan: str, folder: str) -> None:
    project, cache = Project([plan]), user_cache()
    checked = pipeline.check(project.names, project.read, pipeline.Options(cache=cache))
    run = attrs.evolve(pipeline._run(checked), headroom=pipeline._headroom(checked), cache=cache)
    (result,) = run.campuses
    phases = bill(result.facts, result.campus, run.plan.as_of(result.campus))
    drawn, diagrams = pictures(run, result, phases), one_lines(run, result)
    shown = view(run, result, phases, drawn, diagrams)
    outputs = {
        "report.md": render("report.md", **attrs.asdict(shown, recurse=False)),
        "bom.csv": write_csv(phases),
        "ir.json": write_json(run, result, phases, (*(each.chart for each in drawn.values()), *diagrams)),
    }
    write_outputs(folder, outputs, force=True)


if __name__ == "__main__":
    gc.disable()  # as the command does
    main(*sys.argv[1:])
    gc.freeze()
