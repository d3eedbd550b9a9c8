"""Citations: grades with a reason, and what a block says of everything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from colossusc.ir import Item
from colossusc.pipeline import Checked

if TYPE_CHECKING:
    from conftest import CompileText

SOURCES = 'source a "A" { grade = press }\nsource b "B" { grade = permit }\n'


def errors(checked: Checked) -> list[tuple[str, str]]:
    """Mistakes in the files; what rules find is not looked at."""
    return [(each.code, each.message) for each in checked.diagnostics if each.severity == "error" and not each.subject]


def cites(item: Item, name: str, day: int = 739_000) -> list[str]:
    entry = item.value(name).entry(day)
    assert entry is not None
    return [f"{source.value('grade').steps.values[0]}: {source.label}" for source in entry.cites]


def test_a_grade_with_a_reason_is_a_source_without_a_name(compile_text: CompileText) -> None:
    checked = compile_text(
        SOURCES + 'campus c { pue = 1.3 [assumed "as elsewhere", a]; ambient = 40 degC [assumed "as elsewhere"] }'
    )
    (campus,) = checked.plan.campuses
    assert errors(checked) == []
    assert cites(campus, "pue") == ["assumed: as elsewhere", "press: A"]
    assert campus.value("pue").entries[0].cites[0] is campus.value("ambient").entries[0].cites[0]  # one reason, once


def test_a_source_may_be_called_as_a_grade_is(compile_text: CompileText) -> None:
    checked = compile_text('source press "An article" {}\ncampus c { pue = 1.3 [press] }')
    assert errors(checked) == []
    assert checked.plan.campuses[0].value("pue").entries[0].cites[0].label == "An article"


def test_a_grade_without_a_reason_is_told_how_to_give_one(compile_text: CompileText) -> None:
    checked = compile_text("campus c { pue = 1.3 [assumed] }")
    found = next(each for each in checked.diagnostics if each.severity == "error")
    assert len(errors(checked)) == 1
    assert (found.code, found.message) == ("C0302", "there is no source `assumed`")
    assert found.helps == ('`assumed` is a grade: say what it rests on, as in `[assumed "…"]`',)


def test_a_misspelt_grade_is_told_the_nearest(compile_text: CompileText) -> None:
    checked = compile_text('campus c { pue = 1.3 [asumed "x"] }')
    found = next(each for each in checked.diagnostics if each.severity == "error")
    assert (found.code, found.helps) == ("C1001", ("did you mean `assumed`?",))


PLAN = """
campus c {
  source = [a]
  pue = 1.3
  ambient = 40 degC [b]
  site s {
    elevation = 10 m
    grid g {
      contracted = 8 MW
      interruptible = 1 MW
      source = [b, estimate "the bill"]
    }
    grid h { source = []; contracted = 8 MW }
    turbines t[1..3] { rating = 5 MW; from 2025-01-01; running from 2025-02-01 [b] }
    units t[2..2] { source = [b]; rating = 6 MW }
  }
}
campus d { pue = 1.4 }
"""


def test_what_a_block_cites_holds_for_all_in_it_that_cites_nothing(compile_text: CompileText) -> None:
    checked = compile_text(SOURCES + PLAN)
    assert errors(checked) == []
    campus, other = checked.plan.campuses
    (site,) = campus.children["site"]
    g, h = site.children["grid"]
    first, second, _ = site.children["turbine"]
    assert cites(campus, "pue") == ["press: A"]
    assert cites(campus, "ambient") == ["permit: B"]
    assert cites(site, "elevation") == ["press: A"]
    assert cites(g, "contracted") == ["permit: B", "estimate: the bill"]  # wherever in the block it stands
    assert cites(h, "contracted") == []  # taken back
    assert (cites(first, "rating"), cites(second, "rating")) == (["press: A"], ["permit: B"])
    assert [source.name for source in first.presence[0].entries[0].cites] == ["a"]
    assert cites(first, "running") == ["permit: B"]
    assert cites(other, "pue") == []


def test_what_a_plan_says_of_a_block_does_not_hold_for_the_figures_of_its_part(compile_text: CompileText) -> None:
    part = 'part p : turbine { source = [datasheet "as sold"]; rating = 5 MW; derate = 0 %/degC [b] }\n'
    checked = compile_text(SOURCES + part + "campus c { source = [a]; turbines t[1..2] : p { nox = 2 ppmvd_15 } }")
    assert errors(checked) == []
    (unit,) = checked.plan.campuses[0].children["turbine"]
    assert cites(unit, "rating") == ["datasheet: as sold"]
    assert cites(unit, "derate") == ["permit: B"]
    assert cites(unit, "nox") == ["press: A"]


def test_mistakes_in_what_a_block_cites_are_told_once(compile_text: CompileText) -> None:
    checked = compile_text(
        SOURCES
        + """campus c {
  source = [a]; source = [b]
  site s { source from 2025-01-01 = [a]; ambient = 30 degC; elevation = 5 m }
  grid g { source = [zzz, 5 MW]; contracted = 8 MW; interruptible = 1 MW }
  load l { sorce = [a]; behind = it; power = 1 MW }
}
rule R1 r "R" { source = [zzz]; effective from 2024-01-01 [a]; require campus.pue >= 1 }
"""
    )
    assert sorted(errors(checked)) == [
        ("C0302", "there is no source `zzz`"),
        ("C0302", "there is no source `zzz`"),
        ("C0308", "loads have no field `sorce`"),
        ("C0509", "`source` cannot change over time"),
        ("C0602", "`source` is given twice"),
        ("C1003", "a rule names its sources with `source = […]`"),
        ("C1004", "`source` names sources"),
    ]
