"""A project's own templates: `[templates]` in `colossus.toml` names outputs, and the files that they are made with.

A template is a `.j2` file of the project, links followed; it includes others of the same folder. Each is rendered for
each campus in a process of its own (`cli.confined`), which is handed texts. What is wrong with one is a finding at its
line, and then nothing is written.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from colossusc.cli.config import OwnTemplate
from colossusc.cli.project import text_of
from colossusc.diagnostic import Diagnostic, Diagnostics, Label, refused
from colossusc.language import numeral
from colossusc.source import ReadProblem, Source, Span
from colossusc.suggest import meant

if TYPE_CHECKING:  # Jinja is loaded where there are templates
    from colossusc.emit.own.sandbox import Refused

SECONDS = 10  # that one template may take
_CHARACTERS = 10_000_000  # that it may make
_LARGEST = 1_000_000  # bytes of a template
_MOST_BESIDE = 200  # templates in one folder
_MOST_WAYS = 3  # lines that led to a mistake


class OwnTemplates:
    """The templates of a project: renders them, and collects what is wrong with them."""

    def __init__(self, templates: Sequence[OwnTemplate]) -> None:
        self._templates = templates
        self._texts: dict[str, str] = {}  # of files, by path
        self._mistakes = Diagnostics()

    @property
    def mistakes(self) -> tuple[Diagnostic, ...]:
        """What is wrong with them, sorted by place."""
        return self._mistakes.sorted()

    @property
    def folders(self) -> set[str]:
        """Where they are."""
        return {os.path.dirname(template.path) for template in self._templates}

    def stale(self) -> bool:
        """Whether a file holds something else than when it was read."""
        return any(_now(path) != text for path, text in self._texts.items())

    def __call__(self, variables: Callable[[], bytes]) -> dict[str, bytes]:
        """The outputs for one campus, whose variables are a JSON object; those that are right."""
        return dict(self._rendered(variables()) if self._templates else ())

    def _rendered(self, variables: bytes) -> Iterator[tuple[str, bytes]]:
        from colossusc.cli.confined import confined
        from colossusc.emit.own.render import Task

        for template in self._templates:
            try:
                text = self._read(template, os.path.basename(template.path))
            except ReadProblem as problem:
                self._mistakes.add(refused(problem, template.place))
                continue
            main = os.path.basename(template.path)
            files = {**self._beside(template), main: text}
            task = Task(template.output, main, files, SECONDS, _CHARACTERS, decimal=numeral("."))
            answer = confined(task, variables)
            if answer.refused is None:
                yield template.output, answer.text.encode()
            else:
                self._mistakes.add(_mistake(answer.refused, answer.places or ((main, 1),), task.files, template))

    def _beside(self, template: OwnTemplate) -> dict[str, str]:
        """The templates that one can include, by name: what cannot be read is not there."""
        names = sorted(name for name in os.listdir(os.path.dirname(template.path)) if name.endswith(".j2"))
        found = {}
        for name in names[:_MOST_BESIDE]:
            with suppress(ReadProblem):
                found[name] = self._read(template, name)
        return found

    def _read(self, template: OwnTemplate, file: str) -> str:
        """The text of a file in the folder of a template. Raises ReadProblem."""
        path = os.path.join(os.path.dirname(template.path), file)
        if path not in self._texts:
            name, real = _beside(template, file), os.path.realpath(path)
            if not real.startswith(os.path.join(os.path.realpath(template.root), "")):
                raise ReadProblem("C0720", f"`{name}` leads out of the project", "move the file into the project")
            with suppress(OSError):  # of what is not there, reading it says why
                if os.path.getsize(real) > _LARGEST:
                    raise ReadProblem("C0901", f"`{name}` is larger than 1 MB", "a template prints what is computed")
            self._texts[path] = text_of(real, name)
        return self._texts[path]


def _beside(template: OwnTemplate, file: str) -> str:
    """What a file in the folder of a template is called."""
    return posixpath.join(posixpath.dirname(template.name), file)


def _now(path: str) -> str | None:
    try:
        return text_of(path, path)
    except ReadProblem:
        return None


def _mistake(
    found: Refused, places: Sequence[tuple[str, int]], files: Mapping[str, str], template: OwnTemplate
) -> Diagnostic:
    """What is wrong, on the innermost line of a template; the lines that led to it beside it."""
    sources = {file: Source(_beside(template, file), files[file]) for file, _ in places}
    *outer, (file, line) = places
    span = _line(sources[file], line)
    words = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(found.word)}(?!\w)", span.text) if found.word]
    if len(words) == 1:
        span = Span(span.source, span.start + words[0][0], span.start + words[0][1])
    ways = tuple(Label(_line(sources[file], line), "from here") for file, line in outer[:_MOST_WAYS])
    helps = filter(None, (meant(found.word, found.candidates) or found.help,))
    return Diagnostic(found.code, "error", found.message, span, "", ways, helps=tuple(helps))


def _line(source: Source, number: int) -> Span:
    """A line without the blanks around it."""
    lines = source.text.split("\n")
    written = lines[number - 1] if number <= len(lines) else ""
    start = sum(len(line) + 1 for line in lines[: number - 1]) + len(written) - len(written.lstrip())
    return Span(source, start, start + len(written.strip()))
