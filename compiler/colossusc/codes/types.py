"""C04xx: kinds of things, and types of values."""

from __future__ import annotations

from colossusc.codes import Code, campus, rule

CODES: tuple[Code, ...] = (
    Code(
        "C0401",
        "a number is wanted",
        "Only numbers are added, multiplied and summed. The message says what stands there instead.",
        bad=campus('let total = 8 MW + "4 MW"'),
        good=campus("let total = 8 MW + 4 MW"),
    ),
    Code(
        "C0402",
        "quantities of different kinds are mixed",
        "Power and energy, MVA and MW, short tons and dollars are different things: they are neither added nor "
        "compared, and a field takes its own. MW × h is MWh, MVA × power factor is MW, and a bare number is not a "
        "power.",
        bad=campus("let total = 8 MW + 4 MWh"),
        good=campus("let total = 8 MW + 4 MWh / (2 h)"),
    ),
    Code(
        "C0403",
        "a temperature is a point on a scale",
        "40 °C is a point: it is compared, and subtracted from another to give a difference in `K`. It is not added to "
        "another, multiplied or summed, since twice 40 °C means nothing.",
        bad=campus("let warmer = 40 degC + 3 degC"),
        good=campus("let warmer = 40 degC + 3 K"),
    ),
    Code(
        "C0404",
        "dates are shifted by times, and subtracted",
        "`granted + 12 month` and `granted - 30 day` are dates, `date - granted` is a time. Two dates do not add, "
        "and a power does not shift one.",
        bad=campus("phase launch = 2024-09-02", "let later = launch + 8 MW"),
        good=campus("phase launch = 2024-09-02", "let later = launch + 90 day"),
    ),
    Code(
        "C0405",
        "`date` may only be shifted and compared",
        "The days on which a rule changes its verdict are computed exactly, which needs comparisons of dates such as "
        "`date >= e.arrived + 12 month` or `date - e.arrived > 90 day`. Arithmetic beyond that, such as a product with "
        "`date` in it, would change on every day.",
        bad=rule(
            "for e in engines",
            "when e.arrived is given",
            "require (date - e.arrived) * (date - e.arrived) <= 24 h * (24 h)",
        ),
        good=rule("for e in engines", "when e.arrived is given", "require date - e.arrived <= 12 h"),
    ),
    Code(
        "C0406",
        "an exponent is a whole number from 0 to 9",
        "`^` raises to a small whole power; there are no roots.",
        bad=campus("let area = (20 m) ^ 2.5"),
        good=campus("let area = (20 m) ^ 2"),
    ),
    Code(
        "C0407",
        "a condition is true or false",
        "`require`, `when`, `near`, `where`, `and`, `or`, `not` and `if` take what is true or false: a comparison, "
        "or a fact such as `t.on_site`.",
        bad=rule("require campus.firm_supply"),
        good=rule("require campus.firm_supply > 0 MW"),
    ),
    Code(
        "C0408",
        "only numbers and dates have an order",
        "`<`, `<=`, `>` and `>=` compare numbers and dates. Words, texts and objects are the same or not: `==`, `!=`.",
        bad=rule("for t in turbines", "require t.duty > standby"),
        good=rule("for t in turbines", "require t.duty != standby"),
    ),
    Code(
        "C0409",
        "two different sorts of things are compared",
        "Both sides of a comparison, both branches of an `if`, and what is looked for in a list are of one sort.",
        bad=rule("for g in grids", "require g.provider == 8 MW"),
        good=rule("for g in grids", "require g.contracted == 8 MW"),
    ),
    Code(
        "C0410",
        "a set or a list is wanted",
        "`for x in …` and `x in …` go over a set, such as `turbines`, `site.grids` or a list in brackets. To know what "
        "one object has, name it: `for p in t.permits`.",
        bad=rule("for t in turbines", "require any(p > 1 MW for p in t.rating)"),
        good=rule("for t in turbines", "require any(p.in_force for p in t.permits)"),
    ),
    Code(
        "C0411",
        "a list holds one sort of thing",
        "All items of a list are objects, or all are powers, or all are words.",
        bad=rule("for g in grids", "require g.contracted in [8 MW, 2025-01-01]"),
        good=rule("for g in grids", "require g.contracted in [8 MW, 50 MW]"),
    ),
    Code(
        "C0412",
        "`is` asks whether a value is given",
        "`x is given` and `x is absent` are all that `is` can ask. Values are compared with `==`.",
        bad=rule("for g in grids", "require g.energised is zero"),
        good=rule("for g in grids", "require g.energised is given"),
    ),
    Code(
        "C0413",
        "there is no such function",
        "Over a set: `any`, `all`, `count`, `sum`, `min`, `max`. Of values: `min`, `max`, `abs`, `floor`, `ceil`, "
        "`round`. In rules also `groups_by`.",
        bad=campus("let most = maximum(8 MW, 50 MW)"),
        good=campus("let most = max(8 MW, 50 MW)"),
    ),
    Code(
        "C0414",
        "a function is given what it does not take",
        "`any`, `all` and `sum` go over a set: `sum(t.rating for t in turbines where t.on_site)`. `abs`, `floor`, "
        "`ceil` and `round` take one value; `min` and `max` take several values, or go over a set.",
        bad=rule("require sum(turbines) > 0"),
        good=rule("require sum(t.rating for t in turbines) > 0 MW"),
    ),
    Code(
        "C0415",
        "rounding needs a unit",
        "A power has no whole part of its own: 1.5 MW is 1500 kW. Divide by the unit that is meant, and multiply "
        "again.",
        bad=campus("let blocks = ceil(8.5 MW)"),
        good=campus("let blocks = ceil(8.5 MW / (1 MW))"),
    ),
    Code(
        "C0416",
        "one of several is wanted",
        "The name of an array stands for all its units. Name one unit, or go over them.",
        bad=campus("load l[1..2] { behind = facility; power = 0 MW }", "let each = l.power"),
        good=campus("load l[1..2] { behind = facility; power = 0 MW }", "let each = sum(x.power for x in l)"),
    ),
    Code(
        "C0417",
        "`groups_by` is for rules and requires",
        "A value of the plan belongs to one object. What several services or units come to together is judged in a "
        "rule or a `require`.",
        bad=campus("let customers = count(groups_by(provider, site))"),
        good=campus("require count(groups_by(provider, site)) <= 2"),
    ),
    Code(
        "C0418",
        "this cannot be made of a part",
        "A part is a product: a turbine, a battery, a system, an accelerator, a rack. Campuses, sites, contracts, "
        "permits and sources are no products.",
        bad="part service : grid { contracted = 8 MW }\n",
        good="part machine : turbine { rating = 8 MW }\n",
    ),
    Code(
        "C0419",
        "a part does not say what it is",
        "After the colon stands its kind, or the part that it extends: `part x : turbine`, `part x : solar.smt_130`.",
        bad='part smt_130 "Mobile gas turbine" { rating = 16 MW }\n',
        good='part smt_130 "Mobile gas turbine" : turbine { rating = 16 MW }\n',
    ),
    Code(
        "C0420",
        "a statement stands where it has no meaning",
        "`when`, `near`, `message`, `help` and `effective` belong in a rule, `expect` in a test, `use` and `import` at "
        "the top of a file, `require` in a campus or a rule.",
        bad=campus("near firm_supply < 9 MW"),
        good=campus("require firm_supply >= 0 MW"),
    ),
    Code(
        "C0421",
        "this has no time on site",
        "`from … until …` alone says when equipment, a building or a site is there. A campus, a party or a source is "
        "not installed and removed: put the dates on its values.",
        bad=campus("from 2024-09-02"),
        good=campus("grid g { from 2024-09-02; contracted = 8 MW }"),
    ),
    Code(
        "C0422",
        "a block stands in the wrong place",
        "Equipment, grids and permits stand in a campus, site or building; an approval stands in its grid; sites and "
        "buildings stand in the campus; sources, parts, parties, jurisdictions, rules and tests stand at the top of a "
        "file.",
        bad=campus("approval vote { limit = 150 MW }"),
        good=campus("grid g { contracted = 8 MW; approval vote { limit = 150 MW } }"),
    ),
    Code(
        "C0423",
        "a part is of another kind",
        "What is made of a part has the part's kind: turbines are made of turbine parts.",
        bad="use catalog.tesla\n\ncampus c {\n  turbines t : tesla.megapack_2_xl_4h { duty = standby }\n}\n",
        good="use catalog.tesla\n\ncampus c {\n  batteries t : tesla.megapack_2_xl_4h { count = 8 }\n}\n",
    ),
    Code(
        "C0424",
        "an array does not fit",
        "`turbines t[1..15]` has the units 1 to 15, and `units t[13..15] { … }` in the same block changes some of "
        "them. What is counted by a field, such as GPUs and batteries, is given its number and is no array.",
        bad=campus("batteries b[1..8] { energy = 3.9 MWh; rating = 1 MW }"),
        good=campus("batteries b { energy = 3.9 MWh; rating = 1 MW; count = 8 }"),
    ),
    Code(
        "C0425",
        "a field takes another sort of value",
        "Each field takes one sort of value: a power, a date, a word, an object, a list. `colossusc explain KIND` "
        "shows which.",
        bad=campus("grid g { provider = 2026-01-01 }"),
        good=campus("grid g { provider = tva }"),
    ),
    Code(
        "C0426",
        "`groups_by` does not know what to group",
        "`groups_by(provider, site)` groups the objects that have these fields, which must not change over time. Where "
        "more than one kind has them, the set stands first: `groups_by(turbines, fuel, site)`.",
        bad=rule("for g in groups_by(maker)", "require g.contracted >= 0 MW"),
        good=rule("for g in groups_by(provider)", "require g.contracted >= 0 MW"),
    ),
    Code(
        "C0427",
        "a group has no one value of this",
        "Of a group, powers and counts are sums over its members, and sets are joined. Dates, words and shares have no "
        "sum: go over the members.",
        bad=rule("for g in groups_by(provider)", "require g.arrived <= date"),
        good=rule("for g in groups_by(provider)", "require all(m.arrived <= date for m in g.members)"),
    ),
    Code(
        "C0428",
        "units of an array counted twice",
        "A sum goes over an array unit by unit, so `units`, which says how many an array stands for, would count them "
        "again. Leave it out, or count.",
        bad=campus("load l { behind = it; power = 0 MW }", "require sum(t.units for t in turbines) <= 8"),
        good=campus("load l { behind = it; power = 0 MW }", "require count(turbines) <= 8"),
    ),
)
