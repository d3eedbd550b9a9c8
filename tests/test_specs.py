"""The standard library keeps its promises: its own tests pass, and its figures are cited."""

from __future__ import annotations

import pytest

from colossusc.expr.types import QuantityType
from colossusc.ir import Item
from colossusc.kinds.source import GRADES
from colossusc.pipeline import Checked, Options, check, run_tests
from colossusc.resources import resource
from colossusc.syntax import nodes
from reference import read

RULES = sorted(name for name in resource("specs/rules").names() if name.endswith(".colossus"))
CATALOGS = sorted(name for name in resource("specs/catalog").names() if name.endswith(".colossus"))


# ------------------------------------------------------------------------------------------- the library's own tests


@pytest.mark.parametrize("name", RULES)
def test_each_test_of_a_pack_passes(name: str) -> None:
    run = run_tests([f"rules/{name}"], read, Options())
    wrong = [(name, each) for each in run.diagnostics]
    wrong += [(result.name, each) for result in run.results for each in result.diagnostics]
    assert [f"{test}: {each.code}: {each.message}" for test, each in wrong] == []
    assert all(result.passed for result in run.results)


@pytest.mark.parametrize("name", [name for name in RULES if "\nrule " in read(f"rules/{name}")])
def test_each_rule_is_tested_on_both_sides(name: str) -> None:
    """Every rule has a test that expects a finding of it, and one in which it says nothing; of one that only bills, the
    test asks for what it bills by."""
    checked = check([f"rules/{name}"], read, Options())
    blocks = [statement for file in checked.files for statement in file.body if isinstance(statement, nodes.Block)]
    rules = [block for block in blocks if block.kind.text == "rule"]
    codes = [block.names[0].text for block in rules]
    requiring = [block for block in rules if any(isinstance(each, nodes.Require) for each in block.body)]
    billing = [block.names[0].text for block in rules if block not in requiring]
    texts = [read(f"rules/{name}")[block.start : block.end] for block in blocks if block.kind.text == "test"]
    assert codes
    assert any("expect" not in text for text in texts)
    for code in codes:
        sorts = ("open",) if code in billing else ("error", "warning", "note")
        assert any(f"expect {sort} {code}" in text for text in texts for sort in sorts)


# ----------------------------------------------------------------------------------------------------- catalogs


def uncited(checked: Checked) -> list[str]:
    """The figures of parts without a source, with one of no grade, or with an assumption that rests on nothing."""
    return [
        f"{part.name}.{value.name}"
        for part in checked.plan.parts
        for value in part.values.values()
        if isinstance(value.type, QuantityType)
        for entry in value.entries
        if not entry.cites or not all(_stands(cite) for cite in entry.cites)
    ]


def _stands(source: Item) -> bool:
    grade = source.value("grade").steps.values[0]
    return grade in GRADES and grade != "uncited" and (grade != "assumed" or source.value("note").written)


@pytest.mark.parametrize("name", CATALOGS)
def test_every_figure_of_a_catalog_carries_a_source(name: str) -> None:
    checked = check([f"catalog/{name}"], read, Options())
    assert not checked.diagnostics
    assert checked.plan.parts
    assert not uncited(checked)


@pytest.mark.parametrize(
    "figure",
    [
        "rating = 5 MW",
        "rating = 5 MW [guess]",
        "rating = 5 MW [sheet, guess]",
        "rating = 5 MW [ungraded]",
        "rating = 5 MW [sheet]; derate from 2025-01-01 = 1 %/degC",
        "rating = 5 MW [sheet]; rating from 2025-01-01 = 6 MW",
    ],
    ids=["no source", "an assumption", "an assumption beside", "no grade", "one figure of two", "one date of two"],
)
def test_a_part_without_a_source_would_be_refused(figure: str) -> None:
    text = f"""
        source sheet {{ grade = datasheet }}
        source guess {{ grade = assumed }}
        source ungraded {{ publisher = "someone" }}
        part one : turbine {{ {figure} }}
    """
    checked = check(["part.colossus"], lambda name: text, Options())
    assert not checked.diagnostics
    assert uncited(checked)
