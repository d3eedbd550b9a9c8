"""Power at every date: what is drawn, what is firm, what is left; and of each source, nameplate → site → firm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, Term, missing
from colossusc.emit.phrases import period
from colossusc.expr.types import quantity, shown
from colossusc.ir import END, Item
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.number import Number, show_number
from colossusc.values.quantity import in_terms_of
from colossusc.values.timeline import Steps, combine
from colossusc.values.unit_table import Unit
from colossusc.values.usual_units import usual_unit

POWER = quantity("MW").dimension
LOADS = (("compute", "compute_load"), ("IT", "it_load"), ("facility", "facility_load"), ("from the grid", "grid_load"))
MOST_COLUMNS = 6  # sources with a column each; of more, those of one kind share one
_PLACES = 2


@attrs.frozen
class Cell:
    """One figure of the table."""

    text: str
    short: bool = False  # negative: the supply falls short


@attrs.frozen
class Row:
    """From one day to the next on which something changes."""

    start: str
    ahead: bool  # ends after `as_of`
    loads: tuple[Cell, ...]
    supplies: tuple[Cell, ...]  # by source, then all of it
    margin: Cell


@attrs.frozen
class Stage:
    """A source over one period."""

    period: str
    figures: tuple[Cell, ...]  # nameplate, site, firm
    note: str  # how it comes about, and what keeps it from being firm


@attrs.frozen
class Supply:
    """A source and its stages."""

    name: str
    label: str
    stages: tuple[Stage, ...]


@attrs.frozen
class Balance:
    """The power of a campus or of one of its sites."""

    name: str
    unit: str
    loads: tuple[str, ...]  # column heads
    supplies: tuple[str, ...]
    rows: tuple[Row, ...]
    sources: tuple[Supply, ...]


def balances(facts: Facts, campus: Item, as_of: int | None) -> tuple[Balance, ...]:
    """The balance of the campus, and of each site where there are several."""
    sites = campus.children.get("site", [])
    return tuple(_balance(facts, level, as_of) for level in (campus, *(sites if len(sites) > 1 else ())))


def _balance(facts: Facts, level: Item, as_of: int | None) -> Balance:
    loads = [facts.steps(level, fact) for _, fact in LOADS]
    firm = facts.value(level, "firm_supply")
    groups = grouped(firm.terms)
    supplies = [total for _, total in groups]
    everything = [*loads, *supplies, firm.steps, facts.steps(level, "margin")]
    unit = common_unit(everything)
    rows = []
    for start, end, values in _together(everything):
        if start == FIRST_DAY and not any(values):
            continue
        cells = tuple(cell(value, unit) for value in values)
        count = len(loads)
        rows.append(
            Row(
                show_date(start) if start > FIRST_DAY else "at first",
                as_of is None or end > as_of,
                cells[:count],
                cells[count:-1],
                cells[-1],
            )
        )
    return Balance(
        level.name,
        unit.symbol,
        tuple(name for name, _ in LOADS),
        (*(name for name, _ in groups), "all"),
        tuple(rows),
        tuple(_supply(facts, term, unit) for term in firm.terms),
    )


def grouped(terms: Sequence[Term]) -> list[tuple[str, Steps[Any]]]:
    """The sources that are ever firm; by kind where they are many."""
    firm = [term for term in terms if any(value != 0 for value in term.steps.values)]
    if len(firm) <= MOST_COLUMNS:
        return [(term.name, term.steps) for term in firm]
    kinds: dict[str, list[Steps[Any]]] = {}
    for term in firm:
        kinds.setdefault(term.item.kind.plural if term.item else term.name, []).append(term.steps)
    return [(kind, combine(_sum, *steps)) for kind, steps in kinds.items()]


def _sum(*values: Any) -> Any:
    return next((value for value in values if missing(value)), None) or sum(values)


def _together(steps: list[Steps[Any]]) -> list[tuple[int, int, tuple[Any, ...]]]:
    """Each stretch on which nothing changes, with all values."""
    return list(combine(lambda *values: values, *steps).segments())


def common_unit(steps: Sequence[Steps[Any]]) -> Unit:
    """The one unit that suits the largest of all values."""
    sizes: list[Number] = [abs(value) for each in steps for value in each.values if not missing(value)]
    unit = usual_unit(max(sizes, default=0) or 1_000_000, POWER, False, False)
    assert unit is not None
    return unit


def cell(value: Any, unit: Unit) -> Cell:
    """A figure with two decimals; with more where it would look like 0 and is not."""
    if missing(value):
        return Cell(shown(value))
    number = in_terms_of(value, unit)
    text = show_number(number, _PLACES)
    if number and text in ("0", "-0"):
        return Cell(show_number(number, 12), value < 0)
    whole, _, decimals = text.partition(".")
    return Cell(f"{whole}.{decimals:0<{_PLACES}}", value < 0)


def _supply(facts: Facts, term: Term, unit: Unit) -> Supply:
    stages = []
    for start, end, values in _together([steps for _, steps in term.stages]):
        if not any(values):
            continue
        words = [term.note(start)] if term.note is not None else []
        if not missing(values[-1]) and values[-1] == 0 and term.item is not None:
            words += _hindrances(facts, term.item, start)
        stages.append(
            Stage(period(start, end), tuple(cell(value, unit) for value in values), "; ".join(filter(None, words)))
        )
    label = term.item.label if term.item is not None and term.item.label != term.name else ""
    return Supply(term.name, label, tuple(stages))


def _hindrances(facts: Facts, unit: Item, day: int) -> list[str]:
    """What keeps a unit on site from being firm on a day."""
    found = []
    if "duty" in unit.kind.by_name and (duty := unit.value("duty").steps.at(day)) != "prime":
        found.append(f"its duty is {duty}" if not missing(duty) else "its duty is not given")
    if "running" in unit.kind.by_name and facts.steps(unit, "is_running").at(day) is False:
        found.append("not running yet")
    if unit.kind.needs_permit and facts.steps(unit, "permits").at(day) == ():
        found.append("no permit in force")
    return found


def last_change(steps: Sequence[Steps[Any]]) -> tuple[int, int]:
    """The first and the last day on which something changes; both FIRST_DAY where nothing does."""
    days = sorted({day for each in steps for day in each.starts if FIRST_DAY < day < END})
    return (days[0], days[-1]) if days else (FIRST_DAY, FIRST_DAY)
