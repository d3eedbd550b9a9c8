"""The files of a run: which ones are meant, what they are called, and reading them.

Names are relative to the project root, with `/` between their parts, so that the same project gives the same bytes
wherever it stands and wherever the command is called. The root of a file is the nearest folder above it that holds
`.git`; where there is none, it is the folder given on the command line, or the folder of the file given there.

What is named on the command line is read as asked. What a file imports is read only if it is a `.colossus` file under
a root, links followed; of a refused file nothing is shown.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from colossusc.cli.terminal import Failure, reason
from colossusc.source import ReadProblem, SameFile

STDIN = "-"
LIMIT = 10_000_000  # bytes a file may have
_DRIVE = re.compile(r"(^|/)[A-Za-z]:")
_BOM = "\ufeff"


class Project:
    """The inputs of a command line, by name, and the reader of everything they import."""

    def __init__(self, paths: Sequence[str], stdin_filename: str | None = None) -> None:
        """Raises Failure for a folder that holds no `.colossus` file."""
        files = [file for path in paths for file in _files(path, stdin_filename)]
        given = [os.path.abspath(path) for path in paths if os.path.isdir(path)]
        self._given = {folder: _walk(folder) for folder in given}
        self._roots = {root for _, root, _ in files}
        base = os.path.commonpath(self._roots)
        self._base = base
        once: dict[str, tuple[str, str]] = {}
        for file, _, path in files:
            once.setdefault(os.path.realpath(file), (file, path))
        self._inputs = {_name(file, base): path for file, path in once.values()}
        self._known = {real: _name(file, base) for real, (file, _) in once.items()}  # names by place, links followed
        self._texts: dict[str, str] = {}
        self._refused: set[str] = set()  # names of what could not be read
        self._marked: set[str] = set()  # names of files that begin with a byte order mark
        self.unreadable = False
        """Whether a file named on the command line could not be read."""

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs, in the order given; those of a folder sorted; each file once."""
        return tuple(self._inputs)

    @property
    def from_stdin(self) -> bool:
        """Whether an input is stdin, which can be read only once."""
        return STDIN in self._inputs.values()

    def path(self, name: str) -> str:
        """Where an input or an import is, to write it back. Raises ReadProblem for what may not be read."""
        return self._inputs[name] if name in self._inputs else self._import(name)

    def read(self, name: str) -> str:
        """The text of an input or an import. A file is read once a run. Raises ReadProblem, SameFile."""
        if name in self._texts:
            return self._texts[name]
        try:
            content = _content(self._inputs[name] if name in self._inputs else self._import(name), name)
        except ReadProblem:
            self._refused.add(name)
            self.unreadable |= name in self._inputs
            raise
        if content.startswith(_BOM):
            self._marked.add(name)
        self._texts[name] = content.removeprefix(_BOM)
        return self._texts[name]

    def written(self, name: str, text: str) -> str:
        """What a file that was read holds with another text: the byte order mark that it begins with stays."""
        return _BOM + text if name in self._marked else text

    def folders(self) -> set[str]:
        """The folders of all that was read or asked for, and those below a folder that was given."""
        found = {inside for folder in self._given for inside, _ in _below(folder)}
        for name in (*self._inputs, *self._texts, *self._refused):
            with suppress(ReadProblem, SameFile):
                found.add(os.path.dirname(self.path(name)))
        return found

    def stale(self) -> bool:
        """Whether a file holds something else than when it was read, or can be read by now, or a folder that was given
        holds other files."""
        moved = any(_walk(folder) != files for folder, files in self._given.items())
        return moved or any(self._now(name) != self._texts.get(name) for name in (*self._texts, *self._refused))

    def _now(self, name: str) -> str | None:
        try:
            return _content(self.path(name), name).removeprefix(_BOM)
        except (ReadProblem, SameFile):
            return None

    def _import(self, name: str) -> str:
        """The path of a file that another one imports, links followed."""
        importable(name)
        path = os.path.realpath(os.path.join(self._base, name))
        if not any(path.startswith(os.path.join(os.path.realpath(root), "")) for root in self._roots):
            raise _outside(name)
        must_be_plan(path, name)
        known = self._known.setdefault(path, name)
        if known != name:
            raise SameFile(known)
        return path


def importable(name: str) -> None:
    """Raises ReadProblem for a name that no import may have."""
    if "\\" in name:
        raise ReadProblem("C0703", f"`{name}` is no path of a project file", "write `/` between folders")
    if name.startswith("/") or _DRIVE.search(name):
        raise ReadProblem(
            "C0703",
            f"`{name}` is an absolute path, and would be another file on another machine",
            "write the path from the importing file, such as `sources.colossus`",
        )
    if posixpath.normpath(name).startswith(".."):
        raise _outside(name)


def must_be_plan(path: str, name: str) -> None:
    """Raises ReadProblem for a path, links followed, that leads to something else."""
    if not path.endswith(".colossus"):
        raise ReadProblem("C0710", f"`{name}` is not a `.colossus` file", "only `.colossus` files are imported")


def _outside(name: str) -> ReadProblem:
    return ReadProblem(
        "C0703",
        f"`{name}` leads out of the project",
        "move the file into the project: the nearest folder with `.git`, or else the folder of the plan",
    )


def _files(path: str, stdin_filename: str | None) -> list[tuple[str, str, str]]:
    """The files that a path of the command line means: of each its place, its root, and what to open."""
    if path == STDIN:
        place = os.path.abspath(stdin_filename or "<stdin>")
        return [(place, root_of(os.path.dirname(place)), STDIN)]
    place = os.path.abspath(path)
    if not os.path.isdir(path):
        return [(place, root_of(os.path.dirname(place)), place)]
    root = root_of(place)
    found = [(file, root, file) for file in _walk(place)]
    if not found:
        raise Failure(f"no `.colossus` file in `{path}`")
    return found


def _below(folder: str) -> Iterator[tuple[str, list[str]]]:
    """A folder and all below it, with the names of their files; hidden folders and links to folders are left out."""
    for inside, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield inside, files


def _walk(folder: str) -> list[str]:
    """All `.colossus` files in a folder and below, sorted; hidden folders and links to folders are left out.

    So are links to a file that is there itself.
    """
    found = [os.path.join(inside, name) for inside, files in _below(folder) for name in files]
    found = [file for file in found if file.endswith(".colossus")]
    links = {file for file in found if os.path.islink(file)}
    there = {os.path.realpath(file) for file in found if file not in links} if links else set()
    return sorted(file for file in found if file not in links or os.path.realpath(file) not in there)


def root_of(folder: str) -> str:
    """The root of the project that a folder is in: the nearest one above that has `.git`, else the folder itself."""
    above = folder
    while not os.path.lexists(os.path.join(above, ".git")):
        if above == os.path.dirname(above):
            return folder
        above = os.path.dirname(above)
    return above


def _name(file: str, base: str) -> str:
    return os.path.relpath(file, base).replace(os.sep, "/")


def text_of(path: str, name: str) -> str:
    """The text of a file, or of stdin; messages call it by its name. Raises ReadProblem."""
    return _content(path, name).removeprefix(_BOM)


def _bytes(path: str, name: str) -> bytes:
    """The content of a regular file, or of stdin. A pipe or a device is never waited for."""
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with open(path, "rb", opener=at_once) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise ReadProblem("C0708", f"`{name}` is a pipe or a device, not a file", "`-` reads from a pipe")
                content = file.read(LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise ReadProblem("C0701", f"there is no file `{name}`") from None
    except IsADirectoryError:
        raise ReadProblem("C0707", f"`{name}` is a folder", "name a file in it") from None
    except OSError as error:
        raise ReadProblem("C0709", f"`{name}` cannot be read: {reason(error)}") from None
    if len(content) > LIMIT:
        raise ReadProblem("C0901", f"`{name}` is larger than 10 MB", "split it into files, and `import` them")
    return content


def at_once(path: str, flags: int) -> int:
    """Opens a file for `open` without waiting, such as for someone to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _content(path: str, name: str) -> str:
    """The same with the byte order mark, where it begins with one."""
    return _text(_bytes(path, name), name)


def decoded(content: bytes, name: str) -> str:
    """The text of some bytes without their byte order mark. Raises ReadProblem."""
    return _text(content, name).removeprefix(_BOM)


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        raise ReadProblem(
            "C0706",
            f"`{name}` is not UTF-8: byte 0x{content[error.start]:02X} at {error.start:,}, on line {line}",
            "it looks like UTF-16; save it as UTF-8" if utf16 else "save it as UTF-8",
        ) from None
