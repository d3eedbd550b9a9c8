"""The settings of a project: each an option of the command line, a variable `COLOSSUS_…` and a key of `colossus.toml`.

What is given first in this order counts: the option, the variable, the file, the default. One table says what each is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from colossusc.cli.findings import known_format
from colossusc.kinds.source import GRADES
from colossusc.language import LANGUAGES, SOURCE

Command = TypeVar("Command", bound=Callable[..., Any])


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


class Days(click.ParamType[tuple[int, ...]]):
    """One or more dates with commas between them, each once, as their ordinals."""

    name = "date,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        days = [value] if isinstance(value, int) else str(value).split(",")
        return tuple(dict.fromkeys(Day().convert(each, param, ctx) for each in days))


class Format(click.ParamType[str]):
    """The name of a way of showing findings. Raises Failure for an unknown one, with those that there are."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return known_format(value)


SETTINGS: dict[str, dict[str, Any]] = {
    "as_of": {"type": Day(), "help": "Check as of this day instead of the plan's `as_of`."},
    "no_cache": {"is_flag": True, "help": "Parse all files anew, and keep nothing for the next run."},
    "locked": {"is_flag": True, "help": "Fail where catalogs and rule packs are not what `colossus.lock` has."},
    "fail_on": {
        "type": click.Choice(["error", "warning", "note", "never"]),
        "default": "error",
        "show_default": True,
        "help": "The least severity that makes the exit code 1.",
    },
    "select": {"multiple": True, "metavar": "CODE", "help": "Show and count only these codes, such as C02."},
    "ignore": {"multiple": True, "metavar": "CODE", "help": "Neither show nor count these codes."},
    "max_diagnostics": {"type": click.IntRange(min=1), "default": 1000, "show_default": True, "metavar": "N"},
    "past": {"is_flag": True, "help": "Count findings that ended before the plan's `as_of`."},
    "message_format": {
        "type": Format(),
        "default": "text",
        "show_default": True,
        "metavar": "NAME",
        "help": "text or short for people; json, jsonl, sarif, github or junit for machines, on stdout.",
    },
    "require_evidence": {
        "type": click.Choice(GRADES[:-1]),
        "help": "The weakest grade of evidence that a conclusion may rest on.",
    },
    "scenario": {"multiple": True, "metavar": "NAME", "help": "Show only what this scenario finds."},
    "seed": {
        "type": click.IntRange(0),
        "default": 0,
        "show_default": True,
        "help": "What properties try depends on it.",
    },
    "examples": {
        "type": click.IntRange(0),
        "default": 100,
        "show_default": True,
        "help": "How many cases a property tries.",
    },
    "lang": {
        "type": click.Choice(LANGUAGES),
        "default": SOURCE,
        "show_default": True,
        "help": "The language of what people read: report, pictures, workbooks.",
    },
    "color": {"type": click.Choice(["auto", "always", "never"]), "default": "auto", "show_default": True},
}


def option(name: str) -> Callable[[Command], Command]:
    """The option of a setting, which its variable may give too."""
    return click.option(_flag(name), name, envvar=f"COLOSSUS_{name.upper()}", **SETTINGS[name])


def options(*names: str) -> Callable[[Command], Command]:
    """The options of several settings."""

    def decorated(command: Command) -> Command:
        for name in reversed(names):
            command = option(name)(command)
        return command

    return decorated


def converted(name: str, value: Any) -> Any:
    """A value of `colossus.toml` as the option takes it. Raises Failure, ValueError or click's BadParameter."""
    setting = SETTINGS[name]
    if isinstance(value, date):
        value = value.isoformat()
    wanted = bool if setting.get("is_flag") else int if isinstance(setting.get("type"), click.IntRange) else str
    words = {bool: "`true` or `false`", int: "a whole number", str: "a text"}[wanted]
    if setting.get("multiple"):
        words = "a list of texts"
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ValueError(f"`{name}` takes {words}")
    elif type(value) is not wanted:
        raise ValueError(f"`{name}` takes {words}")
    return click.Option([_flag(name), name], **setting).type_cast_value(click.Context(click.Command(None)), value)


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"
