"""Writing files: each is old or new, never half, whatever happens meanwhile.

A file is written beside its place under a temporary name, flushed to the disk, and moved over the old one. A run that
was killed leaves at most such temporaries, which the next one sweeps. The folder is locked while it is written, so that
two runs take turns.

In an output folder `.colossusc.json` tells which files, by their SHA-256, the tool wrote. It is updated before the
files with the old and the new hashes, and after them with the new ones only: a kill between leaves every file owned.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from colossusc.cli.terminal import Failure, reason

try:
    import fcntl
except ImportError:  # Windows has no lock on a folder
    fcntl = None  # type: ignore[assignment]

MANIFEST = ".colossusc.json"
_TEMPORARY = re.compile(r"\.colossusc-[0-9]+-[0-9]+\.tmp")
_SAFE = re.compile(r"(pictures/)?[a-z0-9][a-z0-9_-]{0,199}(\.[a-z0-9]{1,9}){1,2}")
_RESERVED = re.compile(r"(pictures/)?(con|prn|aux|nul|com[0-9]|lpt[0-9])\.")


def is_plain(name: str) -> bool:
    """Whether an output may have this name: it means the same on every file system."""
    return _SAFE.fullmatch(name) is not None and _RESERVED.match(name) is None


def replace(path: str, content: bytes) -> None:
    """Gives a file new content, keeping its permissions; a link keeps pointing to it.

    Raises Failure, also for what is no regular file: a device would be gone, with a file in its place.
    """
    target = os.path.realpath(path)
    if os.path.lexists(target) and not os.path.isfile(target):
        what = "a folder" if os.path.isdir(target) else "no regular file"
        raise Failure(f"cannot write `{path}`: it is {what}", "name a file")
    with _problems(path), _locked(os.path.dirname(target)) as folder:
        _move_all(folder, {os.path.basename(target): content})


def write_outputs(folder: str, outputs: Mapping[str, bytes], force: bool) -> None:
    """Writes the outputs of a run into a folder, made where it is missing.

    Raises Failure where it cannot be written, and where a file would be lost that the tool did not write or that was
    changed since, unless `force`.
    """
    unsafe = [name for name in outputs if not is_plain(name)]
    if unsafe:
        raise ValueError(f"output names must be plain: {unsafe}")
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise Failure(f"cannot write `{folder}`: it is no folder", "name another one with `-o`")
    with _problems(folder):
        os.makedirs(folder, exist_ok=True)
        with _locked(folder):
            owned = _owned(folder)
            found = {name: _hash_of(os.path.join(folder, name)) for name in outputs}
            new = {name: hashlib.sha256(content).hexdigest() for name, content in outputs.items()}
            foreign = sorted(
                name for name, old in found.items() if old and old != new[name] and old not in owned.get(name, ())
            )
            if foreign and not force:
                raise Failure(
                    f"`{os.path.join(folder, foreign[0])}` was not written by colossusc, or was changed since",
                    "name another folder with `-o`, or overwrite it with `--force`",
                )
            during = {name: sorted({*owned.get(name, ()), *filter(None, [found[name]]), new[name]}) for name in new}
            for inner in sorted({os.path.dirname(name) for name in outputs} - {""}):
                os.makedirs(os.path.join(folder, inner), exist_ok=True)
            _move_all(folder, {MANIFEST: _manifest(owned | during)})
            _move_all(folder, outputs)
            _move_all(folder, {MANIFEST: _manifest(owned | {name: [digest] for name, digest in new.items()})})


def _move_all(folder: str, contents: Mapping[str, bytes]) -> None:
    """Writes all temporaries first: a disk that is full is noticed before anything is replaced."""
    temporaries: dict[str, str] = {}
    try:
        for number, (name, content) in enumerate(contents.items()):
            temporaries[name] = os.path.join(folder, f".colossusc-{os.getpid()}-{number}.tmp")
            with open(temporaries[name], "xb") as file:
                file.write(content)
                file.flush()
                with suppress(FileNotFoundError):
                    os.chmod(temporaries[name], os.stat(os.path.join(folder, name)).st_mode & 0o7777)
                os.fsync(file.fileno())
        for name, temporary in temporaries.items():
            os.replace(temporary, os.path.join(folder, name))
    finally:
        for temporary in temporaries.values():
            with suppress(OSError):
                os.unlink(temporary)


@contextmanager
def _locked(folder: str) -> Iterator[str]:
    """Holds the folder for this run and sweeps what a killed one left. The system frees the lock of a dead process."""
    if fcntl is None:
        yield folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for name in os.listdir(folder):
            if _TEMPORARY.fullmatch(name):
                with suppress(OSError):
                    os.unlink(os.path.join(folder, name))
        yield folder
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _problems(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Failure(f"cannot write `{path}`: {reason(error)}") from None


def _owned(folder: str) -> dict[str, list[str]]:
    """The hashes that each file may have by the manifest; none where it is missing or makes no sense.

    Raises Failure where it is no regular file: reading a pipe would wait for ever.
    """
    path = os.path.join(folder, MANIFEST)
    if os.path.lexists(path) and not os.path.isfile(path):
        raise Failure(f"`{path}` is not a regular file", "remove it, or name another folder with `-o`")
    try:
        with open(path, encoding="utf-8") as file:
            files = json.load(file)["files"]
        return {str(name): [str(digest) for digest in digests] for name, digests in files.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _manifest(files: Mapping[str, list[str]]) -> bytes:
    text = json.dumps({"about": "files written by colossusc", "files": files}, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _hash_of(path: str) -> str | None:
    """The SHA-256 of a file; of what is no regular file, such as a folder, one that nothing has; None if missing."""
    if not os.path.lexists(path):
        return None
    if not os.path.isfile(path):
        return "not a file"
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
