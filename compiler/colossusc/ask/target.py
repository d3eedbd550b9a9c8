"""The value that a path names in a plan: what `solve` sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.ask.explain import Unknown, fits
from colossusc.ask.trial import Subject
from colossusc.elaborate.arrays import split, split_key
from colossusc.elaborate.symbols import is_day
from colossusc.expr.types import DateType
from colossusc.ir import Item, Value
from colossusc.kinds import Field
from colossusc.suggest import meant
from colossusc.values.uncertain.expression import Uncertain
from colossusc.values.uncertain.symbol import Symbol


@attrs.frozen(eq=False)
class Target:
    """The value that is searched for: a field, `let` or phase of a campus."""

    subject: Subject
    path: str  # from the campus, as `set` takes it
    value: Value
    field: Field | None

    @property
    def dated(self) -> bool:
        """Whether it may have another value from some day on."""
        return self.field.dated if self.field is not None else not isinstance(self.value.type, DateType)

    @property
    def begins(self) -> int:
        """The first day on which its last step may be in force: of one from a day in a window, the first of these."""
        values = self.value.steps.values
        place = len(values) - 1
        window = _days_in(values[place - 1])
        while place and window and _days_in(values[place - 1]) == window:
            place -= 1
        return self.value.steps.starts[place]

    def own(self, day: int) -> Any:
        """The plan's value on a day; where its last step may be in force, that of the step."""
        steps = self.value.steps
        return steps.at(max(day, steps.starts[-1]) if day >= self.begins else day)


def _days_in(value: Any) -> frozenset[Symbol]:
    """The days that are not known, and on which a value hangs."""
    return frozenset(filter(is_day, value.symbols)) if isinstance(value, Uncertain) else frozenset()


def target_of(subjects: Sequence[Subject], path: str) -> Target:
    """The value that a path, or the end of one, names. Raises Unknown."""
    words = split(path)
    found: dict[tuple[int, int, str, str], Target] = {}
    known: dict[str, None] = {}
    for subject in subjects:
        for item in (subject.campus, *subject.campus.walk()):
            for name in (*item.kind.by_name, *item.lets, *item.phases):
                tail = name.split(".")
                known[f"{item.name}.{name}"] = None
                if words[-len(tail) :] == tail and fits(split(item.path), words[: -len(tail)]):
                    target = target_at(subject, item, name, words[: -len(tail)])
                    found.setdefault(
                        (_rank(target.value), len(split(item.path)), subject.campus.name, target.path), target
                    )
    if not found:
        raise Unknown(f"nothing in the plan is named `{path}`", meant(path, known) or "write `object.field`")
    first = min(rank for *rank, _, _ in found)
    nearest = [target for (*rank, _, _), target in found.items() if rank == first]
    if len(nearest) > 1:
        paths = ", ".join(f"`{each.subject.campus.name}.{each.path}`" for each in nearest[:5])
        raise Unknown(f"`{path}` may be one of several", f"say which: {paths}")
    return nearest[0]


def _rank(value: Value) -> int:
    """What the plan gives is meant before what is so anyway, and both before what is not given."""
    return {"written": 0, "part": 0, "not given": 2}.get(value.origin, 1)


def target_at(subject: Subject, item: Item, name: str, given: Sequence[str] = ()) -> Target:
    """The value of an object; the path keeps the units of an array that were `given`, and no others."""
    names = [split_key(each.name)[0] for each in item.within() if each.parent is not None][::-1]
    last = given[-len(names) :] if names else []
    asked = dict(zip(range(len(names) - len(last), len(names)), last, strict=True))
    path = ".".join((*(asked.get(place, word) for place, word in enumerate(names)), name))
    value = item.lets.get(name) or item.phases.get(name) or item.value(name)
    hidden = name in item.lets or name in item.phases
    return Target(subject, path, value, None if hidden else item.kind.by_name[name])
