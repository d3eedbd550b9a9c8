"""Minimal conflicts: sets of requires that cannot hold together, planted and computed by hand."""

from __future__ import annotations

import pytest

from colossusc.diagnostic import Diagnostic
from conftest import CompileText

HEAD = """\
edition = 2026
as_of = 2026-01-01
campus c {
  pue = 1.2 .. 1.4
  let x = 0 MW .. 10 MW
  let y = 0 MW .. 10 MW
  let z = 0 MW .. 10 MW
  let w = 0 MW .. 10 MW
"""


def conflicts(compile_text: CompileText, *lines: str, head: str = HEAD) -> list[Diagnostic]:
    checked = compile_text(head + "".join(f"  {line}\n" for line in lines) + "}\n")
    assert not checked.errors
    return [each for each in checked.diagnostics if each.code == "C0620"]


def members(finding: Diagnostic) -> str:
    return finding.message.partition(": ")[2]


def test_two_that_contradict_each_other(compile_text: CompileText) -> None:
    (found,) = conflicts(compile_text, "require pue <= 1.27", 'require pue >= 1.28 as "Not too good"')
    assert found.message == "these cannot hold together, whatever `c.pue` is: `pue <= 1.27` and `Not too good`"
    assert found.severity == "error"
    assert next(label.span.text for label in found.secondary) == 'require pue >= 1.28 as "Not too good"'
    assert found.notes[0].startswith("without `pue <= 1.27` the others hold at `c.pue` = 1.3")
    assert found.notes[1].startswith("without `Not too good` the others hold at `c.pue` = 1.2")


def test_two_that_only_just_fit_are_no_conflict(compile_text: CompileText) -> None:
    assert conflicts(compile_text, "require pue <= 1.27", "require pue >= 1.27") == []
    assert len(conflicts(compile_text, "require pue < 1.27", "require pue >= 1.27")) == 1


def test_three_of_which_any_two_can_hold(compile_text: CompileText) -> None:
    (found,) = conflicts(compile_text, "require x + y >= 10 MW", "require x <= 4 MW", "require y <= 5 MW")
    assert members(found) == "`x + y >= 10 MW`, `x <= 4 MW` and `y <= 5 MW`"
    assert len(found.notes) == 3


def test_five_of_which_any_four_can_hold(compile_text: CompileText) -> None:
    lines = ["require x + y + z + w >= 10 MW", *(f"require {name} <= 2 MW" for name in "xyzw")]
    (found,) = conflicts(compile_text, *lines, "require x >= 1 MW", "require w <= 9 MW")
    assert members(found) == "`x + y + z + w >= 10 MW`, `x <= 2 MW`, `y <= 2 MW`, `z <= 2 MW` and `w <= 2 MW`"
    assert len(found.notes) == 5


def test_the_smallest_of_several_sets_is_named(compile_text: CompileText) -> None:
    three = ["require x + y >= 10 MW", "require x <= 4 MW", "require y <= 5 MW"]
    (found,) = conflicts(compile_text, *three, "require y >= 6 MW")
    assert members(found) == "`y <= 5 MW` and `y >= 6 MW`"


def test_sets_without_a_figure_in_common_are_told_apart(compile_text: CompileText) -> None:
    two = ["require x >= 6 MW", "require x <= 5 MW", "require pue >= 1.3", "require pue < 1.3"]
    assert [members(each) for each in conflicts(compile_text, *two)] == [
        "`x >= 6 MW` and `x <= 5 MW`",
        "`pue >= 1.3` and `pue < 1.3`",
    ]


def test_what_is_not_known_is_the_same_on_all_days(compile_text: CompileText) -> None:
    lines = ["require pue <= 1.27 from 2026-02-01 until 2026-03-01", "require pue >= 1.3 from 2027-01-01"]
    assert len(conflicts(compile_text, *lines)) == 1


def test_rules_of_packs_take_part(compile_text: CompileText) -> None:
    """The balance needs 10 MW × PUE <= 13 MW."""
    site = "site s { jurisdiction = [us]; load l { behind = it; power = 10 MW }; grid g { contracted = 13 MW } }"
    (found,) = conflicts(compile_text, site, 'require pue >= 1.31 as "No better than that"')
    assert members(found) == "PWR001 on `c` and `No better than that`"


@pytest.mark.parametrize(
    "lines",
    [
        ("require pue <= 1.1", "require pue >= 1.3"),  # the first fails alone
        ("require pue <= 1.27", "require x >= 1 MW"),
        ("require pue <= 1.27",),
        ("require pue <= 1.27 until 2025-06-01", "require pue >= 1.3"),  # past
    ],
)
def test_what_fails_alone_or_can_hold_is_no_conflict(lines: tuple[str, ...], compile_text: CompileText) -> None:
    assert conflicts(compile_text, *lines) == []


def test_a_conflict_on_days_of_a_window_and_of_a_ramp(compile_text: CompileText) -> None:
    head = HEAD.replace("x = 0 MW .. 10 MW", "x = 0 MW .. 30 MW") + (
        "  phase launch = 2026-03\n"
        "  load l { behind = it; power = 1 MW; power from launch = 10 MW }\n"
        "  load m { behind = it; power from 2026-01-01 ramping until 2026-02-10 = 5 MW }\n"
        "  grid g { contracted = x }\n"
    )
    (found,) = conflicts(compile_text, 'require x <= 17 MW as "Small"', head=head)
    assert members(found) == "PWR001 on `c` and `Small`"
    assert found.notes[0].startswith("without PWR001 on `c` the others hold at `c.x` = ")
    assert conflicts(compile_text, 'require x <= 18 MW as "Large enough"', head=head) == []


def test_the_worst_of_many_statements_is_found_and_of_too_many_it_is_said(compile_text: CompileText) -> None:
    def chain(length: int) -> list[str]:
        lets = [f"let x{number} = 0 MW .. 10 MW" for number in range(length)]
        pairs = [f'require x{number} + x{number + 1} >= 8 MW as "s{number}"' for number in range(length - 1)]
        return [*lets, *pairs, 'require x2 + x3 <= 7 MW as "less"']

    (found,) = conflicts(compile_text, *chain(40))
    assert (found.severity, members(found)) == ("error", "`s2` and `less`")
    (unknown,) = conflicts(compile_text, *chain(120))
    assert unknown.severity == "note"
    assert unknown.message == (
        "whether these can hold together is not known: `s0`, `s1`, `s2`, `s3`, `s4` and 115 more"
    )
    assert unknown.label == "of more than 100 that read common figures it is not looked for"


def test_a_conflict_of_a_scenario(compile_text: CompileText) -> None:
    lines = ["require pue <= 1.27", "require pue >= 1.25"]
    checked = compile_text(
        HEAD + "".join(f"  {line}\n" for line in lines) + "}\n"
        "scenario strict : c { require pue >= 1.28 }\n"
        "scenario stricter : strict { require x <= 9 MW }\n"
    )
    (found,) = [each for each in checked.diagnostics if each.code == "C0620"]
    assert found.message.endswith(": `pue <= 1.27` and `pue >= 1.28`")
    assert found.scenarios == ("strict", "stricter")
