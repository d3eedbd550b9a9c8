"""`colossusc check PATH…`: are these plans right? Writes nothing."""

from __future__ import annotations

import attrs
import click

from colossusc import pipeline
from colossusc.cli.findings import Shown, report
from colossusc.cli.options import checking, inputs, showing
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure
from colossusc.suggest import meant


@click.command("check")
@inputs
@click.option("--scenario", "scenarios", multiple=True, metavar="NAME", help="Show only what this scenario finds.")
@checking
@showing
def command(project: Project, options: pipeline.Options, shown: Shown, scenarios: tuple[str, ...]) -> int:
    """Check plans and their scenarios, and show what is wrong with them."""
    checked = pipeline.check(project.names, project.read, attrs.evolve(options, scenarios=scenarios))
    known = [each.scenario.name for result in checked.campuses for each in result.variants if each.scenario is not None]
    for name in scenarios if not checked.errors else ():
        if name not in known:
            raise Failure(f"there is no scenario `{name}`", meant(name, known) or "a plan declares its scenarios")
    return report(checked.diagnostics, shown, project.unreadable, checked.campuses)
