"""`colossus.lock`: the catalogs and rule packs that a project was last checked against, each with its SHA-256.

The packs of the standard library come with the compiler and have its version. Those of the project are its files
without a campus that declare rules, parts, parties or jurisdictions; they are named as in messages. The lock is JSON
with sorted keys, the same bytes on every machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.resolve import Module
from colossusc.source import Source, Span

_DECLARE = ("rule", "part", "party", "jurisdiction")
_FORMAT = 1
_ABOUT = "catalogs and rule packs; `colossusc lock` writes this, `--locked` compares"
_WRITE = "look at what changed, then run `colossusc lock`"


@attrs.frozen
class Pack:
    """One file, by what it holds: SHA-256 of its text in UTF-8, and the version of the compiler that it came with."""

    sha256: str
    version: str = ""  # none of a project's own file

    @property
    def words(self) -> str:
        return f"sha256:{self.sha256}" + (f", version {self.version}" if self.version else "")


Packs: TypeAlias = Mapping[tuple[str, str], Pack]  # by "library" or "project", and name


def packs_of(modules: Iterable[Module], version: str) -> dict[tuple[str, str], Pack]:
    """The catalogs and rule packs among some files, by where they are from and by name."""
    found = {}
    for module in modules:
        source, declared = module.source, module.declared
        if source.library:
            found["library", source.name] = Pack(sha256(source.text), version)
        elif not declared["campus"] and any(declared[word] for word in _DECLARE):
            found["project", source.name] = Pack(sha256(source.text))
    return dict(sorted(found.items()))


def sha256(text: str) -> str:
    """The hash of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def lock_text(packs: Packs) -> str:
    """The lock of some packs."""
    content: dict[str, dict[str, dict[str, str]]] = {"library": {}, "project": {}}
    for (origin, name), pack in packs.items():
        content[origin][name] = {"sha256": pack.sha256, **({"version": pack.version} if pack.version else {})}
    return json.dumps({"about": _ABOUT, "format": _FORMAT, **content}, indent=2, sort_keys=True) + "\n"


def stale(lock: Source, packs: Packs) -> Iterator[Diagnostic]:
    """What the lock does not have as it is now. An empty text stands for a lock that there is not.

    What a lock has beyond the packs is for other plans of the project, except rules of the library, which every check
    reads: those are gone.
    """
    locked = _read(lock.text)
    if locked is None:
        words = "is no lock that this version can read" if lock.text else "is not there, so nothing is locked"
        place = _place(lock, "") if lock.text else None
        helps = ("run `colossusc lock`, and commit it",)
        yield Diagnostic("C0716", "error", f"`{lock.name}` {words}", place, helps=helps)
        return
    for (origin, name), pack in packs.items():
        was = locked.get((origin, name))
        if was is None:
            note = f"it is {pack.words}"
            message = f"`{name}` is not in `{lock.name}`"
            yield Diagnostic("C0718", "error", message, _place(lock, ""), notes=(note,), helps=(_WRITE,))
        elif was.sha256 != pack.sha256:
            notes = (f"locked is {was.words}", f"it is {pack.words}")
            message = f"`{name}` is not what `{lock.name}` has"
            yield Diagnostic("C0717", "error", message, _place(lock, name), notes=notes, helps=(_WRITE,))
    for (origin, name), before in locked.items():
        if origin == "library" and name.startswith("rules/") and (origin, name) not in packs:
            message = f"`{name}` is no longer there, and `{lock.name}` has it"
            note = f"locked is {before.words}"
            yield Diagnostic("C0717", "error", message, _place(lock, name), notes=(note,), helps=(_WRITE,))


def _read(text: str) -> Packs | None:
    try:
        content = json.loads(text)
        if content["format"] != _FORMAT:
            return None
        return {
            (origin, name): Pack(str(pack["sha256"]), str(pack.get("version", "")))
            for origin in ("library", "project")
            for name, pack in content[origin].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _place(lock: Source, name: str) -> Span:
    """Where a lock names a pack; else its beginning."""
    written = json.dumps(name)
    at = max(lock.text.find(f"{written}:"), 0) if name else 0
    return Span(lock, at, at + len(written) if at else at)
