"""C06xx: what values come to."""

from __future__ import annotations

from colossusc.codes import Code, campus

_PARTIES = "party one {}\nparty two {}\n"

CODES: tuple[Code, ...] = (
    Code(
        "C0601",
        "a value depends on itself",
        "The message shows the circle, value by value. Give one of them a number of its own.",
        bad=campus("let reserve = margin", "let margin = reserve"),
        good=campus("let reserve = 10 %", "let margin = reserve"),
    ),
    Code(
        "C0602",
        "a value is given twice",
        "A field has one value at a time. Remove one of the two, or say from when each holds: "
        "`contracted from 2024-08-01 = 50 MW`.",
        bad=campus("grid g { contracted = 8 MW; contracted = 50 MW }"),
        good=campus("grid g { contracted from 2024-07-01 = 8 MW; contracted from 2024-08-01 = 50 MW }"),
    ),
    Code(
        "C0603",
        "a division by zero",
        "On some day what stands below the line is 0. Where that is meant to happen, ask first: "
        "`if n > 0 then total / n else 0 MW`.",
        bad=campus("let halls = 0", "let per_hall = 150 MW / halls"),
        good=campus("let halls = 4", "let per_hall = 150 MW / halls"),
    ),
    Code(
        "C0604",
        "a number grows too large",
        "Numbers are exact, and one with more than 1,200 digits is a slip.",
        bad=campus("let huge = (1e30 ^ 9) ^ 9"),
        good=campus("let huge = 1e30"),
    ),
    Code(
        "C0605",
        "a value is out of bounds",
        "Some values cannot be: a PUE below 1, a share above 100 %, a negative power, half a GPU. The message gives "
        "the bound and what the field means.",
        bad=campus("pue = 0.9"),
        good=campus("pue = 1.3"),
    ),
    Code(
        "C0606",
        "racks or systems that cannot be told in GPUs",
        "A count in `rack` or `system` is taken apart into GPUs by what the part says: GPUs in a system, systems in a "
        "rack. Where the part does not say it, the count is not known.",
        bad=campus("pue = 1.3", "gpus h { gpus_per_system = 8; system_power = 10.2 kW; count = 40 rack }"),
        good=campus(
            "pue = 1.3",
            "gpus h { gpus_per_system = 8; system_power = 10.2 kW; count = 40 system }",
            "grid g { contracted = 1 MW }",
        ),
    ),
    Code(
        "C0610",
        "the end of a range is not one number",
        "A range goes from one number to another: `1.25 .. 1.30`. An end that is itself a range says nothing that one "
        "range would not say better.",
        bad=campus("let a = 1.2 .. 1.3", "pue = a .. 1.4"),
        good=campus("pue = 1.2 .. 1.4"),
    ),
    Code(
        "C0611",
        "a range is reversed",
        "A range goes from its lower end to its higher one, and a tolerance after `±` is not negative.",
        bad=campus("pue = 1.30 .. 1.25"),
        good=campus("pue = 1.25 .. 1.30"),
    ),
    Code(
        "C0612",
        "what cannot be `unknown`",
        "`unknown` stands for a figure or a date of a field, which says what it may be. A `let` has no such bounds: "
        "give it a range. A name or a list that is not known is left out.",
        bad=campus("let size = unknown", "gpus h { gpus_per_system = 8; system_power = 10 kW; count = size }"),
        good=campus("let size = 8 .. 80", "gpus h { gpus_per_system = 8; system_power = 10 kW; count = size }"),
    ),
    Code(
        "C0613",
        "what cannot be contested",
        "`against` sets figures or dates side by side, and each check is made with each of them. A name, a text or a "
        "list is one or the other.",
        bad=_PARTIES + campus("grid g { contracted = 8 MW; provider = one against two }"),
        good=_PARTIES + campus("grid g { contracted = 8 MW against 9 MW; provider = one }"),
    ),
)
