"""`colossusc check PATH…`: are these plans right? Writes nothing, but what `--fix` mends."""

from __future__ import annotations

import attrs
import click

from colossusc import pipeline
from colossusc.cli.findings import Shown, report, stdout_for
from colossusc.cli.options import checking, demanding, inputs, showing
from colossusc.cli.project import STDIN, Project
from colossusc.cli.terminal import Failure
from colossusc.suggest import meant


@click.command("check")
@inputs
@click.option("--scenario", "scenarios", multiple=True, metavar="NAME", help="Show only what this scenario finds.")
@click.option("--fix", is_flag=True, help="Apply safe fixes to the plan's files, and show what is left.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@checking
@demanding
@showing
def command(
    project: Project, options: pipeline.Options, shown: Shown, scenarios: tuple[str, ...], fix: bool, diff: bool
) -> int:
    """Check plans and their scenarios, and show what is wrong with them."""
    if diff or (fix and STDIN in map(project.path, project.names)):
        stdout_for("a diff" if diff else "a mended file", shown)
    options = attrs.evolve(options, scenarios=scenarios)
    if fix or diff:
        from colossusc.cli.fixing import fixed

        checked = fixed(project, options, shown, write=not diff)
    else:
        checked = pipeline.check(project.names, project.read, options)
    known = [each.scenario.name for result in checked.campuses for each in result.variants if each.scenario is not None]
    for name in scenarios if not checked.errors else ():
        if name not in known:
            raise Failure(f"there is no scenario `{name}`", meant(name, known) or "a plan declares its scenarios")
    return report(checked.diagnostics, shown, project.unreadable, checked.campuses)
