"""The pictures of a campus, each from its facts and findings: one module a picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs
from markupsafe import Markup

from colossusc.emit.bom import Phase
from colossusc.emit.charts.chart import Chart
from colossusc.emit.charts.costs import costs
from colossusc.emit.charts.emitted import emitted
from colossusc.emit.charts.flow import flow
from colossusc.emit.charts.headroom import headroom
from colossusc.emit.charts.render import png, svg
from colossusc.emit.charts.schedule import schedule
from colossusc.emit.charts.supply import supply
from colossusc.emit.charts.timeline import timelines
from colossusc.emit.charts.usable import usable
from colossusc.emit.model import Run
from colossusc.emit.public import INSIDE
from colossusc.rules.verdict import CampusResult
from colossusc.syntax.stored import Cache


@attrs.frozen(eq=False, slots=False)
class Picture:
    """A picture, which is drawn when somebody wants to see it."""

    chart: Chart  # what it shows
    cache: Cache = attrs.field(metadata=INSIDE)

    @cached_property
    def svg(self) -> Markup:
        """The picture, printed with `|safe`."""
        return Markup(svg(self.chart, self.cache))


def pictures(run: Run, result: CampusResult, phases: tuple[Phase, ...]) -> dict[str, Picture]:
    """All pictures of a campus that have something to show, by name."""
    return {chart.name: Picture(chart, run.cache) for chart in _charts(run, result, phases)}


def _charts(run: Run, result: CampusResult, phases: tuple[Phase, ...]) -> Iterator[Chart]:
    facts, campus, as_of = result.facts, result.campus, run.plan.as_of(result.campus)
    found = (
        supply(facts, campus),
        *timelines(facts, campus, as_of),
        headroom(result, as_of),
        schedule(facts, campus, as_of),
        usable(facts, campus, as_of),
        emitted(facts, campus),
        costs(phases),
        flow(facts, campus, as_of),
    )
    yield from (each for each in found if each is not None)


def files(run: Run, found: dict[str, Picture]) -> dict[str, bytes]:
    """Each picture as PNG and SVG, and its specification."""
    made: dict[str, bytes] = {}
    for name, each in found.items():
        made[f"{name}.svg"] = each.svg.encode()
        made[f"{name}.png"] = png(str(each.svg), run.cache)
        made[f"{name}.{each.chart.language}.json"] = each.chart.text.encode()
    return made
