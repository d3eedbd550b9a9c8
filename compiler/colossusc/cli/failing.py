"""What a command that cannot go on says, and the exit code: 2 for what was asked, 3 for a bug of ours."""

from __future__ import annotations

import os

import click

from colossusc import __version__
from colossusc.cli import terminal


def told(error: Exception) -> int:
    """Says on stderr why a command ended. Returns the exit code."""
    if isinstance(error, terminal.Failure):
        return _failed(error)
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "colossusc"
        return _refuse(lowered(error.format_message()), f"`{command} --help` lists what it takes")
    if isinstance(error, OSError) and error.filename is None:  # the help, which click itself writes to stdout
        return _refuse(terminal.unwritten(error).message, "")
    if os.environ.get("COLOSSUSC_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    return _own_up(error)


def _failed(failure: terminal.Failure) -> int:
    if failure.findings:
        from colossusc.cli.findings import listed

        try:
            listed(failure.findings, failure.message_format)
            return 2
        except terminal.Failure as unwritten:
            failure = unwritten
    return _refuse(failure.message, failure.help)


def _refuse(message: str, help: str) -> int:
    from colossusc.show.visible import visible

    terminal.say(f"error: {visible(message)}" + (f"\n  = help: {visible(help)}" if help else ""))
    return 2


def _own_up(error: Exception) -> int:
    from colossusc.show.visible import visible

    terminal.say(
        f"error: this is a bug in colossusc {__version__}, not in your plan: {visible(repr(error))}\n"
        "  = help: please report it, with the command and a file that shows it; "
        "COLOSSUSC_DEBUG=1 prints the traceback to send along"
    )
    return 3


def lowered(message: str) -> str:
    """A sentence of click's in our manner: lower case, no full stop."""
    return (message[:1].lower() + message[1:]).rstrip(".")
