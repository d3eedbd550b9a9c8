"""What could have been meant by a name that nothing has where it is read."""

from __future__ import annotations

from collections.abc import Iterable

from colossusc.diagnostic import Remedy
from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.world import World
from colossusc.ir import Item
from colossusc.kinds.common import EQUIPMENT
from colossusc.suggest import meant, nearest

_JURISDICTION = "jurisdiction"
_MOST = 12  # fields that are listed


def guessed(
    world: World, campus: Item | None, word: str, kinds: tuple[str, ...], known: Iterable[tuple[str, ...]]
) -> str:
    """A help: an object elsewhere in the campus, a name misspelt, or the jurisdiction that would lie around it."""
    found = _elsewhere(campus, word, kinds) if campus is not None else ""
    found = found or next(filter(None, (meant(word, names) for names in known)), "")
    return found or (_around(world, word) if kinds == (_JURISDICTION,) else "")


def guessed_field(item: Item, name: str, others: tuple[str, ...]) -> tuple[str | None, str]:
    """The field that was probably meant, if any is near, and a help: of `limit.hcho` only another limit can be.

    `others` is what every object may have beside the fields of its kind.
    """
    prefix, dot, word = name.rpartition(".")
    known = tuple(field.removeprefix(prefix + dot) for field in item.kind.by_name if field.startswith(prefix + dot))
    known = known if dot else (*known, *others)
    near = nearest(word, known)
    written = [f"`{field.replace('.', ' ')}`" for field in _likely_first(item, word) if field.startswith(prefix + dot)]
    listed = f"it has {', '.join(written[:_MOST])}" if written else ""
    return near and f"{prefix}{dot}{near}", meant(word, known) or listed


def _likely_first(item: Item, word: str) -> list[str]:
    """The fields of a kind: those that share a word with another name, then its own, then those of all equipment."""
    words, fields = set(word.split("_")), item.kind.by_name
    return sorted(fields, key=lambda name: (words.isdisjoint(name.split("_")), fields[name] in EQUIPMENT))


def paths_to(campus: Item, name: str, kinds: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where in a campus objects of a name stand, as paths; with `kinds`, of one of these."""
    found: dict[tuple[str, ...], None] = {}
    for item in campus.walk():
        if split_key(item.name)[0] == name and (not kinds or item.kind.name in kinds):
            words = tuple(split_key(each.name)[0] for each in item.within() if each is not campus)
            found[words[::-1]] = None
    return list(found)


def _elsewhere(campus: Item, word: str, kinds: tuple[str, ...]) -> Remedy:
    """ "did you mean `south.sub_s`?", of a word that names nothing where it is read; nothing where no object has it."""
    paths = [".".join((*path[:-1], word)) for path in paths_to(campus, split_key(word)[0], kinds)]
    if not paths:
        return Remedy("")
    shown = " or ".join(f"`{path}`" for path in paths[:3])
    return Remedy(f"did you mean {shown}?", *((word, paths[0]) if len(paths) == 1 else ()))


def _around(world: World, word: str) -> str:
    """Of `us_tx_dallas`, which nobody declared, `us_tx`: the jurisdiction with the most of its first words."""
    best, most = "", 0
    for name in world.shared_names():
        item, shared = world.shared(name), _shared(name, word)
        if item is not None and item.kind.name == _JURISDICTION and shared > most:
            best, most = name, shared
    return f"the nearest is `{best}`" if best else ""


def _shared(name: str, word: str) -> int:
    """How many words a name has, if another begins with them all."""
    words = name.split("_")
    return len(words) if word.split("_")[: len(words)] == words else 0
