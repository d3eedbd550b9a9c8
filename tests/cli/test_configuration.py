"""`colossus.toml`: where it is found, what counts before it, what is wrong with one, and levels of rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from running import Command, Result

PLAN = """\
edition = 2026
as_of = 2025-01-01

rule FIR001 firm_enough "Firm supply covers the load" {
  severity = error
  status = guidance
  require campus.firm_supply >= campus.facility_load
}

campus c {
  pue = 1.2
  load hall { behind = it; power = 100 MW }
  grid g { contracted = 90 MW; contracted from 2026-01-01 = 200 MW }
  require firm_supply >= 95 MW as "Some supply"
}
"""


@pytest.fixture
def plan(project: Path) -> Path:
    """A plan with two errors, FIR001 and its own require, and a note of the power rules or more."""
    path = project / "plan.colossus"
    path.write_text(PLAN)
    return path


class Configured:
    """`configured("fail_on = …")` checks the plan with that `colossus.toml`."""

    def __init__(self, run: Command, project: Path) -> None:
        self.run, self.project = run, project

    def __call__(self, settings: str, *options: str, **env: str) -> Result:
        (self.project / "colossus.toml").write_text(settings)
        return self.run("check", "--message-format", "short", *options, "plan.colossus", env=env)


@pytest.fixture
def configured(run: Command, project: Path, plan: Path) -> Configured:
    return Configured(run, project)


# ------------------------------------------------------------------------------------------------------ precedence


def test_a_flag_counts_before_the_environment_before_the_file_before_the_default(configured: Configured) -> None:
    assert configured("").code == 1
    assert configured('fail_on = "never"').code == 0
    assert configured('fail_on = "never"', COLOSSUS_FAIL_ON="error").code == 1
    assert configured('fail_on = "error"', "--fail-on", "never", COLOSSUS_FAIL_ON="note").code == 0


@pytest.mark.parametrize(
    "settings",
    ["as_of = 2030-01-01", 'as_of = "2030-01-01"', 'select = ["C"]', 'ignore = ["FIR", "PWR", "require"]'],
)
def test_settings_of_every_sort(configured: Configured, settings: str) -> None:
    before = configured("").err
    assert configured(settings).err != before


def test_one_finding_is_shown_where_the_file_says_so(configured: Configured) -> None:
    assert "more (--max-diagnostics)" in configured("max_diagnostics = 1\nno_cache = true\npast = true").err


def test_lists_in_the_environment_are_parted_by_blanks(configured: Configured) -> None:
    assert "FIR001" not in configured("", COLOSSUS_IGNORE="FIR PWR").err
    assert configured("", COLOSSUS_FAIL_ON="sometimes").code == 2


# ---------------------------------------------------------------------------------------------------- where it is


def test_the_nearest_file_counts_as_far_as_the_repository(configured: Configured, project: Path, run: Command) -> None:
    configured("fail_on = 'never'")
    inside = project / "sites" / "one"
    inside.mkdir(parents=True)
    (inside / "plan.colossus").write_text(PLAN)
    assert run("check", "sites/one/plan.colossus").code == 0
    assert run("check", "plan.colossus", cwd=inside).code == 0
    assert run("check", "-", "--stdin-filename", "sites/one/plan.colossus", stdin=PLAN.encode()).code == 0
    (project / "sites" / "colossus.toml").write_text("")
    assert run("check", "sites/one/plan.colossus").code == 1
    (project / "sites" / "colossus.toml").unlink()
    (project.parent / "colossus.toml").write_text("fail_on = 'never'")
    (project / "colossus.toml").unlink()
    assert run("check", "plan.colossus").code == 1


def test_inputs_of_two_projects_are_checked_one_by_one(configured: Configured, project: Path, run: Command) -> None:
    configured("")
    (project / "other").mkdir()
    (project / "other" / "plan.colossus").write_text(PLAN)
    (project / "other" / "colossus.toml").write_text("")
    result = run("check", "plan.colossus", "other/plan.colossus")
    assert result.code == 2
    assert "`plan.colossus` and `other/plan.colossus` belong to projects with different settings" in result.err


def test_a_project_names_its_inputs(run: Command, project: Path) -> None:
    missing = run("check")
    assert missing.code == 2
    assert "missing argument 'PATH...'" in missing.err
    (project / "plans").mkdir()
    (project / "plans" / "plan.colossus").write_text(PLAN)
    (project / "colossus.toml").write_text('[files]\ninputs = ["plans"]\n')
    assert "plans/plan.colossus" in run("check").err
    assert "plans/plan.colossus" in run("check", cwd=project / "plans").err
    assert run("fmt", "--check").err == "0 files of 1 would change\n"
    assert run("test").err.endswith("0 tests, 0 passed, 0 failed\n")


# ------------------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("settings", "code", "place", "words"),
    [
        ('fail_no = "error"', "C0711", "1:1", "did you mean `fail_on`"),
        ("\n[rule]\nTVA001 = 'note'", "C0711", "2:2", "did you mean `rules`"),
        ("files = { input = [] }", "C0711", "1:11", "did you mean `inputs`"),
        ('fail_on = "errors"', "C0712", "1:1", "'errors' is not one of"),
        ("# why\nmax_diagnostics = 0", "C0712", "2:1", "0 is not in the range"),
        ("max_diagnostics = true", "C0712", "1:1", "`max_diagnostics` takes a whole number"),
        ("past = 'yes'", "C0712", "1:1", "`past` takes `true` or `false`"),
        ("select = 'C02'", "C0712", "1:1", "`select` takes a list of texts"),
        ("as_of = 5", "C0712", "1:1", "`as_of` takes a text"),
        ("as_of = '2026-02-30'", "C0712", "1:1", "`2026-02-30` is no date"),
        ("message_format = 'xml'", "C0712", "1:1", "there is no message format `xml`"),
        ("[files]\ninputs = 'plans'", "C0712", "2:1", "`inputs` takes a list of texts"),
        ("rules = 3", "C0712", "1:1", "`rules` is a table"),
        ("[rules]\nTVA001 = 'warnig'", "C0712", "2:1", "did you mean `warning`"),
        ("[rules]\n'TVA001' = 5", "C0712", "2:1", "the level of `TVA001` is one of"),
        ("fail_on =", "C0713", "1:1", "this is not TOML: invalid value"),
        ("a = 1\na = 2\n", "C0713", "2:1", "this is not TOML: cannot overwrite a value"),
        ("a = [1,", "C0713", "", "this is not TOML"),
        ("a = " + "[" * 99_999, "C0713", "", "this is not TOML"),
        ("[rules]\nC0402 = 'note'", "C0714", "2:1", "`C0402` is an error of the compiler, and stays one"),
        ("[rules]\nC05 = 'off'", "C0714", "2:1", "all of `C05` are errors of the compiler, and stays one"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    configured: Configured, settings: str, code: str, place: str, words: str
) -> None:
    result = configured(settings, "--message-format", "text")
    assert result.code == 2
    assert f"error[{code}]" in result.err
    assert f"colossus.toml:{place}" in result.err
    assert words in result.err
    assert result.err.count("error[") == 1


@pytest.mark.parametrize("content", [b"\xff", b"\0", b"a = '\x00'"])
def test_bytes_that_are_no_text(configured: Configured, project: Path, run: Command, content: bytes) -> None:
    (project / "colossus.toml").write_bytes(content)
    assert run("check", "plan.colossus").code == 2


def test_a_folder_of_that_name(run: Command, project: Path, plan: Path) -> None:
    (project / "colossus.toml").mkdir()
    assert run("check", "plan.colossus").code == 2


# --------------------------------------------------------------------------------------------------------- levels


def severities(result: Result) -> dict[str, str]:
    """The severity of each code in findings shown as `short`."""
    found = {}
    for line in result.err.splitlines():
        for severity in ("error", "warning", "note"):
            if f" {severity}[" in line:
                found[line.split(f" {severity}[")[1].split("]")[0]] = severity
    return found


@pytest.mark.parametrize("name", ["FIR001", "FIR", "firm_enough", "F"])
@pytest.mark.parametrize("level", ["warning", "note"])
def test_a_rule_counts_for_less(configured: Configured, name: str, level: str) -> None:
    assert severities(configured(""))["FIR001"] == "error"
    result = configured(f"[rules]\n{name} = '{level}'")
    assert severities(result)["FIR001"] == level
    assert severities(result)["require"] == "error"


def test_a_finding_says_that_its_severity_was_set(configured: Configured, run: Command) -> None:
    configured("[rules]\nFIR001 = 'warning'\n'Some supply' = 'note'\nC0801 = 'error'")
    text = run("check", "plan.colossus").err
    assert "= note: `error` lowered to `warning` by colossus.toml" in text
    assert "= note: `error` lowered to `note` by colossus.toml" in text
    assert "= note: `warning` raised to `error` by colossus.toml" in text


def test_a_whole_code_counts_before_a_beginning_and_a_longer_one_before_a_shorter(configured: Configured) -> None:
    assert severities(configured("[rules]\nFIR001 = 'note'\nFIR = 'warning'"))["FIR001"] == "note"
    assert severities(configured("[rules]\nFIR0 = 'note'\nFIR = 'warning'"))["FIR001"] == "note"
    assert severities(configured("[rules]\nfirm_enough = 'note'\nFIR = 'warning'"))["FIR001"] == "note"


def test_what_is_off_is_not_shown_and_stays_listed(configured: Configured, run: Command, project: Path) -> None:
    result = configured("[rules]\nFIR001 = 'off'\nPWR = 'off'\nrequire = 'off'\nC0801 = 'off'")
    assert result.code == 0
    assert severities(result) == {}
    assert run("compile", "plan.colossus", "-o", "out").code == 0
    model = json.loads((project / "out" / "ir.json").read_text())
    off = {rule["code"] for rule in model["rules"] if rule["enforcement"] == "off (colossus.toml)"}
    assert {"FIR001", "PWR001", "require"} <= off
    assert all(rule["why"] == "off (colossus.toml)" for rule in model["rules"] if rule["code"] in off)
    assert "off (colossus.toml)" in (project / "out" / "report.md").read_text()


def test_a_lowered_rule_is_listed_with_what_it_was(configured: Configured, run: Command, project: Path) -> None:
    configured("[rules]\nFIR001 = 'warning'")
    run("compile", "plan.colossus", "-o", "out")
    words = "`error` lowered to `warning` by colossus.toml"
    model = json.loads((project / "out" / "ir.json").read_text())
    assert [rule["enforcement"] for rule in model["rules"] if rule["code"] == "FIR001"] == [words]
    assert words in (project / "out" / "report.md").read_text()


def test_a_warning_made_an_error_fails_the_run_and_the_report_is_written_all_the_same(
    configured: Configured, run: Command, project: Path
) -> None:
    quiet = "FIR = 'off'\nPWR = 'off'\nrequire = 'off'\n"
    assert configured(f"[rules]\n{quiet}C0801 = 'error'").code == 1
    run("compile", "plan.colossus", "-o", "out")
    assert (project / "out" / "report.md").exists()


def test_a_level_for_nothing_is_a_warning_with_the_nearest_name(configured: Configured) -> None:
    result = configured("[rules]\nFIR01 = 'off'\nfirm_enuogh = 'off'\nTVA = 'note'")
    assert result.err.count("warning[C0715]") == 2
    assert "colossus.toml:2:1" in result.err
    assert severities(result)["FIR001"] == "error"


def test_tests_of_rules_judge_them_as_written(configured: Configured, run: Command, project: Path) -> None:
    configured("[rules]\nFIR001 = 'off'")
    rule = PLAN[PLAN.index("rule") : PLAN.index("campus c")]
    test = 'test "too little" { campus c { pue = 1; load l { behind = it; power = 1 MW } }; expect error FIR001 }'
    (project / "pack.colossus").write_text(f"edition = 2026\n{rule}{test}\n")
    result = run("test", "pack.colossus")
    assert (result.code, result.err) == (0, "1 test, 1 passed, 0 failed\n")


def test_what_properties_try_and_which_scenarios_are_shown_are_settings(configured: Configured, project: Path) -> None:
    (project / "tried.colossus").write_text(PLAN + 'property "a" : c { set pue in 1.1 .. 1.9; require pue > 1 }\n')
    assert "`examples`" not in configured("seed = 7\nexamples = 3").err
    (project / "colossus.toml").write_text("examples = -1")
    assert "C0712" in configured.run("test", "tried.colossus").err
    (project / "colossus.toml").write_text("")
    assert configured.run("test", "tried.colossus", env={"COLOSSUS_SEED": "x"}).code == 2
    assert configured('scenario = ["heat_wave"]').code == 2
    assert configured('scenario = "heat_wave"').code == 2
    assert configured("", COLOSSUS_SCENARIO="heat_wave").code == 2


@pytest.mark.parametrize("style", ["json", "jsonl", "sarif", "github", "junit"])
def test_what_is_wrong_with_the_file_comes_in_the_format_asked_for(project: Path, run: Command, style: str) -> None:
    (project / "colossus.toml").write_text("fail_onn = 'never'\n")
    (project / "plan.colossus").write_text("campus c {}\n")
    result = run("check", "--message-format", style, "plan.colossus")
    assert (result.code, result.err) == (2, "")
    assert "C0711" in result.out
    assert run("check", "--message-format", "short", "plan.colossus").err.startswith("colossus.toml:1:1: error[C0711]")
    assert run("check", "plan.colossus", env={"COLOSSUS_MESSAGE_FORMAT": style}).out == result.out
