"""`colossusc fmt PATH…`: one way to lay out a plan."""

from __future__ import annotations

import click

from colossusc.cli.difference import difference
from colossusc.cli.findings import Shown, counted_as, for_machines, report, stdout_for
from colossusc.cli.folder import replace
from colossusc.cli.options import inputs, showing
from colossusc.cli.project import STDIN, Project
from colossusc.cli.terminal import data, say
from colossusc.diagnostic import Diagnostic, refused
from colossusc.show.visible import visible
from colossusc.source import ReadProblem, Source
from colossusc.syntax.format import format_source
from colossusc.syntax.parse import parse


@click.command("fmt")
@inputs
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change, exit code 1 if anything would.")
@showing
def command(project: Project, shown: Shown, check: bool, diff: bool) -> int:
    """Lay out files in the one way; `-` goes from stdin to stdout."""
    if diff or (not check and STDIN in map(project.path, project.names)):
        stdout_for("the diff" if diff else "a formatted file", shown)
    findings: list[Diagnostic] = []
    changed = 0
    for name in project.names:
        before, after = _formatted(project, name, findings)
        to_stdout = project.path(name) == STDIN and not (check or diff)
        if to_stdout and after is not None:
            data(project.written(name, after))
        if after is None or after == before:
            continue
        changed += 1
        if diff:
            data(difference(name, project.written(name, before), project.written(name, after)))
        elif check:
            say(visible(f"would format {name}"))
        elif not to_stdout:
            replace(project.path(name), project.written(name, after).encode())
            say(visible(f"formatted {name}"))
    exit_code = report(findings, shown, project.unreadable) if findings or for_machines(shown.message_format) else 0
    if check:
        say(f"{counted_as(changed, 'file')} of {len(project.names):,} would change")
    return exit_code or int(bool(changed) and (check or diff))


def _formatted(project: Project, name: str, findings: list[Diagnostic]) -> tuple[str, str | None]:
    """The text of a file before and after; None if it is left alone, with the reason in `findings`."""
    try:
        before = project.read(name)
    except ReadProblem as problem:
        findings.append(refused(problem))
        return "", None
    source = Source(name, before)
    file, problems = parse(source)
    findings += problems
    if any(problem.severity == "error" for problem in problems):
        return before, None
    return before, format_source(source, file)
