"""The pictures of a text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from colossusc import pipeline
from colossusc.emit.charts import Picture, pictures
from colossusc.emit.model import Run
from emit.outputs import checked


@lru_cache(maxsize=32)
def drawn(text: str) -> dict[str, Picture]:
    """All pictures of the one campus of a text, by name."""
    found = checked(text)
    run = Run(found.plan, found.campuses, (), found.sources, "", pipeline._headroom(found))
    return pictures(run, found.campuses[0])


def data(picture: Picture, name: str) -> list[dict[str, Any]]:
    """A data set of the specification of a picture."""
    if picture.chart.language == "vl":
        rows: list[dict[str, Any]] = picture.chart.spec["datasets"][name]
        return rows
    return next(each["values"] for each in picture.chart.spec["data"] if each["name"] == name)
