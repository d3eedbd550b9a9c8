"""C0313 to C0316 and C0429 to C0439: parts that hold blocks, users' units, groups and stays."""

from __future__ import annotations

from colossusc.codes import Code, campus, rule

_HALL = (
    "edition = 2026\n\npart hall : building {\n  let size = 100 kW\n  load racks { behind = it; power = size }\n}\n\n"
    "campus c {\n  pue = 1.2\n  grid g { contracted = 9 MW }\n%s}\n"
)


CODES: tuple[Code, ...] = (
    Code(
        "C0313",
        "a name is one of the part's and one of the plan's",
        "In a block that is made of a part, the names of the part can be read, and so can those of the blocks around. "
        "Where both have a name, neither is taken: else a part that gets one more name would change what a plan means. "
        "Give the one in the plan another name.",
        bad=_HALL % "  let size = 2 MW\n  load x { behind = it; power = size }\n"
        "  building a : hall { load more { behind = it; power = size } }\n",
        good=_HALL % "  let most = 2 MW\n  load x { behind = it; power = most }\n"
        "  building a : hall { load more { behind = it; power = size } }\n",
    ),
    Code(
        "C0314",
        "a unit of your own has a name that is taken",
        "A unit may not hide one of the language, nor one that is refused everywhere because it is easily mistaken, "
        "such as `ton` or `mW`; and it must be readable behind a number, so not `e6`.",
        bad="unit ton = 2_000 lb\n",
        good="unit us_ton = 2_000 lb\n",
    ),
    Code(
        "C0315",
        "a unit is so many of itself",
        "Units may be made of one another, but not in a circle. The message shows it.",
        bad="unit row = 8 bay\nunit bay = 0.125 row\n",
        good="unit row = 8 bay\nunit bay = 4 rack\n",
    ),
    Code(
        "C0316",
        "a unit is so many of another unit",
        "After `unit name =` stands one number with a unit, or a bare number: `unit MGD = 1e6 gal/day`. A temperature "
        "is a point on a scale and a share is written with `%`, so neither makes a unit.",
        bad="unit warm = 40 degC\n",
        good="unit MGD = 1e6 gal/day\n",
    ),
    Code(
        "C0429",
        "a `let` of a part is restated as something else",
        "What is made of a part may restate a `let` of the part, and everything in it follows. The new value is of the "
        "same sort as the part's: a power stays a power.",
        bad=_HALL % "  building a : hall { let size = 12_500 }\n",
        good=_HALL % "  building a : hall { let size = 120 kW }\n",
    ),
    Code(
        "C0430",
        "a block of a part is restated as another",
        "A block of a part is restated by a block of the same kind and name, without a part after a colon: fields that "
        "it gives are taken in place of the part's. Some units of an array are restated with `units`.",
        bad=_HALL % "  building a : hall { turbine racks { rating = 1 MW } }\n",
        good=_HALL % "  building a : hall { load racks { power = 200 kW } }\n",
    ),
    Code(
        "C0431",
        "a stay is of things, at a place",
        "`stay(things, place)` is how long things have been at a place without a break, `stay_since` and "
        "`stay_until` since and until when. `things` is an object or a set, `place` a site, a building or the campus; "
        "a third argument is the longest break that does not begin a new stay, in days.",
        bad=rule("for t in turbines", "require stay(t) <= 90 day"),
        good=rule("for t in turbines", "require stay(t, t.site) <= 90 day"),
    ),
    Code(
        "C0432",
        "a party belongs to itself",
        "`affiliate_of` names the party that a party belongs to, and so on upwards. The message shows the circle.",
        bad="party a { affiliate_of = b }\nparty b { affiliate_of = a }\n",
        good="party a { affiliate_of = b }\nparty b {}\n",
    ),
    Code(
        "C0433",
        "the calendar needs a day that is known",
        "In which month, quarter or year a day lies, and how many whole months are between two, cannot be told of a "
        "day that is not known well enough. Compare the dates themselves, which may be uncertain.",
        bad=campus("phase launch = 2025-Q3", "let first = month_start(launch)"),
        good=campus("phase launch = 2025-Q3", "let first = quarter_start(launch)"),
    ),
    Code(
        "C0434",
        "a date is wanted",
        "`month_start`, `quarter_start`, `year_start`, the same with `_end`, and `months_between` take dates.",
        bad=campus("let first = month_start(12 month)"),
        good=campus("let first = month_start(2025-07-02)"),
    ),
)
