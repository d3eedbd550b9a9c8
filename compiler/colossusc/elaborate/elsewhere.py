"""Where else in a campus objects of a name stand, and how that is written."""

from __future__ import annotations

from colossusc.diagnostic import Remedy
from colossusc.elaborate.arrays import split_key
from colossusc.ir import Item


def paths_to(campus: Item, name: str, kinds: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where in a campus objects of a name stand, as paths; with `kinds`, of one of these."""
    found: dict[tuple[str, ...], None] = {}
    for item in campus.walk():
        if split_key(item.name)[0] == name and (not kinds or item.kind.name in kinds):
            words = tuple(split_key(each.name)[0] for each in item.within() if each is not campus)
            found[words[::-1]] = None
    return list(found)


def elsewhere(campus: Item, word: str, kinds: tuple[str, ...]) -> Remedy:
    """ "did you mean `south.sub_s`?", of a word that names nothing where it is read; nothing where no object has it."""
    paths = [".".join((*path[:-1], word)) for path in paths_to(campus, split_key(word)[0], kinds)]
    if not paths:
        return Remedy("")
    shown = " or ".join(f"`{path}`" for path in paths[:3])
    return Remedy(f"did you mean {shown}?", *((word, paths[0]) if len(paths) == 1 else ()))
