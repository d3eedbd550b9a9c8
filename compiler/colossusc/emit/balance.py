"""Power at every date: what is drawn, what is firm, what is left."""

from __future__ import annotations

from typing import Any

import attrs

from colossusc.analyses.fact import Facts
from colossusc.emit.figures import Cell, cell_of, common_unit
from colossusc.emit.phrases import titled
from colossusc.emit.ranges import periods
from colossusc.emit.supply import Stages, grouped, stages
from colossusc.ir import Item
from colossusc.language import _, marked
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.timeline import combine

LOADS = (
    (marked("compute"), "compute_load"),
    (marked("IT"), "it_load"),
    (marked("facility"), "facility_load"),
    (marked("from the grid"), "grid_load"),
)


@attrs.frozen
class Row:
    """From one day to the next on which something changes."""

    start: str  # its first day
    ahead: bool  # ends after `as_of`
    loads: tuple[Cell, ...]  # in the order of the heads
    supplies: tuple[Cell, ...]  # by source, then all of it
    margin: Cell  # firm supply less facility load


@attrs.frozen
class Balance:
    """The power of a campus or of one of its sites."""

    title: str  # of the campus or site, with its name as code
    label: str  # of the campus or site
    unit: str  # of all figures
    loads: tuple[str, ...]  # column heads
    supplies: tuple[str, ...]  # column heads: the sources, then all
    rows: tuple[Row, ...]  # one for each period on which something is different
    stages: tuple[Stages, ...]  # how each source comes to be firm

    @property
    def past(self) -> bool:
        """Whether some row ends before `as_of`."""
        return not all(row.ahead for row in self.rows)


def levels(campus: Item) -> tuple[Item, ...]:
    """What has a balance of its own: the campus, and each site where there are several."""
    sites = campus.children.get("site", [])
    return (campus, *(sites if len(sites) > 1 else ()))


def balance(facts: Facts, level: Item, as_of: int | None) -> Balance:
    """The balance of a campus or a site."""
    loads = [facts.steps(level, fact) for name, fact in LOADS]
    firm = facts.value(level, "firm_supply")
    sources = grouped(firm.terms)
    everything = [*loads, *(source.steps for source in sources), firm.steps, facts.steps(level, "margin")]
    unit = common_unit(everything)
    rows = []
    for start, end, days in periods(combine(_together, *everything)):
        if start == FIRST_DAY and all(value == 0 for values in days for value in values):
            continue
        cells = tuple(cell_of(values, unit) for values in zip(*days, strict=True))
        count = len(loads)
        rows.append(
            Row(
                show_date(start) if start > FIRST_DAY else _("at first"),
                as_of is None or end > as_of,
                cells[:count],
                cells[count:-1],
                cells[-1],
            )
        )
    return Balance(
        titled(level),
        level.label,
        unit.symbol,
        tuple(_(name) for name, fact in LOADS),
        (*(source.title for source in sources), _("all")),
        tuple(rows),
        stages(facts, firm.terms, unit),
    )


def _together(*values: Any) -> tuple[Any, ...]:
    return values
