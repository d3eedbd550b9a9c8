"""Whole campuses as numbers, which write themselves in the language: for a second opinion on what is computed."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st

from colossusc.values.calendar import show_date

FIRST_CAMPUS_DAY = 738_920  # 2024-02-05: a leap day is near


@attrs.frozen
class Unit:
    """Turbines of a campus as numbers: how many, MW of one, days on site, and the days of their permit, if any."""

    units: int
    rating: int
    derate: int  # in hundredths of a percent a degree
    begin: int
    end: int
    permit: tuple[int, int] | None  # granted, and the last valid day
    duty: str


@attrs.frozen
class Plain:
    """A campus as numbers, for a second opinion on its balance; `text` writes it in the language."""

    pue: int  # in hundredths
    ambient: int  # degC
    gpus: tuple[tuple[int, int, int], ...]  # from a day on: accelerators, each 8 a system of so many hundred W
    loads: tuple[tuple[int, str], ...]  # MW, and the side of the PUE
    grids: tuple[tuple[tuple[int, int], ...], ...]  # from a day on: MW
    turbines: tuple[Unit, ...]

    def blocks(self, power: str = "MW", factor: int = 1) -> list[str]:
        """The blocks of the site, with powers written in a unit that is 1/`factor` MW."""
        found = []
        for place, (day, count, watts) in enumerate(self.gpus):
            given = f"count from {show_date(day)} = {count}"
            found.append(f"gpus h{place} {{ gpus_per_system = 8; system_power = {watts * 100} W; {given} }}")
        for place, (load, side) in enumerate(self.loads):
            found.append(f"load l{place} {{ behind = {side}; power = {load * factor} {power} }}")
        for place, grid in enumerate(self.grids):
            steps = "; ".join(f"contracted from {show_date(day)} = {given * factor} {power}" for day, given in grid)
            found.append(f"grid g{place} {{ {steps} }}")
        for place, unit in enumerate(self.turbines):
            given = f"rating = {unit.rating * factor} {power}; derate = {unit.derate / 100} %/degC; duty = {unit.duty}"
            given += "; start_time = 10 min" if unit.duty == "standby" else ""
            period = f"from {show_date(unit.begin)} until {show_date(unit.end)}"
            found.append(f"turbines t{place}[1..{unit.units}] {{ {given}; {period} }}")
            if unit.permit is not None:
                granted, expires = map(show_date, unit.permit)
                found.append(f"permit p{place} {{ covers = [t{place}]; granted = {granted}; expires = {expires} }}")
        return found

    def text(self, blocks: list[str] | None = None) -> str:
        """The campus in the language."""
        head = f"campus c {{\n  pue = {self.pue / 100}\n  site s {{\n    jurisdiction = us_tx\n"
        body = "".join(f"    {block}\n" for block in (self.blocks() if blocks is None else blocks))
        return f"{head}    ambient = {self.ambient} degC\n{body}  }}\n}}\n"


def campuses() -> st.SearchStrategy[Plain]:
    """Campuses of one site, over a few months, so that dates meet."""
    day = st.integers(FIRST_CAMPUS_DAY, FIRST_CAMPUS_DAY + 90)
    period = st.tuples(day, st.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))
    steps = st.dictionaries(day, st.integers(0, 60), min_size=1, max_size=3).map(
        lambda days: tuple(sorted(days.items()))
    )
    unit = st.builds(
        lambda units, rating, derate, period, permit, duty: Unit(
            units, rating, derate, period[0], period[1], permit, duty
        ),
        st.integers(1, 4),
        st.integers(1, 20),
        st.sampled_from((0, 50, 68)),
        period,
        st.none() | period,
        st.sampled_from(("prime", "prime", "standby")),
    )
    return st.builds(
        Plain,
        st.integers(100, 160),
        st.integers(-10, 45),
        st.lists(st.tuples(day, st.integers(0, 40_000), st.integers(50, 150)), max_size=2).map(tuple),
        st.lists(st.tuples(st.integers(0, 30), st.sampled_from(("it", "facility"))), max_size=2).map(tuple),
        st.lists(steps, max_size=2).map(tuple),
        st.lists(unit, max_size=3).map(tuple),
    )
