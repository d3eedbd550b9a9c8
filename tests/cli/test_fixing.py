"""`check --fix`: what is mended, what is left for people, and that nothing becomes worse."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings

from colossusc.cli import mending
from colossusc.cli.mending import Mended, mend
from colossusc.diagnostic import Diagnostic
from colossusc.pipeline import Checked, Options, check
from colossusc.source import Read, ReadProblem
from colossusc.testing import campuses
from running import Command
from strategies import misspelt

HEAD = "campus c {\n  pue = 1.2\n  site s { jurisdiction = us }\n"


def mended(text: str) -> tuple[Checked, Mended, str]:
    """What is wrong with a plan, what became of it, and its text then."""

    def read(name: str) -> str:
        if name != "plan.colossus":
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return text

    def checked(read: Read) -> Checked:
        return check(["plan.colossus"], read, Options())

    before = checked(read)
    after = mend(before, checked, read, lambda finding: True)
    return before, after, after.texts.get("plan.colossus", text)


def mistakes(checked: Checked) -> list[Diagnostic]:
    return [each for each in checked.diagnostics if each.severity == "error" and not each.subject]


SAFE = {  # 〈what is wrong → what is right〉
    "letter case of a unit": "grid g { contracted = 〈5 mW → 5 MW〉 }",
    "the other case": "grid g { contracted = 〈5 Mw → 5 MW〉 }",
    "a unit with another": "let a = 〈10 mwh/h → 10 MWh/h〉\n grid g { contracted = a }",
    "a letter too many in a unit": "permit p { limit nox = 〈5 tonnne/yr → 5 tonne/yr〉 }",
    "a number": "gpus h { count = 〈1__000 → 1_000〉 }",
    "a number in a quantity": "grid g { contracted = 〈1__000 kW → 1_000 kW〉 }",
    "a number without its 0": "let a = 〈.5 → 0.5〉\n load l { power = 5 MW * a }",
    "a share": "gpus h { count = 8; draw = 〈0.85 → 85 %〉 }",
    "a field": "grid g { 〈contraced → contracted〉 = 5 MW }",
    "a field over time": "grid g { 〈contraced → contracted〉 from 2025-01-01 = 5 MW }",
    "a kind": "〈girds → grids〉 g { contracted = 5 MW }",
    "a word of a field": "turbines t { duty = 〈prme → prime〉 }",
    "a name": "let reserve = 5 MW\n grid g { contracted = 〈reserv → reserve〉 }",
    "a name in other letters": "let mean = 5 MW\n grid g { contracted = 〈me\u0430n → mean〉 }",
    "a field of an object": "grid g { contracted = 5 MW }\n load l { power = g.〈contraced → contracted〉 }",
    "a party": "grid g { provider = 〈TVA → tva〉 }",
    "a fact": "require 〈frm_supply → firm_supply〉 >= 0 MW",
    "a function": "require 〈countt → count〉(grids) >= 0",
    "a sign": "let a = 3 〈× → *〉 2 〈× → *〉 4 MW\n grid g { contracted = a }",
    "one mistake under another": "〈girds → grids〉 g { 〈contraced → contracted〉 = 〈5 mW → 5 MW〉 }",
    "the same mistake twice": "grid g { contracted = 〈5 mW → 5 MW〉 }\n grid f { contracted = 〈5 mW → 5 MW〉 }",
    "in a text": '}\nrule X1 x { for g in grids; require g.contracted > 0 MW; message "{g.〈contraced → contracted〉}"',
}
LEFT = {
    "a missing unit": "grid g { contracted = 5 }",
    "which ton": "permit p { limit nox = 5 ton/yr }",
    "a share of more than all": "gpus h { count = 8; draw = 80 }",
    "one hundred percent or one": "gpus h { count = 8; draw = 1 }",
    "a share that is no decimal of a percent": "gpus h { count = 8; draw = 0.123456789 }",
    "a spoken unit": "let a = 5 megawatts\n  grid g { contracted = a }",
    "another digit": "let x_10 = 5 MW\n  grid g { contracted = x_100 }",
    "a short word": "let abc = 5 MW\n  grid g { contracted = abd }",
    "two names as near": "let fast = 5 MW\n  let last = 6 MW\n  grid g { contracted = mast }",
    "a field that is there already": "grid g { contracted = 5 MW; contraced = 6 MW }",
    "a name of another dimension": "let speed = 5 m\n  grid g { contracted = spead }",
    "a day that is not in the calendar": "grid g { contracted from 2025-02-30 = 5 MW }",
    "a kind over an empty rest": "girds g { xyzzy = 5 MW }",
}


@pytest.mark.parametrize("line", SAFE.values(), ids=list(SAFE))
def test_what_can_only_have_been_meant_is_written(line: str) -> None:
    wrong, right = (re.sub("〈(.*?) → (.*?)〉", side, f"{HEAD}  {line}\n}}\n") for side in (r"\1", r"\2"))
    before, after, text = mended(wrong)
    assert mistakes(before)
    assert text == right
    assert not mistakes(after.checked)


@pytest.mark.parametrize("wrong", LEFT.values(), ids=list(LEFT))
def test_what_may_have_been_meant_otherwise_is_left(wrong: str) -> None:
    plan = f"{HEAD}  {wrong}\n}}\n"
    before, after, text = mended(plan)
    assert mistakes(before)
    assert text == plan
    assert after.done == ()


def test_one_bad_guess_does_not_spoil_the_others() -> None:
    good = [f"  grid g{n} {{ contracted = 5 mW }}\n" for n in range(9)]
    bad = "  let speed = 5 m\n  load l { power = spead }\n"
    _, after, text = mended(HEAD + "".join(good[:5]) + bad + "".join(good[5:]) + "}\n")
    assert text.count("5 MW") == 9
    assert "spead" in text
    assert len(after.done) == 9


def test_many_bad_guesses_take_a_bounded_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "_TRIES", 3)
    loads = "".join(f"  load l{n} {{ power = spead }}\n" for n in range(9))
    _, after, text = mended(f"{HEAD}  let speed = 5 m\n{loads}  grid g {{ contracted = 5 mW }}\n}}\n")
    assert text.count("spead") == 9
    assert len(after.done) <= 1


def test_a_fix_may_uncover_what_a_rule_finds() -> None:
    grid = "grid g { provider = tva; contraced = 150 MW }"
    _, after, text = mended(f"campus c {{\n  pue = 1.2\n  site s {{ jurisdiction = tva_region; {grid} }}\n}}\n")
    assert "contracted = 150 MW" in text
    assert [each.code for each in after.checked.diagnostics if each.severity == "error"] == ["TVA001"]


@given(misspelt(campuses().map(lambda plain: plain.text())))
@settings(max_examples=60, deadline=None)
def test_fixes_never_add_a_mistake_and_a_second_time_change_nothing(text: str) -> None:
    before, after, once = mended(text)
    named = [Counter((each.code, each.message) for each in mistakes(checked)) for checked in (before, after.checked)]
    assert not named[1] - named[0]
    assert bool(after.done) == (once != text)
    assert mended(once)[2] == once


# --------------------------------------------------------------------------------------------- the command line

MESSY = 'import "parts.colossus" as parts\n' + HEAD + "  grid g { contracted = 5 mW }  # é\n}\n"
NEAT = MESSY.replace("mW", "MW")


@pytest.fixture
def plan(project: Path) -> Path:
    path = project / "plan.colossus"
    path.write_bytes(MESSY.encode())
    (project / "parts.colossus").write_text("part a : turbine { ratin = 5 MW }\n")
    return path


def test_the_files_given_and_imported_are_mended(run: Command, plan: Path, project: Path) -> None:
    plan.chmod(0o640)
    shown = run("check", "plan.colossus").err
    assert shown.endswith("; 2 fixable (check --fix)\n")
    result = run("check", "--fix", "plan.colossus")
    assert result.code == 0
    assert result.out == ""
    assert result.err.splitlines()[:2] == [
        "fixed parts.colossus:1:20: write `rating` instead of `ratin`",
        "fixed plan.colossus:5:25: write `5 MW` instead of `5 mW`",
    ]
    assert plan.read_bytes() == NEAT.encode()
    assert plan.stat().st_mode & 0o777 == 0o640
    assert (project / "parts.colossus").read_text() == "part a : turbine { rating = 5 MW }\n"
    assert "fixed" not in run("check", "--fix", "plan.colossus").err


def test_line_ends_stay(run: Command, plan: Path) -> None:
    plan.write_bytes(MESSY.replace("\n", "\r\n").encode())
    assert run("check", "--fix", "plan.colossus").code == 0
    assert plan.read_bytes() == NEAT.replace("\n", "\r\n").encode()


def test_a_diff_writes_nothing_and_can_be_applied(run: Command, plan: Path, project: Path) -> None:
    result = run("check", "--diff", "plan.colossus")
    assert result.code == 1
    assert result.out.startswith("--- a/parts.colossus\n+++ b/parts.colossus\n@@ ")
    assert "would fix plan.colossus:5:25: " in result.err
    assert "2 errors" in result.err
    assert plan.read_text() == MESSY
    subprocess.run(["git", "apply", "-"], input=result.out.encode(), cwd=project, check=True)
    assert plan.read_text() == NEAT


def test_what_comes_from_stdin_goes_to_stdout(run: Command) -> None:
    text = MESSY.partition("\n")[2]
    result = run("check", "--fix", "-", stdin=text.encode())
    assert (result.code, result.out) == (0, text.replace("mW", "MW"))
    again = run("check", "--fix", "-", stdin=result.out.encode())
    assert again.out == result.out


@pytest.mark.parametrize("arguments", [["--fix", "-"], ["--diff", "plan.colossus"]], ids=" ".join)
def test_stdout_holds_one_thing(run: Command, plan: Path, arguments: list[str]) -> None:
    assert run("check", *arguments, "--message-format", "json").code == 2


def test_findings_for_machines_are_those_that_are_left(run: Command, plan: Path) -> None:
    result = run("check", "--fix", "plan.colossus", "--message-format", "jsonl")
    assert "C0205" not in result.out
    assert "fixed plan.colossus" in result.err


def test_only_what_is_selected_is_mended(run: Command, plan: Path, project: Path) -> None:
    assert run("check", "--fix", "--select", "C02", "plan.colossus").code == 0
    assert plan.read_text() == NEAT
    assert "ratin " in (project / "parts.colossus").read_text()


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs permissions")
def test_a_folder_that_may_not_be_written_is_2(run: Command, plan: Path, project: Path) -> None:
    project.chmod(0o500)
    result = run("check", "--fix", "plan.colossus")
    project.chmod(0o700)
    assert result.code == 2
    assert plan.read_text() == MESSY


@pytest.mark.parametrize("command", [["check", "--fix"], ["fmt"]], ids=" ".join)
def test_a_byte_order_mark_stays(run: Command, plan: Path, command: list[str]) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + MESSY.replace("}  #", "} #").encode())
    assert run(*command, "plan.colossus").code == 0
    assert (
        plan.read_bytes()
        == b"\xef\xbb\xbf" + (NEAT.replace("}  #", "} #") if command[0] == "check" else MESSY).encode()
    )
    assert run(*command, "-", stdin=b"\xef\xbb\xbf# a plan\n").out == "\ufeff# a plan\n"


def test_a_diff_applies_to_a_file_with_a_byte_order_mark(run: Command, plan: Path, project: Path) -> None:
    plan.write_bytes(b"\xef\xbb\xbf" + MESSY.encode())
    result = run("check", "--diff", "plan.colossus")
    subprocess.run(["git", "apply", "-"], input=result.out.encode(), cwd=project, check=True)
    assert plan.read_bytes() == b"\xef\xbb\xbf" + NEAT.encode()


def test_nothing_is_mended_for_a_scenario_that_there_is_not(run: Command, plan: Path) -> None:
    plan.write_text(MESSY + "scenario hot : c {\n  set c.pue = 1.3\n}\n")
    before = plan.read_bytes()
    result = run("check", "--fix", "--scenario", "hott", "plan.colossus")
    assert (result.code, plan.read_bytes()) == (2, before)
    assert "there is no scenario `hott`" in result.err
    assert "did you mean `hot`" in result.err
    assert run("check", "--fix", "--scenario", "hot", "plan.colossus").code == 0
    assert plan.read_bytes() != before


def test_a_file_of_the_library_is_named_whatever_that_uncovers() -> None:
    text = "use catalog.nvida\n" + HEAD + "gpus h : nvidia.no_such_system { count = 8 }\n}"
    _, after, now = mended(text)
    assert now.startswith("use catalog.nvidia\n")
    assert [each.code for each in mistakes(after.checked)] == ["C0301"]
