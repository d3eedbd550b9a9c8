"""Finds what `explain NAME@DATE` asks about, and prints its tree: for people, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from colossusc.analyses.fact import all_facts
from colossusc.ask.arithmetic import Explainer, Line
from colossusc.elaborate.arrays import split, split_key
from colossusc.ir import END, Item
from colossusc.rules.verdict import CampusResult
from colossusc.suggest import meant
from colossusc.values.calendar import FIRST_DAY, show_date


class Unknown(Exception):
    """Nothing in the plan has the name, or several things have. The second argument is what to do."""


def explained(results: Sequence[CampusResult], name: str, day: int) -> Line:
    """The tree of a fact, field, let or phase on a day, by its name or the end of its path. Raises Unknown."""
    words = split(name)
    found = [
        (len(split(item.path)), result, item)
        for result in results
        for item in (result.campus, *result.campus.walk())
        if words[-1] in _attributes(item) and fits(split(item.path), words[:-1])
    ]
    nearest = [each for each in found if each[0] == min(depth for depth, _, _ in found)]
    if not found:
        known = (f"{item.called}.{word}" for result in results for item in _items(result) for word in _attributes(item))
        guess = meant(name, dict.fromkeys(known))
        raise Unknown(
            f"nothing in the plan is named `{name}`", guess or "write `object.field@DATE` or `campus.fact@DATE`"
        )
    if len(nearest) > 1:
        paths = ", ".join(f"`{item.path}.{words[-1]}`" for _, _, item in nearest[:5])
        raise Unknown(f"`{name}` may be one of several", f"say which: {paths}")
    _, result, item = nearest[0]
    explainer = Explainer(result.facts, day)
    if (item.kind.name, words[-1]) in all_facts():
        return explainer.fact(item, words[-1])
    value = item.lets.get(words[-1]) or item.phases.get(words[-1]) or item.value(words[-1])
    return explainer.value(value, f"{item.called}.{words[-1]}")


def _items(result: CampusResult) -> Iterator[Item]:
    yield result.campus
    yield from result.campus.walk()


def _attributes(item: Item) -> set[str]:
    facts = {name for kind, name in all_facts() if kind == item.kind.name}
    return {*facts, *item.kind.by_name, *item.lets, *item.phases}


def fits(path: list[str], words: list[str]) -> bool:
    """Whether words are the end of a path, where `smt[07]` and `smt` mean the class of units that it is in."""
    end = path[len(path) - len(words) :] if len(words) <= len(path) else []
    return len(end) == len(words) and all(map(_means, words, end))


def _means(word: str, name: str) -> bool:
    asked, first, last, _ = split_key(word)
    base, low, high, _ = split_key(name)
    if asked != base or first is None or last is None or low is None or high is None:
        return asked == base and first is None
    return low <= first and last <= high


# ------------------------------------------------------------------------------------------------------ how it shows


_ORIGINS = {"part": "of the part", "default": "by default"}


def text(line: Line, day: int) -> str:
    """The tree, a line for each value, indented under what is computed of it."""
    return f"on {show_date(day)}:\n" + "".join(f"{row}\n" for row in _rows(line, ""))


def _rows(line: Line, indent: str) -> Iterator[str]:
    told = [f"{indent}{line.name} = {line.type.show(line.value)}", line.how]
    told += [_ORIGINS.get(line.origin, line.origin), *_cited(line)]
    if line.replaces is not None:
        shown, entry = line.replaces
        told.append(f"in place of {shown}" + (f" ({entry.span.place})" if entry is not None else ""))
    told += [_period(line), line.place, "explained above" if line.again else ""]
    yield "  ".join(filter(None, told))
    for child in line.children:
        yield from _rows(child, f"{indent}  ")


def _cited(line: Line) -> Iterator[str]:
    """What is cited; of contested figures, beside each of them."""
    if not line.sides:
        yield from (f"[{each}]" for each in line.cites)
        return
    yield " against ".join(" ".join((words, *(f"[{each}]" for each in cites))) for words, cites in line.sides)


def _period(line: Line) -> str:
    begin = f"from {show_date(line.start)}" if line.start > FIRST_DAY else ""
    end = f"until {show_date(line.end)}" if line.end < END else ""
    return " ".join(filter(None, (begin, end)))


def record(line: Line) -> dict[str, Any]:
    """The tree as JSON: `exact` is a number in base units, as a whole number or a fraction."""
    found: dict[str, Any] = {"name": line.name, "value": line.type.show(line.value)}
    if isinstance(line.value, int) or hasattr(line.value, "numerator"):
        found["exact"] = str(line.value)
    found |= {
        "how": line.how,
        "origin": line.origin,
        "from": show_date(line.start) if line.start > FIRST_DAY else "",
        "until": show_date(line.end) if line.end < END else "",
        "place": line.place,
        "cites": list(line.cites),
        "contested": [{"written": words, "cites": list(cites)} for words, cites in line.sides],
        "again": line.again,
        "of": [record(child) for child in line.children],
    }
    if line.replaces is not None:
        shown, entry = line.replaces
        found["replaces"] = {"value": shown, "place": entry.span.place if entry is not None else ""}
    return {key: value for key, value in found.items() if value not in ("", [], False) or key == "value"}
