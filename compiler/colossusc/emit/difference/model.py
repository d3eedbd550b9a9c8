"""The differences between two checks, as values: what was (`old`), what is (`new`), and what that comes to.

Everything is named as the campus names it, without the name of the campus, so that two versions are compared even where
one was renamed. What has no value on a side is `ABSENT` there. `follows` marks what changed only since something else
did: the plan's own statement of it is the same on both sides.
"""

from __future__ import annotations

from typing import Any, Literal, Self, TypeAlias

import attrs

from colossusc.diagnostic import RANK, Diagnostic
from colossusc.emit.provenance import Input
from colossusc.emit.verdict import Worst
from colossusc.expr.types import Type
from colossusc.values.absent import ABSENT

Sort = Literal["added", "removed", "changed"]
Found = Literal["new", "no longer waived", "changed", "now waived", "fixed"]
Period: TypeAlias = tuple[int, int, str, str]  # half-open, then what was and what is in it
FOUND: tuple[Found, ...] = ("new", "no longer waived", "changed", "now waived", "fixed")


@attrs.frozen(eq=False)
class Side:
    """What is compared."""

    name: str  # as the command names it: a file, a folder, or a revision
    inputs: tuple[Input, ...]  # every file that was read, with its hash


@attrs.frozen(eq=False)
class Figure:
    """A figure before and after: of power, or of money."""

    what: str
    old: Any
    new: Any
    type: Type
    old_when: str = ""
    new_when: str = ""


@attrs.frozen(eq=False)
class Stretch:
    """A period in which figures differ, half-open `[start, end)`."""

    start: int
    end: int
    figures: tuple[Figure, ...]
    phase: str  # the latest one that has begun
    past: bool  # ends before `as_of`


@attrs.frozen(eq=False)
class Power:
    """The power of a campus or of one of its sites."""

    level: str  # the site; nothing for the campus
    figures: tuple[Figure, ...]  # peaks and the least margin, where they differ
    stretches: tuple[Stretch, ...]


@attrs.frozen(eq=False)
class Bought:
    """What is bought of one object, or brought along by it: before and after, None on a side that buys none of it."""

    path: str
    old: Line | None
    new: Line | None


@attrs.frozen(eq=False)
class Line:
    """How much of what, at which price; a figure is None where it cannot be told."""

    part: str
    unit: str
    quantity: Any
    price: Any  # the least and the most that one costs, as a pair
    cost: Any
    currency: str


@attrs.frozen(eq=False)
class Row:
    """Something that a plan says, on one side or on both."""

    path: str  # `mlgw.contracted`, from the campus; of the campus itself nothing
    word: str = attrs.field(default="", kw_only=True)  # what stands before it: let, phase, require
    note: str = attrs.field(default="", kw_only=True)  # what of it: `, label`, ` = 150 MW`
    old_place: str = attrs.field(default="", kw_only=True)
    new_place: str = attrs.field(default="", kw_only=True)
    follows: bool = attrs.field(default=False, kw_only=True)

    @property
    def what(self) -> str:
        """What it is called."""
        return f"{self.word} {self.path}{self.note}".strip().removeprefix(", ")

    def inside(self, path: str) -> Self:
        """The same of an object that stands in another."""
        return attrs.evolve(self, path=".".join(filter(None, (path, self.path))))


@attrs.frozen(eq=False)
class Date(Row):
    """A day before and after."""

    old: Any
    new: Any


@attrs.frozen(eq=False)
class Changed(Row):
    """A field, a let, or another statement: over the periods in which it differs, before and after."""

    periods: tuple[Period, ...]

    @property
    def sort(self) -> Sort:
        """What became of it."""
        if not any(old for *_, old, _ in self.periods):
            return "added"
        return "changed" if any(new for *_, new in self.periods) else "removed"


@attrs.frozen(eq=False)
class Ruled:
    """A rule on a subject: the periods in which its verdict differs."""

    code: str
    title: str
    severity: str
    subject: str
    scenarios: tuple[str, ...]  # in which it differs so; `""` is the plan itself
    periods: tuple[Period, ...]  # of verdicts
    main: Period  # the one that matters most
    past: bool  # nothing of it is from `as_of` on


@attrs.frozen(eq=False)
class Finding:
    """A finding of one or of both sides."""

    sort: Found
    title: str  # of the rule
    old: Diagnostic | None
    new: Diagnostic | None
    scenarios: tuple[str, ...]  # in which it changed so; `""` is the plan itself

    @property
    def shown(self) -> Diagnostic:
        """How it is now, or was last."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def rank(self) -> tuple[object, ...]:
        """Errors first, what is over last; then what is new."""
        return (self.shown.past, -RANK[self.shown.severity], FOUND.index(self.sort))


@attrs.frozen(eq=False)
class Verdict:
    """The verdict on a campus, or on a scenario of it; None on a side that does not have it."""

    scenario: str
    old: Worst | None
    new: Worst | None


@attrs.frozen(eq=False)
class Campus:
    """One campus, compared."""

    name: str
    sort: Sort
    verdicts: tuple[Verdict, ...]  # of the campus first, changed or not; then of the scenarios in which it changed
    power: tuple[Power, ...]
    money: tuple[Figure, ...]  # the totals that differ
    bought: tuple[Bought, ...]
    dates: tuple[Date, ...]
    findings: tuple[Finding, ...]
    unchanged: int  # findings that count and are on both sides alike
    rules: tuple[Ruled, ...]
    parts: tuple[Changed, ...]  # which part an object is made of, and what differs by that
    inputs: tuple[Changed, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        changed = any(_brief(each.old) != _brief(each.new) for each in self.verdicts)
        rows = (self.power, self.money, self.bought, self.dates, self.findings, self.rules, self.parts, self.inputs)
        return self.sort == "changed" and not changed and not any(rows)


def _brief(verdict: Worst | None) -> str:
    """What counts of a verdict: its words are those of a finding, which is compared for itself."""
    return verdict.brief if verdict is not None else ""


@attrs.frozen(eq=False)
class Difference:
    """Everything that differs between two checks."""

    old: Side
    new: Side
    campuses: tuple[Campus, ...]  # those in which something differs, and those of one side only
    parts: tuple[Row, ...]  # what parts say of themselves
    shared: tuple[Row, ...]  # sources, parties, jurisdictions
    problems: tuple[Finding, ...]  # what is said of the files themselves

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.campuses or self.parts or self.shared or self.problems)


def absent(value: Any) -> bool:
    """Whether a side has no value."""
    return value is ABSENT or value is None
