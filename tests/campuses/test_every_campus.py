"""What holds of every reference campus: it is a plan without mistakes, each figure is cited, and its check says what is
wrong with the campus.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from colossusc.expr.types import QuantityType
from reference import SPECS, campus, read
from running import Command

CAMPUSES = sorted(path.stem for path in (SPECS / "campuses").glob("*.colossus"))


@pytest.mark.parametrize("name", CAMPUSES)
def test_check_of_a_reference_campus_ends_as_its_findings_say(name: str, project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(read(f"campuses/{name}.colossus"), encoding="utf-8")
    found = any(each.severity == "error" and not each.past for each in campus(name)[0].diagnostics)
    assert run("check", "plan.colossus").code == (1 if found else 0)
    assert run("check", "--fail-on", "never", "plan.colossus").code == 0


@pytest.mark.parametrize("name", CAMPUSES)
def test_every_figure_of_a_reference_campus_is_cited(name: str) -> None:
    _, result = campus(name)
    assert not [
        f"{item.path}.{value.name}"
        for item in result.campus.walk()
        for value in item.values.values()
        if isinstance(value.type, QuantityType) and value.origin == "written"
        for entry in value.entries
        if not entry.cites and value.name != "power"  # a power computed from counts cites where it can
    ]
