"""C03xx: names, and where they may stand."""

from __future__ import annotations

from colossusc.codes import Code, campus

CODES: tuple[Code, ...] = (
    Code(
        "C0300",
        "there is no such kind",
        "A block begins with its kind: `grid mlgw { … }`. Equipment stands in a campus, site or building; sources, "
        "parts, parties, jurisdictions, rules and tests stand at the top of a file. `colossusc explain turbines` "
        "shows one kind.",
        bad=campus("girds g { contracted = 8 MW }"),
        good=campus("grid g { contracted = 8 MW }"),
    ),
    Code(
        "C0301",
        "a name is not known here",
        "A name is looked for in its own block, in the blocks around it, in the file and its imports, and then among "
        "parties and jurisdictions, which are known everywhere. Values read fields, lets and phases; facts such as "
        "`firm_supply` are read by `require` and by rules only. A field that takes one of a few words, such as `duty`, "
        "takes no other.",
        bad=campus("let reserve = 10 %", "load hall { behind = facility; power = 0 MW * (1 + reserv) }"),
        good=campus("let reserve = 10 %", "load hall { behind = facility; power = 0 MW * (1 + reserve) }"),
    ),
    Code(
        "C0302",
        "there is no such source",
        "What stands in brackets after a value is a source: a `source` block of this file, of an imported file "
        "(`[src.epoch]` after `import … as src`) or of a catalog that is used.",
        bad='edition = 2026\n\nsource press "A report" { grade = press }\n\n'
        "campus c {\n  grid g { contracted = 8 MW [pres] }\n}\n",
        good='edition = 2026\n\nsource press "A report" { grade = press }\n\n'
        "campus c {\n  grid g { contracted = 8 MW [press] }\n}\n",
    ),
    Code(
        "C0303",
        "a name is declared twice",
        "A name means one thing in its block. Give one of the two another name; where both are meant to be one, join "
        "them.",
        bad=campus("grid g { contracted = 8 MW }", "grid g { contracted = 50 MW }"),
        good=campus("grid g { contracted from 2024-07-01 = 8 MW; contracted from 2024-08-01 = 50 MW }"),
    ),
    Code(
        "C0304",
        "a name is already taken around this block",
        "A name that stands for one thing outside and for another inside would be read wrongly, so nothing may hide a "
        "name of the blocks around it. A `let` is given with `let`, in the block that declares it.",
        bad=campus("let reserve = 10 %", "site s {", "  let reserve = 5 %", "}"),
        good=campus("let reserve = 10 %", "site s {", "  let local_reserve = 5 %", "}"),
    ),
    Code(
        "C0305",
        "something needs one name",
        "Every object has one name, by which rules, permits and findings call it. A title in quotes may follow.",
        bad=campus("grid { contracted = 8 MW }"),
        good=campus('grid mlgw "Substation 63" { contracted = 8 MW }'),
    ),
    Code(
        "C0306",
        "a jurisdiction lies within itself",
        "After the colon stands the jurisdiction around this one, and so on outwards. The message shows the circle.",
        bad='jurisdiction shelby "Shelby County" : tennessee {}\njurisdiction tennessee "Tennessee" : shelby {}\n',
        good='jurisdiction tennessee "Tennessee" {}\njurisdiction shelby "Shelby County" : tennessee {}\n',
    ),
    Code(
        "C0307",
        "a part extends itself",
        "After the colon of a part stands its kind, or the part that it extends and changes. That cannot lead back to "
        "the part itself.",
        bad="part big : small { rating = 16 MW }\npart small : big { rating = 8 MW }\n",
        good="part small : turbine { rating = 8 MW }\npart big : small { rating = 16 MW }\n",
    ),
    Code(
        "C0308",
        "there is no such field",
        "Objects are closed: each kind has its fields, and a misspelt one is never taken for something new. "
        "`colossusc explain grid` lists the fields of a grid. A value of your own is a `let`.",
        bad=campus("grid g { contraced = 8 MW }"),
        good=campus("grid g { contracted = 8 MW }"),
    ),
    Code(
        "C0309",
        "a word defines nothing here",
        "`word name = value` is `let`, in a campus or site also `phase`, in a permit also `limit`.",
        bad=campus("phse launch = 2024-09-02"),
        good=campus("phase launch = 2024-09-02"),
    ),
    Code(
        "C0310",
        "nothing of an import is used",
        "A catalog or a file is imported by name, and the plan never says that name. This is a warning: most often the "
        "line is left over, or the citation that was meant is missing.",
        bad="edition = 2026\nuse catalog.nvidia\n\ncampus c {\n  gpus h { count = 0 }\n}\n",
        good="edition = 2026\nuse catalog.nvidia\n\ncampus c {\n  gpus h : nvidia.dgx_h100 { count = 0 }\n}\n",
        severity="warning",
    ),
    Code(
        "C0311",
        "nothing reads a `let`",
        "A figure that is written down and read nowhere looks as if it counted. This is a warning.",
        bad=campus("let reserve = 10 %"),
        good=campus("let reserve = 10 %", "load l { behind = facility; power = 0 MW * (1 + reserve) }"),
        severity="warning",
    ),
    Code(
        "C0312",
        "a value cannot depend on a fact",
        "Facts, such as the firm supply, are computed from the values of the plan, so a value that read one could "
        "depend on itself. `require` and rules read facts.",
        bad=campus("load hall { behind = facility; power = firm_supply }"),
        good=campus("load hall { behind = facility; power = 0 MW }", "require firm_supply >= facility_load"),
    ),
)
