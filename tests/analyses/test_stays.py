"""Stays of what comes or leaves on a day that is not known: on each such day they are what they would be if it were."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from colossusc.analyses.stays import Stay, stay_of
from colossusc.pipeline import Options, check
from colossusc.values.absent import ABSENT
from colossusc.values.timeline import Steps
from colossusc.values.uncertain.bounds import bounds
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.symbol import Box
from reference import day
from strategies import Stays, stays


def stay(text: str, gap: int) -> Stay:
    """The stay of all things at the site."""
    (result,) = check(["plan"], lambda name: text, Options()).campuses
    (site,) = result.campus.all("site")
    return stay_of(result.facts, result.campus.all("turbine") + result.campus.all("gpu_system"), site, gap)


def since(text: str, gap: int) -> Steps[Any]:
    """Since when something is at the site, over time."""
    return stay(text, gap).since


@settings(deadline=None, max_examples=40)
@given(stays())
def test_a_stay_is_what_it_is_on_each_day_that_may_turn_out(plan: Stays) -> None:
    unknown, known = since(plan.text({}), plan.gap), since(plan.text(plan.days), plan.gap)
    symbols = {symbol for value in unknown.values if isinstance(value, Uncertain) for symbol in value.symbols}
    box: Box = {symbol: (plan.days[symbol.name.rpartition(".")[2]],) for symbol in symbols}
    for today in sorted({*unknown.starts, *known.starts}):
        began = known.at(today)
        if began in (None, ABSENT):
            continue  # on a day in the window, before it came or after it left
        said = unknown.at(today)
        if isinstance(said, Uncertain):
            low, high = bounds(said, box)
            assert low == high == began
        else:
            assert said == began


def day_by_day(there: Steps[Any], gap: int, days: range) -> dict[int, int]:
    """The day on which the stay of each day ends: the first one after it that is followed by too long a break."""
    ends: dict[int, int] = {}
    for today in days:
        if not any(there.at(each) for each in range(today - gap, today + 1)):
            continue  # nobody is there, nor was within a break that counts as none
        if not there.at(today) and not any(there.at(each) for each in range(today, today + gap + 1)):
            continue
        end = today
        while any(there.at(each) for each in range(end, end + gap + 1)):
            end += 1
        ends[today] = end
    return ends


@settings(deadline=None, max_examples=40)
@given(stays())
def test_a_stay_ends_as_it_does_counted_by_days(plan: Stays) -> None:
    found = stay(plan.text(plan.days), plan.gap)
    window = range(min(plan.days.values()) - 5, max(plan.days.values()) + 5)
    counted = day_by_day(found.there, plan.gap, window)
    for today in window:
        if found.there.at(today):
            assert found.until.at(today) == counted[today]
        elif today not in counted:
            assert found.until.at(today) is None


@settings(deadline=None, max_examples=40)
@given(stays())
def test_the_end_of_a_stay_is_what_it_is_on_each_day_that_may_turn_out(plan: Stays) -> None:
    unknown, known = stay(plan.text({}), plan.gap), stay(plan.text(plan.days), plan.gap)
    symbols = {symbol for value in unknown.until.values if isinstance(value, Uncertain) for symbol in value.symbols}
    box: Box = {symbol: (plan.days[symbol.name.rpartition(".")[2]],) for symbol in symbols}
    for today in sorted({*unknown.until.starts, *known.until.starts}):
        said, ends = unknown.until.at(today), known.until.at(today)
        if ends is None or unknown.there.at(today) is not True:
            continue  # on a day in a window, on which it is not known whether somebody is there
        low, high = bounds(said, box) if isinstance(said, Uncertain) else (said, said)
        assert low <= ends <= high


def test_the_end_of_a_stay_by_hand() -> None:
    """Two that overlap, a break, and one of which no end is given."""
    text = """
campus c {
  site s {
    turbine a { from 2024-01-31 until 2024-09-01 }
    turbine b { from 2024-08-01 until 2025-01-30 }
    turbine d { from 2025-02-09 }
  }
}
"""
    days = {"2024-01-30": None, "2024-01-31": "2025-01-30", "2025-01-29": "2025-01-30", "2025-01-30": None}
    for date, end in days.items():
        assert stay(text, 0).until.at(day(date)) == (None if end is None else day(end))
    assert stay(text, 0).until.at(day("2025-02-09")) is ABSENT
    assert stay(text, 10).until.at(day("2024-01-31")) is ABSENT  # a break of 10 days counts as none
    assert stay(text, 9).until.at(day("2024-01-31")) == day("2025-01-30")
