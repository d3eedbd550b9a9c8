"""C044x: what makes a campus differ: scenarios and properties."""

from __future__ import annotations

from colossusc.codes import Code

CODES: tuple[Code, ...] = (
    Code(
        "C0440",
        "a scenario sets a value of its campus",
        "`set` names a field, a `let` or a phase by its path from the campus: `set paul_lowry.ambient = 43 degC`. An "
        "object is not a value, and what stands outside of the campus, such as a `let` of the file or a part, is "
        "shared with other campuses.",
    ),
    Code(
        "C0441",
        "a scenario loses units that it names",
        "`lose smt[07]` takes equipment out of service for as long as the scenario lasts. Which of several is lost "
        "(`lose any of`), and for how long, is what a `contingency` says.",
    ),
)
