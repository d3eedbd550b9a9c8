"""`colossusc check PATH…`: are these plans right? Writes nothing."""

from __future__ import annotations

import click

from colossusc import pipeline
from colossusc.cli.findings import Shown, report
from colossusc.cli.options import checking, inputs, showing
from colossusc.cli.project import Project


@click.command("check")
@inputs
@checking
@showing
def command(project: Project, options: pipeline.Options, shown: Shown) -> int:
    """Check plans, and show what is wrong with them."""
    checked = pipeline.check(project.names, project.read, options)
    return report(checked.diagnostics, shown, project.unreadable, checked.campuses)
