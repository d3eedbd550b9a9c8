"""The entry of the command line: finds the command, and loads only that one."""

from __future__ import annotations

from importlib import import_module

import click

from colossusc import __version__
from colossusc.cli import terminal
from colossusc.cli.failing import told

COMMANDS = ("check", "compile", "draw", "watch", "diff", "test", "fmt", "explain", "solve", "dump", "lock", "version")


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
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        return told(error)
