"""`colossusc compile PATH… -o DIR`: check, and write the report, the bill of materials and the model."""

from __future__ import annotations

import os

import click

from colossusc import pipeline
from colossusc.cli import settings
from colossusc.cli.extras import installed
from colossusc.cli.findings import Shown, report
from colossusc.cli.folder import write_outputs
from colossusc.cli.options import checking, current_config, demanding, inputs, showing
from colossusc.cli.own_templates import OwnTemplates
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure, say
from colossusc.show.visible import visible


@click.command("compile")
@inputs
@click.option("-o", "--output", required=True, metavar="DIR", help="The folder to write into; made where missing.")
@click.option(
    "--to",
    multiple=True,
    type=click.Choice(["pdf", "png"]),
    help="Write this too. pdf: the report to print. png: the pictures as PNG and SVG with their Vega specifications, "
    "into DIR/pictures.",
)
@click.option("--force", is_flag=True, help="Overwrite files that colossusc did not write.")
@settings.options("lang")
@checking
@demanding
@showing
def command(
    project: Project, options: pipeline.Options, shown: Shown, output: str, to: tuple[str, ...], force: bool, lang: str
) -> int:
    """Check plans, and write the report, bill of materials and model of what they describe."""
    if "pdf" in to:
        installed("typst", "font_hanken_grotesk", extra="pdf")
    checked = pipeline.check(project.names, project.read, options)
    own = OwnTemplates(current_config().templates)
    outputs = pipeline.emit(checked, options.cache, png="png" in to, pdf="pdf" in to, own=own, language=lang)
    if own.mistakes:
        raise Failure("a template is not right", findings=own.mistakes, message_format=shown.message_format)
    exit_code = report(checked.diagnostics, shown, project.unreadable, checked.campuses)
    if outputs:
        write_outputs(output, outputs, force)
        say(f"wrote {', '.join(visible(os.path.join(output, name)) for name in sorted(outputs))}")
    else:
        why = "mend the plan first" if checked.errors else "the files hold no campus"
        say(f"wrote nothing: {why}")
        return max(exit_code, 1)  # whatever `--fail-on` has: what was asked for is not there
    return exit_code
