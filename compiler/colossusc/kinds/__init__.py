"""Kinds are tables: one file a kind, found by looking into this folder, never registered.

Each file has one `KIND`: its names, what may stand in it, and for each field the type, bounds, default and meaning.
Validation, `explain`, the docs and the test strategies all read these tables.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from colossusc.kinds.kind import Field, Kind
from colossusc.resources import resource

__all__ = ["Field", "Kind", "all_kinds", "find_kind", "kind_of_set"]


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its singular name, in alphabetical order."""
    names = (name.removesuffix(".py") for name in resource("kinds").names() if name.endswith(".py"))
    modules = (import_module(f"colossusc.kinds.{name}") for name in names if name != "__init__")
    kinds = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.name: kind for kind in sorted(kinds, key=lambda kind: kind.name)}


@cache
def _by_word() -> dict[str, Kind]:
    return {word: kind for kind in all_kinds().values() for word in (kind.plural, kind.name)}


def find_kind(word: str) -> Kind | None:
    """The kind that a block head, a part's base or a set names: singular or plural."""
    return _by_word().get(word)


@cache
def kind_of_set(word: str) -> Kind | None:
    """The kind whose plural this is: `turbines`, `grids`."""
    return next((kind for kind in all_kinds().values() if kind.plural == word), None)
