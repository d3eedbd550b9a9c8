"""`solve`: the most, or the least, of a value at which everything holds; and what fails one grain further.

"How many more H100 fit before the first rule fails?" is the most of `h100.count`, "least firm grid power at which
everything holds" the least of `mlgw.contracted`. The value is set from a day on, as a scenario sets it, and the campus
is checked again, until a value that holds and the next one that does not are neighbours: both were checked in full.

Everything holds at a value where no rule and no `require` of severity error fails, and none is open that is not open
whatever the value is: what is not known is never counted in favour of a plan. Trials on the way are quick: only rules
that can fail a check, on the days asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal, TypeAlias

import attrs

from colossusc.ask.bounds import bounds_of
from colossusc.ask.climb import Climb, Edge
from colossusc.ask.explain import Unknown
from colossusc.ask.scale import Scale, scale_of
from colossusc.ask.target import Target, target_of
from colossusc.ask.trial import Failing, Subject, Trials
from colossusc.expr.types import DateType, QuantityType
from colossusc.ir import END
from colossusc.language import _
from colossusc.rules.finding import RESTS_ON
from colossusc.rules.requirement import slug
from colossusc.rules.rule import Rule
from colossusc.suggest import meant
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.quantity import Quantity
from colossusc.values.uncertain.expression import least_of
from colossusc.values.uncertain.interval import INFINITE, finite

Sense: TypeAlias = Literal["most", "least"]
_FAR = 1_000  # times the value: where it is tried whether something is open whatever the value is


@attrs.frozen
class Question:
    """What is asked. Days are half-open `[start, end)`; None where the plan says it."""

    sense: Sense
    path: str  # as written: `h100.count`
    start: int | None = None
    end: int | None = None
    within: str = ""  # the ends of what is tried, as written: `100 MW..500 MW`
    step: str = ""
    only: tuple[str, ...] = ()  # rules and `require`s that must hold; all of them where it is empty
    without: tuple[str, ...] = ()  # codes that need not
    scenario: str = ""


@attrs.frozen(eq=False)
class Answer:
    """What was found: everything holds at `edge.last`, and not at `edge.next`.

    Without `last` no value was found at which everything holds: `next` is then where what fails in the plan no longer
    does, or the plan's own value. Without `next` nothing fails as far as was looked.
    """

    question: Question
    target: Target
    scale: Scale
    start: int
    end: int
    own: Any  # the plan's own value
    now: int  # its number on the scale, or the nearest
    edge: Edge
    failing_now: tuple[Failing, ...]
    failing_next: tuple[Failing, ...]
    open_always: tuple[Failing, ...]  # open whatever the value is, so set aside
    trials: int


class Solver:
    """Answers one question by trials."""

    def __init__(self, trials: Trials, target: Target, question: Question) -> None:
        self.trials, self.target, self.question = trials, target, question
        as_of = trials.plan.as_of(target.subject.campus)
        last = target.begins if target.dated else FIRST_DAY
        self.start = question.start if question.start is not None else max(last, as_of or FIRST_DAY)
        self.end = question.end if question.end is not None else END
        if self.end <= self.start:
            raise Unknown(f"{show_date(self.start)} is not before {show_date(self.end)}", "swap the two days")
        self.aside: frozenset[tuple[str, str]] = frozenset()
        self.found: dict[int, tuple[Failing, ...]] = {}
        self.rules: Sequence[Rule] | None = trials.only(self.start, self.end)
        self.own = target.own(self.start)
        self.scale, self.now, self.low, self.high = self._scale(self.own)

    def _scale(self, own: Any) -> tuple[Scale, int, int | None, int | None]:
        """The scale, where the plan's own value is on it, and its ends."""
        target, type_ = self.target, self.target.value.type
        if not isinstance(type_, (QuantityType, DateType)):
            raise Unknown(f"`{target.path}` takes {type_.words}: only numbers and dates can be solved for")
        units = self.trials.elaborator.own_units(target.subject.module, target.subject.campus)
        bounds = bounds_of(self.question.within, self.question.step, units)
        ends, grain = bounds.ends, bounds.grain
        for each in bounds.written:
            _fits_type(type_, each, target.path)
        if grain is not None and grain.number <= 0:
            raise Unknown("a step is more than 0", "leave out --step, or write `--step 1`")
        if grain is not None and grain.number.denominator != 1 and _is_whole(type_):
            raise Unknown(f"`{target.path}` takes {type_.words}", "leave out --step, or write `--step 1`")
        if isinstance(own, Missing):
            own = ends[0].number if ends else -INFINITE
        near = least_of(own)
        if not finite(near):
            help_ = "say between what to search: `--within LOW..HIGH`"
            raise Unknown(f"`{target.path}` is not given {_on(self.start)}", help_)
        unit = bounds.written[0].unit if bounds.written else None
        scale = scale_of(target.value, near or (ends[-1].number if ends else 0), unit, grain)
        low, high = scale.ends(target.field)
        if bounds.low is not None:
            low = max(each for each in (scale.above(bounds.low.number), low) if each is not None)
        if bounds.high is not None:
            high = min(each for each in (scale.below(bounds.high.number), high) if each is not None)
        if low is not None and high is not None and high < low:
            raise Unknown("there is no value within these ends", "write the smaller first, and make the step smaller")
        now = scale.below(near) if self.question.sense == "most" else scale.above(near)
        now = now if low is None else max(now, low)
        return scale, now if high is None else min(now, high), low, high

    # ------------------------------------------------------------------------------------------------------- trials

    def statement(self, place: int) -> str:
        """`set h100.count from 2026-05-06 = 162_340`."""
        period = f"from {show_date(self.start)} " if self.target.dated and self.start > FIRST_DAY else ""
        period += f"until {show_date(self.end)} " if self.target.dated and self.end < END else ""
        return f"set {self.target.path} {period}= {self.scale.text(place)}"

    def failing(self, place: int) -> tuple[Failing, ...]:
        """What does not hold at a value, what is set aside left out."""
        if place not in self.found:
            self.found[place] = self._tried(place, self.rules, told=False)
        return self._left(self.found[place])

    def told(self, place: int) -> tuple[Failing, ...]:
        """The same, with the words of each finding."""
        return self._tried(place, self.rules, told=True)

    def checked(self, place: int, told: bool = False) -> tuple[Failing, ...]:
        """The same by a full check: of every rule, at every date."""
        return self._left(self._tried(place, None, told))

    def _tried(self, place: int, rules: Sequence[Rule] | None, told: bool) -> tuple[Failing, ...]:
        found = self.trials.failing(self.target.subject, self.statement(place), rules, told)
        return tuple(each for each in found if self._counts(each))

    def _left(self, failing: Sequence[Failing]) -> tuple[Failing, ...]:
        return tuple(each for each in failing if each.verdict != "open" or each.key not in self.aside)

    def _counts(self, each: Failing) -> bool:
        if each.verdict == "mistaken":
            return True
        if each.start >= self.end or each.end <= self.start:
            return False
        if any(each.finding.code.startswith(code) for code in self.question.without):
            return False
        return not self.question.only or bool(set(each.names) & set(self.question.only))

    def answer(self) -> Answer:
        """The answer; both of its sides are checked in full."""
        self.aside = frozenset(self._always_open())
        edge = self._edge()
        if edge.last is not None and self.checked(edge.last):  # on a day before, which quick trials leave out
            self.rules, self.found = None, {}
            edge = self._edge()
        failing = self._bound(edge.next) if edge.next is not None else ()
        now = self.told(self.now) if self.found[self.now] else ()
        return Answer(
            self.question,
            self.target,
            self.scale,
            self.start,
            self.end,
            self.own,
            self.now,
            edge,
            self._left(now),
            failing,
            tuple(each for each in now if each.verdict == "open" and each.key in self.aside),
            len(self.found),
        )

    def _bound(self, place: int) -> tuple[Failing, ...]:
        """What sets the limit, as a full check finds it too; the finding itself is about the days asked about."""
        sources = {each.key: each.finding.sources for each in self.checked(place, told=True)}
        told, rests = [], _(RESTS_ON).partition("{")[0]
        for each in self._left(self.told(place)):
            if each.key in sources:
                notes = tuple(note for note in each.finding.notes if not note.startswith(rests))  # on a supposition
                finding = attrs.evolve(each.finding, sources=sources[each.key], notes=notes)
                told.append(attrs.evolve(each, finding=finding))
        return tuple(sorted(told, key=lambda each: (each.verdict == "open", each.start)))

    def _edge(self) -> Edge:
        """Where everything stops to hold. Where the plan itself fails, first to where what fails now does not, then on
        to where nothing that was met on the way does: on the way back something else may begin to fail."""
        step = 1 if self.question.sense == "most" else -1
        start, met = self.now, _keys(self.failing(self.now))
        if not met:
            return Climb(lambda place: not self.failing(place), step, self.low, self.high).edge(start)
        while True:
            edge = Climb(partial(self._without, met), step, self.low, self.high).edge(start)
            if edge.last is None or not self.failing(edge.last):
                return edge
            start, met = edge.last, met | _keys(self.failing(edge.last))

    def _without(self, met: frozenset[tuple[str, str]], place: int) -> bool:
        """Whether nothing of some rules fails at a value, and there is no mistake that hides whether it does."""
        found = self.failing(place)
        return not met & _keys(found) and all(each.verdict != "mistaken" for each in found)

    def _always_open(self) -> Iterator[tuple[str, str]]:
        """What is open at the plan's own value and far from it on both sides."""
        opened = {each.key for each in self.failing(self.now) if each.verdict == "open"}
        for place in self._far() if opened else ():
            opened &= {each.key for each in self.failing(place) if each.verdict == "open"}
        yield from opened

    def _far(self) -> tuple[int, int]:
        low, high = self.now - _FAR * (abs(self.now) + 1), self.now + _FAR * (abs(self.now) + 1)
        return (low if self.low is None else self.low), (high if self.high is None else min(high, self.high))


def solve(trials: Trials, subjects: Sequence[Subject], question: Question) -> Answer:
    """Answer a question. Raises Unknown where it cannot be asked, with what to do."""
    target = target_of(subjects, question.path)
    required = trials.elaborator.requirements.get(target.subject.campus, ())
    own = [name for made, _ in required for name in (made.title, slug(made.title)) if name]
    known = [*(name for rule in trials.rules for name in rule.heading.names), *own]
    for name in question.only:
        if name not in known:
            raise Unknown(f"there is no rule or `require` named `{name}`", meant(name, known))
    return Solver(trials, target, question).answer()


def _keys(failing: Sequence[Failing]) -> frozenset[tuple[str, str]]:
    return frozenset(each.key for each in failing)


def _fits_type(type_: QuantityType | DateType, bound: Quantity, path: str) -> None:
    if isinstance(type_, QuantityType) and (
        bound.dimension is not type_.dimension or bool(bound.unit and bound.unit.share) is not type_.share
    ):
        raise Unknown(f"`{path}` takes {type_.words}", "give --within and --step in its unit")


def _is_whole(type_: QuantityType | DateType) -> bool:
    return isinstance(type_, DateType) or type_.integer


def _on(day: int) -> str:
    return f"on {show_date(day)}" if day > FIRST_DAY else "at first"
