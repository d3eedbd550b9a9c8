"""What conclusions rest on: the weakest figure that bears them, what is too weak, and what cites nothing."""

from __future__ import annotations

import pytest

from colossusc.diagnostic import Diagnostic
from colossusc.pipeline import Checked, Options, check
from colossusc.rules.reliance import Reliance, conclusions, reliances
from colossusc.source import ReadProblem
from colossusc.values.calendar import FIRST_DAY, parse_date
from running import Command


def checked(text: str, required: str = "") -> Checked:
    def read(name: str) -> str:
        if name != "plan.colossus":
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return text

    return check(["plan.colossus"], read, Options(require_evidence=required))


def of(found: Checked, code: str) -> list[Diagnostic]:
    return [each for each in found.diagnostics if each.code == code]


def relied(text: str, day: str | None = None) -> dict[str, str]:
    """The figures that conclusions rest on, with their grades; of the requires only."""
    (result,) = checked(text).campuses
    own = [outcome for outcome in result.outcomes if outcome.heading.code == "require"]
    since = FIRST_DAY if day is None else parse_date(day).first
    found: list[Reliance] = reliances(list(conclusions(own, since)))
    return {each.figure.name: each.figure.grade for each in found}


PLAN = """
source press "An article" {{ grade = press }}
source paper "Without a grade" {{}}
as_of = 2025-01-01
campus c {{
  pue = 1.25 [measured "meters"]
  site s {{
    ambient = 40 degC [datasheet "weather"]
    load hall {{ behind = it; power = 10 MW * share [press]; {hall} }}
    load idle {{ behind = it; power = 0 MW }}
    grid g {{ contracted = 20 MW [contract "signed"] }}
    grid later {{ contracted from 2026-01-01 = 5 MW; from 2025-06-01 }}
  }}
  let share = 50 % [estimate "the tenant's mail"]
  {require}
}}
"""


def plan(require: str, hall: str = "") -> str:
    return PLAN.format(require=require, hall=hall)


@pytest.mark.parametrize(
    ("require", "rests_on"),
    [
        ("require facility_load >= 1 MW", {"hall.power": "press", "c.share": "estimate", "c.pue": "measured"}),
        ("require it_load >= 1 MW", {"hall.power": "press", "c.share": "estimate"}),
        (
            "require firm_supply >= 1 MW",
            {"g.contracted": "contract", "later.contracted": "uncited", "later.from": "uncited"},
        ),
        ("require firm_supply >= 1 MW from 2025-01-01 until 2026-01-01", {"g.contracted": "contract"}),  # later is 0
        # of an `or` that holds, the part that holds; of an `and` that fails, the part that fails
        ("require facility_load >= 1 GW or grid_firm >= 1 MW until 2026-01-01", {"g.contracted": "contract"}),
        ("require facility_load >= 1 MW and grid_firm >= 1 GW until 2025-06-01", {"g.contracted": "contract"}),
        # of an `any` that holds, the element that settles it
        ("require any(x.contracted >= 20 MW for x in grids) until 2025-06-01", {"g.contracted": "contract"}),
        ("require all(x.contracted >= 20 MW for x in grids) until 2025-06-01", {}),  # what is 0 by itself has no figure
        ("require max(s.ambient, 1 degC) >= 20 degC", {"s.ambient": "datasheet"}),
        ("require s.hall.behind == it", {}),  # a choice
        ("require s.hall.power is given", {}),  # whatever it is
        ("require 2 > 1", {}),  # nothing of the plan
    ],
)
def test_what_a_conclusion_rests_on(require: str, rests_on: dict[str, str]) -> None:
    assert relied(plan(require), "2025-01-01") == rests_on


def test_a_pue_that_multiplies_nothing_counts_for_nothing() -> None:
    found = relied(
        plan("require facility_load >= 1 MW").replace("behind = it; power = 10", "behind = facility; power = 10")
    )
    assert found == {"hall.power": "press", "c.share": "estimate"}


def test_a_figure_is_as_strong_as_its_strongest_source() -> None:
    several = plan("require it_load >= 1 MW").replace("[press]", '[assumed "a guess", press, paper]')
    assert relied(several)["hall.power"] == "press"
    assert relied(several.replace('assumed "a guess", press, ', ""))["hall.power"] == "uncited"


def test_what_a_citation_behind_a_name_vouches_for() -> None:
    """A citation behind a figure is about that figure; behind names only, about the value that they come to."""
    vouched = plan("require it_load >= 1 MW").replace("10 MW * share", "share * size")
    vouched = vouched.replace("let share", "let size = 10 MW\n  let share")
    assert relied(vouched) == {"hall.power": "press"}


def test_a_part_is_cited_in_its_catalog_and_an_override_in_the_plan() -> None:
    text = """
part maker : gpu_system { gpus_per_system = 8 [datasheet "sheet"]; system_power = 10 kW [datasheet "sheet"] }
campus c { pue = 1.2 [press "x"]; gpus h : maker { count = 80; system_power = 12 kW [estimate "ours"] }
  require facility_load >= 1 kW }
"""
    assert relied(text) == {
        "h.count": "uncited",
        "h.system_power": "estimate",
        "c.pue": "press",
        "maker.gpus_per_system": "datasheet",
    }


def test_a_weak_conclusion_says_what_it_rests_on() -> None:
    (found,) = of(checked(plan("require firm_supply >= 100 MW until 2025-06-01")), "require")
    assert not [note for note in found.notes if note.startswith("rests on")]  # a contract is stronger than a datasheet
    (found,) = of(checked(plan("require it_load >= 100 MW")), "require")
    assert "rests on `c.share` [estimate: the tenant's mail]" in found.notes


def test_figures_that_cite_nothing_are_noted_once_each() -> None:
    found = of(checked(plan("require firm_supply >= facility_load")), "C1006")
    assert [each.message for each in found] == [
        "nothing is cited for `later.contracted`, and conclusions rest on it",
        "nothing is cited for `later.from`, and conclusions rest on it",
    ]
    assert all(each.severity == "note" for each in found)
    assert found[0].notes[0].startswith("3 conclusions rest on it:\nPWR001 on `c` holds from 2025-01-01 on")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("contracted = 10 MW [nowhere]", "C0302"),
        ('contracted = 10 MW [rumour "over lunch"]', "C1001"),
        ('contracted = 10 MW [press ""]', "C1002"),
        ("contracted = 10 MW; source = [nowhere]", "C0302"),
        ("contracted = 10 MW; source = 5", "C1004"),
        ("contracted = 10 MW; source = = [press]", "C0101"),
    ],
)
def test_a_figure_whose_citation_is_wrong_is_neither_uncited_nor_weak(written: str, code: str) -> None:
    text = plan("require s.g.contracted >= 1 MW").replace('contracted = 20 MW [contract "signed"]', written)
    found = [each for each in checked(text, "contract").diagnostics if "g.contracted" in each.message]
    assert found == []
    assert [each.code for each in checked(text).diagnostics if each.severity == "error" and not each.subject] == [code]


def test_a_draft_that_cites_nothing_is_told_nothing() -> None:
    assert of(checked("campus c { pue = 1.3; load l { behind = it; power = 1 MW } }"), "C1006") == []


def test_too_weak_evidence_is_one_error_for_each_figure() -> None:
    found = of(
        checked(plan("require firm_supply >= facility_load", 'from 2025-02-01 [permit "p"]'), "contract"), "C1005"
    )
    assert [(each.message, each.label) for each in found] == [
        ("conclusions rest on `hall.power`, which is `press`; required is `contract` or stronger", "An article"),
        (
            "conclusions rest on `later.contracted`, which is `uncited`; required is `contract` or stronger",
            "cites nothing",
        ),
        ("conclusions rest on `later.from`, which is `uncited`; required is `contract` or stronger", "cites nothing"),
        ("conclusions rest on `c.share`, which is `estimate`; required is `contract` or stronger", "the tenant's mail"),
    ]
    assert all(each.severity == "error" for each in found)


@pytest.mark.parametrize(("grade", "exit_code"), [("press", 0), ("company", 1)])
def test_evidence_may_be_required_on_the_command_line(grade: str, exit_code: int, run: Command) -> None:
    grid = 'grid g { contracted = 8 MW [press "x"] }'
    text = f"campus c {{ site s {{ jurisdiction = [us]; {grid} }}; require firm_supply >= 1 MW }}"
    result = run("check", "-", "--require-evidence", grade, stdin=text.encode())
    assert (result.code, "C1005" in result.err) == (exit_code, bool(exit_code))
