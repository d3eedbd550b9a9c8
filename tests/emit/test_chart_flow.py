"""Where power comes from and goes to."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from emit.drawing import data, drawn

HEAD = "edition = 2026\nas_of = 2026-07-01\n"
LOAD = "load hall { behind = it; power = 10 MW }\n load chips { behind = it; power = 20 MW }"
UNITS = "engines e[1..2] {{ rating = {} MW; duty = prime }}\n permit p {{ covers = [e]; granted = 2026-01-01 }}"


def plan(*sites: str) -> str:
    bodies = "\n".join(
        f'site s{n} "Site {n}" {{ ambient = 15 degC\n jurisdiction = [us_tx]\n {body}\n }}'
        for n, body in enumerate(sites)
    )
    return f"{HEAD}campus c {{\n pue = 1.5\n {bodies}\n}}"


def flows(text: str) -> list[tuple[str, ...]]:
    return list(drawn(text)["flow"].chart.table.rows)


def test_units_on_site_come_first_and_the_grid_carries_the_rest() -> None:
    """45 MW are drawn: 20 are made on site, and the grid could give 30."""
    assert flows(plan(f"{LOAD}\n grid g {{ contracted = 30 MW; energised = 30 MW }}\n {UNITS.format(10)}")) == [
        ("e[1..2]", "c", "20.00"),
        ("g", "c", "25.00"),
        ("c", "chips", "20.00"),
        ("c", "cooling and losses", "15.00"),
        ("c", "hall", "10.00"),
        ("c", "all it draws", "45.00"),
    ]


def test_what_nothing_carries_is_not_supplied() -> None:
    assert flows(plan(f"{LOAD}\n grid g {{ contracted = 15 MW; energised = 15 MW }}\n {UNITS.format(10)}"))[:3] == [
        ("e[1..2]", "c", "20.00"),
        ("g", "c", "15.00"),
        ("not supplied", "c", "10.00"),
    ]


def test_sources_that_share_what_is_left_are_not_told_apart() -> None:
    grids = "grid g { contracted = 30 MW; energised = 30 MW }\n grid h { contracted = 30 MW; energised = 30 MW }"
    assert flows(plan(f"{LOAD}\n {grids}"))[0] == ("the grid", "c", "45.00")


def test_sites_that_each_have_their_own() -> None:
    one = "load hall { behind = it; power = 10 MW }\n grid g { contracted = 20 MW; energised = 20 MW }"
    found = flows(plan(one, one))
    assert [row for row in found if row[1].startswith("Site")] == [
        ("s0.g", "Site 0", "15.00"),
        ("s1.g", "Site 1", "15.00"),
    ]


def test_a_site_that_supplies_another_is_shown_with_it() -> None:
    found = flows(plan("load hall { behind = it; power = 10 MW }", UNITS.format(10)))
    assert found[0][1:] == ("c", "15.00")


def test_every_ribbon_begins_and_ends_within_its_boxes() -> None:
    picture = drawn(plan(f"{LOAD}\n grid g {{ contracted = 15 MW; energised = 15 MW }}\n {UNITS.format(10)}"))["flow"]
    boxes = data(picture, "nodes")
    for ribbon in data(picture, "flows"):
        numbers = [float(each) for each in re.findall(r"-?[0-9.]+", ribbon["path"])]
        for x, top, bottom in ((numbers[0], numbers[1], numbers[-1]), (numbers[6], numbers[7], numbers[9])):
            assert any(
                x in (box["x"], box["x"] + box["wide"])
                and top >= box["y"] - 0.02
                and bottom <= box["y"] + box["high"] + 0.02
                for box in boxes
            )


@pytest.mark.parametrize("number", [1, 20, 60])
def test_the_labels_of_a_column_are_apart(number: int) -> None:
    loads = "\n".join(f"load l{n} {{ behind = it; power = {n % 7 + 1} kW }}" for n in range(number))
    picture = drawn(plan(f"{loads}\n grid g {{ contracted = 15 MW; energised = 15 MW }}"))["flow"]
    places = sorted(box["middle"] for box in data(picture, "nodes") if box["column"] == 2)
    assert len(places) <= 15
    assert all(below - above >= 16 for above, below in pairwise(places))


def test_nothing_drawn_has_no_picture() -> None:
    assert "flow" not in drawn(plan("grid g { contracted = 15 MW }"))
