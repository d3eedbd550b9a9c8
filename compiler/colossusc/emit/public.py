"""The rows of a report as plain data: dicts, lists, texts, whole numbers and truths, and nothing that can be called.

A class of rows shows its fields and its properties, as far as they are such data by their types; what is `INSIDE` it
keeps to itself. So what a project's own template can read is known without a campus, and is documented from here.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from functools import cache, cached_property
from types import NoneType
from typing import Any, TypeAlias, get_args, get_type_hints

import attrs
from markupsafe import Markup

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"

INSIDE = {"inside": True}  # the metadata of a field that is of no use to a template
_PLAIN = (str, int, bool, NoneType, Markup)


def attributes(cls: type) -> Mapping[str, Any]:
    """The names that a class of rows shows, in the order written, each with its type."""
    return _attributes(cls)


@cache
def _attributes(cls: Hashable) -> Mapping[str, Any]:
    assert isinstance(cls, type)
    fields, types = attrs.fields_dict(cls), get_type_hints(cls)
    found = {name: types[name] for name, field in fields.items() if not field.metadata.get("inside")}
    for name, member in vars(cls).items():
        if isinstance(member, (property, cached_property)):
            found[name] = get_type_hints(member.fget if isinstance(member, property) else member.func)["return"]
    return {name: type_ for name, type_ in found.items() if not name.startswith("_") and _is_plain(type_)}


def _is_plain(type_: Any) -> bool:
    parts = [part for part in get_args(type_) if part is not ...]
    return all(map(_is_plain, parts)) if parts else type_ in _PLAIN or attrs.has(type_)


def public(value: Any) -> Plain:
    """A row, or rows in tuples and mappings, as plain data."""
    if attrs.has(type(value)):
        return {name: public(getattr(value, name)) for name in attributes(type(value))}
    if isinstance(value, Mapping):
        return {name: public(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [public(each) for each in value]
    return str(value) if isinstance(value, str) else value


def variables(view: Any, model: bytes) -> bytes:
    """What a template reads, as a JSON object: the names of a report's view, and `model`, which is `ir.json`."""
    names = json.dumps(public(view))
    return names[:-1].encode() + b', "model": ' + model + b"}"
