"""The plan and its scenarios side by side, in the report and in the model; bills only where they differ."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from emit.outputs import checked, compiled

HERE = Path(__file__).parent
PLAN = """
edition = 2026
as_of = 2026-01-01
source met "Met office" { grade = regulator }
campus memphis {
  pue = 1.3
  let reserve = 10 %
  phase launch = 2026-06-01
  site paul_lowry {
    jurisdiction = [us_tn_shelby]
    ambient = 40 degC
    turbines smt[01..15] {
      rating = 16 MW; derate = 0.68 %/degC; duty = prime; from launch until 2028-01-01; running from launch
    }
    gpus h100 { count from launch = 20_000; gpus_per_system = 8; system_power = 10.2 kW; draw = 100 % }
    grid mlgw { contracted = 50 MW }
    permit county { covers = smt; granted = 2026-02-01; expires = 2028-01-01 }
  }
  require firm_supply >= facility_load * (1 + reserve) from launch as "Firm"
  require pue < 1.2 as "A good PUE"
}
"""
SCENARIOS = """
scenario heat_wave "A week at 43 degC" : memphis {
  set paul_lowry.ambient = 43 degC [met]
  lose paul_lowry.smt[07]

  scenario delayed "And the launch slips" {
    set launch = 2026-09-01
    set paul_lowry.pue = 1.4
  }
}
scenario growth : memphis {
  let more = 100_000
  set paul_lowry.h100.count from 2027-01-01 = 120_000 + more
}
"""


def test_the_section_is_as_kept(golden: Callable[[Path, str], None]) -> None:
    report = compiled(PLAN + SCENARIOS)["report.md"]
    section = report[report.index("## Scenarios") : report.index("## Power balance")]
    golden(HERE.parent / "golden" / "scenarios" / "section.md", section)


def test_a_report_without_scenarios_does_not_speak_of_them() -> None:
    outputs = compiled(PLAN)
    assert "cenario" not in outputs["report.md"]
    assert "cenario" not in outputs["report.html"].partition("</style>")[2]
    assert json.loads(outputs["ir.json"])["scenarios"] == []


def test_the_page_marks_what_differs_and_where_findings_of_the_plan_are_found_too() -> None:
    page = compiled(PLAN + SCENARIOS)["report.html"]
    assert '<a href="#scenarios">Scenarios</a>' in page
    assert '<strong class="differs">27,500 systems</strong>' in page
    assert "also in scenarios <code>heat_wave</code>, <code>delayed</code>, <code>growth</code>" in page


def test_only_a_scenario_that_buys_other_quantities_has_a_bill() -> None:
    outputs = compiled(PLAN + SCENARIOS)
    assert sorted(name for name in outputs if name.endswith(".csv")) == ["bom-growth.csv", "bom.csv"]
    assert ",25000,system," in outputs["bom-growth.csv"]


def test_the_model_holds_each_scenario() -> None:
    model = json.loads(compiled(PLAN + SCENARIOS)["ir.json"])
    heat, delayed, growth = model["scenarios"]
    assert [each["name"] for each in model["scenarios"]] == ["heat_wave", "delayed", "growth"]
    assert delayed["adds_to"] == "heat_wave"
    assert heat["lost"] == [{"of": "memphis.paul_lowry.smt[01..15]", "units": 1}]
    assert heat["sets"][0]["path"] == "paul_lowry.ambient"
    assert heat["sets"][0]["steps"][0]["value"]["shown"] == "43 degC"
    assert heat["sets"][0]["overrides"]["steps"][0]["value"]["shown"] == "40 degC"
    assert {each["code"] for each in growth["findings"]} == {"CAA001", "PWR001", "require"}


HOLDS = """
edition = 2026
as_of = 2026-01-01
campus c {
  site s {
    jurisdiction = us
    grid g { contracted = 30 MW }
    load l { behind = facility; power = 20 MW; power from 2026-07-01 = 25 MW }
  }
}
"""
FAIL = """
scenario late : c { set s.g.contracted from 2026-09-01 until 2026-10-01 = 22 MW }
scenario later : c { set s.g.contracted from 2026-09-01 until 2026-10-01 = 22 MW }
scenario unknown_yet : c { set s.g.contracted = 20 MW .. 40 MW }
scenario fine : c { set s.g.contracted = 31 MW }
"""


def test_the_report_opens_with_the_scenarios_in_which_a_plan_does_not_hold() -> None:
    outputs = compiled(HOLDS + FAIL)
    head = outputs["report.md"].partition("| Period |")[0]
    assert "**Verdict: holds from 2026-01-01 on**" in head
    late, unknown = (line for line in head.splitlines() if line.startswith("- **in scenario"))
    assert late == (
        "- **in scenarios `late`, `later` it fails from 2026-09-01 until 2026-10-01 – firm supply is 22 MW for a "
        "facility load of 25 MW: margin -3 MW**"
    )
    assert unknown.startswith("- **in scenario `unknown_yet` it is open from 2026-07-01 on – ")
    page = outputs["report.html"]
    assert '<div class="verdict scenario fails">\n<p class="headline">in scenarios <code>late</code>' in page
    assert '<div class="verdict scenario open">' in page


def test_the_report_counts_what_check_counts() -> None:
    """What is found alike in the plan and in scenarios is one finding."""
    for text in (HOLDS, HOLDS + FAIL):
        found = Counter(each.severity for each in checked(text).diagnostics if not each.past)
        errors, warnings, _ = re.findall(r"(\d+) (?:error|warning|note)s?[,.]", compiled(text)["report.md"])[:3]
        assert (int(errors), int(warnings)) == (found["error"], found["warning"])
    assert found["error"] == 2


def test_a_scenario_that_fails_as_the_plan_does_is_told_in_short() -> None:
    required = HOLDS.removesuffix("}\n") + 'require firm_supply >= 50 MW as "Fifty"\n}\n'
    report = compiled(required + "scenario same : c { set s.g.contracted = 30 MW }")["report.md"]
    assert "- **in scenario `same` it fails as the plan does**" in report
