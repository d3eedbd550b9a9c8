"""The strategies for users: what they draw is right, and the page about them works as it stands."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.kinds import all_kinds
from colossusc.testing import Plain, campuses, check_text, dated, fields, parts, quantities

PAGE = (Path(__file__).parent.parent / "docs" / "testing.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("kind", [kind.name for kind in all_kinds().values() if kind.part])
def test_parts_are_right(kind: str) -> None:
    @settings(max_examples=15)
    @given(parts(kind))
    def run(part: str) -> None:
        assert not check_text(part).diagnostics

    run()


@settings(max_examples=30)
@given(dated("contracted", quantities("MW", 0, 500)))
def test_dated_values_are_right(contracted: str) -> None:
    found = check_text(f"campus c {{ site s {{ jurisdiction = [us]; grid g {{ {contracted} }} }} }}")
    assert not [each for each in found.diagnostics if each.severity == "error"]


@settings(max_examples=20)
@given(campuses())
def test_campuses_are_right(campus: Plain) -> None:
    assert not check_text(campus.text()).errors


@given(st.data())
def test_a_share_is_within_its_bounds(data: st.DataObject) -> None:
    text = data.draw(fields("gpus", "draw"))
    assert 0 <= float(text.removesuffix(" %").replace("_", "")) <= 100


def test_what_no_text_can_be_drawn_for_is_told() -> None:
    for kind, name in (("turbine", "needs"), ("turbin", "rating"), ("turbine", "ratin")):
        with pytest.raises(KeyError):
            fields(kind, name)
    with pytest.raises(KeyError):
        parts("grid")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_page_run(example: str, tmp_path: Path) -> None:
    path = tmp_path / "example.py"
    path.write_text(example, encoding="utf-8")
    for name, test in runpy.run_path(str(path)).items():
        if name.startswith("test_"):
            test()
