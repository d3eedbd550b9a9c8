"""Of the library's rules only what a campus needs is read; what is wrong with a rule that it needs is told."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

import pytest

from colossusc.pipeline import Checked
from colossusc.resources import resource
from colossusc.rules.clause import Clause, clause
from colossusc.rules.scope import FactScope
from colossusc.syntax import nodes
from colossusc.testing import check_text

EMPTY = "campus c { pue = 1.1 }\n"
BURNING = "campus c { pue = 1.1; site s { gas g {}; turbine t { rating = 16 MW } } }\n"
PACK = "specs/rules/gas.colossus"


def with_pack(text: str, plan: str) -> Checked:
    """A plan as it is checked where the pack on gas has another text."""
    changed = SimpleNamespace(read_text=lambda: text)
    with patch("colossusc.resolve.resource", lambda path: changed if path == PACK else resource(path)):
        return check_text(plan)


def test_only_what_a_campus_has_is_judged_by_clauses_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(node: nodes.Require, scope: FactScope) -> Clause:
        read.append(scope.source.name)
        return clause(node, scope)

    monkeypatch.setattr("colossusc.rules.rule.clause", noted)
    check_text(EMPTY)
    assert "rules/gas.colossus" not in read
    few = len(read)
    check_text(BURNING)
    assert "rules/gas.colossus" in read[few:]
    read.clear()
    check_text(EMPTY + "rule X1 limit { for t in turbines; require t.rating > 0 MW }\n")
    assert read.count("plan.colossus") == 1  # a plan's own rule, though it is about nothing here


def test_a_mistake_in_a_pack_is_told_once_where_the_rule_is_needed() -> None:
    text = resource(PACK).read_text()
    broken = text.replace("require ", "require nonsense + ", 1)
    assert broken != text
    assert not [each for each in with_pack(broken, EMPTY).diagnostics if each.severity == "error"]
    checked = with_pack(broken, BURNING)
    assert [each.message for each in checked.diagnostics if each.code == "C0301"] == [
        "nothing here is named `nonsense`"
    ]
    (outcome,) = [each for each in checked.campuses[0].outcomes if each.heading.code == "GAS001"]
    assert (outcome.judgements, outcome.why) == ((), "it has a mistake")
