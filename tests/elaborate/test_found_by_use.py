"""What people found when they first used the compiler, so that it stays mended."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from colossusc.values.calendar import parse_date
from conftest import CompileText

SITE = "site s { jurisdiction = us_tx; ambient = 15 degC"


def campus(*lines: str) -> str:
    return "\n".join(("campus c { pue = 1", f"  {SITE}", *(f"    {line}" for line in lines), "  }", "}", ""))


def fact(compile_text: CompileText, text: str, name: str, kind: str = "", date: str = "2026-01-01") -> Any:
    """A fact of the campus, or of its first object of a kind."""
    checked = compile_text(text)
    assert not checked.errors, [each.message for each in checked.diagnostics]
    (result,) = checked.campuses
    item = result.campus.all(kind)[0] if kind else result.campus
    return result.facts.steps(item, name).at(parse_date(date).first)


def codes(compile_text: CompileText, text: str) -> list[str]:
    """The codes of what is wrong with a text, without the findings of rules."""
    return [each.code for each in compile_text(text).diagnostics if each.severity == "error" and not each.subject]


def test_an_array_of_grids_counts_each(compile_text: CompileText) -> None:
    assert fact(compile_text, campus("grids g[1..3] { contracted = 10 MW }"), "firm_supply") == 30_000_000


def test_the_air_and_height_of_a_building_apply_in_it(compile_text: CompileText) -> None:
    """10 MW × (1 - 1 %/K × 30 K) × (1 - 10 %/km × 1 km) = 6.3 MW."""
    turbine = "turbine t { rating = 10 MW; derate = 1 %/K; altitude_derate = 10 %/km }"
    text = campus(f"building b {{ ambient = 45 degC; elevation = 1000 m; {turbine} }}")
    assert fact(compile_text, text, "site_rating", "turbine") == 6_300_000


def test_a_building_that_names_its_site_takes_the_sites_pue(compile_text: CompileText) -> None:
    text = """campus c { pue = 1.2
      site s { jurisdiction = us_tx; pue = 1.5 }
      building b { site = s; load l { behind = it; power = 1 MW } } }
    """
    assert fact(compile_text, text, "facility_load") == 1_500_000


def test_a_part_does_not_see_the_names_of_the_plan(compile_text: CompileText) -> None:
    text = "use catalog.nvidia\n" + campus("gpus gb200 : nvidia.gb200_nvl72 { count = 72 }")
    assert fact(compile_text, text, "compute_load") == 132_000


def test_what_is_counted_is_on_site_while_it_is(compile_text: CompileText) -> None:
    text = campus("batteries b { rating = 1 MW; energy = 4 MWh; count from 2025-06-01 = 3 }")
    assert fact(compile_text, text, "on_site", "battery", "2025-05-31") is False
    assert fact(compile_text, text, "arrived", "battery") == parse_date("2025-06-01").first


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("turbine t { rating = 1 MW; from 2025-01-01; until 2024-01-01 }",), ["C0506"]),
        (("turbine t { rating = 1 MW; until 2026-01-01; from 2025-01-01 }",), []),
        (("turbines t[1..3] { rating = 1 MW; from 2025-01-01 }", "units t[1] { until 2024-01-01 }"), ["C0506"]),
        (("turbines t[1..3] { rating = 1 MW }", "units t[3..1] { rating = 2 MW }"), ["C0424"]),
        (
            (
                "turbines t[1..3] { rating = 1 MW }",
                "units t[1..2] { rating = 2 MW }",
                "units t[2..3] { rating = 3 MW }",
            ),
            ["C0303"],
        ),
        (("turbines t[1..3] { rating = 1 MW }", "permit p { covers = [t[1..9]]; granted = 2024-01-01 }"), ["C0424"]),
        (("building b { turbines t[1..4] { rating = 1 MW } }", "permit p { covers = b.t; granted = 2024-01-01 }"), []),
        (("permit p { granted = 2024-01-01; until 2025-01-01 }",), ["C0421"]),
        (("batteries b { rating = 1 MW; energy = 4 MWh; duty = prime }",), ["C0301"]),
        (("grid g { contracted = 1 MW; contraced from 2025-01-01 = 2 MW }", "require grid_firm >= 2 MW"), ["C0308"]),
        (("load l { behind = it; power from 2025-01-01 + 36 h = 1 MW }",), ["C0507"]),
        (("require sum(t.units for t in turbines) < 8",), ["C0428"]),
        (("require count(t for t in turbines where t.on_site) < 8",), []),
    ],
)
def test_mistakes_that_were_accepted(compile_text: CompileText, lines: tuple[str, ...], expected: list[str]) -> None:
    assert codes(compile_text, campus(*lines)) == expected


def test_a_part_has_no_time_on_site(compile_text: CompileText) -> None:
    assert codes(compile_text, "part x : turbine { rating = 1 MW; from 2030-01-01 }\n") == ["C0421"]


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("severity = note; severity = error; require campus.it_load >= 0 MW", ["C0602"]),
        ("effective from 2025-01-01; effective from 2026-01-01; require campus.it_load >= 0 MW", ["C0602"]),
        ("status from 2024-01-01 = law; require campus.it_load >= 0 MW", ["C0509"]),
        ("for g in grids; for g in sites; require g.name == 1", ["C0304", "C0409"]),
        ("let date = 5; require campus.it_load >= 0 MW", ["C0304"]),
    ],
)
def test_a_rule_says_each_thing_once(compile_text: CompileText, clauses: str, expected: list[str]) -> None:
    found = codes(compile_text, f"rule X001 x {{ {clauses} }}\n")
    assert found[0] == expected[0]


def test_as_of_has_no_dates_and_its_sources_exist(compile_text: CompileText) -> None:
    assert sorted(codes(compile_text, "as_of from 2024-01-01 = 2025-01-01 [nowhere]\n")) == ["C0302", "C0509"]


def findings(compile_text: CompileText, text: str, code: str) -> list[tuple[str, str, str]]:
    checked = compile_text(text)
    return [(each.severity, each.message, each.period) for each in checked.diagnostics if each.code == code]


def test_a_loop_over_a_set_that_changes_is_judged_while_its_element_belongs(compile_text: CompileText) -> None:
    text = "rule X001 x { for t in turbines; for p in t.permits; require p.limit.units is given }\n" + campus(
        "turbine t { rating = 1 MW; from 2024-01-01 }",
        "permit p { covers = t; granted = 2024-02-01; expires = 2024-02-29 }",
    )
    assert [period for _, _, period in findings(compile_text, text, "X001")] == ["from 2024-02-01 until 2024-03-01"]


def test_one_item_that_is_not_given_settles_nothing(compile_text: CompileText) -> None:
    text = "rule X001 x { for g in grids; require g.contracted in [1 MW, g.energised] }\n"
    assert findings(compile_text, text + campus("grid g { contracted = 1 MW }"), "X001") == []
    assert [
        severity for severity, _, _ in findings(compile_text, text + campus("grid g { contracted = 2 MW }"), "X001")
    ] == ["warning"]


def test_a_name_that_is_not_there_is_not_given(compile_text: CompileText) -> None:
    text = 'rule X001 x { for g in grids; require 1 == 2; message "{g.provider.name}" }\n'
    assert findings(compile_text, text + campus("grid g { contracted = 1 MW }"), "X001")[0][1] == "not given"


def test_the_figures_of_a_finding_are_of_the_worst_day_from_as_of_on(compile_text: CompileText) -> None:
    text = "as_of = 2025-01-01\n" + campus(
        "load l { behind = it; power = 2 MW; power from 2024-01-01 until 2024-02-01 = 99 MW }"
    )
    assert "facility load of 2 MW" in findings(compile_text, text, "PWR001")[0][1]


def test_the_worst_day_of_a_comparison_with_date_may_be_the_last(compile_text: CompileText) -> None:
    text = """rule X001 x { for p in permits; when p.in_force; require p.expires - date >= 30 day
      message "{p.expires - date}" }
    """ + campus("permit p { granted = 2024-02-01; expires = 2024-02-29 }")
    assert findings(compile_text, text, "X001") == [("error", "0 days", "from 2024-02-01 until 2024-03-01")]


@pytest.mark.parametrize("chain", ["let a{0} = a{1} + a{1}", "let a{0} = a{1} + 1 MW"])
def test_lets_of_a_rule_do_not_explode(compile_text: CompileText, chain: str) -> None:
    lets = "\n".join(chain.format(number, number + 1) for number in range(3_000))
    found = codes(compile_text, f"rule X001 x {{\n{lets}\nlet a3000 = 1 MW\nrequire campus.it_load <= a0 }}\n")
    assert set(found) <= {"C0906", "C0909"}
    assert found


def test_an_expired_vote_covers_nothing(compile_text: CompileText) -> None:
    text = """campus c { site s { jurisdiction = tva_region }
      grid g { provider = tva; contracted from 2025-06-01 = 150 MW
        approval v { by = tva_board; granted = 2024-11-07; expires = 2024-12-31; limit = 150 MW } } }
    """
    assert [period for _, _, period in findings(compile_text, text, "TVA001")] == ["from 2025-06-01 on"]


def test_a_sum_prints_so_that_it_adds_up(compile_text: CompileText) -> None:
    text = campus("load a { behind = it; power = 350.34708756 MW }", "grid g { contracted = 15.6736 MW }")
    (finding,) = [each for each in compile_text(text).diagnostics if each.code == "PWR001"]
    assert finding.ledger is not None
    values = {line.name: Fraction(line.value.removesuffix(" MW")) for line in finding.ledger.lines}
    assert values["firm supply"] - values["facility load"] == values["margin"]


def test_what_replaces_a_computed_value_of_a_part_is_what_counts(compile_text: CompileText) -> None:
    plan = "part p : turbine { rating = 10 MW + 6 MW }\ncampus c { turbines a : p { rating = 5 MW } }"
    item = compile_text(plan).plan.campuses[0].all("turbine")[0]
    assert item.value("rating").steps.values == (5_000_000,)


def test_how_long_something_took_is_asked_by_moving_a_day(compile_text: CompileText) -> None:
    text = """campus c {
      phase works = 2024-04-24
      phase launch = 2024-09-02
      require launch - works <= 7 month
      require launch <= works + 7 month as "Within seven months"
    }
    """
    (mixed,) = [each for each in compile_text(text).diagnostics if each.severity == "error"]
    assert mixed.code == "C0402"
    assert mixed.helps == ("a calendar month is no fixed time: move a day by it, as in `start + 6 month <= end`",)


def test_what_a_scenario_sets_for_a_time_leaves_the_findings_of_other_days_one(compile_text: CompileText) -> None:
    text = """campus c {
      pue = 1
      site s {
        jurisdiction = us
        load l {
          behind = it
          power = 1 MW
          power from 2026-06-01 = 3 MW
        }
        grid g { contracted = 2 MW }
      }
    }
    scenario x : c { set s.l.power from 2026-02-15 until 2026-03-01 = 1.5 MW }
    """
    (found,) = [each for each in compile_text(text).diagnostics if each.code == "PWR001"]
    assert found.scenarios == ("", "x")


def test_of_an_or_the_worst_day_is_that_of_the_side_that_comes_closest(compile_text: CompileText) -> None:
    text = """rule X001 x { for g in grids
          require g.contracted >= 100 MW or g.energised >= 50 MW
          message "{g.energised}" }
        campus c { site s { jurisdiction = us
          grid g {
            contracted = 40 MW
            energised = 30 MW
            energised from 2026-06-01 = 20 MW
            energised from 2027-01-01 = 25 MW
          }
        } }
    """
    assert findings(compile_text, text, "X001") == [("error", "20 MW", "at every date")]
    (found,) = [each for each in compile_text(text).diagnostics if each.code == "X001"]
    assert found.span is not None
    assert found.span.text == "20 MW"
