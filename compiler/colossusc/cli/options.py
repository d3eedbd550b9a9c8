"""The options that several commands share, each written once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeAlias

import attrs
import click

from colossusc.cli import settings
from colossusc.cli.cache import user_cache
from colossusc.cli.config import Config, config_for
from colossusc.cli.findings import Shown
from colossusc.cli.lock import lock_of
from colossusc.cli.project import Project
from colossusc.cli.terminal import Failure
from colossusc.pipeline import Options
from colossusc.syntax.stored import NO_CACHE

Command: TypeAlias = Callable[..., int]

_DAYS_HELP = "Check as of this day instead of the plan's `as_of`; of several, show what fails first as of each."


def inputs(command: Command) -> Command:
    """PATH… and --stdin-filename, handed to the command as one `project`; with them come the project's settings."""

    @click.argument("paths", nargs=-1, is_eager=True, callback=_configured, metavar="PATH...")
    @click.option(
        "--stdin-filename",
        is_eager=True,
        metavar="NAME",
        help="What `-` is called in messages, and where it imports from.",
    )
    @wraps(command)
    def with_project(paths: tuple[str, ...], stdin_filename: str | None, **others: Any) -> int:
        if isinstance(wrong := click.get_current_context().obj, Failure):
            raise Failure(wrong.message, wrong.help, wrong.findings, others.get("message_format", "text"))
        return command(project=Project(paths, stdin_filename), **others)

    return with_project


def _configured(context: click.Context, parameter: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Reads the settings of the inputs before any other option looks for its default. What is wrong with them is told
    once the format is known in which to tell it."""
    config = settled(context, paths, context.params.get("stdin_filename"))
    if config is None:
        return paths
    if not (paths or config.inputs):
        raise click.UsageError("missing argument 'PATH...'", context)
    return paths or config.inputs


def settled(context: click.Context, paths: Sequence[str], stdin_filename: str | None = None) -> Config | None:
    """The settings that hold for some paths, made the defaults of the command; None where they are not right, and the
    context has the Failure. Raises Failure for what is not about the text of the file."""
    try:
        config = config_for(paths, stdin_filename)
    except Failure as failure:
        if not failure.findings:
            raise
        context.obj = failure
        return None
    context.default_map = dict(config.settings)
    context.obj = config
    return config


def current_config() -> Config:
    """The settings of the project whose files the command checks."""
    config = click.get_current_context().obj
    assert isinstance(config, Config)
    return config


def showing(command: Command) -> Command:
    """The options of findings, handed to the command as one `shown`."""

    @settings.options("fail_on", "select", "ignore", "max_diagnostics", "past", "message_format", "color")
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
        shown = Shown(fail_on, select, ignore, max_diagnostics, past, message_format, color)
        return command(shown=shown, **others)

    return with_shown


def checking(command: Command) -> Command:
    """The options that change what a check means, handed to the command as one `options`."""

    @settings.options("as_of", "no_cache", "locked")
    @wraps(command)
    def with_options(as_of: int | None, no_cache: bool, locked: bool, **others: Any) -> int:
        return command(options=_options(as_of, no_cache, locked), **others)

    return with_options


def comparing(command: Command) -> Command:
    """The same of a command whose `--as-of` may name several days: these are handed to it as `days`, and `options` has
    none of them."""

    @click.option("--as-of", "as_of", envvar="COLOSSUS_AS_OF", type=settings.Days(), metavar="DATE,…", help=_DAYS_HELP)
    @settings.options("no_cache", "locked")
    @wraps(command)
    def with_options(as_of: tuple[int, ...] | None, no_cache: bool, locked: bool, **others: Any) -> int:
        days = as_of or ()
        one, several = (days[0], ()) if len(days) == 1 else (None, days)
        return command(options=_options(one, no_cache, locked), days=several, **others)

    return with_options


def _options(as_of: int | None, no_cache: bool, locked: bool) -> Options:
    config = current_config()
    cache = NO_CACHE if no_cache else user_cache()
    lock = lock_of(config.folder) if locked else None
    return Options(as_of=as_of, cache=cache, levels=config.levels, lock=lock)


def demanding(command: Command) -> Command:
    """What is demanded of a plan beside its rules, put into the `options` of `checking`, which stands above."""

    @settings.options("require_evidence")
    @wraps(command)
    def with_demands(options: Options, require_evidence: str | None, **others: Any) -> int:
        return command(options=attrs.evolve(options, require_evidence=require_evidence or ""), **others)

    return with_demands
