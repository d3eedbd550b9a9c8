"""Values of two runs side by side: whether they are alike, and how far they are apart.

Two runs share no object and no symbol, so that values are compared by what they say: a number, both ends of what is not
one number, the name of an object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from colossusc.emit.ranges import finite, periods
from colossusc.ir import Item
from colossusc.values.absent import Missing
from colossusc.values.number import Number
from colossusc.values.timeline import Steps, combine
from colossusc.values.uncertain.expression import Uncertain, Undecided, least_of, most_of


def said(value: Any) -> Any:
    """What a value says, for comparison with that of another run."""
    if isinstance(value, Uncertain):
        return ("range", least_of(value), most_of(value), value.varies)
    if isinstance(value, Undecided):
        return ("undecided", tuple(sorted({symbol.name for symbol in value.symbols})))
    if isinstance(value, Item):
        return ("object", value.kind.name, place_in_campus(value))
    if isinstance(value, tuple):
        return tuple(map(said, value))
    return value


def place_in_campus(item: Item) -> str:
    """The path of an object without the name of its campus; of what stands in none, its name."""
    names = [each.name for each in item.within() if each.parent is not None]
    return ".".join(names[::-1]) or item.name


def differing(old: Steps[Any], new: Steps[Any]) -> Iterator[tuple[int, int, tuple[tuple[Any, Any], ...]]]:
    """The periods in which two values differ, each with the pairs that they take: of a run of single days several."""
    both = combine(_pair, old, new)
    for start, end, pairs in periods(both):
        found = tuple(pair for pair in pairs if pair is not None)
        if found:
            yield start, end, found


def _pair(old: Any, new: Any) -> Any:
    return None if said(old) == said(new) else (old, new)


def apart(old: Any, new: Any) -> tuple[Any, Any] | None:
    """How much more the new value is: of its least and of its most; None where a side has none, or no end."""
    if isinstance(old, Missing) or isinstance(new, Missing) or old is None or new is None:
        return None
    low, high = (tuple[Any, ...](finite(end(each)) for each in (old, new)) for end in (least_of, most_of))
    if None in low or None in high:
        return None
    return low[1] - low[0], high[1] - high[0]


def signed(more: tuple[Any, Any] | None, show: Callable[[Number], str]) -> str:
    """How much more, with its sign: `+40 MW`, `-3 MW .. +1 MW`; nothing where that cannot be told."""
    if more is None:
        return ""
    words = dict.fromkeys(f"{'+' if each > 0 else ''}{show(each)}" for each in sorted(more))
    return " .. ".join(words)
