"""What two sides of a comparison are: files, folders, or the same at git revisions.

What exists is a file or a folder, also where a branch has its name. `REV:PATH` is a path at a revision, from the top of
the repository as in git, or with `./` from the working folder. Any other word is a revision, at which the paths of the
other side, or those given behind, are read.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from typing import Protocol

import attrs

from colossusc.cli.config import Config
from colossusc.cli.git import AtRevision, Repository
from colossusc.cli.project import STDIN, Project
from colossusc.cli.terminal import Failure


class Readable(Protocol):
    """The plans of a side, and the reader of what they import."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def read(self, name: str) -> str: ...


@attrs.frozen(eq=False)
class Side:
    """One side: what it is called, and its files."""

    name: str
    project: Readable


def on_disk(word: str) -> bool:
    """Whether a word of the command line is a file or a folder, or stdin."""
    return word == STDIN or os.path.lexists(word)


def paths_of(words: Sequence[str]) -> list[str]:
    """The paths whose settings count: those given behind, else the new side, else the old one."""
    old, new, *behind = words
    return behind or [word for word in (new, old) if on_disk(word)][:1]


def sides(words: Sequence[str], config: Config) -> tuple[Side, Side]:
    """OLD and NEW, and the paths behind them. Raises Failure for what is not there."""
    old, new, *behind = words
    if old == new == STDIN:
        raise Failure("both sides are stdin", "name a file for one of them")
    if behind and not any(map(_is_revision, (old, new))):
        raise Failure(f"`{behind[0]}` is one path too many: OLD and NEW say themselves what they are")
    found = [_side(word, behind or _others(other, config)) for word, other in ((old, new), (new, old))]
    if not any(side.project.names for side in found):
        raise Failure("neither side holds a `.colossus` file", "name the plans behind the revisions")
    return found[0], found[1]


def _is_revision(word: str) -> bool:
    return not on_disk(word) and ":" not in word


def _others(word: str, config: Config) -> list[str]:
    """The paths that a revision is read at where none are given: those of the other side, or of the settings."""
    if word != STDIN and on_disk(word):
        return [word]
    _, colon, path = word.partition(":")
    return [f":{path}"] if colon and not on_disk(word) else list(config.inputs) or ["."]


def _side(word: str, paths: Sequence[str]) -> Side:
    if on_disk(word):
        project = Project([word])
        return Side(" ".join(project.names) if os.path.isabs(word) else _slashed(word), project)
    revision, colon, path = word.partition(":")
    at = [f":{path}"] if colon else paths
    try:
        repository = Repository(_folder(at[0]))
        commit = repository.commit(revision)
    except Failure as failure:
        both = f"there is no file `{word}`, and {failure.message}"
        raise Failure(failure.message if colon else both, failure.help) from None
    places = [_in_repository(each, repository) for each in at]
    called = word if commit.startswith(word) else f"{word} ({commit[:12]})"
    found = AtRevision(repository, commit, places)
    if path and not found.names:  # of a path that only the other side names, all may have come since
        raise Failure(f"no `.colossus` file in `{path}` at `{commit[:12]}`", "its folder shows what came and went")
    return Side(called, found)


def _folder(path: str) -> str:
    """The nearest folder that there is above a path; of one from the top of a repository, the working folder."""
    folder = os.getcwd() if path.startswith(":") else os.path.abspath(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


def _in_repository(path: str, repository: Repository) -> str:
    """A path from the top of the repository."""
    place = os.path.realpath(path)
    if path.startswith(":"):
        inside = path[1:]
        base = os.getcwd() if inside.startswith(("./", "../")) or inside in (".", "..") else repository.top
        place = os.path.normpath(os.path.join(base, inside))
    name = _slashed(os.path.relpath(place, repository.top))
    if posixpath.normpath(name).startswith(".."):
        raise Failure(f"`{path.removeprefix(':')}` is not in the repository of the revision")
    return name


def _slashed(path: str) -> str:
    return path.replace(os.sep, "/")
