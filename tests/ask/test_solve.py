"""`solve`: the most and the least of a value at which everything holds, against what was computed by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from colossusc import pipeline
from colossusc.ask.explain import Unknown
from colossusc.ask.solve import Answer, Question
from colossusc.pipeline import Options, check
from colossusc.show import answer as answers
from colossusc.source import ReadProblem
from colossusc.values.calendar import parse_date
from running import Command

# A system of 8 GPUs draws 10 kW: with a PUE of 1.25 each system takes 12.5 kW of the grid.
PLAN = """\
edition = 2026
as_of = 2026-01-01
part box : gpu_system { gpus_per_system = 8; system_power = 10 kW }
campus c {
  pue = 1.25
  site s {
    jurisdiction = [us]
    gpus g : box { count from 2025-06-01 = 8_000 }
    grid m { contracted = 20 MW }
  }
  require firm_supply >= facility_load as "Supply covers load"
  MORE
}
"""


def solved(text: str, sense: Any, path: str, **asked: Any) -> Answer:
    def read(name: str) -> str:
        if name != "plan.colossus":
            raise ReadProblem("C0701", "there is no such file")
        return text

    checked = check(["plan.colossus"], read, Options())
    assert not checked.errors, checked.diagnostics
    return pipeline.solve(checked, Question(sense, path, **asked))


def plan(*more: str) -> str:
    return PLAN.replace("MORE", "\n  ".join(more))


def shown(answer: Answer) -> tuple[str | None, str | None]:
    last, after = answer.edge.last, answer.edge.next
    return (
        answer.scale.shown(last) if last is not None else None,
        answer.scale.shown(after) if after is not None else None,
    )


def words(answer: Answer) -> list[str]:
    return [each.words for each in answer.failing_next]


def day(text: str) -> int:
    return parse_date(text)[0]


def test_how_many_more_gpus_fit() -> None:
    answer = solved(plan(), "most", "g.count")
    assert shown(answer) == ("12,800", "12,801")  # 20 MW / 12.5 kW = 1,600 systems of 8
    assert words(answer) == ["PWR001 on `c`", "`Supply covers load`"]
    assert answers.text(answer).splitlines()[:2] == [
        "most `s.g.count` from 2026-01-01 on: 12,800",
        "  4,800 more than the plan's 8,000",
    ]


def test_the_least_grid_power() -> None:
    answer = solved(plan(), "least", "m.contracted")
    assert shown(answer) == ("12.5 MW", "12.49 MW")  # 1,000 systems
    assert words(answer)[0] == "PWR001 on `c`"


def test_the_grain_and_the_ends_may_be_given() -> None:
    fine = solved(plan(), "least", "m.contracted", step="1 kW")
    assert shown(fine) == ("12,500 kW", "12,499 kW")
    coarse = solved(plan(), "most", "g.count", step="1_000")
    assert shown(coarse) == ("12,000", "13,000")
    bounded = solved(plan(), "most", "g.count", within="..9_000")
    assert shown(bounded) == ("9,000", None)
    assert "where the search ended" in answers.text(bounded)


def test_a_plan_that_fails_is_searched_downwards() -> None:
    answer = solved(plan().replace("8_000", "20_000"), "most", "g.count")
    assert shown(answer) == ("12,800", "12,801")
    assert [each.words for each in answer.failing_now] == ["PWR001 on `c`", "`Supply covers load`"]
    assert "  7,200 less than the plan's 20,000" in answers.text(answer)
    least = solved(plan().replace("20 MW", "10 MW"), "least", "m.contracted")
    assert shown(least) == ("12.5 MW", "12.49 MW")


def test_where_one_rule_is_mended_another_fails_and_there_is_no_answer() -> None:
    text = plan('require s.m.contracted <= 11 MW as "The wire carries 11 MW"').replace("20 MW", "10 MW")
    answer = solved(text, "least", "m.contracted")
    assert shown(answer) == (None, "12.5 MW")
    assert words(answer) == ["`The wire carries 11 MW`"]


def test_only_what_is_asked_for_must_hold() -> None:
    text = plan('require gpu_count <= 9_000 as "The hall has 9,000 places"')
    assert shown(solved(text, "most", "g.count"))[0] == "9,000"
    assert shown(solved(text, "most", "g.count", only=("PWR001",)))[0] == "12,800"
    assert shown(solved(text, "most", "g.count", only=("The hall has 9,000 places",)))[0] == "9,000"
    assert shown(solved(text, "most", "g.count", without=("require",)))[0] == "12,800"
    with pytest.raises(Unknown, match="there is no rule or `require` named `PWR01`"):
        solved(text, "most", "g.count", only=("PWR01",))


def test_days_bound_what_is_set_and_what_must_hold() -> None:
    text = plan().replace("contracted = 20 MW", "contracted = 20 MW; contracted from 2027-01-01 = 5 MW")
    assert shown(solved(text, "most", "g.count"))[0] == "3,200"
    answer = solved(text, "most", "g.count", end=day("2027-01-01"))
    assert shown(answer)[0] == "12,800"
    assert "from 2026-01-01 until 2027-01-01: 12,800" in answers.text(answer)
    assert "--until 2027-01-01" not in answers.text(answer)
    later = solved(text, "most", "g.count", start=day("2027-06-01"))
    assert shown(later)[0] == "3,200"


def test_the_last_step_of_a_value_is_what_is_asked_about() -> None:
    text = plan().replace("= 8_000", "= 8_000; count from 2027-01-01 = 9_000")
    answer = solved(text, "most", "g.count")
    assert (answer.start, answer.scale.shown(answer.now)) == (day("2027-01-01"), "9,000")


def test_what_is_open_counts_for_nothing() -> None:
    ranged = plan().replace("pue = 1.25", "pue = 1.25 .. 1.6")
    answer = solved(ranged, "most", "g.count")
    assert shown(answer)[0] == "10,000"  # 20 MW / (10 kW × 1.6) = 1,250 systems
    assert [each.verdict for each in answer.failing_next] == ["open", "open"]


def test_what_is_open_whatever_the_value_is_is_set_aside_and_told() -> None:
    text = plan('require s.ambient <= 40 degC as "Not too hot"')
    answer = solved(text, "most", "g.count")
    assert shown(answer)[0] == "12,800"
    assert "set aside, open whatever the value is: `Not too hot`" in answers.text(answer)


def test_a_value_that_is_not_monotone_is_told() -> None:
    either = '"Small, or worth a substation"'
    text = plan(f"require gpu_count <= 9_000 or gpu_count > 9_600 as {either}")
    answer = solved(text, "most", "g.count", only=("Small, or worth a substation",))
    assert shown(answer) == ("9,000", "9,001")
    assert "not monotone: " in answers.text(answer)


def test_scenarios_dates_lets_and_shares_can_be_asked_about() -> None:
    text = plan("let reserve = 10 %", 'require firm_supply >= facility_load * (1 + reserve) as "Reserve"')
    text += "scenario dear : c { set pue = 1.5 }\n"
    assert shown(solved(text, "most", "reserve"))[0] == "60 %"  # 20 / 12.5 - 1
    dear = solved(text, "most", "g.count", scenario="dear", only=("PWR001",))
    assert shown(dear)[0] == "10,664"  # 20 MW / 15 kW = 1,333 systems
    dated = plan("phase full = 2026-05-01", 'require full <= 2026-09-15 as "Open by September"')
    assert shown(solved(dated, "most", "full")) == ("2026-09-15", "2026-09-16")


@pytest.mark.parametrize(
    ("path", "message", "help_"),
    [
        ("h.count", "nothing in the plan is named `h.count`", "did you mean `g.count`?"),
        ("m.provider", "`s.m.provider` takes a party: only numbers and dates can be solved for", ""),
        ("m.voltage", "`s.m.voltage` is not given on 2026-01-01", "--within"),
    ],
)
def test_what_cannot_be_asked_is_refused(path: str, message: str, help_: str) -> None:
    with pytest.raises(Unknown) as refused:
        solved(plan(), "most", path)
    assert refused.value.args[0] == message
    assert help_ in "".join(refused.value.args[1:])


def test_two_of_a_name_must_be_told_apart() -> None:
    two = plan() + plan().partition("as_of = 2026-01-01")[2].partition("\n")[2].partition("\n")[2].replace(
        "s c {", "s d {"
    )
    with pytest.raises(Unknown, match="may be one of several"):
        solved(two, "least", "m.contracted")
    assert solved(two, "least", "d.s.m.contracted").target.subject.campus.name == "d"


@settings(max_examples=25)
@given(
    systems=st.integers(1, 12),
    kilowatts=st.sampled_from(["10", "10.2", "14.3"]),
    grid=st.integers(1, 200),
    cap=st.integers(1, 200),
    pue=st.sampled_from(["1", "1.17", "1.3"]),
    per=st.sampled_from([1, 4, 8]),
)
def test_it_is_what_trying_every_value_finds(
    systems: int, kilowatts: str, grid: int, cap: int, pue: str, per: int
) -> None:
    text = plan(f"require gpu_count <= {cap}").replace("1.25", pue).replace("10 kW", f"{kilowatts} kW")
    text = (
        text.replace("system = 8", f"system = {per}")
        .replace("8_000", str(systems * per))
        .replace("20 MW", f"{grid} kW")
    )

    def holds(count: int) -> bool:
        load = -(-count // per) * Fraction(kilowatts) * Fraction(pue)
        return load <= grid and count <= cap

    fitting = [count for count in range(300) if holds(count)]
    assert solved(text, "most", "g.count").edge.last == max(fitting)
    load = systems * Fraction(kilowatts) * Fraction(pue)
    least = solved(text, "least", "m.contracted", step="0.1 kW", only=("PWR001",))
    assert least.edge.last == -(-load * 10 // 1)


def test_what_the_plan_gives_is_meant_before_what_it_does_not() -> None:
    text = plan().replace("jurisdiction = [us]", "jurisdiction = [us]; ambient = 30 degC")
    answer = solved(text, "most", "ambient", within="..40 degC", step="0.5 K")
    assert (answer.target.path, shown(answer)) == ("s.ambient", ("40 degC", None))


def test_a_mistake_mends_nothing() -> None:
    """A `let` may be below 0, but no count: the plan then has a mistake, and nothing is judged."""
    text = plan("let size = 8_000", "require gpu_count > 10_000").replace(
        "count from 2025-06-01 = 8_000", "count = size"
    )
    answer = solved(text.replace("20 MW", "10 MW"), "most", "size")
    assert shown(answer)[0] is None
    assert [each.verdict for each in answer.failing_next] == ["fails"] * len(answer.failing_next)


def test_from_a_range_the_search_begins_at_its_lower_end() -> None:
    answer = solved(plan().replace("= 8_000", "= 4_000 .. 6_000").replace("20 MW", "1 MW"), "most", "g.count")
    assert shown(answer)[0] == "640"
    assert "at 4,000, near the plan's (4,000 .. 6,000): PWR001" in answers.text(answer)


def test_units_of_an_array_and_parts_of_a_hall_can_be_asked_about() -> None:
    text = plan().replace("campus c {", "part hall : building { gpus h : box { count = 800 } }\ncampus c {")
    text = text.replace("jurisdiction = [us]", "jurisdiction = [us]; building b[1..4] : hall {}")
    whole = solved(text, "most", "h.count")
    assert (whole.target.path, shown(whole)[0]) == ("s.b.h.count", "1,200")  # 600 systems left for 4 halls
    one = solved(text, "most", "b[2].h.count")
    assert (one.target.path, shown(one)[0]) == ("s.b[2].h.count", "2,400")


# ------------------------------------------------------------------------------------------------ the command line


def test_the_command_prints_the_answer_and_what_sets_the_limit(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(plan(), encoding="utf-8")
    result = run("solve", "--most", "g.count", "--rule", "PWR001", "plan.colossus")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(
        "most `s.g.count` from 2026-01-01 on: 12,800\n"
        "  4,800 more than the plan's 8,000\n"
        "  everything holds at 12,800; at 12,801: PWR001 on `c` fails\n\n"
        "error[PWR001]: firm supply is 20 MW for a facility load of 20.0125 MW"
    )
    found = json.loads(run("solve", "--least", "m.contracted", "--json", "plan.colossus").out)
    assert (found["answer"], found["next"]["shown"]) == (
        {"shown": "12.5 MW", "value": "12.5", "unit": "MW"},
        "12.49 MW",
    )
    assert found["binding"][0]["rule"] == "PWR001"
    assert found["monotone"]


def test_without_an_answer_the_exit_code_is_1(project: Path, run: Command) -> None:
    (project / "plan.colossus").write_text(plan("require 1 > 2"), encoding="utf-8")
    result = run("solve", "--most", "g.count", "plan.colossus")
    assert result.code == 1
    assert result.out.startswith("no `s.g.count` from 2026-01-01 on was found at which everything holds\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "what is asked for?"),
        (("--most", "g.count", "--least", "g.count"), "what is asked for?"),
        (("--most", "g.count", "--within", "9_000"), "`9_000` is not a range"),
        (("--most", "g.count", "--within", "1 MW..2 MW"), "`s.g.count` takes a whole number"),
        (("--most", "g.count", "--within", "5 mW..2 MW"), "mW"),
        (("--most", "g.count", "--within", "20..10"), "there is no value within these ends"),
        (("--most", "g.count", "--step", "0"), "a step is more than 0"),
        (("--most", "g.count", "--step", "0.5"), "`s.g.count` takes a whole number"),
        (("--most", "g.count", "--on", "2026-02-01", "--until", "2026-03-01"), "`--on` is one day"),
        (("--most", "g.count", "--from", "2026-02-01", "--until", "2026-01-01"), "is not before"),
        (("--most", "g.count", "--scenario", "x"), "there is no scenario `x`"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    arguments: tuple[str, ...], message: str, project: Path, run: Command
) -> None:
    (project / "plan.colossus").write_text(plan(), encoding="utf-8")
    result = run("solve", *arguments, "plan.colossus")
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_ends_and_steps_may_be_in_the_plans_own_units() -> None:
    text = plan("unit pod = 12.5 kW").replace("edition = 2026", "edition = 2026\nunit block = 125 kW")
    least = solved(text, "least", "m.contracted", step="1 pod")
    assert shown(least) == ("1,000 pod", "999 pod")
    assert shown(solved(text, "least", "m.contracted", within="0 block..200 block")) == ("100 block", "99.9 block")
    with pytest.raises(Unknown, match="`pods`"):
        solved(text, "least", "m.contracted", step="1 pods")


def test_a_step_in_a_window_is_asked_about_from_its_first_day() -> None:
    text = PLAN.replace("count from 2025-06-01 = 8_000", "count from 2026-03-01 = 4_000; count from two = COUNT")
    text = text.replace("contracted = 20 MW", "contracted from 2026-02-01 = 10 MW; contracted from 2026-09-15 = 30 MW")
    text = text.replace("as_of = 2026-01-01", "as_of = AS_OF").replace("MORE", "phase two = 2026-Q3")
    answer = solved(text.replace("COUNT", "6_000").replace("AS_OF", "2026-01-01"), "most", "g.count")
    assert (answer.start, answer.own) == (day("2026-07-01"), 6_000)
    assert shown(answer) == ("6,400", "6,401")  # of 10 MW, which is all there is until 2026-09-15
    late = solved(text.replace("COUNT", "6_000").replace("AS_OF", "2026-09-20"), "most", "g.count")
    assert (late.start, shown(late)) == (day("2026-09-20"), ("19,200", "19,201"))
