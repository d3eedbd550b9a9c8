"""`colossusc draw PATH…`: one-line diagrams, one for each phase."""

from __future__ import annotations

import os
from typing import Literal

import click

from colossusc import pipeline
from colossusc.cli import settings
from colossusc.cli.folder import replace, write_outputs
from colossusc.cli.options import checking, inputs
from colossusc.cli.project import Project
from colossusc.cli.settings import Day
from colossusc.cli.terminal import Failure, data, say
from colossusc.show.visible import visible

_OURS = b'class="one-line"'  # in the first line of each picture
_HEAD = 1_000  # bytes


@click.command("draw")
@inputs
@click.option("--phase", default="", metavar="NAME", help="Draw this phase only, instead of each.")
@click.option("--date", "day", type=Day(), help="Draw this day, instead of phases.")
@click.option("--scenario", default="", metavar="NAME", help="Draw the plan as this scenario changes it.")
@click.option(
    "--symbols",
    type=click.Choice(["ieee", "iec"]),
    default="ieee",
    show_default=True,
    help="IEEE 315 as in North America, or IEC 60617.",
)
@click.option("-o", "--output", default="", metavar="PATH", help="A file to write, *.svg, or a folder for them.")
@click.option("--force", is_flag=True, help="Overwrite files that colossusc did not write.")
@settings.options("lang")
@checking
def command(
    project: Project,
    options: pipeline.Options,
    phase: str,
    day: int | None,
    scenario: str,
    symbols: Literal["ieee", "iec"],
    output: str,
    force: bool,
    lang: str,
) -> int:
    """Draw the one-line diagram of plans as SVG: one for each phase, or one of `as_of` where a plan has no phases.

    What is new, changed or gone since the phase before is marked, and what carries more than it can. One picture goes
    to stdout where `-o` is not given.
    """
    if phase and day is not None:
        raise click.UsageError("draw a phase or a date, not both")
    from colossusc.emit.one_line import Unknown, Wanted  # what draws is loaded only here

    checked = pipeline.check(project.names, project.read, options)
    if checked.errors or not checked.campuses:
        raise Failure("the files hold no campus that can be drawn", "`colossusc check` tells why")
    try:
        pictures = pipeline.draw(checked, Wanted(phase, day, scenario, symbols), lang)
    except Unknown as unknown:
        raise Failure(*unknown.args) from None
    _write(pictures, output, force)
    return 0


def _write(pictures: dict[str, bytes], output: str, force: bool) -> None:
    """To stdout, to a file or to a folder. Raises Failure."""
    single = next(iter(pictures.values())) if len(pictures) == 1 else None
    if not output:
        if single is None:
            raise Failure(f"these are {len(pictures)} pictures", "name a folder for them, `-o DIR`, or one `--phase`")
        data(single.decode())
    elif not output.endswith(".svg"):
        write_outputs(output, pictures, force)
        say(f"wrote {', '.join(visible(os.path.join(output, name)) for name in pictures)}")
    elif single is None:
        raise Failure(f"{len(pictures)} pictures don't go into one file", "name a folder, `-o DIR`, or one `--phase`")
    else:
        if not force and _is_foreign(output):
            raise Failure(f"`{output}` was not drawn by colossusc", "name another file, or overwrite it with `--force`")
        replace(output, single)
        say(f"wrote {visible(output)}")


def _is_foreign(path: str) -> bool:
    """Whether a file is there that is no picture of ours."""
    try:
        with open(path, "rb") as file:
            return _OURS not in file.read(_HEAD)
    except OSError:
        return os.path.lexists(path)
