"""C10xx: what figures and conclusions rest on."""

from __future__ import annotations

from colossusc.codes import Code, campus

CODES: tuple[Code, ...] = (
    Code(
        "C1001",
        "a citation names a grade that there is not",
        'A text in a citation stands behind a grade and says why: `[assumed "as in the vendor\'s other halls"]`. The '
        "grades, strongest first, are measured, permit, contract, regulator, datasheet, company, press, estimate and "
        "assumed.",
        bad=campus('pue = 1.3 [guess "as elsewhere"]'),
        good=campus('pue = 1.3 [assumed "as elsewhere"]'),
    ),
    Code(
        "C1002",
        "a grade gives no reason",
        "Who reads the figure wants to know what was measured, or why it was assumed.",
        bad=campus('pue = 1.3 [measured ""]'),
        good=campus('pue = 1.3 [measured "meters of the hall, July 2025"]'),
    ),
    Code(
        "C1003",
        "a citation where nothing can be cited",
        "Citations stand behind the value of a field, a `let` or a phase, behind a time on site, and in the `source` "
        "of a block. A rule names its sources with `source = […]`.",
        bad=campus('grid g { contracted = max([assumed "planned"]) }'),
        good=campus('grid g { contracted = 8 MW [assumed "planned"] }'),
    ),
    Code(
        "C1004",
        "`source` names something else than sources",
        "`source = [wreg_2024]` in a block holds for everything in it that cites nothing. It names declared sources, "
        "or grades with their reasons.",
        bad=campus("source = [2024-07-01]", "pue = 1.3"),
        good=campus('source = [assumed "a first sketch"]', "pue = 1.3"),
    ),
    Code(
        "C1005",
        "conclusions rest on weaker evidence than is required",
        "`--require-evidence permit` asks that whatever a rule or a `require` concludes, from `as_of` on, rests on "
        "nothing weaker than a permit. The finding names the figure, what it cites, and the conclusions. A figure with "
        "several sources is as strong as the strongest; one whose sources have no grade counts as uncited. Words such "
        "as `duty = prime` are choices and need no evidence, and neither do the limits that a rule states.",
    ),
    Code(
        "C1006",
        "conclusions rest on a figure that cites nothing",
        "The plan says where its figures come from, but not this one, and rules or requires that hold or fail rest on "
        "it. Cite a source or a grade with a reason behind it, or for all of its block with `source = […]`. A plan in "
        "which nothing cites anything is a draft, and is not told of this; nor is one with mistakes, until they are "
        "mended.",
        bad=campus(
            "pue = 1.3",
            'load hall { behind = it; power = 6 MW [company "the plan of May"] }',
            'grid g { contracted = 8 MW [contract "the offer"] }',
        ),
        good=campus(
            'pue = 1.3 [assumed "as elsewhere"]',
            'load hall { behind = it; power = 6 MW [company "the plan of May"] }',
            'grid g { contracted = 8 MW [contract "the offer"] }',
        ),
        severity="note",
    ),
)
