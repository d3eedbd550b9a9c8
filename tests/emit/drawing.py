"""The pictures of a text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from colossusc import pipeline
from colossusc.emit.bom import bill
from colossusc.emit.charts import Picture, pictures
from colossusc.emit.model import Run
from emit.outputs import checked


@lru_cache(maxsize=32)
def drawn(text: str) -> dict[str, Picture]:
    """All pictures of the one campus of a text, by name."""
    found = checked(text)
    run = Run(found.plan, found.campuses, (), found.sources, "", pipeline._headroom(found))
    result = found.campuses[0]
    return pictures(run, result, bill(result.facts, result.campus, found.plan.as_of(result.campus)))


def data(picture: Picture, name: str) -> list[dict[str, Any]]:
    """A data set of the specification of a picture."""
    if picture.chart.language == "vl":
        rows: list[dict[str, Any]] = picture.chart.spec["datasets"][name]
        return rows
    return next(each["values"] for each in picture.chart.spec["data"] if each["name"] == name)


def param(picture: Picture, name: str) -> object:
    """What a parameter of the specification is; nothing where it has no such parameter."""
    spec = picture.chart.spec
    return next((each["value"] for each in spec.get("params", spec.get("signals", ())) if each["name"] == name), "")
