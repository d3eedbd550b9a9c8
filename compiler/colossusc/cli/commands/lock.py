"""`colossusc lock PATH…`: write down which catalogs and rule packs the plans are checked against."""

from __future__ import annotations

import os

import click

from colossusc import pipeline
from colossusc.cli.findings import Shown, counted_as, report
from colossusc.cli.folder import replace
from colossusc.cli.lock import LOCK, lock_of
from colossusc.cli.options import current_config, inputs, showing
from colossusc.cli.project import Project
from colossusc.cli.terminal import say
from colossusc.show.visible import visible


@click.command("lock")
@inputs
@showing
def command(project: Project, shown: Shown) -> int:
    """Write `colossus.lock`: the catalogs and rule packs of plans with their hashes, which `--locked` compares."""
    text, packs, diagnostics = pipeline.lock(project.names, project.read)
    if any(each.severity == "error" for each in diagnostics):
        exit_code = report(diagnostics, shown, project.unreadable)
        say("wrote nothing: mend the files first")
        return exit_code or 1
    folder = current_config().folder
    path = os.path.relpath(os.path.join(folder, LOCK))
    if lock_of(folder).text == text:
        say(f"{visible(path)} is as it was: {counted_as(packs, 'pack')}")
    else:
        replace(path, text.encode())
        say(f"wrote {visible(path)}: {counted_as(packs, 'pack')}")
    return 0
