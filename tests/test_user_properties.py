"""`property` blocks: what is drawn, the smallest case that fails, and that it fails as a scenario too."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from colossusc.ask.tests import TestResult
from colossusc.diagnostic import Diagnostic
from colossusc.pipeline import Options, check, run_tests
from colossusc.show.text import show

PLAN = """
as_of = 2026-01-01
campus c {
  pue = 1.3
  let spare = 5 MW
  let x_share = 10 %
  phase launch = 2026-06-01
  site s {
    jurisdiction = [us]
    ambient = 25 degC
    turbines t[01..05] { rating = 16 MW; derate = 0.68 %/degC; duty = backup }
    turbines other { rating = 9 MW; duty = prime }
    gpus h { count from launch = 20_000; gpus_per_system = 8; system_power = 10.2 kW; draw = 100 % }
    load x { behind = facility; power = 10 % * 1 MW }
  }
  grid g { contracted = 50 MW }
}
scenario hot : c { set s.ambient = 40 degC }
"""


def tried(body: str, head: str = "p : c", seed: int = 0, examples: int = 100) -> TestResult:
    text = f"{PLAN}property {head} {{\n{body}\n}}\n"
    run = run_tests(["plan.colossus"], lambda name: text, Options(seed=seed, examples=examples))
    assert not run.diagnostics, run.diagnostics
    return run.results[0]


def found(result: TestResult) -> list[str]:
    """The lines of the counterexample."""
    broken = next(each for each in result.diagnostics if each.code == "C0445")
    return broken.helps[0].split("\n")[1:]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("set s.ambient in 15 degC .. 43 degC; require s.ambient <= 31.7 degC", ["set s.ambient = 31.8 degC"]),
        ("set s.ambient in 15 degC .. 43 degC; require s.ambient >= 20.25 degC", ["set s.ambient = 20.2 degC"]),
        ("set s.ambient in 15 degC .. 31.75 degC; require s.ambient < 31.75 degC", ["set s.ambient = 31.75 degC"]),
        ("set s.h.count in 0 .. 5_000_000; require s.h.count < 1_234_567", ["set s.h.count = 1_234_567"]),
        ("set g.contracted in 10 MW .. 90 MW; require g.contracted > 12.3 MW", ["set g.contracted = 12.3 MW"]),
        ("set launch in 2026-05-01 .. 2026-07-31; require launch != 2026-07-07", ["set launch = 2026-07-07"]),
        ("set launch in 2026-01-01 .. 2030-01-01; require launch <= 2027-02-28", ["set launch = 2027-03-01"]),
        ("set pue in [1.2, 1.25, 1.4, 1.5]; require pue < 1.35", ["set pue = 1.4"]),
        ("set x_share in 1 % .. 20 %; require x_share <= 15 %", ["set x_share = 15.1 %"]),
        ("set s.ambient in -10 degC .. 30 degC; require s.ambient >= -2 degC", ["set s.ambient = -2.1 degC"]),
        ("for u in turbines; require u.rating > 9 MW", ["let u = s.other"]),
        ("for u in turbines where u.duty == backup; require u.rating > 16 MW", ["let u = s.t[01]"]),
        ("for size in [1 MW, 2 MW]; set spare = size; require spare < 2 MW", ["let size = 2 MW", "set spare = size"]),
        ("set s.ambient in 15 degC .. 43 degC; require spare > 5 MW", []),
    ],
)
def test_the_smallest_case_is_found_exactly(body: str, lines: list[str]) -> None:

    result = tried(body)
    assert [line.strip() for line in found(result)[1:-2]] == lines
    assert not result.passed


def test_each_of_several_values_is_as_near_to_the_plan_as_it_fails() -> None:
    body = "set spare in 0 MW .. 10 MW; set pue in 1 .. 2; set launch in 2026-01-01 .. 2026-12-31"
    result = tried(f"{body}\nrequire not (spare > 6 MW and launch > 2026-07-01)")
    assert [line.strip() for line in found(result)[1:-2]] == ["set spare = 6.1 MW", "set launch = 2026-07-02"]
    assert result.diagnostics[0].notes[-2:] == ("it holds at spare = 6 MW", "it holds at launch = 2026-07-01")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("p : c", "set s.ambient in 15 degC .. 43 degC; require s.ambient <= 31.7 degC"),
        ('"a title" : c', "for u in turbines\nlose u\nset s.h.count in 1 .. 100_000\nrequire facility_load < 50 MW"),
        ("p : hot", "for u in turbines; let n = 9 MW; require u.rating > n and s.ambient < 30 degC"),
        ("p : c", "set launch in 2026-01-01 .. 2030-01-01; require facility_load < 1 MW from 2027-01-01"),
    ],
)
def test_the_counterexample_can_be_pasted_and_fails_in_the_same_way(head: str, body: str) -> None:
    result = tried(body, head)
    scenario = "\n".join(found(result))
    pasted = check(["plan.colossus"], lambda name: f"{PLAN}{scenario}\n", Options())
    name = re.findall(r"^scenario (\w+)", scenario)[0]
    assert not pasted.errors, pasted.diagnostics
    again = next(each for each in pasted.diagnostics if each.code == "require" and each.scenarios == (name,))
    first = result.diagnostics[0]
    assert first.secondary[0].text.startswith(f"{again.message}, ")
    assert first.notes[: len(again.notes)] == again.notes
    assert figures(first) == figures(again)


def figures(finding: Diagnostic) -> list[tuple[str, str]]:
    return [(line.name, line.value) for line in finding.ledger.lines] if finding.ledger is not None else []


@pytest.mark.parametrize(
    "body",
    [
        "set s.ambient in 15 degC .. 43 degC; require s.ambient <= 43 degC",
        "for u in turbines; lose u; require u.rating >= 9 MW",
        "set pue in [1.2, 1.3]; for u in turbines; for v in grids; require u.rating > pue * 1 MW",
        "require facility_load >= 0 MW",
        "set spare in 5 MW .. 5 MW; require spare == 5 MW",
    ],
)
def test_what_holds_passes(body: str) -> None:
    result = tried(body)
    assert result.diagnostics == ()
    assert result.passed


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("set s.ambient in 15 MW .. 43 MW; require pue > 1", "C0402"),
        ("set s.ambeint in 15 degC .. 43 degC; require pue > 1", "C0308"),
        ("set s.ambient in 43 degC .. 15 degC; require pue > 1", "C0443"),
        ("set s.ambient in 15 degC to 43 degC; require pue > 1", "C0443"),
        ("set s.ambient in []; require pue > 1", "C0443"),
        ("set pue in 0.5 .. 2; require pue > 1", "C0605"),
        ("for u in transformers; require pue > 1", "C0443"),
        ("for u in turbin; require pue > 1", "C0301"),
        ("for u in pue; require pue > 1", "C0410"),
        ("set pue in 1.1 .. 1.2", "C0444"),
        ('message "x"; require pue > 1', "C0444"),
        ("set s.h.count in 1 .. 9; let n = 1 / (spare / 1 MW - 5); require n > 1", "C0603"),
        ("lose any of turbines; require pue > 1", "C0441"),
        ("require puu > 1", "C0301"),
    ],
)
def test_a_property_that_is_wrong_is_told(body: str, code: str) -> None:
    result = tried(body)
    assert {each.code for each in result.diagnostics} == {code}
    assert not result.passed


def test_a_property_of_nothing_is_told() -> None:
    assert [each.code for each in tried("require pue > 1", "p").diagnostics] == ["C0317"]
    assert [each.code for each in tried("require pue > 1", "p : d").diagnostics] == ["C0301"]


def test_an_open_verdict_is_a_finding() -> None:
    result = tried("for u in grids; require u.energised >= 1 MW")
    assert "cannot be judged" in result.diagnostics[0].secondary[0].text


def test_the_same_seed_tries_the_same_cases() -> None:
    inside = "spare > 6 MW and spare < 8 MW and pue > 1.7 and pue < 1.85"
    body = f"set spare in 1 MW .. 9 MW; set pue in 1.1 .. 1.9; require not ({inside})"
    first, second = (tried(body, seed=7, examples=500) for _ in range(2))
    assert [line.strip() for line in found(first)[1:-2]] == ["set spare = 6.01 MW", "set pue = 1.701"]
    assert show(first.diagnostics, False) == show(second.diagnostics, False)


def test_without_examples_only_the_ends_are_tried() -> None:
    assert not tried("set spare in 1 MW .. 9 MW; require spare < 9 MW", examples=0).passed
    assert tried("set spare in 1 MW .. 9 MW; require spare != 7 MW", examples=0).passed


def test_hypothesis_is_loaded_only_where_cases_are_drawn() -> None:
    code = """
import sys
from colossusc.pipeline import Options, run_tests
text = "campus c { pue = 1.3 }\\nproperty p : c { set pue in [1.2, 1.3]; require pue > 1 }"
assert run_tests(["p"], lambda name: text, Options()).results[0].passed
assert "hypothesis" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
