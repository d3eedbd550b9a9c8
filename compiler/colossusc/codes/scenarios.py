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
        "C0443",
        "a property draws from a range or a list",
        "`set … in 15 degC .. 43 degC` draws exact values between two ends, the smaller first; `set … in [a, b]` and "
        "`for x in turbines` draw one of several. There must be something to draw.",
        bad=_with('property "p" : c {', "  set s.ambient in 43 degC .. 15 degC", "  require s.ambient < 44 degC", "}"),
        good=_with('property "p" : c {', "  set s.ambient in 15 degC .. 43 degC", "  require s.ambient < 44 degC", "}"),
    ),
    Code(
        "C0444",
        "what a property has",
        "A property draws values (`set … in`, `for`), may set others and take units out of service, and requires what "
        "must hold in every case.",
        bad=_with('property "p" : c { set s.ambient in 15 degC .. 43 degC }'),
        good=_with('property "p" : c { set s.ambient in 15 degC .. 43 degC; require s.ambient < 44 degC }'),
    ),
    Code(
        "C0445",
        "a property does not hold",
        "Some case of those that it draws breaks what it requires. The help has the smallest such case as a scenario: "
        "in the plan, it fails the check in the same way. Each value in it is as near to the plan's own as it still "
        "fails, and a note says at which value it holds.",
        bad=_with('property "p" : c { set s.ambient in 15 degC .. 43 degC; require s.ambient < 42 degC }'),
        good=_with('property "p" : c { set s.ambient in 15 degC .. 43 degC; require s.ambient < 44 degC }'),
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
