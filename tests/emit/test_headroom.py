"""The headroom of a campus: what its report, its page and its model say of it."""

from __future__ import annotations

import json

from colossusc import pipeline
from conftest import CompileText

PLAN = """\
edition = 2026
as_of = 2026-01-01
part box : gpu_system {{ gpus_per_system = 8; system_power = 10 kW }}
campus c {{
  pue = 1.25
  site s {{
    jurisdiction = [us]
    gpus g : box {{ count = 8_000 }}
    {more}
    grid m {{ {contract} }}
  }}
}}
"""


def outputs(compile_text: CompileText, contract: str, more: str = "") -> tuple[str, str, list[dict[str, object]]]:
    files = pipeline.emit(compile_text(PLAN.format(contract=contract, more=more)))
    report = files["report.md"].decode()
    section = report.partition("## Headroom\n")[2].partition("\n## ")[0]
    return section, files["report.html"].decode(), json.loads(files["ir.json"])["headroom"]


def test_the_most_gpus_and_the_least_power(compile_text: CompileText) -> None:
    section, page, model = outputs(compile_text, "contracted = 20 MW")
    assert "| the most `s.g.count` | 8,000 | 12,800 | 4,800 | from 2026-01-01 on | PWR001 on `c` |" in section
    assert "| the least `s.m.contracted` | 20 MW | 12.5 MW | 7.5 MW | from 2026-01-01 on | PWR001 on `c` |" in section
    assert '<h2 id="headroom-head">Headroom</h2>' in page
    assert [(each["path"], each["limit"], each["next"]) for each in model] == [
        ("s.g.count", "12,800", "12,801"),
        ("s.m.contracted", "12.5 MW", "12.49 MW"),
    ]


def test_it_ends_where_the_plan_fails_anyway(compile_text: CompileText) -> None:
    section, _, model = outputs(compile_text, "contracted = 20 MW; contracted from 2027-01-01 = 5 MW")
    assert "| 8,000 | 12,800 | 4,800 | from 2026-01-01 until 2027-01-01 | PWR001 on `c` |" in section
    assert model[0]["until"] == "2027-01-01"
    assert "| the least `s.m.contracted` | 5 MW | – |  | from 2027-01-01 on | the plan fails as it is" in section


def test_a_plan_that_fails_says_so_in_place_of_a_number(compile_text: CompileText) -> None:
    section, _, model = outputs(compile_text, "contracted = 10 MW")
    assert "| 8,000 | – |  | from 2026-01-01 on | the plan fails as it is: PWR001 on `c` |" in section
    assert [(each["limit"], each["fails_already"]) for each in model] == [(None, True), (None, True)]


def test_the_units_of_an_array_are_one_value_and_there_are_not_too_many(compile_text: CompileText) -> None:
    more = "; ".join(f"gpus x{place} : box {{ count = 8 }}" for place in range(8))
    section, _, model = outputs(compile_text, "contracted = 20 MW", more)
    assert len(model) == 8
    assert "2 more are not computed here" in section
