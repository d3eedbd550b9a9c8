"""The entry of the command line: finds the command, loads only that one, and turns what happened into an exit code."""

from __future__ import annotations

import os
from importlib import import_module

import click

from colossusc import __version__
from colossusc.cli import terminal

COMMANDS = ("check", "compile", "test", "fmt", "explain", "solve", "dump", "lock", "version")


class Commands(click.Group):
    """A group whose commands are modules of `cli.commands`, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"colossusc.cli.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 ok, 1 findings, 2 usage or unreadable input, 3 a bug in colossusc.",
)
@click.version_option(__version__, message="colossusc %(version)s")
def colossusc() -> None:
    """The compiler for AI data-center campus plans."""


def run(arguments: list[str]) -> int:
    """Runs one command line. Returns the exit code."""
    terminal.prepare()
    try:
        return int(colossusc.main(args=arguments, prog_name="colossusc", standalone_mode=False) or 0)
    except terminal.Failure as failure:
        return _failed(failure)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "colossusc"
        return _refuse(_lowered(error.format_message()), f"`{command} --help` lists what it takes")
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # the help, which click itself writes to stdout
            return _refuse(terminal.unwritten(error).message, "")
        if os.environ.get("COLOSSUSC_DEBUG") == "1":
            import traceback

            traceback.print_exc()
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


def _lowered(message: str) -> str:
    """A sentence of click's in our manner: lower case, no full stop."""
    return (message[:1].lower() + message[1:]).rstrip(".")
