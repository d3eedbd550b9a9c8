"""What every picture is: exact rows as a table that people read, and a specification that Vega draws.

The specifications are files of `templates/charts/`, complete but for their data: `NAME.vl.json` in Vega-Lite, and
`NAME.vg.json` in Vega where Vega-Lite has no words for it. They share `config.json`. A text in them that people read is
`{"_": "facility load"}`, in whose place stands what the language in force has for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import attrs

from colossusc.language import _
from colossusc.resources import resource
from colossusc.show.visible import visible
from colossusc.values.number import Number
from colossusc.values.quantity import in_terms_of
from colossusc.values.unit_table import Unit

Row: TypeAlias = dict[str, Any]  # of a data set: names → texts, floats, ISO days, truths

_MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@attrs.frozen
class Table:
    """The figures of a picture, as they are printed below it."""

    heads: tuple[str, ...]  # of the columns
    rows: tuple[tuple[str, ...], ...]  # the texts of each
    texts: int = 1  # columns of words on the left; the others are figures


@attrs.frozen(eq=False)
class Chart:
    """A picture before it is drawn."""

    name: str  # as its specification is called
    title: str  # above the picture
    description: str  # for who cannot see it
    table: Table  # its figures
    spec: Mapping[str, Any]
    language: str = "vl"  # `vl` Vega-Lite, `vg` Vega

    @property
    def text(self) -> str:
        """The specification as JSON."""
        return json.dumps(self.spec, indent=1, ensure_ascii=False) + "\n"


def drawn(
    name: str,
    title: str,
    description: str,
    table: Table,
    data: Mapping[str, Sequence[Row]],
    *,
    language: str = "vl",
    colours: Mapping[str, str] | None = None,
    **params: Any,
) -> Chart:
    """A picture of data sets, by the names that its specification has for them, of values of its parameters, and of the
    colours of what is told apart, where the plan decides on them."""
    spec = dict(_spoken(_specification(f"{name}.{language}.json")))
    given = {key: _seen(value) for key, value in {"title": title, **params}.items()}
    sort = "params" if language == "vl" else "signals"
    spec[sort] = [{**each, "value": given.get(each["name"], each.get("value"))} for each in spec[sort]]
    spec["description"] = visible(description)
    if language == "vl":
        spec["datasets"] = {key: _shown(rows) for key, rows in data.items()}
        if "layer" in spec:  # of a layer without rows, Vega makes a legend of no size
            spec["layer"] = [each for each in spec["layer"] if data.get(each.get("data", {}).get("name"), True)]
            spec["layer"] = [_coloured(each, colours) for each in spec["layer"]] if colours else spec["layer"]
    else:
        spec["data"] = [
            {**each, "values": _shown(data[each["name"]])} if each["name"] in data else each for each in spec["data"]
        ]
    spec["config"] = _specification("config.json")
    return Chart(name, title, description, table, spec, language)


def _coloured(layer: Mapping[str, Any], colours: Mapping[str, str]) -> Mapping[str, Any]:
    """A layer with the colours of what its data call so."""
    encoding = layer["encoding"]
    if "color" not in encoding:
        return layer
    scale = {"domain": list(map(visible, colours)), "range": list(colours.values())}
    return {**layer, "encoding": {**encoding, "color": {**encoding["color"], "scale": scale}}}


@cache
def _specification(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource(f"templates/charts/{name}").read_text())
    return found


def _spoken(part: Any) -> Any:
    """A part of a specification with its texts in the language in force."""
    if isinstance(part, list):
        return list(map(_spoken, part))
    if not isinstance(part, dict):
        return part
    text = part.get("_")
    return _(text) if text is not None else {key: _spoken(value) for key, value in part.items()}


def _shown(rows: Sequence[Row]) -> list[Row]:
    """Names of objects are seen as they are, whatever they hold."""
    return [{key: _seen(value) for key, value in row.items()} for row in rows]


def _seen(value: Any) -> Any:
    if isinstance(value, list):
        return [_seen(each) for each in value]
    return visible(value) if isinstance(value, str) else value


def measure(value: Number, unit: Unit) -> float:
    """An exact figure in a unit, as Vega takes it."""
    return float(Fraction(in_terms_of(value, unit)))


def mark(place: int) -> str:
    """The letter by which a colour is told without seeing it."""
    return _MARKS[place % len(_MARKS)]


def called(title: str) -> str:
    """A title of `phrases.titled` without its marks of code."""
    return title.replace("`", "")
