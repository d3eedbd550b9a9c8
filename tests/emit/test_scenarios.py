"""The plan and its scenarios side by side, in the report and in the model; bills only where they differ."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from emit.outputs import compiled

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
    assert {each["code"] for each in growth["findings"]} == {"PWR001", "require"}
