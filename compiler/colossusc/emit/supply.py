"""Where firm supply comes from: each source over time, and what of it counts at every stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, Term, missing
from colossusc.analyses.hindrances import hindrances
from colossusc.emit.figures import Cell, cell_of
from colossusc.emit.phrases import kinds_words, period, titled
from colossusc.emit.ranges import periods
from colossusc.ir import END
from colossusc.language import _, pgettext
from colossusc.values.calendar import show_date
from colossusc.values.timeline import Steps, combine
from colossusc.values.unit_table import Unit

MOST_COLUMNS = 6  # sources with a column each; of more, those of one kind share one


@attrs.frozen
class Source:
    """A source that is firm on some day, or all sources of a kind."""

    key: str  # the same wherever it appears
    title: str
    steps: Steps[Any]


@attrs.frozen
class Stage:
    """A source over one period."""

    period: str  # when, in words
    figures: tuple[Cell, ...]  # one for each head
    note: str  # how it comes about, and what keeps it from being firm


@attrs.frozen
class Supply:
    """A source and its stages."""

    title: str  # of the source
    stages: tuple[Stage, ...]  # one for each period


@attrs.frozen
class Stages:
    """The sources of one sort, by what is taken off on the way to firm."""

    title: str  # of the sort
    heads: tuple[str, ...]  # of the columns
    supplies: tuple[Supply, ...]  # the sources


def grouped(terms: Sequence[Term]) -> list[Source]:
    """The sources that are ever firm; by kind where they are many."""
    firm = [term for term in terms if any(value != 0 for value in term.steps.values)]
    if len(firm) <= MOST_COLUMNS:
        return [Source(term.item.path if term.item else term.name, _title(term), term.steps) for term in firm]
    kinds: dict[str, list[Steps[Any]]] = {}
    for term in firm:
        kinds.setdefault(term.item.kind.plural if term.item else term.name, []).append(term.steps)
    return [Source(kind, kinds_words(kind), combine(_sum, *steps)) for kind, steps in kinds.items()]


def stages(facts: Facts, terms: Sequence[Term], unit: Unit) -> tuple[Stages, ...]:
    """The stages of every source: grid connections by contract, units on site from nameplate to site rating."""
    grids = [term for term in terms if _is_grid(term)]
    units = [term for term in terms if not _is_grid(term)]
    tables = (
        (_("Grid: from contracted to firm"), (_("Contracted"), _("Contracted firm"), _("Firm")), grids),
        (_("Units on site: from nameplate to firm"), (_("Nameplate"), pgettext("rating", "Site"), _("Firm")), units),
    )
    found = []
    for title, heads, sources in tables:
        stages = max((len(term.stages) for term in sources), default=0)
        further = (_("Delivered"),) if stages > len(heads) else ()
        supplies = [_supply(facts, term, unit, stages) for term in sources]
        found.append(Stages(title, (*heads, *further), tuple(each for each in supplies if each.stages)))
    return tuple(table for table in found if table.supplies)


def _is_grid(term: Term) -> bool:
    return term.item is not None and term.item.kind.name == "grid"


def _title(term: Term) -> str:
    return titled(term.item) if term.item is not None else term.name


def _sum(*values: Any) -> Any:
    return next((value for value in values if missing(value)), None) or sum(values)


def _supply(facts: Facts, term: Term, unit: Unit, stages: int) -> Supply:
    """Of a source that reaches the load directly all that is firm is delivered."""
    found = []
    columns = [steps for name, steps in term.stages]
    columns += columns[-1:] * (stages - len(columns))
    for start, end, days in periods(combine(lambda *values: values, *columns)):
        values = days[-1]
        if all(value == 0 for each in days for value in each):
            continue
        words = [term.note(start)] if term.note is not None else []
        if term.item is not None:
            if not missing(values[-1]) and values[-1] == 0:
                words += hindrances(facts, term.item, start)
            if end < END and facts.steps(term.item, "on_site").at(end) is False:
                words.append(_("leaves the site on {day}", day=show_date(end)))
        figures = tuple(cell_of(figure, unit) for figure in zip(*days, strict=True))
        found.append(Stage(period(start, end), figures, "; ".join(filter(None, words))))
    return Supply(_title(term), tuple(found))
