"""The rows that templates print: verdict, balance, rules, evidence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs
import pytest

from colossusc.analyses.fact import Facts
from colossusc.emit import contracts, equipment
from colossusc.emit.balance import Balance, balance, levels
from colossusc.emit.evidence import cited, defaults, overrides, uncited
from colossusc.emit.figures import cell
from colossusc.emit.model import Run
from colossusc.emit.rules import rows
from colossusc.emit.verdict import Summary, summary
from colossusc.ir import Item
from colossusc.rules.verdict import CampusResult
from colossusc.values.units import find_unit
from emit.outputs import checked


def run_of(body: str, head: str = "") -> tuple[Run, CampusResult]:
    found = checked(f"edition = 2026\n{head}\ncampus c {{\n{body}\n}}")
    return Run(found.plan, found.campuses, (), (*found.sources, *found.library), "0"), found.campuses[0]


def summary_of(body: str, head: str = "") -> Summary:
    return summary(*run_of(body, head))


def balances(facts: Facts, campus: Item, as_of: int | None) -> list[Balance]:
    return [balance(facts, level, as_of) for level in levels(campus)]


LOAD = "load hall { behind = facility; power = 0 MW; power from 2025-01-01 = 10 MW }"


def test_a_plan_that_holds_says_so() -> None:
    said = summary(*run_of(f"pue = 1.2\nsite s {{ jurisdiction = us }}\n{LOAD}\ngrid g {{ contracted = 20 MW }}"))
    assert (said.state, said.headline, said.reasons) == ("holds", "holds always", ())
    assert said.margins == (("least margin", "10 MW from 2025-01-01 on"),)


def test_a_missing_input_leaves_it_open() -> None:
    run, result = run_of(
        "site s { jurisdiction = us }\nload hall { behind = it; power = 1 MW }\ngrid g { contracted = 20 MW }"
    )
    said = summary(run, result)
    assert said.state == "open"
    assert said.headline.startswith("is open always – ")
    assert "`pue` of `s` is not given" in said.headline
    (row,) = [row for row in rows(result, None) if row.code == "PWR001"]
    assert row.words == "open: `pue` of `s` is not given"


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
    as_of = run.plan.as_of(result.campus)
    (row,) = [row for row in rows(result, as_of) if row.code == "PWR001"]
    assert row.words == "applied: holds, failed in the past"
    (found,) = balances(result.facts, result.campus, as_of)
    assert ([row.ahead for row in found.rows], found.past) == ([False, True], True)
    assert not balances(result.facts, result.campus, None)[0].past


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
    assert campus.supplies == ("`a`", "`b`", "all")


def test_many_sources_share_a_column_by_kind() -> None:
    grids = "\n".join(f"grid g{number} {{ contracted = {number + 1} MW }}" for number in range(7))
    (found,) = balances(*facts_of(f"site s {{ jurisdiction = us }}\n{grids}"), None)
    assert found.supplies == ("grids", "all")
    assert [each.text for each in found.rows[0].supplies] == ["28.00", "28.00"]
    (table,) = found.stages
    assert len(table.supplies) == 7


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


def test_the_headline_names_the_finding_that_fails_first_with_its_own_dates() -> None:
    body = """
site s {
  jurisdiction = us
  ambient = 15 degC
  grid g { contracted = 5 MW }
  turbine u { rating = 10 MW; from 2025-01-01 }
  permit p { covers = u; granted = 2025-01-01; expires = 2027-06-30 }
}
require grid_firm >= 10 MW from 2025-06-01 until 2026-01-01 as "Ten from the grid"
"""
    said = summary_of(body, "as_of = 2025-06-01")
    assert said.headline.startswith(
        "fails from 2025-06-01 until 2026-01-01 – Ten from the grid: not met, and 1 more from "
    )
    assert said.headline.endswith("and 1 more from 2027-07-01 on")
    assert [(reason.code, reason.period) for reason in said.reasons] == [
        ("require", "from 2025-06-01 until 2026-01-01"),
        ("PWR002", "from 2027-07-01 on"),
        ("CAA001", "from 2025-01-01 on"),
    ]


def test_a_finding_inside_a_longer_failure_has_its_dates_beside_it() -> None:
    body = """
site s { jurisdiction = us; grid g { contracted = 5 MW } }
require grid_firm >= 10 MW from 2025-01-01 until 2026-01-01 as "Ten in the first year"
require grid_firm >= 20 MW from 2026-01-01 as "Twenty after it"
require grid_firm >= 30 MW from 2027-01-01 as "Thirty after that"
"""
    assert summary_of(body).headline == (
        "holds until 2025-01-01; then it fails from 2025-01-01 on – Ten in the first year: not met "
        "(from 2025-01-01 until 2026-01-01), and 2 more, the next from 2026-01-01 on"
    )


def test_what_is_not_an_error_is_no_cause_of_the_verdict() -> None:
    body = """
site s { jurisdiction = us; engines e[1..2] { rating = 1 MW; duty = standby; hours = 100 h; from 2025-01-01; %s } }
require gpu_count >= 1 from 2026-01-01 as "A GPU"
"""
    pollutants = ("nox", "co", "voc", "pm", "so2", "hap", "formaldehyde")
    burnt = "heat_rate = 10_000 Btu_LHV/kWh; heat_ratio = 1.1 Btu_HHV/Btu_LHV"
    factors = "; ".join(f"factor {name} = 0.01 lb/MMBtu_HHV" for name in pollutants)
    said = summary_of(body % f"{burnt}; {factors}")
    assert said.headline == "holds until 2026-01-01; then it fails from 2026-01-01 on – A GPU: not met"
    assert [reason.code for reason in said.reasons] == ["require", "PWR006"]


TWO_SITES = """
pue = 1.2
site north "North hall" {
  jurisdiction = us
  grid a "Northern line" { contracted from 2024-01-01 = 20 MW }
  load x { behind = facility; power = 0 MW; power from 2025-01-01 = 5 MW; power from 2025-06-01 = 15 MW }
}
site south "South hall" { jurisdiction = us; grid b { contracted from 2024-01-01 = 30 MW } }
"""


def test_margins_are_taken_where_there_is_a_load() -> None:
    assert summary_of(TWO_SITES, "as_of = 2024-06-01").margins == (
        ("least margin from 2024-06-01 on", "35 MW from 2025-06-01 on"),
        ("least margin from 2024-06-01 on, by site", "5 MW at North hall (`north`) from 2025-06-01 on"),
        ("least margin before 2024-06-01", "no load yet"),
    )
    unknown = "site s { jurisdiction = us }\nload hall { behind = it; power = 1 MW }"
    assert summary_of(unknown).margins == (("least margin", "not known"),)


def test_the_least_margin_is_told_of_the_days_on_which_it_is_sure() -> None:
    window = """
    phase opens = 2025-02
    site s {
      jurisdiction = us
      load hall { behind = facility; power from opens = 9 MW }
      grid g { contracted = 7 MW }
    }
    """
    assert summary_of(window).margins == (("least margin", "-2 MW from 2025-02-28 on"),)


def test_objects_are_called_by_their_labels() -> None:
    _, result = run_of(TWO_SITES)
    campus, north, south = balances(result.facts, result.campus, None)
    assert [each.title for each in (campus, north, south)] == ["`c`", "North hall (`north`)", "South hall (`south`)"]
    assert campus.supplies == ("Northern line (`a`)", "`b`", "all")


OWN_RULE = """
jurisdiction our_county "Our County" : us_ms {{}}
rule X001 own "Turbines emit at most 9 ppm" {{
  severity = {severity}
  status = {status}
  jurisdiction = our_county
  for t in turbines
  when t.on_site
  require t.nox <= 9 ppmvd_15
}}
"""
OUR_TURBINE = """
site s { jurisdiction = our_county; ambient = 15 degC }
turbine u "The turbine" { rating = 1 MW; nox = 25 ppmvd_15; from 2025-01-01 until 2025-06-01 }
"""


@pytest.mark.parametrize(
    ("severity", "status", "standing", "look", "words", "past"),
    [
        ("error", "law", "error, law", "fails", "applied: fails", "applied, failed in the past"),
        ("warning", "order", "warning, order", "warns", "applied: warns", "applied, warned in the past"),
        ("note", "guidance", "note, guidance", "noted", "applied: noted", "applied, noted in the past"),
        ("error", "proposed", "proposed", "noted", "proposed: would fail", "proposed, would have failed in the past"),
    ],
)
def test_each_rule_speaks_with_its_own_weight(
    severity: str, status: str, standing: str, look: str, words: str, past: str
) -> None:
    _, result = run_of(OUR_TURBINE, OWN_RULE.format(severity=severity, status=status))
    (row,) = [row for row in rows(result, None) if row.code == "X001"]
    assert (row.standing, row.look, row.words) == (standing, look, words)
    assert row.jurisdiction == "Our County in Mississippi in United States"
    (subject,) = row.subjects
    assert (subject.subject, subject.verdicts[0].look) == ("The turbine (`u`)", look)
    assert subject.verdicts[0].words == words.partition(": ")[2]
    (row,) = [row for row in rows(result, day("2025-06-01")) if row.code == "X001"]
    assert row.words == past


def test_close_to_the_limit_is_said_in_words() -> None:
    _, result = run_of(f"pue = 1.2\nsite s {{ jurisdiction = us }}\n{LOAD}\ngrid g {{ contracted = 10.1 MW }}")
    (row,) = [row for row in rows(result, None) if row.code == "PWR001"]
    assert (row.look, row.words) == ("near", "applied: holds, close to the limit")
    assert [said.words for said in row.subjects[0].verdicts] == ["holds", "holds, close to the limit"]


def test_grids_and_units_have_columns_of_their_own() -> None:
    body = """
site s { jurisdiction = us; ambient = 15 degC }
grid g { contracted = 20 MW; interruptible = 5 MW }
turbine u "The turbine" { rating = 1 MW; from 2025-01-01 until 2025-06-01 }
"""
    (found,) = balances(*facts_of(body), None)
    grid, units = found.stages
    assert (grid.heads, [cell.text for cell in grid.supplies[0].stages[0].figures]) == (
        ("Contracted", "Contracted firm", "Firm"),
        ["20.00", "15.00", "15.00"],
    )
    assert units.heads == ("Nameplate", "Site", "Firm")
    assert units.supplies[0].stages[-1].note == "1 MW; no permit in force; leaves the site on 2025-06-01"


def test_equipment_says_when_it_comes_and_leaves() -> None:
    body = """
site s "Our site" { jurisdiction = us; ambient = 15 degC }
turbines u[1..2] "Turbines" { rating = 1 MW; from 2025-01-01 until 2025-06-01; running from 2025-02-01 }
batteries b { count = 4 }
"""
    turbines, batteries = equipment.rows(*facts_of(body))
    assert (turbines.title, turbines.site, turbines.number) == ("Turbines (`u[1..2]`)", "Our site", "2")
    assert (turbines.arrives, turbines.runs, turbines.leaves) == ("2025-01-01", "2025-02-01", "2025-06-01")
    assert (batteries.title, batteries.number, batteries.arrives, batteries.leaves) == ("`b`", "4", "not dated", "")


PERMIT = """
site s { jurisdiction = us; ambient = 15 degC }
turbine u { rating = 1 MW; from 2025-01-01 }
permit p { covers = u; granted = 2025-01-01; limit units = 1; limit nox = 5 short_ton/yr; limit co = 6 short_ton/yr }
"""
READS_NOX = """
rule X001 nox "NOx" {
  for p in permits
  require all(q.limit.nox is given for q in permits)
  message "not {p.limit.co}"
}
"""


@pytest.mark.parametrize(("head", "checked_limits"), [("", ["units"]), (READS_NOX, ["units", "nox"])])
def test_a_limit_that_no_rule_reads_is_marked(head: str, checked_limits: list[str]) -> None:
    _, result = run_of(PERMIT, head)
    few = tuple(outcome for outcome in result.outcomes if outcome.heading.code in ("PWR003", "X001"))
    (row,) = contracts.rows(attrs.evolve(result, outcomes=few))
    assert [limit.text for limit in row.limits] == ["units 1", "nox 5 short_ton/yr", "co 6 short_ton/yr"]
    assert [limit.text.split()[0] for limit in row.limits if limit.checked] == checked_limits


def test_a_permit_says_what_it_is_issued_under() -> None:
    _, result = run_of(PERMIT.replace("covers = u;", "covers = u; program = title_v;"))
    (row,) = contracts.rows(result)
    assert row.sort == "permit, title_v"
    assert all(limit.checked for limit in row.limits)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


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
    assert (override.field, override.part_value, override.plan_value) == ("`u[1..2]`, `u[3]`: rating", "5 MW", "4 MW")
    found = {source.name: names for source, names in cited(run, result).items() if not names or "rule" not in names[0]}
    assert found == {"strong": ["s.ambient"], "weak": ["part t.rating"], "unused": []}
    assert [(each.field, each.value) for each in uncited(result.campus)] == [
        ("c.size", "4 MW"),
        ("part t.derate", "0.5 %/degC"),
    ]
    assert {each.field: each.objects for each in defaults(result.campus)} == {
        "site.elevation": ("`s`",),
        "turbine.acquired": ("`u[1..2]`", "`u[3]`"),
        "turbine.altitude_derate": ("`u[1..2]`", "`u[3]`"),
        "turbine.duty": ("`u[1..2]`", "`u[3]`"),
    }
