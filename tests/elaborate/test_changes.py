"""A campus with changes: what a scenario sets and loses, laid over what the plan says."""

from __future__ import annotations

import pytest

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.changes import Layer
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.plan import elaborate
from colossusc.elaborate.variants import forget, variant
from colossusc.ir import Item
from colossusc.resolve import Loader
from colossusc.syntax.nodes import Block
from colossusc.values.calendar import parse_date

PLAN = """
part big : turbine { rating = 8 MW * 2; maker = "us" }
let spare = 3 MW
campus c {
  pue = 1.3
  let reserve = 10 %
  phase launch = 2024-09-01
  phase later = 2025-06-01
  site s {
    ambient = 40 degC
    turbines t[01..15] : big { from launch; duty = prime }
    units t[13..15] { rating = 17 MW }
    turbines other : big { rating = 5 MW }
    gpus h { count from launch = 100; count from later = 150 }
    permit county { limit nox = 80 short_ton/yr }
    load x { behind = it; power = 1 MW * (1 + reserve) }
  }
  grid g { contracted from launch = 8 MW; contracted from later = 20 MW }
  require t.rating >= spare
}
"""


class Made:
    """A campus, a scenario of it, and what was found."""

    def __init__(self, *bodies: str) -> None:
        text = PLAN + "".join(f"scenario s{place} {{\n{body}\n}}\n" for place, body in enumerate(bodies, 1))
        self.found = Diagnostics()
        project = Loader(lambda name: text, self.found).project(["plan.colossus"], packs=False)
        module = project.given[0]
        plan, self.elaborator = elaborate(project, Diagnostics())
        blocks = [each for each in module.file.body if isinstance(each, Block) and each.kind.text == "scenario"]
        layers = [Layer(each.names[0].text, module, each.body, each) for each in blocks]
        self.elaborator.diagnostics = self.elaborator.evaluator.diagnostics = self.found
        self.plan = plan.campuses[0]
        self.campus = variant(self.elaborator, module, module.declared["campus"]["c"], layers)

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.found.sorted()]

    def item(self, name: str, campus: Item | None = None) -> Item:
        return next(each for each in (campus or self.campus).walk() if each.name == name)


def shown(item: Item, name: str) -> str:
    value = item.value(name)
    return value.type.show(value.steps.values[0])


def day(text: str) -> int:
    return parse_date(text)[0]


def test_a_field_is_set_with_its_place_and_what_it_replaces() -> None:
    made = Made("set s.ambient = 43 degC")
    value = made.item("s").value("ambient")
    assert shown(made.item("s"), "ambient") == "43 degC"
    assert value.entries[0].span.text == "43 degC"
    assert value.overrides is not None
    assert value.type.show(value.overrides.steps.values[0]) == "40 degC"
    assert made.item("other").site is made.item("s")
    assert shown(made.item("s", made.plan), "ambient") == "40 degC"
    assert made.campus.scenario == "s1"
    assert not made.codes


def test_a_field_that_the_block_does_not_give_can_be_set() -> None:
    assert Made("set s.pue = 1.4").item("s").value("pue").origin == "written"


def test_lets_and_phases_are_set_and_move_what_depends_on_them() -> None:
    made = Made("set reserve = 20 %; set launch = 2024-10-01")
    assert made.item("x").value("power").steps.values == (1_200_000,)
    assert made.item("t[01..12]").presence[0].start == day("2024-10-01")
    assert made.item("g").value("contracted").steps.at(day("2024-09-15")) == 0


def test_a_dated_set_lies_over_what_was_there_before() -> None:
    steps = Made("set s.h.count from 2025-01-01 = 120").item("h").value("count").steps
    assert [steps.at(day(each)) for each in ("2024-08-01", "2024-12-31", "2025-01-01", "2026-01-01")] == [
        0,
        100,
        120,
        120,
    ]
    steps = Made("set s.h.count from 2025-01-01 until 2025-02-01 = 120").item("h").value("count").steps
    assert [steps.at(day(each)) for each in ("2025-01-31", "2025-02-01", "2026-01-01")] == [120, 100, 150]


def test_units_of_an_array_are_told_apart() -> None:
    made = Made("set s.t.rating = 10 MW; set s.t[07].rating = 11 MW; set s.t[15].rating = 12 MW")
    ratings = {each.name: each.value("rating").steps.values[0] for each in made.campus.all("turbine")}
    assert ratings == {
        "t[01..06]": 10_000_000,
        "t[07]": 11_000_000,
        "t[08..12]": 10_000_000,
        "t[13..14]": 10_000_000,
        "t[15]": 12_000_000,
        "other": 5_000_000,
    }


def test_an_inner_scenario_lies_over_an_outer_one_and_sees_its_lets() -> None:
    made = Made("let hot = 42 degC; set s.ambient = hot; set g.contracted = 9 MW", "set s.ambient = hot + 1 K")
    assert shown(made.item("s"), "ambient") == "43 degC"
    overrides = made.item("s").value("ambient").overrides
    assert overrides is not None
    assert overrides.type.show(overrides.steps.values[0]) == "42 degC"
    assert made.item("g").value("contracted").steps.values == (9_000_000,)
    assert made.campus.scenario == "s2"


def test_a_limit_is_set_by_its_two_words() -> None:
    made = Made("set s.county.limit.nox = 70 short_ton/yr")
    assert made.item("county").value("limit.nox").origin == "written"
    assert not made.codes


def test_units_are_lost() -> None:
    made = Made("lose s.t[02..03], s.other")
    assert [(loss.item.name, loss.units) for loss in made.campus.losses] == [("t[01..12]", 2), ("other", 1)]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ("set s.ambient = 43 MW", "C0402", "`ambient` takes temperature: this is power"),
        ("set reserve = 5 MW", "C0402", "`reserve` takes"),
        ("set s.h.count = 1.5", "C0605", "`count` counts whole things"),
        ("set s.ambeint = 43 degC", "C0308", "a site has no `ambeint` to set"),
        ("set h.count = 5", "C0301", "there is nothing named `h` in `c`"),
        ("set g = 5 MW", "C0440", "`g` is a grid, not a value"),
        ("set spare = 5 MW", "C0440", "`spare` is a `let` of the file"),
        ("set s.t[14..16].rating = 5 MW", "C0424", "`t[14..16]` names units that `t` does not have"),
        ("set s.t[16].rating = 5 MW", "C0424", "`t[16]` names units that `t` does not have"),
        ("set s.t[1..4].rating = 5 MW; set s.t[4..5].rating = 6 MW", "C0602", "`rating` of `t[04]` is set twice"),
        ("set pue = 1.3; set pue = 1.4", "C0602", "`pue` is given twice"),
        ("set pue = pue * 2", "C0601", "`c.pue` depends on itself"),
        ("set provider = 1", "C0308", "a campus has no `provider` to set"),
        ("lose s.county", "C0441", "`s.county` is nothing that can be lost"),
        ("lose any of s.t", "C0441", "a scenario loses units that it names"),
        ("lose s.nothing", "C0301", "a site has no `nothing`"),
    ],
)
def test_mistakes_are_found_at_the_scenario(body: str, code: str, words: str) -> None:
    made = Made(body)
    found = made.found.sorted()
    assert [each.code for each in found] == [code]
    assert words in found[0].message
    assert found[0].scenarios == ("s1",)
    assert found[0].span is not None
    assert found[0].span.start > len(PLAN)


def test_a_path_that_stands_elsewhere_is_given_in_full() -> None:
    assert Made("set h.count = 5").found.sorted()[0].helps == ("write `s.h.count`",)


def test_the_plan_is_not_touched_and_a_variant_can_be_forgotten() -> None:
    made = Made("set s.ambient = 43 degC")
    forget(made.elaborator, made.campus)
    assert isinstance(made.elaborator, Elaborator)
    assert made.campus not in made.elaborator.cells
    assert made.plan in made.elaborator.cells
