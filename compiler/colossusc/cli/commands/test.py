"""`colossusc test PATH…`: run the `test` blocks of files, and try their properties."""

from __future__ import annotations

import attrs
import click

from colossusc import pipeline
from colossusc.cli import settings
from colossusc.cli.findings import Shown, counted_as, for_machines, report
from colossusc.cli.options import checking, inputs, showing
from colossusc.cli.project import Project
from colossusc.cli.terminal import say
from colossusc.diagnostic import Diagnostics
from colossusc.show.visible import visible


@click.command("test")
@inputs
@settings.options("seed", "examples")
@checking
@showing
def command(project: Project, options: pipeline.Options, shown: Shown, seed: int, examples: int) -> int:
    """Run the tests in files, each against the rules of its file, and try to break their properties.

    --as-of is the day for tests that name none. Tests of rules that are mistaken are not run.
    """
    options = attrs.evolve(options, seed=seed, examples=examples)
    run = pipeline.run_tests(project.names, project.read, options)
    failed = [result for result in run.results if result.run and not result.passed]
    not_run = [result for result in run.results if not result.run]
    for result in (*failed, *not_run):
        say(visible(f"{'failed' if result.run else 'not run'}: {result.name} ({result.place.place})"))
    found = Diagnostics()  # what is wrong with a declaration that several tests read is one finding
    found.extend(run.diagnostics)
    for result in failed:
        found.extend(result.diagnostics)
    anything = len(found) or for_machines(shown.message_format)
    exit_code = report(found.sorted(), shown, project.unreadable) if anything else 0
    passed = len(run.results) - len(failed) - len(not_run)
    skipped = f", {len(not_run):,} not run" if not_run else ""
    say(f"{counted_as(len(run.results), 'test')}, {passed:,} passed, {len(failed):,} failed{skipped}")
    return exit_code or int(bool(failed or not_run))
