"""`colossusc watch PATH…`: check again after each save, and show the report in a browser, where it renews itself."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click
import watchfiles

from colossusc import __version__, pipeline
from colossusc.cli import settings
from colossusc.cli.config import FILE
from colossusc.cli.failing import told
from colossusc.cli.findings import Shown, report
from colossusc.cli.folder import write_outputs
from colossusc.cli.lock import LOCK
from colossusc.cli.options import checking, current_config, demanding, inputs, showing
from colossusc.cli.own_templates import OwnTemplates
from colossusc.cli.preview import REPORT, Preview
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure, say
from colossusc.emit.mistakes import instead, page
from colossusc.language import speaking
from colossusc.show.visible import visible

_SESSION = "colossusc.watch"
_PAUSE = 50  # milliseconds without a save after which it checks again
_PORT = 8642


class Session:
    """What lasts from one check to the next: the server, and the folders that are watched."""

    def __init__(self) -> None:
        self._preview: Preview | None = None
        self._project: Project | None = None
        self._own = OwnTemplates(())
        self._folders: set[str] = set()
        self._watched: set[str] = set()
        self._changes: Iterator[set[tuple[watchfiles.Change, str]]] = iter(())

    def preview(self, port: int) -> Preview:
        """The server, started where it is not yet."""
        if self._preview is None:
            self._preview = Preview(port)
        return self._preview

    def read(self, project: Project, own: OwnTemplates, settings: str) -> bool:
        """Watch what a check has read, and the folder of the settings. Returns whether it was the first one."""
        first = self._project is None
        self._project, self._own = project, own
        self._folders = {*project.folders(), *own.folders, settings}
        return first

    def failed(self, error: Exception) -> None:
        """Says why a check could not be done, also where the report was; what was read before is watched on."""
        told(error)
        if self._preview is not None:
            words = error.message if isinstance(error, Failure) else "this is a bug in colossusc: see the terminal"
            self._preview.show({REPORT: page(words, (), __version__)})

    def wait(self) -> list[str]:
        """The names of files that were saved, as soon as some are."""
        if self._folders != self._watched:
            there = sorted(filter(os.path.isdir, self._folders))
            self._changes = watchfiles.watch(
                *there,
                watch_filter=_ours,
                step=_PAUSE,
                rust_timeout=1,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            )
            next(self._changes)  # from now on nothing is missed
            self._watched = self._folders
            if self._own.stale() or (self._project is not None and self._project.stale()):
                return []  # saved while it was read
        for changes in self._changes:
            if changes:
                return sorted({os.path.basename(path) for _, path in changes})
        return []

    def close(self) -> None:
        if self._preview is not None:
            self._preview.close()


def _ours(change: watchfiles.Change, path: str) -> bool:
    """Whether a change may be of a project: a plan, a template, its settings, or a folder that may hold plans."""
    name = os.path.basename(path)
    return (
        name.endswith((".colossus", ".j2"))
        or name in (FILE, LOCK)
        or (not name.startswith(".") and os.path.isdir(path))
    )


class Repeated(click.Command):
    """A command that is run anew, from its words and settings on, each time a file changes that it read."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        self._words = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> int:
        session = ctx.meta[_SESSION] = Session()
        try:
            if super().invoke(ctx) == 2:
                return 2
            while True:
                names = session.wait()
                say(f"\n{', '.join(map(visible, names))} saved, checked again:" if names else "\nchecked again:")
                try:
                    with self.make_context("watch", self._words, ctx.parent) as again:
                        again.meta[_SESSION] = session
                        super().invoke(again)
                except (Failure, click.UsageError) as error:
                    session.failed(error)
        except KeyboardInterrupt:  # the way to end it
            return 0
        finally:
            session.close()


@click.command("watch", cls=Repeated)
@inputs
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0 takes a free one.")
@click.option("-o", "--output", default="", metavar="DIR", help="Also write what `compile` writes into this folder.")
@settings.options("lang")
@checking
@demanding
@showing
def command(project: Project, options: pipeline.Options, shown: Shown, port: int, output: str, lang: str) -> int:
    """Check plans after each save, and show their report in a browser.

    The report is served on this machine alone. The open page renews itself; where a plan has mistakes, they stand there
    instead. Ctrl-C ends.
    """
    if project.from_stdin:
        raise Failure("stdin cannot be watched", "name the file")
    session: Session = click.get_current_context().meta[_SESSION]
    preview = session.preview(port)
    own = OwnTemplates(current_config().templates)
    try:
        checked = pipeline.check(project.names, project.read, options)
        outputs = pipeline.emit(checked, options.cache, own=own, language=lang)
    finally:
        first = session.read(project, own, current_config().folder)
    found = own.mistakes or checked.diagnostics
    report(found, shown, project.unreadable, checked.campuses)
    if first and project.unreadable:
        return 2
    if own.mistakes:
        outputs = {}
    if outputs and output:
        write_outputs(output, outputs, force=False)
    with speaking(lang):
        preview.show(outputs or {REPORT: instead(own.mistakes or checked.told(lang).diagnostics, __version__)})
    if first:
        say(f"\nwatching; the report is at {preview.address} (Ctrl-C ends)")
    return 0
