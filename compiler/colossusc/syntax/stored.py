"""Trees as JSON, to be kept between runs: a file whose text is known need not be parsed again.

Building a node costs more than reading its tokens, so the form is made for building: nodes stand in columns, all of one
class and height together, and each column goes through `map` without a step of Python a node. A node names its parts by
their places in the list of all that were built before it; place 0 is None, place 1 an empty tuple.

    [class, starts, lengths, column, …]     starts are differences; a column is a list of places, or {"is": [words]},
                                            or {"all": one place for every node}
    ["Ref", starts, lengths]                the words are the text of the file itself
    ["tuple", lengths, places]              tuples of nodes
    ["pair", words, places]                 one operator and its operand in the rest of a chain

Only trees without a finding are kept. Data that makes no sense gives no tree, whatever it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import accumulate, count, islice, repeat
from operator import add, attrgetter, sub
from typing import Any, Protocol

from colossusc.diagnostic import Diagnostic
from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.nodes import File, Node


def _getter(cls: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the fields of a node beside its place; of one that has only words, none."""
    names: tuple[str, ...] = cls.__match_args__[2:]
    if len(names) > 1:
        return attrgetter(*names)
    return (lambda node: (getattr(node, names[0]),)) if names and names != ("text",) else lambda node: ()


CLASSES: dict[str, Any] = {
    name: cls for name, cls in vars(nodes).items() if isinstance(cls, type) and issubclass(cls, Node)
}
LAYOUT = ";".join(f"{name} {' '.join(cls.__match_args__)}" for name, cls in CLASSES.items())
"""What a kept tree depends on beside the parser: the classes of the nodes and their fields."""

_PARTS: dict[Any, Callable[[Any], tuple[Any, ...]]] = {cls: _getter(cls) for cls in CLASSES.values()}
_FIRST: tuple[Any, ...] = (None, ())  # the places that are always there
_START, _END = attrgetter("start"), attrgetter("end")


class Cache(Protocol):
    """Keeps trees and pictures between runs, by the text that they were made of."""

    def get(self, text: str) -> str | None:
        """What was put for a text; None where nothing was, or nothing is left of it."""

    def put(self, text: str, tree: str) -> None:
        """Keep a tree, if that is possible."""


class NoCache:
    """Keeps nothing."""

    def get(self, text: str) -> str | None:
        return None

    def put(self, text: str, tree: str) -> None:
        return None


NO_CACHE = NoCache()
MOST_KEPT = 100  # files of the standard library

# the library's trees by their text: nothing changes a tree, so all runs of a process may share it
_library: dict[str, File] = {}


def parsed(source: Source, cache: Cache) -> tuple[File, tuple[Diagnostic, ...]]:
    """The tree of a file, from the cache where it is known, and what is wrong with its syntax. A file of the standard
    library, which every run of a process reads, is made once."""
    if not source.library:
        return _parsed(source, cache)
    if source.text in _library:
        return _library[source.text], ()
    file, problems = _parsed(source, cache)
    if not problems:
        if len(_library) >= MOST_KEPT:
            _library.clear()
        _library[source.text] = file
    return file, problems


def _parsed(source: Source, cache: Cache) -> tuple[File, tuple[Diagnostic, ...]]:
    kept = cache.get(source.text)
    file = restore(kept, source.text) if kept is not None else None
    if file is not None:
        return file, ()
    from colossusc.syntax.parse import parse  # a run that finds all its files in the cache needs no parser

    file, problems = parse(source)
    if not problems and cache is not NO_CACHE:
        cache.put(source.text, store(file, source.text))
    return file, problems


# ------------------------------------------------------------------------------------------------------- storing


def store(file: File, text: str) -> str:
    """The tree of a text as JSON."""
    groups: dict[tuple[int, str], list[Any]] = {}
    _height(file.body, groups)
    places: dict[int, int] = {id(value): place for place, value in enumerate(_FIRST)}
    next_place = len(_FIRST)
    content: list[Any] = []
    for (_, sort), members in sorted(groups.items(), key=lambda group: group[0]):
        content.append(_columns(sort, members, places, text))
        places.update(zip(map(id, members), count(next_place)))
        next_place += len(members)
    comments = [at for comment in file.comments for at in comment]
    return json.dumps([content, places[id(file.body)], comments], separators=(",", ":"))


def _height(value: Any, groups: dict[tuple[int, str], list[Any]]) -> int:
    """Puts a node or a tuple into its group, after its parts. Returns its height, 0 for what is no part.

    Recursive: how deep things stand inside one another is bounded by the parser.
    """
    cls = value.__class__
    if cls is tuple:
        if not value:
            return 0
        sort = "pair" if value[0].__class__ is str else "tuple"
        height = 1 + max([_height(part, groups) for part in value])
    elif cls in _PARTS:
        sort = cls.__name__
        height = 1
        for part in _PARTS[cls](value):
            if part and (below := _height(part, groups)) >= height:
                height = below + 1
    else:
        return 0
    group = groups.get((height, sort))
    if group is None:
        group = groups[height, sort] = []
    group.append(value)
    return height


def _columns(sort: str, members: list[Any], places: dict[int, int], text: str) -> list[Any]:
    place = places.__getitem__
    if sort == "pair":
        return [sort, [word for word, _ in members], [place(id(operand)) for _, operand in members]]
    if sort == "tuple":
        return [sort, list(map(len, members)), [place(id(part)) for each in members for part in each]]
    starts, ends = list(map(_START, members)), list(map(_END, members))
    columns: list[Any] = [sort, list(map(sub, starts, [0, *starts])), list(map(sub, ends, starts))]
    names = CLASSES[sort].__match_args__[2:]
    for name in names:
        values = list(map(attrgetter(name), members))
        if names == ("text",) and values == list(map(text.__getitem__, map(slice, starts, ends))):
            continue
        if any(each.__class__ in (str, bool) for each in values):
            columns.append({"is": values})
        else:
            found = list(map(place, map(id, values)))
            columns.append({"all": found[0]} if len(set(found)) == 1 else found)
    return columns


# ----------------------------------------------------------------------------------------------------- restoring


def restore(stored: str, text: str) -> File | None:
    """The tree of a text that `store` gave; None for anything else."""
    try:
        groups, body, comments = json.loads(stored)
        built: list[Any] = list(_FIRST)
        for sort, *columns in groups:
            built.extend(_built(sort, columns, built, text))
        file = File(0, len(text), built[body], tuple(zip(comments[::2], comments[1::2], strict=True)))
        return file if all(isinstance(statement, Node) for statement in file.body) else None
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None


def _built(sort: str, columns: list[Any], built: list[Any], text: str) -> Iterable[Any]:
    place = built.__getitem__
    if sort == "pair":
        words, operands = columns
        return zip(words, map(place, operands), strict=True)
    if sort == "tuple":
        lengths, members = columns
        parts = map(place, members)
        return [tuple(islice(parts, length)) for length in lengths]
    starts, lengths, *rest = columns
    begins = list(accumulate(starts))
    ends = list(map(add, begins, lengths))
    cls = CLASSES[sort]
    if not rest and cls.__match_args__[2:]:
        return map(cls, begins, ends, map(text.__getitem__, map(slice, begins, ends)))
    return map(cls, begins, ends, *(_restored(column, place) for column in rest))


def _restored(column: Any, place: Any) -> Iterable[Any]:
    if isinstance(column, list):
        return map(place, column)
    return column["is"] if "is" in column else repeat(place(column["all"]))
