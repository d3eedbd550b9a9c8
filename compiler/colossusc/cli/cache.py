"""The trees of files that were parsed before, and pictures that were drawn, kept in the user's cache folder:
`COLOSSUS_CACHE_DIR`, or where the system wants such things. It only saves time: what cannot be read, written or
understood is as if it were not there.

A file of the cache is a line with its hash, then a tree as `syntax.stored` writes it, or a picture. Its name is the
hash of the text that was parsed or drawn and of the compiler that did it, so that another version never finds it. It is
written under a temporary name and moved to its place, so that it is whole or not there. At most `LARGEST` bytes are
kept; the files that were not used for longest go first.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cached_property

from colossusc import __version__
from colossusc.cli.project import at_once
from colossusc.resources import resource
from colossusc.syntax import stored

try:
    from _blake2 import blake2b  # what hashlib has, without the six milliseconds that it takes to load OpenSSL
except ImportError:
    from hashlib import blake2b

LARGEST = 100_000_000  # bytes
_SUFFIX, _TEMPORARY = ".kept", ".tmp"


class Folder:
    """A cache in a folder, which is made when something is put into it."""

    def __init__(self, path: str, largest: int = LARGEST) -> None:
        self.path = path
        self.largest = largest
        self._put = False

    def get(self, text: str) -> str | None:
        """What was made of a text; None where nothing was, or where it is not as it was written."""
        try:
            path = self._place(text)
            with open(path, "rb", opener=at_once) as file:
                digest, _, content = file.read().partition(b"\n")
            if digest.decode() != _hash(content):
                return None
            os.utime(path)  # it was used
            return content.decode()
        except (OSError, ValueError):
            return None

    def put(self, text: str, tree: str) -> None:
        """Keeps what was made of a text, if the folder can be written."""
        content = tree.encode()
        with suppress(OSError, ValueError):
            os.makedirs(self.path, mode=0o700, exist_ok=True)
            path = self._place(text)
            temporary = f"{path}.{os.getpid()}{_TEMPORARY}"
            try:
                with open(temporary, "xb") as file:
                    file.write(f"{_hash(content)}\n".encode() + content)
                os.replace(temporary, path)
            finally:
                with suppress(OSError):
                    os.unlink(temporary)
            if not self._put:
                self._put = True
                self._sweep()

    def _sweep(self) -> None:
        """Removes the oldest files where there are too many, and what killed runs left."""
        found = []
        for entry in os.scandir(self.path):
            if entry.name.endswith((_SUFFIX, _TEMPORARY)):
                with suppress(OSError):
                    status = entry.stat()
                    found.append((status.st_mtime_ns, entry.path, status.st_size))
        room = self.largest
        for _, path, size in sorted(found, reverse=True):
            room -= size
            if room < 0:
                with suppress(OSError):
                    os.unlink(path)

    def _place(self, text: str) -> str:
        return os.path.join(self.path, _hash(self._compiler + text.encode()) + _SUFFIX)

    @cached_property
    def _compiler(self) -> bytes:
        """What a tree depends on beside its text: version, grammar, nodes, and in a checkout the parser's own files."""
        grammar = resource("grammar/colossus.tables.json").read_text()[:80]  # begins with the hash of the grammar
        folder = os.path.dirname(stored.__file__)
        files: list[str] = []
        with suppress(OSError):  # a zipapp has no files
            files = [f"{each.name} {each.stat().st_mtime_ns}" for each in os.scandir(folder) if each.is_file()]
        return "\n".join((__version__, grammar, stored.LAYOUT, *sorted(files), "")).encode()


def user_cache() -> stored.Cache:
    """The cache of this user; one that keeps nothing where the system has no place for it."""
    path = _user_folder()
    return Folder(path) if path is not None else stored.NO_CACHE


def _user_folder() -> str | None:
    given = os.environ.get("COLOSSUS_CACHE_DIR")
    if given:
        return given
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else os.path.expanduser("~/.cache")
    return os.path.join(base, "colossusc") if os.path.isabs(base) else None


def _hash(content: bytes) -> str:
    return blake2b(content, digest_size=20).hexdigest()
