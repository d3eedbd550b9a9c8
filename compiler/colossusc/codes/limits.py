"""C09xx: limits."""

from __future__ import annotations

from colossusc.codes import Code, campus, rule

CODES: tuple[Code, ...] = (
    Code(
        "C0901",
        "a file is too large",
        "A file holds at most 10 MB, a template 1 MB. A plan of that size is better kept in parts that are imported.",
    ),
    Code(
        "C0902",
        "too many blocks and brackets stand inside one another",
        "At most 100 blocks, brackets, `not`, `-` and `if` stand inside one another. A sum or a list may be of any "
        "length.",
        bad="edition = 2026\n\ncampus c {\n  let reserve = " + "(" * 101 + "10 %" + ")" * 101 + "\n}\n",
        good="edition = 2026\n\ncampus c {\n  let reserve = 10 %\n}\n",
    ),
    Code(
        "C0903",
        "a text is too long",
        "A text holds at most 64 kB.",
        bad='edition = 2026\n\ncampus c {\n  let title = "' + "x" * 65_537 + '"\n}\n',
        good='edition = 2026\n\ncampus c {\n  let title = "x"\n}\n',
    ),
    Code(
        "C0904",
        "a project has too many files",
        "A project has at most 1,000 files, given or imported. A generated one can be split into projects.",
    ),
    Code(
        "C0905",
        "files import each other too deeply",
        "A file may import one that imports another, and so on, 32 files deep. Plans written by people stay far below: "
        "import what is needed where it is needed.",
    ),
    Code(
        "C0906",
        "values depend on one another in too long a chain",
        "At most 1,000 values may each read the next. A plan written by people never comes near.",
        bad=campus(*(f"let v{n} = v{n + 1}" for n in range(1_001)), "let v1001 = 1"),
        good=campus("let v0 = 1"),
    ),
    Code(
        "C0907",
        "a plan has too many units",
        "All arrays of a plan together have at most 5,000,000 units, counted before anything is made of them.",
        bad=campus("load l[1..5000001] { behind = it; power = 0 MW }"),
        good=campus("load l[1..5000] { behind = it; power = 0 MW }"),
    ),
    Code(
        "C0908",
        "a check that goes over too many elements",
        "Comprehensions inside comprehensions multiply: one evaluation goes over at most 1,000,000 elements a day.",
        bad=campus(
            "load l { behind = it; power = 0 MW }",
            *(f"load l{number} {{ behind = it; power = 0 MW }}" for number in range(32)),
            "require all(all(all(all(a.power + b.power + c.power + d.power >= 0 MW for a in loads) for b in loads)"
            " for c in loads) for d in loads)",
        ),
        good=campus(
            "load l { behind = it; power = 0 MW }",
            "require all(all(a.power + b.power >= 0 MW for a in loads) for b in loads)",
        ),
    ),
    Code(
        "C0909",
        "a let that stands for too much",
        "Lets of a rule that read each other several times grow with every step. Written out, one stands for at most "
        "10,000 terms.",
        bad=rule(
            *(f"let a{number} = a{number + 1} + a{number + 1}" for number in range(20)),
            "let a20 = 1 MW",
            "require campus.firm_supply >= a0",
        ),
        good=rule("let a = b + b", "let b = 1 MW", "require campus.firm_supply >= a"),
    ),
    Code(
        "C0911",
        "an edition is not known",
        "`edition` fixes the language that a file is written in, so that the file keeps its meaning when the language "
        "grows. This version knows 2026.",
        bad="edition = 2027\n\ncampus c {\n}\n",
        good="edition = 2026\n\ncampus c {\n}\n",
    ),
    Code(
        "C0912",
        "a run stops after too many mistakes",
        "A run looks for 10,000 mistakes at most, and shows 1,000 of them. So many have most often one cause near the "
        "top: a line that was cut off, or a file of another language.",
    ),
)
