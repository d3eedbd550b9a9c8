"""Files as they are at a git revision, read through the `git` command: plumbing only, and no shell.

A revision is resolved once to a commit, and its files are read from that commit by their blobs: no filter, hook or
pager of the repository takes part. A symbolic link in the commit is followed inside it.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Sequence
from functools import cached_property

import attrs

from colossusc.cli.project import LIMIT, decoded, importable, must_be_plan
from colossusc.cli.terminal import Failure, reason
from colossusc.source import ReadProblem, SameFile

_SECONDS = 60
_LINKS = 10  # that lead on from each other
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


class Repository:
    """The repository that a folder is in."""

    def __init__(self, folder: str) -> None:
        """Raises Failure where there is no git, or no repository."""
        self.folder = folder
        self.top = os.path.realpath(_decoded(self.git("rev-parse", "--show-toplevel")).removesuffix("\n"))

    def commit(self, revision: str) -> str:
        """The commit that a revision is. Raises Failure for one that is not known."""
        words = f"git knows no revision `{revision}`"
        if not revision or revision.startswith("-") or "\0" in revision:
            raise Failure(f"`{revision}` is no revision", "name a commit, a branch or a tag, such as `HEAD~1`")
        code, out, _ = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if code:
            shallow = self._run("rev-parse", "--is-shallow-repository")[1].strip() == b"true"
            help_ = "`git log` lists what there is"
            if shallow:
                help_ = (
                    "this clone is shallow: `git fetch --unshallow`, or `fetch-depth: 0` where a workflow checks out"
                )
            raise Failure(words, help_)
        return _decoded(out).strip()

    def git(self, *arguments: str) -> bytes:
        """What a command prints. Raises Failure where it fails, with the first line of why."""
        code, out, err = self._run(*arguments)
        if code:
            why = err.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
            raise Failure(f"git cannot read this: {why}", "a revision needs a git repository around the plans")
        return out

    def _run(self, *arguments: str) -> tuple[int, bytes, bytes]:
        try:
            done = subprocess.run(
                ["git", *arguments],
                cwd=self.folder,
                env={**os.environ, **_QUIET},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise Failure("there is no `git` command to read a revision with", "install git, or name files") from None
        except OSError as error:
            raise Failure(f"`git` cannot be run: {reason(error)}") from None
        except subprocess.TimeoutExpired:
            raise Failure(f"git took more than {_SECONDS} seconds") from None
        return done.returncode, done.stdout, done.stderr


def _decoded(output: bytes) -> str:
    return os.fsdecode(output)


@attrs.frozen
class _Blob:
    mode: str
    name: str  # the hash
    size: int


class AtRevision:
    """The plans in some paths as they are at a commit, and the reader of everything they import.

    Paths are from the top of the repository, `/` between their parts; a folder stands for the plans in it. As of files
    on disk, names are from the top, and nothing outside is read.
    """

    def __init__(self, repository: Repository, commit: str, paths: Sequence[str]) -> None:
        """Raises Failure for a path that is not there."""
        self._repository = repository
        self._commit = commit
        self._texts: dict[str, str] = {}
        found = dict.fromkeys(name for path in paths for name in self._plans(path))
        self.names = tuple({self._resolved(name): name for name in reversed(found)}.values())[::-1]
        self._known = {self._resolved(name): name for name in self.names}

    def read(self, name: str) -> str:
        """The text of an input or an import. Raises ReadProblem, SameFile."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> str:
        path = self._resolved(name)
        if name not in self.names:
            importable(name)
            must_be_plan(path, name)
            known = self._known.setdefault(path, name)
            if known != name:
                raise SameFile(known)
        blob = self._blobs.get(path)
        if blob is None:
            raise ReadProblem("C0701", f"there is no file `{name}`")
        if blob.size > LIMIT:
            raise ReadProblem("C0901", f"`{name}` is larger than 10 MB", "split it into files, and `import` them")
        return decoded(self._repository.git("cat-file", "blob", blob.name), name)

    def _plans(self, path: str) -> list[str]:
        """The plans that a path means, sorted; hidden folders are left out, as on disk."""
        if self._resolved(path) in self._blobs:
            return [path]
        inside = "" if path == "." else f"{path}/"
        found = [each.removeprefix(inside) for each in self._blobs if each.startswith(inside)]
        plans = [name for name in found if name.endswith(".colossus") and not _hidden(name)]
        if path.endswith(".colossus") and not found:
            raise Failure(f"there is no file `{path}` at `{self._commit[:12]}`", "its folder shows what came and went")
        links = {name for name in plans if self._blobs[inside + name].mode == "120000"}
        real = {inside + name for name in plans if name not in links}
        return sorted(inside + name for name in plans if name not in links or self._resolved(inside + name) not in real)

    def _resolved(self, name: str) -> str:
        """The path that a name leads to, links followed; another one than any that is there where it leads outside."""
        path = posixpath.normpath(name)
        for _ in range(_LINKS):
            parts = path.split("/")
            heads = ["/".join(parts[: place + 1]) for place in range(len(parts))]
            link = next((head for head in heads if (blob := self._blobs.get(head)) and blob.mode == "120000"), None)
            if link is None:
                return path
            target = _decoded(self._repository.git("cat-file", "blob", self._blobs[link].name))
            path = posixpath.normpath(posixpath.join(posixpath.dirname(link), target, path[len(link) + 1 :]))
        return path

    @cached_property
    def _blobs(self) -> dict[str, _Blob]:
        """Every file of the commit, by its path."""
        found = {}
        for line in self._repository.git("ls-tree", "-r", "-l", "-z", "--full-tree", self._commit).split(b"\0"):
            if line:
                head, _, path = line.partition(b"\t")
                mode, sort, name, size = head.decode().split()
                if sort == "blob":
                    found[_decoded(path)] = _Blob(mode, name, int(size))
        return found


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/")[:-1])
