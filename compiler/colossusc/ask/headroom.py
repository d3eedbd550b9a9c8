"""How much room a campus has: the most GPUs of each sort, and the least power of each grid connection.

Each is asked alone, as `solve` would, until the first day on which the plan fails anyway.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.ask.solve import Answer, Question, Sense, Solver
from colossusc.ask.target import Target, target_at
from colossusc.ask.trial import Failing, Subject, Trials, failing
from colossusc.expr.types import QuantityType
from colossusc.rules.verdict import CampusResult
from colossusc.values.absent import Missing
from colossusc.values.uncertain.expression import is_uncertain

MOST_ROWS = 8  # a question takes some thirty trials
MOST_OBJECTS = 1_000  # of a campus that is tried
_ASKED: tuple[tuple[str, str, Sense], ...] = (("gpu_system", "count", "most"), ("grid", "contracted", "least"))


@attrs.frozen(eq=False)
class Row:
    """The room of one value. Without an answer the plan fails on the first day already, and `failing` says where."""

    target: Target
    sense: Sense
    start: int
    answer: Answer | None
    failing: tuple[Failing, ...]


@attrs.frozen(eq=False)
class Headroom:
    """The room of a campus."""

    rows: tuple[Row, ...]
    left_out: int  # values that were not asked about, since there are too many


def headroom(trials: Trials, subject: Subject, result: CampusResult) -> Headroom:
    """The room of a campus that was checked."""
    targets = list(_targets(subject))
    large = sum(1 for _ in subject.campus.walk()) > MOST_OBJECTS
    asked = [] if large else targets[:MOST_ROWS]
    broken = [each for each in failing(result.outcomes) if each.verdict == "fails"]
    rows = [_row(trials, target, sense, broken) for target, sense in asked]
    return Headroom(tuple(rows), len(targets) - len(rows))


def _targets(subject: Subject) -> Iterator[tuple[Target, Sense]]:
    """What is asked about: one value for all units of an array; not what is no one figure anyway."""
    found: dict[str, tuple[Target, Sense]] = {}
    for kind, field, sense in _ASKED:
        for item in subject.campus.all(kind):
            target = target_at(subject, item, field)
            last = target.value.steps.values[-1]
            if isinstance(target.value.type, QuantityType) and not isinstance(last, Missing) and not is_uncertain(last):
                found.setdefault(target.path, (target, sense))
    yield from found.values()


def _row(trials: Trials, target: Target, sense: Sense, broken: list[Failing]) -> Row:
    start = Solver(trials, target, Question(sense, target.path)).start
    now = tuple(each for each in broken if each.start <= start < each.end)
    if now:
        return Row(target, sense, start, None, now)
    end = min((each.start for each in broken if each.start > start), default=None)
    return Row(target, sense, start, Solver(trials, target, Question(sense, target.path, end=end)).answer(), ())
