"""The rows that templates print: verdict, balance, rules, evidence."""

from __future__ import annotations

from fractions import Fraction

from colossusc.analyses.fact import Facts
from colossusc.emit.balance import balances, cell
from colossusc.emit.evidence import cited, defaults, overrides, uncited
from colossusc.emit.model import Run
from colossusc.emit.picture import picture
from colossusc.emit.rules import rows
from colossusc.emit.verdict import summary
from colossusc.ir import Item
from colossusc.rules.verdict import CampusResult
from colossusc.values.units import find_unit
from emit.outputs import checked


def run_of(body: str, head: str = "") -> tuple[Run, CampusResult]:
    found = checked(f"edition = 2026\n{head}\ncampus c {{\n{body}\n}}")
    return Run(found.plan, found.campuses, (), (*found.sources, *found.library), "0"), found.campuses[0]


LOAD = "load hall { behind = facility; power = 0 MW; power from 2025-01-01 = 10 MW }"


def test_a_plan_that_holds_says_so() -> None:
    said = summary(*run_of(f"pue = 1.2\nsite s {{ jurisdiction = us }}\n{LOAD}\ngrid g {{ contracted = 20 MW }}"))
    assert (said.state, said.headline, said.reasons) == ("holds", "holds always", ())
    assert said.margins == (("least margin from then on", "10 MW from 2025-01-01 on"),)


def test_a_missing_input_leaves_it_open() -> None:
    run, result = run_of(
        "site s { jurisdiction = us }\nload hall { behind = it; power = 1 MW }\ngrid g { contracted = 20 MW }"
    )
    said = summary(run, result)
    assert said.state == "open"
    assert said.headline.startswith("is open always: ")
    assert "`pue` of `s` is not given" in said.headline
    (balance,) = [row for row in rows(result, None) if row.code == "PWR001"]
    assert balance.words == "open: `pue` of `s` is not given"


def test_the_past_is_told_apart() -> None:
    body = f"pue = 1.2\nsite s {{ jurisdiction = us }}\n{LOAD}\ngrid g {{ contracted from 2025-02-01 = 20 MW }}"
    run, result = run_of(body, "as_of = 2025-06-01")
    said = summary(run, result)
    assert said.headline == "holds from 2025-06-01 on"
    assert [(each.state, each.period) for each in said.history] == [
        ("holds", "until 2025-01-01"),
        ("fails", "from 2025-01-01 until 2025-02-01"),
        ("holds", "from 2025-02-01 on"),
    ]
    (balance,) = [row for row in rows(result, run.plan.as_of(result.campus)) if row.code == "PWR001"]
    assert balance.words == "applied: holds, failed in the past"
    as_of = run.plan.as_of(result.campus)
    assert [row.ahead for row in balances(result.facts, result.campus, as_of)[0].rows] == [False, True]


def test_a_rule_that_does_not_apply_says_why() -> None:
    _, result = run_of("site s { jurisdiction = us_tx; grid g { contracted = 20 MW } }")
    (vote,) = [row for row in rows(result, None) if row.code == "TVA001"]
    assert vote.words == "not applicable: no site lies in `tva_region`"


def test_each_of_several_sites_has_its_balance() -> None:
    _, result = run_of(
        "pue = 1.2\n"
        "site north { jurisdiction = us; grid a { contracted = 20 MW }; load x { behind = facility; power = 5 MW } }\n"
        "site south { jurisdiction = us; grid b { contracted = 30 MW } }"
    )
    campus, north, south = balances(result.facts, result.campus, None)
    assert [each.rows[0].margin.text for each in (campus, north, south)] == ["45.00", "15.00", "30.00"]
    assert campus.supplies == ("a", "b", "all")


def test_many_sources_share_a_column_by_kind() -> None:
    grids = "\n".join(f"grid g{number} {{ contracted = {number + 1} MW }}" for number in range(7))
    (balance,) = balances(*facts_of(f"site s {{ jurisdiction = us }}\n{grids}"), None)
    assert balance.supplies == ("grids", "all")
    assert [each.text for each in balance.rows[0].supplies] == ["28.00", "28.00"]
    assert len(balance.sources) == 7


def facts_of(body: str) -> tuple[Facts, Item]:
    _, result = run_of(body)
    return result.facts, result.campus


def test_a_figure_that_is_not_zero_never_looks_like_it() -> None:
    megawatt = find_unit("MW")
    assert [cell(watts, megawatt).text for watts in (0, 5_000, -4_999, -4, 4)] == [
        "0.00", "0.005", "-0.004999", "-0.000004", "0.000004",
    ]  # fmt: skip
    assert [cell(watts, megawatt).short for watts in (0, -4)] == [False, True]
    assert cell(Fraction(1, 3) * 10**6, megawatt).text == "0.33"


def test_nothing_is_drawn_where_nothing_changes() -> None:
    assert picture(*facts_of("site s { jurisdiction = us }\ngrid g { contracted = 1 MW }"), None) is None
    drawn = picture(*facts_of(f"site s {{ jurisdiction = us }}\n{LOAD}\ngrid g {{ contracted = 20 MW }}"), None)
    assert drawn is not None
    assert [name for _, name in drawn.legend] == ["g"]
    assert drawn.short == ()


def test_the_load_is_drawn_only_where_it_is_known() -> None:
    body = (
        "site s { jurisdiction = us }\npue from 2025-06-01 = 1.2\nload x { behind = it; power from 2025-01-01 = 1 MW }"
    )
    drawn = picture(*facts_of(f"{body}\ngrid g {{ contracted from 2026-01-01 = 20 MW }}"), None)
    assert drawn is not None
    assert len(drawn.load) == 1


def test_evidence() -> None:
    head = """
source strong "A" { grade = permit }
source weak "B" { grade = press }
source unused "C" {}
part t : turbine { rating = 5 MW [weak]; derate = 0.5 %/degC }
"""
    body = """
site s { jurisdiction = us; ambient = 30 degC [strong] }
let size = 4 MW
let twice = size + size
turbines u[1..3] : t { rating = size; from 2025-01-01 until 2026-01-01 }
units u[3] { until 2025-06-01 }
"""
    run, result = run_of(body, head)
    (override,) = overrides(result.campus)
    assert (override.field, override.part_value, override.plan_value) == ("u[1..2], u[3]: rating", "5 MW", "4 MW")
    found = {source.name: names for source, names in cited(run, result).items() if not names or "rule" not in names[0]}
    assert found == {"strong": ["s.ambient"], "weak": ["part t.rating"], "unused": []}
    assert [(each.field, each.value) for each in uncited(result.campus)] == [
        ("c.size", "4 MW"),
        ("part t.derate", "0.5 %/degC"),
    ]
    assert {each.field: each.objects for each in defaults(result.campus)} == {
        "site.elevation": ("s",),
        "turbine.altitude_derate": ("u[1..2]", "u[3]"),
        "turbine.duty": ("u[1..2]", "u[3]"),
    }
