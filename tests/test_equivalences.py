"""Two ways of saying one thing come to the same: what the compiler makes of the short one is held to the long one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.elaborate.places import inside
from colossusc.emit.bom import bill
from colossusc.pipeline import Options, check
from colossusc.values.calendar import show_date
from colossusc.values.timeline import Steps
from strategies import Halls, Moved, halls, moved, own_units

FIRST = 738_000  # a day in July 2021
DAYS = st.integers(FIRST, FIRST + 60).map(show_date)
FACTS = ("onsite_firm", "firm_supply", "backup_supply")


def facts(units: list[str]) -> list[Steps[Any]]:
    """The supply of a campus with these units, and how many of them its permit covers, over time."""
    body = "\n".join(units)
    names = ", ".join(unit.split()[1] for unit in units if unit.startswith("turbine ")) or "t"
    permit = f"covers = [{names}]; granted = {show_date(FIRST + 5)}; expires = {show_date(FIRST + 50)}"
    text = f"campus c {{\nsite s {{\nambient = 40 degC\n{body}\npermit p {{ {permit} }}\n}}\n}}\n"
    (campus,) = check(["plan"], lambda name: text, Options()).campuses
    (covered,) = campus.facts.items(campus.campus, "permit")
    total = [campus.facts.steps(campus.campus, name) for name in FACTS]
    return [*total, campus.facts.steps(covered, "covered_units")]


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6), st.data(), DAYS, st.sampled_from(["prime", "standby"]))
def test_an_array_is_its_units_written_one_by_one(size: int, data: st.DataObject, arrival: str, duty: str) -> None:
    fields = f"rating = 16.48 MW; derate = 0.68 %/degC; duty = {duty}; from {arrival}"
    leaving = data.draw(st.none() | DAYS.filter(lambda day: day > arrival))
    first = data.draw(st.integers(1, size))
    last = data.draw(st.integers(first, size))
    array = [f"turbines t[1..{size}] {{ {fields} }}"]
    if leaving:
        array.append(f"units t[{first}..{last}] {{ until {leaving} }}")
    single = [
        f"turbine t{unit} {{ {fields}{f' until {leaving}' if leaving and first <= unit <= last else ''} }}"
        for unit in range(1, size + 1)
    ]
    assert facts(array) == facts(single)


TOTALS = ("compute_load", "it_load", "facility_load", "gpu_count", "backup_supply", "firm_supply", "grid_load")


@settings(deadline=None, max_examples=60)
@given(halls())
def test_modules_are_their_blocks_written_out_by_hand(plan: Halls) -> None:
    def facts_of(text: str) -> tuple[list[Steps[Any]], list[list[Steps[Any]]], Any]:
        """The facts of the campus, those of each building, and what all bills of material come to."""
        checked = check(["plan"], lambda name: text, Options())
        assert not checked.errors, [each.message for each in checked.diagnostics]
        (result,) = checked.campuses
        campus, facts = result.campus, result.facts
        buildings = [
            [facts.steps(each, name) for name in TOTALS] for each in campus.all("building") for _ in range(each.units)
        ]
        bought = sum(line.quantity or 0 for phase in bill(facts, campus, None) for line in phase.lines)
        return [facts.steps(campus, name) for name in TOTALS], buildings, bought

    assert facts_of(plan.modules) == facts_of(plan.by_hand)


@settings(deadline=None, max_examples=60)
@given(own_units())
def test_a_unit_of_ones_own_is_what_it_stands_for_exactly(units: tuple[str, str, str]) -> None:
    defined, short, long = units
    text = f"{defined}\ncampus c {{\nlet short = {short}\nlet long = {long}\nrequire short == long\n}}\n"
    (result,) = check(["plan"], lambda name: text, Options()).campuses
    assert result.campus.lets["short"].steps == result.campus.lets["long"].steps
    assert result.campus.lets["short"].type == result.campus.lets["long"].type


@settings(deadline=None, max_examples=60)
@given(moved())
def test_what_moves_is_one_thing_at_each_place_in_turn(plan: Moved) -> None:
    def judged(text: str) -> Any:
        checked = check(["plan"], lambda name: text, Options())
        (result,) = checked.campuses
        levels = [result.campus, *result.campus.all("site"), *result.campus.all("group")]
        return result, [result.facts.steps(level, name) for level in levels for name in ("it_load", "facility_load")]

    result, moving = judged(plan.moving)
    assert moving == judged(plan.standing)[1]
    (load,) = result.campus.all("load")
    since = result.facts.steps(load, "on_site_since")
    for place, start, end in plan.stays:
        for site in result.campus.all("site"):
            loads = inside(site, "load", lambda each: each.moves)
            assert (load in loads.at(start), load in loads.at(end - 1)) == (site.name == place,) * 2
    joined: list[tuple[str, int, int]] = []
    for place, start, end in plan.stays:
        if joined and joined[-1][0] == place:
            joined[-1] = (place, joined[-1][1], end)
        else:
            joined.append((place, start, end))
    for _, start, end in joined:
        assert {since.at(start), since.at(end - 1)} == {start}
