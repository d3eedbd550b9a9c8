"""`check --fix`: the safe fixes of a run, written back, printed, or shown as a diff."""

from __future__ import annotations

from colossusc import pipeline
from colossusc.cli.difference import difference
from colossusc.cli.findings import Shown
from colossusc.cli.folder import replace
from colossusc.cli.mending import Mended, mend
from colossusc.cli.project import STDIN, Project
from colossusc.cli.scenarios import must_have
from colossusc.cli.terminal import data, say
from colossusc.show.text import fix_words
from colossusc.show.visible import visible
from colossusc.source import Read


def fixed(project: Project, options: pipeline.Options, shown: Shown, write: bool) -> pipeline.Checked:
    """Mends the files of a project and tells what was done. Without `write` it prints a diff and leaves them alone.

    Returns the check of the files as they then are. The text of stdin goes to stdout. Raises Failure where a file
    cannot be written: each is old or new; and before anything is, where the scenario that is asked for is not there.
    """

    def check(read: Read) -> pipeline.Checked:
        return pipeline.check(project.names, read, options)

    before = check(project.read)
    mended = mend(before, check, project.read, lambda finding: shown.selects(finding.code))
    must_have(mended.checked, options.scenarios)
    if not write:
        data("".join(_change(project, name, text) for name, text in sorted(mended.texts.items())))
        _tell("would fix", mended)
        return before
    for name in project.names:
        if project.path(name) == STDIN and not project.unreadable:
            data(project.written(name, mended.texts.get(name, project.read(name))))
    for name, text in sorted(mended.texts.items()):
        if project.path(name) != STDIN:
            replace(project.path(name), project.written(name, text).encode())
    _tell("fixed", mended)
    return mended.checked


def _change(project: Project, name: str, text: str) -> str:
    return difference(name, project.written(name, project.read(name)), project.written(name, text))


def _tell(what: str, mended: Mended) -> None:
    for fix in mended.done:
        say(visible(f"{what} {fix.span.place}: {fix_words(fix)}"))
