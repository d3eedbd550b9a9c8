"""`explain NAME@DATE`: every number of the tree is what its formula makes of the lines under it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from math import ceil

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from colossusc.analyses.fact import all_facts
from colossusc.ask.arithmetic import Explainer, Line
from colossusc.ask.explain import Unknown, explained
from colossusc.expr.trace import value_of
from colossusc.expr.typed import Context
from colossusc.pipeline import Checked, Options, check
from colossusc.syntax import nodes
from colossusc.testing.campuses import FIRST_CAMPUS_DAY, Plain, campuses
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, parse_date
from running import Command


def checked(text: str) -> Checked:
    return check(["plan.colossus"], lambda name: text, Options())


PLAN = """
source brief "The brief" { grade = company }
part node : gpu_system { gpus_per_system = 8 [datasheet "sheet"]; system_power = 10 kW [datasheet "sheet"] }
campus c {
  pue = 1.25 [measured "meters"]
  let each = 2 MW [brief]
  phase launch = 2025-03-01
  site s {
    ambient = 40 degC
    gpus h : node { count from launch = 1_001 [brief]; system_power = 12 kW [estimate "ours"] }
    load l { behind = facility; power = each + 1 MW }
    turbines t[1..3] { rating = 10 MW; derate = 1 %/degC; from 2025-02-01 until 2026-01-01 [brief] }
    units t[3] { rating = 8 MW }
    permit p { covers = [t]; granted = 2025-01-01 }
  }
}
"""


def lines(line: Line) -> Iterator[Line]:
    yield line
    for child in line.children:
        yield from lines(child)


def test_the_tree_of_a_plan(project: object, run: Command) -> None:
    (run.folder / "plan.colossus").write_text(PLAN, encoding="utf-8")
    result = run("explain", "c.facility_load@2025-07-01", "plan.colossus")
    assert (result.code, result.err) == (0, "")
    assert result.out == TREE
    as_json = json.loads(run("explain", "c.facility_load@2025-07-01", "plan.colossus", "--json").out)
    assert (as_json["name"], as_json["value"], as_json["from"]) == ("c.facility_load", "4.89 MW", "2025-03-01")
    assert as_json["of"][0]["of"][1]["replaces"] == {"value": "10 kW", "place": "plan.colossus:3:82"}


TREE = """\
on 2025-07-01:
c.facility_load = 4.89 MW  the sum of  from 2025-03-01
  h.compute_load = 1.512 MW  systems × system_power × draw  from 2025-03-01
    h.systems = 126  count / gpus_per_system, rounded up  from 2025-03-01
      h.count = 1,001  [company: The brief]  from 2025-03-01  plan.colossus:10:41
      node.gpus_per_system = 8  of the part  [datasheet: sheet]  plan.colossus:3:44
    h.system_power = 12 kW  [estimate: ours]  in place of 10 kW (plan.colossus:3:82)  plan.colossus:10:71
    h.draw = 100 %  by default
  cooling and losses = 378 kW  1.512 MW IT × (PUE 1.25 − 1)  from 2025-03-01
    c.pue = 1.25  handed down  [measured: meters]  plan.colossus:5:9
  l.power = 3 MW  each + 1 MW  plan.colossus:11:41
    c.each = 2 MW  [company: The brief]  plan.colossus:6:14
"""


@pytest.mark.parametrize(
    ("name", "value", "how"),
    [
        ("facility_load", "4.89 MW", "the sum of"),
        ("s.firm_supply", "21 MW", "the sum of"),
        ("t[2].firm", "7.5 MW", "available where duty is prime"),
        ("t[03].rating", "8 MW", ""),
        ("l.power", "3 MW", "each + 1 MW"),
        ("each", "2 MW", ""),
        ("c.launch", "2025-03-01", ""),
        ("margin", "16.11 MW", "firm_supply − facility_load"),
        ("pue", "1.25", ""),
    ],
)
def test_what_can_be_asked(name: str, value: str, how: str) -> None:
    line = explained(checked(PLAN).campuses, name, parse_date("2025-07-01").first)
    assert (line.type.show(line.value), line.how) == (value, how)


def test_what_batteries_add_to_the_firm_supply_is_a_line_of_its_own() -> None:
    body = "batteries b { count = 4; rating = 1 MW; energy = 4 MWh }; grid g { contracted = 10 MW }"
    load = "load l { behind = facility; power = 12 MW }"
    plan = checked(f"campus c {{ site s {{ jurisdiction = us; {body}; {load} }} }}")
    line = explained(plan.campuses, "served", FIRST_DAY)
    assert line.how == "the sum of"
    assert [(each.name, each.type.show(each.value)) for each in line.children] == [
        ("g.firm", "10 MW"),
        ("batteries and units that start", "4 MW"),
    ]


@pytest.mark.parametrize(
    ("name", "why", "help_"),
    [
        ("t.rating", "`t.rating` may be one of several", "say which: `c.s.t[1..2].rating`, `c.s.t[3].rating`"),
        ("l.powr", "nothing in the plan is named `l.powr`", "did you mean `l.power`?"),
    ],
)
def test_what_is_named_by_nothing_or_by_several(name: str, why: str, help_: str) -> None:
    with pytest.raises(Unknown) as unknown:
        explained(checked(PLAN).campuses, name, FIRST_DAY)
    assert unknown.value.args == (why, help_)


def test_a_value_that_many_read_is_explained_once() -> None:
    """Without that, a chain of lets that each read the last one twice would have 2^100 lines."""
    chain = "".join(f"let x{n} = x{n - 1} + x{n - 1} * 0\n" for n in range(1, 100))
    tree = explained(checked(f"campus c {{ let x0 = 1\n{chain} pue = x99 }}").campuses, "pue", FIRST_DAY)
    assert sum(1 for _ in lines(tree)) < 210


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("facility_load@2025", "plan.colossus"), "`2025` is"),
        (("facility_load@2025-07", "plan.colossus"), "`2025-07` is not one day"),
        (("facility_load@2025-07-01",), "which plan?"),
        (("nothing@2025-07-01", "plan.colossus"), "nothing in the plan is named `nothing`"),
    ],
)
def test_a_question_without_an_answer(arguments: tuple[str, ...], error: str, project: object, run: Command) -> None:
    (run.folder / "plan.colossus").write_text(PLAN, encoding="utf-8")
    result = run("explain", *arguments)
    assert (result.code, result.out) == (2, "")
    assert error in result.err


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(campuses(), st.integers(FIRST_CAMPUS_DAY, FIRST_CAMPUS_DAY + 120))
def test_every_number_is_what_its_formula_makes_of_the_lines_under_it(plain: Plain, day: int) -> None:
    (result,) = checked(plain.text()).campuses
    for item in (result.campus, *result.campus.walk()):
        for kind, name in all_facts():
            if kind == item.kind.name:
                tree = Explainer(result.facts, day).fact(item, name)
                assert tree.value == result.facts.value(item, name).steps.at(day)
                for line in lines(tree):
                    _recomputed(line)


def _recomputed(line: Line) -> None:
    of = {child.name.rpartition(".")[2]: child.value for child in line.children}
    if line.again or any(isinstance(each.value, Missing) for each in (line, *line.children)):
        return
    if not line.children:
        return
    if line.how == "the sum of":
        assert line.value == sum(child.value for child in line.children)
    elif times := re.fullmatch(r"(\d+) × \S+", line.how):
        assert line.value == int(times[1]) * line.children[0].value
    elif line.how == "systems × system_power × draw":
        assert line.value == of["systems"] * of["system_power"] * of["draw"]
    elif line.how == "count / gpus_per_system, rounded up":
        assert line.value == ceil(of["count"] / of["gpus_per_system"])
    elif line.how == "firm_supply − facility_load":
        assert line.value == of["firm_supply"] - of["facility_load"]
    elif line.how == "facility_load − onsite_firm, at least 0":
        assert line.value == max(0, of["facility_load"] - of["onsite_firm"])


NUMBERS = st.integers(0, 99).map(str) | st.sampled_from(("a", "b"))
SUMS = st.recursive(
    NUMBERS, lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner), max_leaves=12
)


@given(SUMS, SUMS)
def test_traced_and_untraced_evaluation_agree(first: str, second: str) -> None:
    plan = checked(f"campus c {{ let a = 3\nlet b = {first.replace('b', '7')}\nlet x = {second} }}")
    (result,) = plan.campuses
    for name in ("b", "x"):
        line = explained(plan.campuses, name, FIRST_DAY)
        assert line.value == result.campus.lets[name].steps.at(FIRST_DAY)
        entry = line.entry
        assert entry is not None
        assert entry.expression is not None
        assert isinstance(entry.node, nodes.Value)
        assert value_of(entry.expression(), Context(FIRST_DAY)) == line.value
        values = {child.name.rpartition(".")[2]: child.value for child in line.children}
        assert line.how == "" or eval(line.how, {}, values) == line.value


UNKNOWN = """
source a "The agency" { grade = regulator }
source p "The paper" { grade = press }
part hall : building { let size = 10; load pump { behind = facility; power = 25 kW * size } }
campus c {
  pue = 1.2 .. 1.3
  phase launch = 2026-04
  building b[1..2] : hall {}
  units b[2] { let size = 20 }
  grid g { contracted = 80 MW [a] against 90 MW [p]; contracted from launch = 100 MW }
  turbine u { rating = 10 MW; duty = prime; from 2026-04 }
}
"""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("g.contracted@2026-01-01", " = 80 MW .. 90 MW  80 MW [regulator: The agency] against 90 MW [press"),
        ("g.contracted@2026-04-10", " = 80 MW .. 100 MW  80 MW .. 90 MW before c.launch, then 100 MW  from"),
        ("g.contracted@2026-04-10", "\n  c.launch = 2026-04-01 .. 2026-04-30  2026-04  plan.colossus:7:18\n"),
        ("c.pue@2026-04-10", "c.pue = 1.2 .. 1.3  plan.colossus:6:9\n"),
        ("u.duty@2026-04-10", "u.duty = prime  plan.colossus:11:38\n"),
        ("u.on_site@2026-04-10", "\n  u, on site = yes or no  from 2026-04  plan.colossus:11:45\n"),
        ("c.facility_load@2026-01-01", "\n  b[2].pump.power = 500 kW  25 kW * size  of the part"),
    ],
)
def test_what_is_not_known(project: object, run: Command, asked: str, told: str) -> None:
    (run.folder / "plan.colossus").write_text(UNKNOWN, encoding="utf-8")
    result = run("explain", asked, "plan.colossus")
    assert told in result.out, result.out


def test_contested_figures_as_json(project: object, run: Command) -> None:
    (run.folder / "plan.colossus").write_text(UNKNOWN, encoding="utf-8")
    told = json.loads(run("explain", "--json", "g.contracted@2026-01-01", "plan.colossus").out)
    assert told["contested"] == [
        {"written": "80 MW", "cites": ["regulator: The agency"]},
        {"written": "90 MW", "cites": ["press: The paper"]},
    ]
