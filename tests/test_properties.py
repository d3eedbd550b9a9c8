"""What holds of every plan, whatever stands in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc.analyses.fact import all_facts
from colossusc.expr.operators import missing
from colossusc.pipeline import Checked, Options, check
from colossusc.source import ReadProblem, Source
from colossusc.syntax.format import format_source
from colossusc.syntax.parse import parse
from colossusc.testing import Plain, campuses
from colossusc.testing.campuses import FIRST_CAMPUS_DAY
from strategies import expressions

SPECS = Path(__file__).parent.parent / "specs"
REFERENCES = [
    (SPECS / f"campuses/{name}.colossus").read_text(encoding="utf-8") for name in ("colossus_1", "colossus_1_announced")
]
TOKEN = re.compile(r'"[^"\n]*"|[A-Za-z_][\w.]*|[0-9][\w.\-]*|[^\w\s]|\s+')
MEGAWATT = 10**6


def checked(text: str) -> Checked:
    def read(name: str) -> str:
        if name != "plan.colossus":
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return text

    return check(["plan.colossus"], read, Options())


def findings(found: Checked) -> list[tuple[str, ...]]:
    """What was found, without its place."""
    return sorted((each.code, each.severity, each.message, each.subject, each.period) for each in found.diagnostics)


# ------------------------------------------------------------------------------------------------------ the balance


def firm(plain: Plain, day: int) -> Fraction:
    """Firm supply in MW on a day, by the plan's own numbers."""
    supply = Fraction(0)
    for grid in plain.grids:
        supply += max((step for step in grid if step[0] <= day), default=(0, 0))[1]
    for unit in plain.turbines:
        permitted = unit.permit is not None and unit.permit[0] <= day <= unit.permit[1]
        if unit.duty == "prime" and unit.begin <= day < unit.end and permitted:
            derated = 1 - Fraction(unit.derate, 10_000) * max(0, plain.ambient - 15)
            supply += unit.units * unit.rating * derated
    return supply


def load(plain: Plain, day: int) -> Fraction:
    """Facility load in MW on a day, by the plan's own numbers."""
    it, facility = Fraction(0), Fraction(0)
    for begin, count, hundreds in plain.gpus:
        if begin <= day:
            it += Fraction(-(-count // 8) * hundreds * 100, MEGAWATT)
    for power, side in plain.loads:
        it, facility = (it + power, facility) if side == "it" else (it, facility + power)
    return it * Fraction(plain.pue, 100) + facility


@given(campuses())
@settings(max_examples=80, deadline=None)
def test_the_balance_is_what_the_plans_own_numbers_give_on_each_day(plain: Plain) -> None:
    (result,) = checked(plain.text()).campuses
    supply = result.facts.value(result.campus, "firm_supply").steps
    drawn = result.facts.value(result.campus, "facility_load").steps
    (outcome,) = [each for each in result.outcomes if each.heading.code == "PWR001"]
    (judgement,) = outcome.judgements
    for day in range(FIRST_CAMPUS_DAY - 2, FIRST_CAMPUS_DAY + 155):
        assert supply.at(day) == firm(plain, day) * MEGAWATT
        assert drawn.at(day) == load(plain, day) * MEGAWATT
        (verdict,) = [each.verdict for each in judgement.intervals if each.start <= day < each.end]
        assert (verdict == "fails") == (firm(plain, day) < load(plain, day))


UNSAID = (  # sums over fields that these plans do not give
    *("heat_input", "pte_", "added_", "emitted_"),
    *("load_step", "step_taken", "ramp_rate"),
    "water_use",
)


@given(campuses())
@settings(max_examples=50, deadline=None)
def test_the_terms_of_every_sum_add_up_to_it_on_every_day(plain: Plain) -> None:
    (result,) = checked(plain.text()).campuses
    for level in (result.campus, *result.campus.all("site")):
        for kind, name in all_facts():
            if kind != level.kind.name or not (value := result.facts.value(level, name)).terms:
                continue
            for day in range(FIRST_CAMPUS_DAY - 2, FIRST_CAMPUS_DAY + 155):
                terms = [term.steps.at(day) for term in value.terms]
                lost = missing(*terms)
                assert lost is None or name.startswith(UNSAID)
                assert value.steps.at(day) == (sum(terms) if lost is None else lost)


# --------------------------------------------------------------------------------------------- what does not matter


@given(campuses(), st.sampled_from((("kW", 1_000), ("W", 10**6))))
@settings(max_examples=40, deadline=None)
def test_units_do_not_matter(plain: Plain, unit: tuple[str, int]) -> None:
    assert findings(checked(plain.text(plain.blocks(*unit)))) == findings(checked(plain.text()))


@given(campuses(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_declarations_does_not_matter(plain: Plain, chance: Random) -> None:
    blocks = []
    for block in plain.blocks():
        head, _, body = block.partition(" { ")
        statements = body.removesuffix(" }").split("; ")
        chance.shuffle(statements)
        blocks.append(f"{head} {{ {'; '.join(statements)} }}")
    chance.shuffle(blocks)
    facts = [("firm_supply", "facility_load", "margin", "gpu_count")]
    one, other = checked(plain.text()), checked(plain.text(blocks))
    for name in facts[0]:
        values = [found.campuses[0].facts.value(found.campuses[0].campus, name).steps for found in (one, other)]
        assert values[0] == values[1]
    assert verdicts(one) == verdicts(other)
    assert decided(one) == decided(other)


def verdicts(found: Checked) -> set[tuple[str, str, int, int, str]]:
    """Each rule's verdict on each subject on each interval."""
    return {
        (outcome.heading.code, judgement.subject, each.start, each.end, each.verdict)
        for outcome in found.campuses[0].outcomes
        for judgement in outcome.judgements
        for each in judgement.intervals
    }


def decided(found: Checked) -> list[tuple[str, ...]]:
    """The findings of verdicts that are not open: of several things that are not given one is told of the first in the
    file."""
    return [each for each in findings(found) if "cannot be judged" not in each[2]]


@given(campuses())
@settings(max_examples=40, deadline=None)
def test_the_format_does_not_matter(plain: Plain) -> None:
    text = plain.text()
    source = Source("plan.colossus", text)
    assert findings(checked(format_source(source, parse(source)[0]))) == findings(checked(text))


# ------------------------------------------------------------------------------------------------- nothing raises


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_no_text_makes_the_compiler_raise(text: str) -> None:
    checked(text)


@given(st.sampled_from(REFERENCES), st.data())
@settings(max_examples=100, deadline=None)
def test_no_damage_to_a_campus_makes_the_compiler_raise(text: str, data: st.DataObject) -> None:
    tokens = TOKEN.findall(text)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(tokens) - 2))
        damage = data.draw(st.sampled_from(("delete", "double", "swap", "replace")))
        if damage == "delete":
            del tokens[at]
        elif damage == "double":
            tokens.insert(at, tokens[at])
        elif damage == "swap":
            other = data.draw(st.integers(0, len(tokens) - 1))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] = data.draw(st.sampled_from(tokens))
    checked("".join(tokens))


@given(st.lists(expressions(), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_no_expression_makes_the_compiler_raise(some: list[str]) -> None:
    fields = "".join(f"  let x{place} = {text}\n  require {text}\n" for place, text in enumerate(some))
    rules = "".join(f"rule X{place} x {{ for a in turbines; require {text} }}\n" for place, text in enumerate(some))
    checked(f"campus c {{\n  pue = 1.2\n  turbines b[1..3] {{ rating = 5 MW }}\n  grid grid {{}}\n{fields}}}\n{rules}")


# -------------------------------------------------------------------------------------------------------- same bytes


@pytest.mark.parametrize("command", ["check", "dump facts"])
def test_same_input_same_bytes(command: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "plan.colossus").write_text(REFERENCES[0], encoding="utf-8")
    outputs = set()
    for seed in ("0", "1", "42"):
        run = subprocess.run(
            [sys.executable, "-m", "colossusc", *command.split(), "plan.colossus"],
            cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False,
        )  # fmt: skip
        outputs.add((run.returncode, run.stdout, run.stderr))
    assert len(outputs) == 1
