"""`colossusc dump VIEW PATH…`: what the compiler made of a plan, between its steps."""

from __future__ import annotations

import click

from colossusc import pipeline
from colossusc.cli.facts import facts
from colossusc.cli.options import checking, inputs
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure, data
from colossusc.cli.tokens import tokens
from colossusc.cli.tree import tree
from colossusc.source import ReadProblem, Source
from colossusc.syntax.parse import parse


@click.command("dump")
@click.argument("view", type=click.Choice(["tokens", "tree", "ir", "facts"]))
@inputs
@checking
def command(view: str, project: Project, options: pipeline.Options) -> int:
    """Print the tokens, the syntax tree, the model (ir) or the facts of plans to stdout."""
    if view in ("ir", "facts"):
        checked = pipeline.check(project.names, project.read, options)
        if checked.errors or not checked.campuses:
            raise Failure("the files hold no campus that can be shown", "`colossusc check` tells why")
        if view == "facts":
            data("".join(facts(result) for result in checked.campuses))
            return 0
        for name, content in sorted(pipeline.emit(checked, options.cache).items()):
            if name.endswith("ir.json"):
                data(content.decode())
        return 0
    for name in project.names:
        try:
            source = Source(name, project.read(name))
        except ReadProblem as problem:
            raise Failure(problem.message, problem.help) from None
        data(tokens(source) if view == "tokens" else tree(source, parse(source)[0]))
    return 0
