"""`colossusc dump VIEW PATH…`: what the compiler made of a plan, between its steps."""

from __future__ import annotations

import click

from colossusc import pipeline
from colossusc.cli.options import checking, inputs
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure, data
from colossusc.cli.tree import tree


@click.command("dump")
@click.argument("view", type=click.Choice(["tree", "ir"]))
@inputs
@checking
def command(view: str, project: Project, options: pipeline.Options) -> int:
    """Print the syntax tree or the model (ir) of plans to stdout."""
    checked = pipeline.check(project.names, project.read, options)
    if view == "tree":
        for source, file in zip(checked.sources, checked.files, strict=True):
            data(tree(source, file))
        return 0
    model = pipeline.emit(checked).get("ir.json")
    if model is None:
        raise Failure("the files hold no campus that can be shown", "`colossusc check` tells what is wrong with them")
    data(model.decode())
    return 0
