"""C0620: what cannot hold together."""

from __future__ import annotations

from colossusc.codes import Code, campus

CODES: tuple[Code, ...] = (
    Code(
        "C0620",
        "some of what is required cannot hold together",
        "Each of these `require`s, or rules, is open: it holds for some values of what the plan does not know. But for "
        "no value do all of them hold. The set is as small as can be: without any one of its members the others hold, "
        "and a note says at which values. Free are the figures that the plan leaves open, such as a range, `unknown` "
        "or `at_least`; what varies must be covered in any case. A note says where so many read common figures that it "
        "is not known.",
        bad=campus("pue = 1.2 .. 1.4", "require pue <= 1.27", "require pue >= 1.28"),
        good=campus("pue = 1.2 .. 1.4", "require pue <= 1.27", "require pue >= 1.21"),
    ),
)
