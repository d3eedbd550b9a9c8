"""C0317–C0319 and C044x: what makes a campus differ: scenarios and properties."""

from __future__ import annotations

from colossusc.codes import Code

_CAMPUS = """\
edition = 2026

campus c {
  site s {
    jurisdiction = [us]
    ambient      = 40 degC
    transformers t[1..3] { rating = 180 MVA; power_factor = 0.98 }
  }
}

"""


def _with(*lines: str) -> str:
    return _CAMPUS + "\n".join(lines) + "\n"


CODES: tuple[Code, ...] = (
    Code(
        "C0317",
        "a scenario does not say what it changes",
        "After the colon stands the campus that a scenario changes, or the scenario that it adds to.",
        bad=_with("scenario heat { set s.ambient = 43 degC }"),
        good=_with("scenario heat : c { set s.ambient = 43 degC }"),
    ),
    Code(
        "C0318",
        "scenarios add to each other in a circle",
        "A scenario may add to another, and that to a third, and the last changes a campus.",
        bad=_with("scenario heat : smoke { set s.ambient = 43 degC }", "scenario smoke : heat { lose s.t[1] }"),
        good=_with("scenario heat : c { set s.ambient = 43 degC }", "scenario smoke : heat { lose s.t[1] }"),
    ),
    Code(
        "C0319",
        "a scenario inside of another names what it adds to",
        "A scenario that stands in another adds to that one, so nothing stands after a colon.",
        bad=_with("scenario heat : c {", "  set s.ambient = 43 degC", "  scenario smoke : c { lose s.t[1] }", "}"),
        good=_with("scenario heat : c {", "  set s.ambient = 43 degC", "  scenario smoke { lose s.t[1] }", "}"),
    ),
    Code(
        "C0440",
        "a scenario sets a value of its campus",
        "`set` names a field, a `let` or a phase by its path from the campus: `set paul_lowry.ambient = 43 degC`. An "
        "object is not a value, and what stands outside of the campus, such as a `let` of the file or a part, is "
        "shared with other campuses.",
        bad=_with("scenario heat : c { set s = 43 degC }"),
        good=_with("scenario heat : c { set s.ambient = 43 degC }"),
    ),
    Code(
        "C0441",
        "a scenario loses units that it names",
        "`lose smt[07]` takes equipment out of service for as long as the scenario lasts. Which of several is lost "
        "(`lose any of`), and for how long, is what a `contingency` says.",
        bad=_with("scenario outage : c { lose any of s.t }"),
        good=_with("scenario outage : c { lose s.t[1] }"),
    ),
    Code(
        "C0442",
        "this cannot stand in a scenario",
        "A scenario changes values (`set`), takes units out of service (`lose`), may have a `let` of its own, and may "
        "hold scenarios that add to it. All else stands in the campus.",
        bad=_with("scenario heat : c { s.ambient = 43 degC }"),
        good=_with("scenario heat : c { set s.ambient = 43 degC }"),
    ),
)
