"""Stays of what comes or leaves on a day that is not known: on each such day they are what they would be if it were."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from colossusc.analyses.stays import stay_of
from colossusc.pipeline import Options, check
from colossusc.values.absent import ABSENT
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.bounds import bounds
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.symbol import Box
from strategies import Stays, stays


def since(text: str, gap: int) -> Steps[Any]:
    """Since when something is at the site, over time."""
    (result,) = check(["plan"], lambda name: text, Options()).campuses
    (site,) = result.campus.all("site")
    return stay_of(result.facts, result.campus.all("turbine") + result.campus.all("gpu_system"), site, gap).since


@settings(deadline=None, max_examples=40)
@given(stays())
def test_a_stay_is_what_it_is_on_each_day_that_may_turn_out(plan: Stays) -> None:
    unknown, known = since(plan.text({}), plan.gap), since(plan.text(plan.days), plan.gap)
    symbols = {symbol for value in unknown.values if isinstance(value, Uncertain) for symbol in value.symbols}
    box: Box = {symbol: (plan.days[symbol.name.rpartition(".")[2]],) for symbol in symbols}
    for day in sorted({*unknown.starts, *known.starts}):
        began = known.at(day)
        if began in (None, ABSENT):
            continue  # on a day in the window, before it came or after it left
        said = unknown.at(day)
        if isinstance(said, Uncertain):
            low, high = bounds(said, box)
            assert low == high == began
        else:
            assert said == began
