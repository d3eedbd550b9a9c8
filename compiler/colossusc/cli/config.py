"""`colossus.toml`: what a project asks of every run. It is looked for beside the inputs and upward to the repository.

fail_on = "warning"          # any setting of `cli.settings`
[files]
inputs = ["plans"]           # what is meant where no path is given
[rules]
TVA001 = "warning"           # error, warning, note or off: see `rules.levels`
[templates]
"memo.md" = "memo.md.j2"     # an output, and the template that it is made with: see `cli.own_templates`
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import attrs
import click

from colossusc.cli.project import STDIN, root_of, text_of
from colossusc.cli.settings import SETTINGS, converted
from colossusc.cli.terminal import Failure
from colossusc.diagnostic import Diagnostic, Diagnostics
from colossusc.rules.levels import Level, Levels, Set
from colossusc.source import ReadProblem, Source, Span
from colossusc.suggest import meant

FILE = "colossus.toml"
_LEVELS = ("error", "warning", "note", "off")
_TABLES = ("files", "rules", "templates")
_MOST_TEMPLATES = 20


@attrs.frozen
class OwnTemplate:
    """A template of the project's own: `"board_memo.md" = "templates/board_memo.md.j2"`."""

    output: str  # what it is rendered to, beside the other outputs
    path: str
    root: str  # of the project
    name: str  # of the file, relative to it
    place: Span  # where it is named


@attrs.frozen
class Config:
    """What a project sets."""

    folder: str  # where its file is, or would be
    settings: Mapping[str, Any] = attrs.field(factory=dict)  # by name, as the options take them
    inputs: tuple[str, ...] = ()  # paths
    levels: Levels = attrs.field(factory=Levels)
    templates: tuple[OwnTemplate, ...] = ()


def config_for(paths: Sequence[str], stdin_filename: str | None) -> Config:
    """The settings for some inputs; of the working folder where there are none.

    Raises Failure for a file that is not right, and for inputs of which each has a file of its own.
    """
    found = {_file_above(_folder(path, stdin_filename)): path for path in paths or (".",)}
    if len(found) > 1:
        one, other = list(found.values())[:2]
        raise Failure(f"`{one}` and `{other}` belong to projects with different settings", "check them one by one")
    (file,) = found
    return _read(file) if file is not None else Config(root_of(_folder((paths or (".",))[0], stdin_filename)))


def _folder(path: str, stdin_filename: str | None) -> str:
    place = os.path.abspath((stdin_filename or "<stdin>") if path == STDIN else path)
    return place if os.path.isdir(place) else os.path.dirname(place)


def _file_above(folder: str) -> str | None:
    """The nearest `colossus.toml`, in the folder or above it, as far as the folder that has `.git`."""
    while True:
        file = os.path.join(folder, FILE)
        if os.path.lexists(file):
            return file
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")):
            return None
        folder = above


def _read(file: str) -> Config:
    import tomllib

    folder = os.path.dirname(file)
    name = os.path.relpath(file, root_of(folder)).replace(os.sep, "/")
    try:
        source = Source(name, text_of(file, name))
    except ReadProblem as problem:
        raise Failure(problem.message, problem.help) from None
    try:
        content = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _refused(name, (_not_toml(source, str(error)),)) from None
    reader = _Reader(source)
    config = reader.config(folder, content)
    if len(reader.found):
        raise _refused(name, reader.found.sorted())
    return config


def _refused(name: str, findings: tuple[Diagnostic, ...]) -> Failure:
    return Failure(f"`{name}` is not right", findings=findings)


def _not_toml(source: Source, words: str) -> Diagnostic:
    """What the library says, at the place that it names: `Invalid value (at line 3, column 7)`."""
    reason, _, place = words.partition(" (at ")
    line = re.match(r"line ([0-9]+)", place)
    start = len("".join(source.text.splitlines(keepends=True)[: int(line[1]) - 1])) if line else len(source.text)
    end = start + len(source.text[start:].split("\n", 1)[0].rstrip("\r"))
    message = f"this is not TOML: {reason[:1].lower()}{reason[1:]}"
    return Diagnostic("C0713", "error", message, Span(source, start, end))


class _Reader:
    """Reads the content of one file, and collects what is wrong with it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found = Diagnostics()

    def config(self, folder: str, content: dict[str, Any]) -> Config:
        self._unknown("", content, (*SETTINGS, *_TABLES))
        tables = {name: self._table(name, content.get(name, {})) for name in _TABLES}
        self._unknown("files", tables["files"], ("inputs",))
        settings = {name: self._setting(name, content[name]) for name in SETTINGS if name in content}
        inputs = tables["files"].get("inputs", [])
        if not isinstance(inputs, list) or not all(isinstance(each, str) for each in inputs):
            self._error("C0712", "`inputs` takes a list of texts", self._key("files", "inputs"))
            inputs = []
        levels = {name: set_ for name in tables["rules"] if (set_ := self._level(name, tables["rules"][name]))}
        paths = tuple(os.path.relpath(os.path.join(folder, each)) for each in inputs)
        return Config(folder, settings, paths, Levels(levels), self._templates(folder, tables["templates"]))

    def _table(self, name: str, content: Any) -> dict[str, Any]:
        if isinstance(content, dict):
            return content
        self._error("C0712", f"`{name}` is a table", self._key("", name), f"write `[{name}]` on a line of its own")
        return {}

    def _unknown(self, table: str, content: dict[str, Any], known: tuple[str, ...]) -> None:
        for name in content:
            if name not in known:
                where = f"`[{table}]`" if table else f"`{FILE}`"
                words = f"{where} has no key `{name}`"
                self._error("C0711", words, self._key(table, name), meant(name, known) or f"it has: {', '.join(known)}")

    def _setting(self, name: str, value: Any) -> Any:
        try:
            return converted(name, value)
        except (Failure, ValueError, click.BadParameter) as error:
            words = error.message.rstrip(".") if isinstance(error, (Failure, click.BadParameter)) else str(error)
            helps = (error.help,) if isinstance(error, Failure) and error.help else ()
            self._error("C0712", words[:1].lower() + words[1:], self._key("", name), *helps)

    def _level(self, name: str, value: Any) -> Set | None:
        place = self._key("rules", name)
        if value not in _LEVELS:
            words = ", ".join(f"`{level}`" for level in _LEVELS)
            self._error("C0712", f"the level of `{name}` is one of {words}", place, meant(str(value), _LEVELS))
            return None
        if re.fullmatch("C[0-9]*", name):
            from colossusc.codes import all_codes

            fitting = [code for code in all_codes().values() if code.code.startswith(name)]
            if fitting and all(code.severity == "error" for code in fitting) and value != "error":
                what = f"`{name}` is an error" if fitting[0].code == name else f"all of `{name}` are errors"
                message = f"{what} of the compiler, and stays one"
                self._error("C0714", message, place, "mend the plan; only rules, warnings and notes have levels")
                return None
        return Set(cast(Level, value), place)

    def _templates(self, folder: str, content: dict[str, Any]) -> tuple[OwnTemplate, ...]:
        if len(content) > _MOST_TEMPLATES:
            words = f"`[templates]` has {len(content):,} templates, and takes at most {_MOST_TEMPLATES}"
            self._error("C0712", words, self._key("", "templates"), "one template can `{% include %}` others")
            return ()
        found = (self._template(folder, output, path) for output, path in content.items())
        return tuple(each for each in found if each is not None)

    def _template(self, folder: str, output: str, path: Any) -> OwnTemplate | None:
        from colossusc.cli.folder import is_plain
        from colossusc.emit.names import is_ours

        place = self._key("templates", output)
        if not isinstance(path, str):
            quoted = 'write the name of the output in quotes: `"memo.md" = "templates/memo.md.j2"`'
            self._error("C0712", f"`{output}` takes the path of a template, a text", place, quoted)
        elif not is_plain(output) or "/" in output:
            help_ = "write small letters, digits, `_` and `-`, and an ending, such as `board_memo.md`"
            self._error("C0719", f"`{output}` cannot be the name of an output", place, help_)
        elif is_ours(output):
            self._error("C0719", f"`{output}` is taken by what colossusc itself writes", place, "name it otherwise")
        else:
            file = os.path.abspath(os.path.join(folder, path))
            name = os.path.relpath(file, root := root_of(folder)).replace(os.sep, "/")
            if path.endswith(".j2") and not (os.path.isabs(path) or "\\" in path or name.startswith("../")):
                return OwnTemplate(output, file, root, name, place)
            help_ = 'write its path from this file, such as `"templates/memo.md.j2"`'
            self._error("C0720", f"`{path}` is no `.j2` file of the project", place, help_)
        return None

    def _error(self, code: str, message: str, place: Span, *helps: str) -> None:
        self.found.error(code, message, place, "", *filter(None, helps))

    def _key(self, table: str, name: str) -> Span:
        """Where a key, or the head of its table, is written."""
        inside = ""
        for line in re.finditer(r"^[^\n]*", self.source.text, re.MULTILINE):
            if head := re.match(r"[ \t]*\[[ \t]*([^\]\n]*?)[ \t]*\]", line[0]):
                inside = head[1].strip("\"'")
                if not table and inside.split(".")[0] == name:
                    return Span(self.source, line.start() + head.start(1), line.start() + head.end(1))
            for number, key in enumerate(_keys(line[0])):
                word = key[0].strip("\"'")
                if number == 0 and not inside and word == table:  # `rules = { TVA001 = "off" }`
                    inside = table
                elif word == name and inside == table:
                    return Span(self.source, line.start() + key.start(), line.start() + key.end())
        return Span(self.source, 0, 0)


def _keys(line: str) -> Iterable[re.Match[str]]:
    """The key that a line begins with, and those of a table written in one line."""
    return re.finditer(r"""(?:(?<=^)|(?<=[\s{,]))(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?=[ \t]*[=.])""", line)
