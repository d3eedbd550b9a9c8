"""Two checks side by side: what is different in what they found, and in what they were told.

Campuses belong together by their names; where each side has only one, those two do. `compare` gives the differences as
values (`model`); `text`, `pages` and `record` show them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from colossusc.emit.difference import tree
from colossusc.emit.difference.beside import beside
from colossusc.emit.difference.days import days
from colossusc.emit.difference.fields import Sides, pair
from colossusc.emit.difference.findings import findings, problems
from colossusc.emit.difference.model import Bought, Campus, Changed, Date, Difference, Row, Side
from colossusc.emit.difference.money import money
from colossusc.emit.difference.power import Version, power
from colossusc.emit.difference.statements import Statements
from colossusc.emit.difference.verdicts import ruled, verdicts
from colossusc.emit.model import Run
from colossusc.ir import Item
from colossusc.rules.verdict import CampusResult


def compare(old: Run, new: Run, names: tuple[str, str], selects: Callable[[str], bool]) -> Difference:
    """Everything that differs between what is called by two names; of findings and rules what is selected by code."""
    sides = Sides(Statements(old.files), Statements(new.files))
    found = [_campus(name, (old, was), (new, now), sides) for name, was, now in _pairs(old, new)]
    campuses = [
        attrs.evolve(
            each,
            findings=tuple(row for row in each.findings if selects(row.shown.code)),
            rules=tuple(row for row in each.rules if selects(row.code)),
        )
        for each in found
    ]
    parts = pair([each for each in run.plan.parts if not each.source.library] for run in (old, new))
    shared = pair(list(_shared(run)) for run in (old, new))
    return Difference(
        Side(names[0], old.inputs),
        Side(names[1], new.inputs),
        tuple(each for each in campuses if not each.same),
        tuple(tree.listed(parts[0], parts[1], sides)),
        tuple(tree.listed(shared[0], shared[1], sides)),
        tuple(row for row in problems(old.diagnostics, new.diagnostics) if selects(row.shown.code)),
    )


def _pairs(old: Run, new: Run) -> Iterator[tuple[str, CampusResult | None, CampusResult | None]]:
    """The campuses, each with the one that it is compared with."""
    if len(old.campuses) == len(new.campuses) == 1:
        (was,), (now,) = old.campuses, new.campuses
        names = dict.fromkeys((was.campus.name, now.campus.name))
        yield " → ".join(names), was, now
        return
    sides = [{each.campus.name: each for each in run.campuses} for run in (old, new)]
    for name in dict.fromkeys((*sides[1], *sides[0])):
        yield name, sides[0].get(name), sides[1].get(name)


def _campus(
    name: str, old: tuple[Run, CampusResult | None], new: tuple[Run, CampusResult | None], sides: Sides
) -> Campus:
    was, now = (
        Version(result, run.plan.as_of(result.campus) if result is not None else None) for run, result in (old, new)
    )
    rows: Sequence[Row] = ()
    made: Sequence[Row] = ()
    if was.result is not None and now.result is not None:
        before, after = was.result.campus, now.result.campus
        rows = [*tree.tree(before, after, sides), *beside(was.result, now.result)]
        made = list(tree.parts(before, after))
    totals, bought = money(was, now)
    short = _shortened(was, now)
    levels = tuple(power(was, now))
    both = was.result is not None and now.result is not None
    dates = days(was, now, _of(Date, rows))
    rules = tuple(ruled(was.result, now.result, now.as_of)) if both else ()
    found, unchanged = findings(was, now, reworded=any((rows, made, levels, totals, bought, dates, rules)) or not both)
    return Campus(
        name,
        "changed" if both else "added" if was.result is None else "removed",
        tuple(verdicts(old, new)),
        levels,
        totals,
        short(bought) if both else (),
        short(dates),
        found,
        unchanged,
        rules,
        short(_of(Changed, made)),
        short(sorted(_of(Changed, rows), key=lambda row: row.follows)),
    )


Kind = TypeVar("Kind", bound=Row)
Named = TypeVar("Named", Bought, Date, Changed)


def _shortened(*versions: Version) -> Callable[[Sequence[Named]], tuple[Named, ...]]:
    """Leaves the name of the only site out of paths, as it says nothing."""
    sites = [{each.name for each in version.result.campus.all("site")} for version in versions if version.result]
    only = (
        f"{next(iter(sites[0]))}." if sites and len(sites[0]) == 1 and all(each == sites[0] for each in sites) else ""
    )
    return lambda rows: tuple(attrs.evolve(row, path=row.path.removeprefix(only)) for row in rows)


def _of(kind: type[Kind], rows: Iterable[Row]) -> list[Kind]:
    return [row for row in rows if isinstance(row, kind)]


def _shared(run: Run) -> Iterator[Item]:
    """What the plan's own files declare beside campuses and parts."""
    for each in (*run.plan.sources, *run.plan.parties.values(), *run.plan.jurisdictions.values()):
        if not each.source.library:
            yield each
