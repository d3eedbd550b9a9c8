"""What the figures rest on: overrides of parts, defaults, sources and what cites them, figures without a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from colossusc.analyses.evidence import has_figure
from colossusc.emit.model import Run
from colossusc.emit.phrases import day_of, during, graded, place, place_of, text_of, titled, value_over_time
from colossusc.ir import END, Entry, Item, Value
from colossusc.kinds.source import GRADES
from colossusc.language import _, pgettext
from colossusc.rules.reliance import conclusions, reliances
from colossusc.rules.verdict import CampusResult
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.calendar import FIRST_DAY


@attrs.frozen
class Override:
    """A part's value that the plan replaces."""

    field: str  # with its objects
    part: str  # which has it
    part_value: str  # what the part says
    part_place: str  # file and line
    plan_value: str  # what the plan says
    plan_place: str  # file and line


@attrs.frozen
class Default:
    """A default, and the objects that took it."""

    field: str  # with its kind
    value: str  # what is taken
    meaning: str  # of the field
    objects: tuple[str, ...]  # that take it


@attrs.frozen
class Source:
    """A source and what cites it."""

    name: str  # as the plan calls it
    anchor: str  # its name, where it is the first of that name
    title: str  # as people call it
    grade: str  # how strong it is
    publisher: str  # who says it
    published: str  # its day
    accessed: str  # the day on which it was read
    url: str  # where it is
    note: str  # what the plan says of it
    place: str  # file and line
    cited_by: tuple[str, ...]  # what cites it


@attrs.frozen
class Figure:
    """A figure that nothing is cited for."""

    field: str  # with its object
    value: str  # as written
    place: str  # file and line


@attrs.frozen
class Relied:
    """A figure that conclusions rest on."""

    name: str  # of the value
    value: str  # as written
    grade: str  # of the weakest source
    sources: str  # with their grades
    place: str  # file and line
    conclusions: int  # how many rest on it


def overrides(campus: Item) -> tuple[Override, ...]:
    """Every field of a part that the plan gives anew, in the order written; the classes of one array together."""
    found: dict[tuple[object, str, tuple[str, str, str, str, str]], list[str]] = {}
    for item in _all(campus):
        for name, value in item.values.items():
            if (part := _of_part(value)) is not None:
                base = titled(item.base) if item.base is not None else ""
                row = (base, value_over_time(part), place_of(part), value_over_time(value), place_of(value))
                found.setdefault((item.node, name, row), []).append(titled(item))
    return tuple(Override(f"{', '.join(items)}: {name}", *row) for (_, name, row), items in found.items())


def _of_part(value: Value) -> Value | None:
    """The part's value that lies under the plan's own statements; None where they lie over none of a part."""
    under = value.overrides
    while under is not None and any(_in_plan(entry.item) for entry in under.entries):
        under = under.overrides
    return under


def _in_plan(item: Item | None) -> bool:
    return item is not None and item.campus.kind.name == "campus"


def defaults(campus: Item) -> tuple[Default, ...]:
    """Every default in use, with its meaning, by kind and field."""
    found: dict[tuple[str, str], list[Item]] = {}
    read = {item.site or campus for item in campus.walk() if item.kind.placed}
    for item in _all(campus):
        for field in item.kind.fields:
            if item.value(field.name).origin == "default" and (not field.handed_down or item in read):
                found.setdefault((item.kind.name, field.name), []).append(item)
    return tuple(
        Default(
            f"{kind}.{name}",
            value_over_time(items[0].value(name)),
            _(items[0].kind.by_name[name].doc),
            tuple(map(titled, items)),
        )
        for (kind, name), items in sorted(found.items())
    )


def cited(run: Run, result: CampusResult) -> dict[Item, list[str]]:
    """Every source cited for this campus with what cites it, strongest first.

    Where it is the only campus, also the sources of the plan that nothing cites, last.
    """
    found: dict[Item, dict[str, None]] = {}
    for name, entry in _entries(result.campus):
        for source in entry.cites:
            found.setdefault(source, {})[name] = None
    for outcome in result.outcomes:
        for source in outcome.heading.sources:
            found.setdefault(source, {})[_("rule {code}", code=outcome.heading.code)] = None
    for row in result.reported:
        for source in row.cites:
            name = f"{row.item.called}.{row.name}"
            found.setdefault(source, {})[_("reported {name} on {day}", name=name, day=row.date)] = None
    if len(run.campuses) == 1:
        for source in run.plan.sources:
            if not source.source.library:
                found.setdefault(source, {})
    order = sorted(found, key=lambda source: (not found[source], _strength(source), source.name, place(source.span)))
    return {source: list(found[source]) for source in order}


def sources(run: Run, result: CampusResult) -> tuple[Source, ...]:
    """The cited sources, as the report lists them."""
    found = cited(run, result)
    first: dict[str, Item] = {}
    for source in found:
        first.setdefault(source.name, source)
    return tuple(
        Source(
            source.name,
            source.name if first[source.name] is source else "",
            source.label,
            text_of(source, "grade"),
            text_of(source, "publisher"),
            day_of(source, "published"),
            day_of(source, "accessed"),
            text_of(source, "url"),
            text_of(source, "note"),
            place(source.span),
            tuple(names),
        )
        for source, names in found.items()
    )


def relied_on(result: CampusResult, as_of: int | None) -> tuple[Relied, ...]:
    """The figures that conclusions from `as_of` on rest on, the weakest first."""
    found = reliances(list(conclusions(result.outcomes, FIRST_DAY if as_of is None else as_of)))
    return tuple(
        Relied(
            each.figure.name,
            each.figure.written,
            pgettext("choice", each.figure.grade),
            ", ".join(map(graded, each.figure.entry.cites)),
            place(each.figure.entry.span),
            len(each.conclusions),
        )
        for each in found
    )


def uncited(campus: Item) -> tuple[Figure, ...]:
    """Every figure of the plan and of the parts it uses that nothing is cited for."""
    return tuple(
        Figure(
            name if (entry.start, entry.end) == (FIRST_DAY, END) else during(name, entry.start, entry.end),
            Span(entry.source, entry.node.expr.start, entry.node.expr.end).text,
            place(entry.span),
        )
        for name, entry in _entries(campus)
        if not entry.cites and isinstance(entry.node, nodes.Value) and has_figure(entry.node.expr)
    )


def _strength(source: Item) -> int:
    grade = source.value("grade").steps.values[0]
    return GRADES.index(grade) if grade in GRADES else len(GRADES)


def _all(campus: Item) -> Iterator[Item]:
    yield campus
    yield from campus.walk()


def _entries(campus: Item) -> Iterator[tuple[str, Entry]]:
    """Every statement that gives a value of the campus, or of a part used in it, with the name of the value."""
    seen: set[Entry] = set()
    for item in _all(campus):
        for table in (item.lets, item.phases, item.values):
            yield from _of(item.called, table.values(), seen)
    for part in parts_used(campus):
        for table in (part.lets, part.values):
            yield from _of(_("part {name}", name=part.name), table.values(), seen)


def _of(name: str, values: Iterable[Value], seen: set[Entry]) -> Iterator[tuple[str, Entry]]:
    for value in values:
        for entry in value.entries:
            if entry not in seen:
                seen.add(entry)
                yield f"{name}.{value.name}", entry


def parts_used(campus: Item) -> tuple[Item, ...]:
    """The parts that the campus is made of, those that they extend, and those that they hold."""
    found: dict[Item, None] = {}
    for item in _all(campus):
        _parts_of(item, found)
    return tuple(found)


def _parts_of(item: Item, parts: dict[Item, None]) -> None:
    pending = [item.base] if item.base is not None else []
    for value in item.values.values():
        pending += [held for held in value.steps.values if isinstance(held, Item) and held.kind.catalog_only]
    for part in pending:
        if part not in parts:
            parts[part] = None
            _parts_of(part, parts)
