"""The same plan in several jurisdictions, or as of several days."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from running import Command, Result

PLAN = """
edition = 2026
as_of   = 2026-03-01

campus c {
  pue = 1.2
  site north {
    jurisdiction = [us_ms]
    load hall { behind = facility; power = 80 MW }
    grid g {
      provider = tva
      contracted = 85 MW
      contracted from 2026-06-01 = 120 MW
      filing answers { recipient = nerc; filed = 2026-07-01 }
    }
  }
  site south { load shop { behind = facility; power = 1 MW }; grid h { contracted = 2 MW } }
}

scenario dry : c { set north.g.contracted from 2026-05-01 = 70 MW }
"""


@pytest.fixture
def check(run: Command, project: Path) -> Any:
    (project / "plan.colossus").write_text(PLAN, encoding="utf-8")
    return lambda *arguments: run("check", "plan.colossus", *arguments)


def cells(result: Result) -> dict[tuple[str | None, ...], str]:
    """By scenario, jurisdictions and day: what fails first, and from when."""
    document = json.loads(result.out)
    assert (document["format"], document["version"]) == ("colossusc-matrix", 1)
    return {
        (each["scenario"], "+".join(each["jurisdictions"] or ()), each["as_of"]): (
            f"{each['first']['code']} from {each['first']['from']}" if each["first"] else each["verdict"]
        )
        for each in document["cells"]
    }


def test_each_jurisdiction_takes_the_place_of_the_sites_own(check: Any) -> None:
    result = check("--message-format", "json", "--jurisdictions", "us_ms, us_tn+tva_region,us_ms")
    assert result.code == 1
    assert result.err == ""
    assert cells(result) == {
        (None, "us_ms", "2026-03-01"): "ok",
        (None, "us_tn+tva_region", "2026-03-01"): "TVA001 from 2026-06-01",
        ("dry", "us_ms", "2026-03-01"): "PWR001 from 2026-05-01",
        ("dry", "us_tn+tva_region", "2026-03-01"): "PWR001 from 2026-05-01",
    }


def test_a_cell_says_what_check_says_there(check: Any, project: Path) -> None:
    """The plan written for the jurisdictions has the findings of the cell."""
    moved = PLAN.replace("[us_ms]", "[us_tn, tva_region]").replace("site south {", "site south { jurisdiction = us_tn;")
    (project / "plan.colossus").write_text(moved, encoding="utf-8")
    findings = json.loads(check("--message-format", "json").out)["findings"]
    own = [each for each in findings if each["in_plan"] and each["severity"] == "error"]
    assert [each["code"] for each in own] == ["TVA001"]
    (cell, _) = json.loads(check("--message-format", "json", "--jurisdictions", "us_tn+tva_region").out)["cells"]
    assert cell["failing"] == len(own)
    assert cell["first"]["message"] == own[0]["message"]


def test_as_of_several_days(check: Any) -> None:
    days = "2026-03-01,2026-05-15,2027-01-01"
    found = cells(check("--message-format", "json", "--jurisdictions", "tva_region", "--as-of", days))
    assert found == {
        (None, "tva_region", "2026-03-01"): "TVA001 from 2026-06-01",
        (None, "tva_region", "2026-05-15"): "TVA001 from 2026-06-01",
        (None, "tva_region", "2027-01-01"): "TVA001 from 2027-01-01",
        ("dry", "tva_region", "2026-03-01"): "PWR001 from 2026-05-01",
        ("dry", "tva_region", "2026-05-15"): "PWR001 from 2026-05-15",
        ("dry", "tva_region", "2027-01-01"): "PWR001 from 2027-01-01",
    }


def test_one_day_is_a_check(check: Any) -> None:
    result = check("--as-of", "2026-03-02", "--message-format", "short")
    assert "PWR001" in result.err
    assert result.out == ""


def test_the_table_for_people(check: Any) -> None:
    result = check("--jurisdictions", "us_ms,tva_region", "--scenario", "dry")
    head, *rows = result.out.splitlines()
    assert head.split("  ")[0] == "plan"
    assert [row.split()[:5] for row in rows] == [
        ["c,", "dry", "us_ms", "2026-03-01", "PWR001"],
        ["c,", "dry", "tva_region", "2026-03-01", "PWR001"],
    ]
    only_days = check("--as-of", "2026-03-01,2026-03-02").out
    assert "jurisdictions" not in only_days
    assert " ok " in only_days


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--jurisdictions", "us_ms"), 1),  # the scenario fails
        (("--jurisdictions", "us_ms", "--fail-on", "never"), 0),
        (("--jurisdictions", "us_ms", "--ignore", "PWR"), 0),
        (("--jurisdictions", "us_ms", "--select", "TVA"), 0),
        (("--jurisdictions", "tva_region", "--select", "TVA"), 1),
    ],
)
def test_the_exit_code_is_that_of_a_check(check: Any, arguments: tuple[str, ...], code: int) -> None:
    assert check(*arguments).code == code


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--jurisdictions", "tva_regoin"), "did you mean `tva_region`?"),
        (("--jurisdictions", "us_ms,"), "there is no jurisdiction ``"),
        (("--as-of", "2026-03-01,2026-02-30"), "`2026-02-30` is no date"),
        (("--jurisdictions", "us", "--message-format", "sarif"), "show them as `text` or as `json`"),
        (("--jurisdictions", "us", "--fix"), "leave out `--fix` and `--diff`"),
        (("--jurisdictions", "us", "--scenario", "dryy"), "did you mean `dry`?"),
    ],
)
def test_what_cannot_be_asked(check: Any, arguments: tuple[str, ...], words: str) -> None:
    result = check(*arguments)
    assert result.code == 2
    assert words in result.err


def test_a_plan_with_mistakes_is_told_of_them(run: Command, project: Path) -> None:
    (project / "plan.colossus").write_text("campus c { grid g { contracted = 8 } }", encoding="utf-8")
    result = run("check", "plan.colossus", "--jurisdictions", "us")
    assert (result.code, result.out) == (1, "")
    assert "C0208" in result.err


def test_files_without_a_campus_have_no_cells(run: Command, project: Path) -> None:
    (project / "plan.colossus").write_text("edition = 2026", encoding="utf-8")
    result = run("check", "plan.colossus", "--jurisdictions", "us")
    assert result.code == 2
    assert "no campus" in result.err


def test_a_campus_without_sites_and_sites_that_name_no_jurisdiction(run: Command, project: Path) -> None:
    text = """
    as_of = 2026-03-01
    campus bare { jurisdiction = us; grid g { provider = tva; contracted = 120 MW } }
    part yard : site { grid g { provider = tva; contracted = 120 MW } }
    campus many { site s : yard {}; site r : yard {} }
    """
    (project / "plan.colossus").write_text(text, encoding="utf-8")
    arguments = ("--jurisdictions", "us,tva_region", "--select", "TVA001", "--message-format", "json")
    document = json.loads(run("check", "plan.colossus", *arguments).out)
    assert [(each["campus"], each["failing"]) for each in document["cells"]] == [
        ("bare", 0),
        ("bare", 1),
        ("many", 0),
        ("many", 2),
    ]


def test_as_of_from_the_settings_of_the_project(run: Command, project: Path) -> None:
    (project / "plan.colossus").write_text(PLAN, encoding="utf-8")
    (project / "colossus.toml").write_text("as_of = 2026-04-01\n", encoding="utf-8")
    result = run("check", "plan.colossus", "--jurisdictions", "us", "--message-format", "json")
    days = {each["as_of"] for each in json.loads(result.out)["cells"]} if result.out else result.err
    assert days == {"2026-04-01"}
