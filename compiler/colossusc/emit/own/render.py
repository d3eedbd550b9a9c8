"""A project's own template made a text, or what is wrong with it and on which lines."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from types import TracebackType
from typing import Any, cast

import attrs
from jinja2 import Template, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from colossusc.emit.own.formats import format_of
from colossusc.emit.own.sandbox import REFERENCE, Refused, Sandbox, worded

_SPARE = 8_000_000  # bytes that are kept for saying that there are no more
_UNKNOWN = re.compile(r"No (filter|test) named '(\w+)'")
TOO_DEEP = Refused(
    "C0725", "this stands too deep inside itself", "a macro that calls itself, or an include, has an end"
)
TOO_MUCH = Refused("C0725", "this takes more memory than a template may have")


@attrs.frozen
class Task:
    """What to render: the name of an output, and of a template among files of one folder."""

    output: str
    template: str
    files: Mapping[str, str]
    seconds: int  # that it may take: who ends it earlier raises KeyboardInterrupt
    characters: int  # that it may have
    decimal: str = "."  # what stands before the decimals of figures


@attrs.frozen
class Answer:
    """A text, or why there is none and where: the files and their lines from the template inwards."""

    text: str = ""
    refused: Refused | None = None
    places: tuple[tuple[str, int], ...] = ()


def rendered(task: Task, variables: Mapping[str, Any]) -> Answer:
    """The template with its variables."""
    sandbox = Sandbox(format_of(task.output), task.files, variables, task.decimal)
    spare = [bytes(_SPARE)]
    try:
        return Answer(_text(sandbox.get_template(task.template), task, variables))
    except Refused as refused:
        return _refused(refused, refused)
    except TemplateSyntaxError as error:
        return Answer("", _misspelt(error, sandbox), ((error.name or task.template, error.lineno),))
    except TemplateNotFound as error:
        message = f"there is no template `{error.message or error.name}`"
        help_ = "templates are included by name, and stand in the same folder"
        return _refused(Refused("C0720", message, help_, str(error.name), tuple(task.files)), error)
    except SecurityError as error:
        return _refused(Refused("C0724", "this cannot be called", "a template reads data"), error)
    except (RecursionError, SyntaxError) as error:  # of a template that Python takes for too deep
        return _refused(TOO_DEEP, error)
    except MemoryError as error:
        spare.clear()
        return _refused(TOO_MUCH, error)
    except OverflowError as error:
        return _refused(Refused("C0725", "this is too large", "a `range` has at most 100,000 numbers"), error)
    except KeyboardInterrupt as error:
        return _refused(Refused("C0725", f"rendering takes more than {task.seconds} s: here it was ended"), error)
    except Exception as error:
        return _refused(Refused("C0723", f"this cannot be computed: {worded(error)}"), error)


def _text(template: Template, task: Task, variables: Mapping[str, Any]) -> str:
    parts, size = [], 0
    context = template.new_context(dict(variables))
    events = cast(Generator[str, None, None], template.root_render_func(context))
    for part in events:
        parts.append(part)
        size += len(part)
        if size > task.characters:
            events.throw(Refused("C0725", f"the output has more than {task.characters:,} characters"))
    return "".join(parts)


def _refused(refused: Refused, error: BaseException) -> Answer:
    return Answer("", refused, tuple(dict.fromkeys(_places(error.__traceback__))))


def _places(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    """The lines of templates that were being rendered."""
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name is not None:
            lines = traceback.tb_frame.f_code.co_lines()  # what Python itself put in has none: then the one before
            line = [line for start, _, line in lines if line is not None and start <= traceback.tb_lasti][-1:]
            yield template.name, template.get_corresponding_lineno(*line)
        traceback = traceback.tb_next


def _misspelt(error: TemplateSyntaxError, sandbox: Sandbox) -> Refused:
    if unknown := _UNKNOWN.match(error.message or ""):
        known = sandbox.filters if unknown[1] == "filter" else sandbox.tests
        return Refused("C0721", f"there is no {unknown[1]} `{unknown[2]}`", REFERENCE, unknown[2], tuple(sorted(known)))
    first, *more = str(error.message).split(". ")
    return Refused("C0721", f"this is no Jinja template: {worded(first)}", worded(more[-1]) if more else "")
