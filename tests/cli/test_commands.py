"""What each command does beside the contract they share."""

from __future__ import annotations

from pathlib import Path

import pytest

from colossusc.codes import all_codes
from running import Command

UGLY = "campus   c{\n\n\n\n  let a=5MW # five\n}"


@pytest.fixture
def plan(project: Path) -> Path:
    path = project / "plan.colossus"
    path.write_text(UGLY)
    return path


def neat(run: Command) -> str:
    """The ugly plan as `fmt` lays it out, whatever the manner of the day."""
    return run("fmt", "-", stdin=UGLY.encode()).out


def test_fmt_writes_the_file_back_once(run: Command, plan: Path) -> None:
    result = run("fmt", "plan.colossus")
    assert (result.code, result.out, result.err) == (0, "", "formatted plan.colossus\n")
    assert plan.read_text() == neat(run) != UGLY
    again = run("fmt", "plan.colossus")
    assert (again.code, again.out, again.err) == (0, "", "")


def test_fmt_gives_unix_line_ends_and_keeps_a_byte_order_mark(run: Command, plan: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + UGLY.replace("\n", "\r\n").encode())
    assert run("fmt", "plan.colossus").code == 0
    assert plan.read_bytes() == b"\xef\xbb\xbf" + neat(run).encode()


def test_fmt_check_and_diff_write_nothing(run: Command, plan: Path) -> None:
    result = run("fmt", "--check", "plan.colossus")
    assert (result.code, result.out) == (1, "")
    assert result.err == "would format plan.colossus\n1 file of 1 would change\n"
    result = run("fmt", "--diff", "plan.colossus")
    assert result.code == 1
    assert result.out.startswith("--- a/plan.colossus\n+++ b/plan.colossus\n@@ ")
    assert "-}\n\\ No newline at end of file\n" in result.out
    assert plan.read_text() == UGLY
    plan.write_text(neat(run))
    assert run("fmt", "--check", "--diff", "plan.colossus").code == 0


def test_fmt_leaves_a_broken_file_alone_and_formats_the_others(run: Command, plan: Path, project: Path) -> None:
    broken = project / "broken.colossus"
    broken.write_text("let  a  =\n")
    result = run("fmt", ".")
    assert result.code == 1
    assert "error[C01" in result.err
    assert broken.read_text() == "let  a  =\n"
    assert plan.read_text() == neat(run)
    assert run("fmt", "-", stdin=b"let  a  =\n").out == ""


def test_fmt_of_a_missing_file_is_2(run: Command) -> None:
    assert run("fmt", "missing.colossus").code == 2


def test_dump_shows_tokens_and_tree(run: Command, plan: Path) -> None:
    assert "5:9 QUANTITY '5MW'\n" in run("dump", "tokens", "plan.colossus").out
    tree = run("dump", "tree", "plan.colossus").out
    assert tree.startswith("File 1:1")
    assert "    body: Definition 5:3\n      kind: Name 5:3 text='let'\n" in tree
    assert run("dump", "tree", "missing.colossus").code == 2


def test_dump_tree_of_a_deep_expression(run: Command, project: Path) -> None:
    (project / "deep.colossus").write_text("let a = " + "not " * 90 + "b\nlet c = " + "1 + " * 20_000 + "1\n")
    result = run("dump", "tree", "deep.colossus")
    assert result.code == 0
    assert result.out.count("Quantity") == 20_001


def test_explain_shows_every_code_and_rule(run: Command) -> None:
    code = all_codes()["C0703"]
    page = run("explain", "C0703").out
    assert page.startswith(f"# C0703: {code.title}\n\n{code.explanation}\n")
    assert f"    {code.bad}" in page
    rule = run("explain", "TVA001").out
    assert rule.startswith("# TVA001: ")
    assert "    rule TVA001 " in rule
    assert "\n      when " in rule


def test_explain_of_an_unknown_code_names_the_nearest(run: Command) -> None:
    result = run("explain", "TVA01")
    assert (result.code, result.out) == (2, "")
    assert "did you mean `TVA0" in result.err


def test_check_shows_one_scenario_only(run: Command, project: Path) -> None:
    plan = "campus c {\n  pue = 1.2\n  require pue < 1.2\n}\nscenario hot : c { set pue = 1.3 }\nscenario same : c {}\n"
    (project / "plan.colossus").write_text(plan, encoding="utf-8")
    everything = run("check", "--message-format", "short", "--ignore", "C0801", "plan.colossus")
    assert everything.err.splitlines()[:2] == [
        "plan.colossus:3:11: error[require]: pue < 1.2: not met (also in scenario `same`)",
        "plan.colossus:3:11: error[require]: pue < 1.2: not met (in scenario `hot`)",
    ]
    only = run("check", "--message-format", "short", "--ignore", "C0801", "--scenario", "hot", "plan.colossus")
    assert only.code == 1
    assert only.err.splitlines()[:1] == everything.err.splitlines()[1:2]


def test_check_knows_its_scenarios(run: Command, project: Path) -> None:
    (project / "plan.colossus").write_text("campus c {}\nscenario hot : c {}\n", encoding="utf-8")
    result = run("check", "--scenario", "hott", "plan.colossus")
    assert result.code == 2
    assert "there is no scenario `hott`" in result.err
    assert "did you mean `hot`?" in result.err


def test_tests_of_a_mistaken_rule_are_not_run(run: Command, project: Path) -> None:
    rules = 'rule X1 one "A" {\n  for g in grids\n  require g.contracted >= as_of\n}\n'
    tests = 'test "one" {\n  campus c { grid g {} }\n  expect error X1 on g\n}\n'
    (project / "rules.colossus").write_text(rules + tests, encoding="utf-8")
    result = run("test", "--fail-on", "never", "rules.colossus")
    assert result.code == 1
    assert result.err.startswith("not run: one (rules.colossus:5:6)\nerror[C0409]")
    assert result.err.endswith("1 test, 0 passed, 0 failed, 1 not run\n")


def test_tests_without_a_day_of_their_own_take_that_of_the_run(run: Command, project: Path) -> None:
    rules = 'rule X1 one "A" {\n  for g in grids\n  require as_of >= 2026-01-01\n}\n'
    without = 'test "without" {\n  campus c { grid g {} }\n}\n'
    own = 'test "own" {\n  as_of = 2025-01-01\n  campus c { grid g {} }\n  expect error X1 on g\n}\n'
    (project / "rules.colossus").write_text(rules + without + own, encoding="utf-8")
    assert "1 failed" in run("test", "rules.colossus").err
    assert run("test", "--as-of", "2026-01-01", "rules.colossus").err == "2 tests, 2 passed, 0 failed\n"


def test_explain_tells_who_a_jurisdiction_and_a_party_are(run: Command) -> None:
    region = run("explain", "tva_region").out
    assert region.startswith("# tva_region: TVA service territory\n\n- a jurisdiction: ")
    assert "- lies in: `us`, United States\n- its rules:\n  - `TVA001` A firm load above" in region
    (everywhere,) = (line for line in region.splitlines() if line.startswith("- rules that apply everywhere: "))
    assert "`PRC001`, " in everywhere
    inside = next(line for line in run("explain", "us").out.splitlines() if line.startswith("- in it lie: "))
    assert "`tva_region`" in inside
    assert "`us_ms`" in inside
    assert "- rules that name it:\n  - `TVA001` " in run("explain", "tva").out
    assert "did you mean `tva_region`?" in run("explain", "tva_regin").err
