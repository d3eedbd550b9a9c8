"""The options that several commands share, each written once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, TypeAlias

import click

from colossusc.cli.cache import user_cache
from colossusc.cli.findings import Shown, known_format
from colossusc.cli.project import Project
from colossusc.pipeline import Options
from colossusc.syntax.stored import NO_CACHE

Command: TypeAlias = Callable[..., int]


class Day(click.ParamType[int]):
    """A date such as 2026-02-28, as its ordinal."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return date.fromisoformat(value).toordinal()
        except ValueError:
            pass
        self.fail(f"`{value}` is no date; write it as 2026-02-28", param, ctx)


def inputs(command: Command) -> Command:
    """PATH… and --stdin-filename, handed to the command as one `project`."""

    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @click.option("--stdin-filename", metavar="NAME", help="What `-` is called in messages, and where it imports from.")
    @wraps(command)
    def with_project(paths: tuple[str, ...], stdin_filename: str | None, **others: Any) -> int:
        return command(project=Project(paths, stdin_filename), **others)

    return with_project


def showing(command: Command) -> Command:
    """The options of findings, handed to the command as one `shown`."""

    @click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "note", "never"]),
        default="error",
        show_default=True,
        help="The least severity that makes the exit code 1.",
    )
    @click.option("--select", multiple=True, metavar="CODE", help="Show and count only these codes, such as C02.")
    @click.option("--ignore", multiple=True, metavar="CODE", help="Neither show nor count these codes.")
    @click.option("--max-diagnostics", type=click.IntRange(min=1), default=1000, show_default=True, metavar="N")
    @click.option("--past", is_flag=True, help="Count findings that ended before the plan's `as_of`.")
    @click.option(
        "--message-format",
        default="text",
        show_default=True,
        metavar="NAME",
        help="text or short for people; json, jsonl, sarif, github or junit for machines, on stdout.",
    )
    @click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
    @wraps(command)
    def with_shown(
        fail_on: str,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        max_diagnostics: int,
        past: bool,
        message_format: str,
        color: str,
        **others: Any,
    ) -> int:
        shown = Shown(fail_on, select, ignore, max_diagnostics, past, known_format(message_format), color)
        return command(shown=shown, **others)

    return with_shown


def checking(command: Command) -> Command:
    """The options that change what a check means, handed to the command as one `options`."""

    @click.option("--as-of", type=Day(), help="Check as of this day instead of the plan's `as_of`.")
    @click.option("--no-cache", is_flag=True, help="Parse all files anew, and keep nothing for the next run.")
    @wraps(command)
    def with_options(as_of: int | None, no_cache: bool, **others: Any) -> int:
        cache = NO_CACHE if no_cache else user_cache()
        return command(options=Options(as_of=as_of, cache=cache), **others)

    return with_options
