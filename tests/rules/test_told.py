"""What is told once: what is not given, and what is the same of each part of an array."""

from __future__ import annotations

from colossusc.diagnostic import Diagnostic
from colossusc.pipeline import Options, check


def found(text: str, code: str) -> list[Diagnostic]:
    """What a rule, or rules of a code that starts so, finds in a plan."""
    run = check(["plan.colossus"], {"plan.colossus": text}.__getitem__, Options())
    return [each for each in run.diagnostics if each.code.startswith(code)]


def test_a_blank_that_several_rules_want_for_is_one_warning() -> None:
    text = """
campus c {
  site s {
    jurisdiction = us_tx
    turbine t { rating = 15 MW; nox = 25 ppmvd_15; heat_ratio = 1.11 Btu_HHV/Btu_LHV; from 2024-01-01 }
  }
}
"""
    (one,) = [each for each in found(text, "") if "`heat_rate`" in each.message]
    assert one.code == "CAA001"
    assert "`CAA002`, `CAA003`, `NNSR001` cannot be judged either" in one.notes


ARRAY = """
campus c {
  pue = 1
  ambient = 30 degC
  site s {
    jurisdiction = us_tx
    turbines t[1..8] { rating = 15 MW; from 2024-02-01 }
  }
  permit p { covers = [s.t[1..3]]; granted = 2024-01-01; expires = 2024-12-31 }
}
"""


def test_a_blank_of_an_array_is_one_note_though_a_permit_covers_only_some() -> None:
    (note,) = found(ARRAY, "CAP002")
    assert note.subject == "t[1..3]"
    assert note.notes[-1] == "the same is true of `t[4..8]`"


def test_parts_of_an_array_of_which_different_things_are_true_are_told_apart() -> None:
    assert [(each.subject, each.period) for each in found(ARRAY, "PWR002")] == [
        ("t[1..3]", "from 2025-01-01 on"),
        ("t[4..8]", "from 2024-02-01 on"),
    ]


def test_a_carrier_without_a_rating_is_asked_for_it() -> None:
    text = """
campus c {
  pue = 1
  site s {
    grid g { contracted = 50 MW }
    transformer t { power_factor = 0.95; fed_by = [g] }
    load l { behind = it; power = 10 MW }
  }
  require s.g.delivered > 5 MW
}
"""
    (of_rule,), (of_plan,) = found(text, "PWR001"), found(text, "require")
    assert of_rule.message.endswith("cannot be judged, `rating` of `t` is not given")
    assert of_plan.message.endswith("cannot be judged, `rating` of `t` is not given")


def test_two_objects_made_of_one_part_are_two_findings() -> None:
    text = """
part yard : site { jurisdiction = tva_region; grid g { provider = tva; contracted = 120 MW } }
campus c { site s : yard {}; site r : yard {} }
"""
    assert {each.subject for each in found(text, "TVA001")} == {"s.g", "r.g"}
