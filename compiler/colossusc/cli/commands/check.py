"""`colossusc check PATH…`: are these plans right? Writes nothing, but what `--fix` mends."""

from __future__ import annotations

import attrs
import click

from colossusc import pipeline
from colossusc.cli import settings
from colossusc.cli.findings import Shown, report, stdout_for
from colossusc.cli.options import comparing, demanding, inputs, showing
from colossusc.cli.project import STDIN, Project
from colossusc.cli.scenarios import must_have
from colossusc.cli.terminal import Failure


@click.command("check")
@inputs
@settings.option("scenario")
@click.option(
    "--jurisdictions",
    default="",
    metavar="A,B+C",
    help="Show what fails first with all sites in A, and with all in B and C at once.",
)
@click.option("--fix", is_flag=True, help="Apply safe fixes to the plan's files, and show what is left.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@comparing
@demanding
@showing
def command(
    project: Project,
    options: pipeline.Options,
    shown: Shown,
    scenario: tuple[str, ...],
    jurisdictions: str,
    days: tuple[int, ...],
    fix: bool,
    diff: bool,
) -> int:
    """Check plans and their scenarios, and show what is wrong with them.

    With several days, or with --jurisdictions, show in a table what fails first as of each day, or with all sites in
    each of these jurisdictions.
    """
    compared = bool(jurisdictions or days)
    if compared and (fix or diff):
        raise Failure("several checks at once mend nothing", "leave out `--fix` and `--diff`")
    if diff or (fix and STDIN in map(project.path, project.names)):
        stdout_for("a diff" if diff else "a mended file", shown)
    options = attrs.evolve(options, scenarios=scenario)
    if fix or diff:
        from colossusc.cli.fixing import fixed

        checked = fixed(project, options, shown, write=not diff)
    else:
        checked = pipeline.check(project.names, project.read, options)
        must_have(checked, scenario)
    if compared and not checked.errors and not project.unreadable:
        from colossusc.cli.matrix import compare

        return compare(checked, jurisdictions, days, scenario, shown)
    return report(checked.diagnostics, shown, project.unreadable, checked.campuses)
