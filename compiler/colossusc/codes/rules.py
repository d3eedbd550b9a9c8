"""C08xx: rules and tests."""

from __future__ import annotations

from colossusc.codes import Code, campus, rule

_RULE = """\
rule X001 some_power "A service is at least 1 MW" {
  for g in grids
  require g.contracted >= 1 MW
}

"""


def _test(*expectations: str) -> str:
    lines = ("  campus c { grid g { contracted = 0.9 MW } }", *(f"  {line}" for line in expectations))
    return _RULE + 'test "a small service" {\n' + "\n".join(lines) + "\n}\n"


_WAIVED = """\
edition = 2026
as_of   = 2025-03-01

campus c {
  grid g { contracted = 8 MW }
"""
_WAIVABLE = """
rule X001 nine_megawatts "A service is at least 9 MW" {
  severity = note
  for g in grids
  require g.contracted >= 9 MW
}
"""


def _waiver(written: str) -> str:
    return f"{_WAIVED}  {written}\n}}\n{_WAIVABLE}"


_TERMS = '{ reason = "On order"; owner = "grid lead"; expires = 2025-12-31 }'

CODES: tuple[Code, ...] = (
    Code(
        "C0801",
        "a site names no jurisdiction",
        "Rules apply by place. Without `jurisdiction` no local rule can apply to the site, and it would look as if "
        "none was broken. Jurisdictions lie in one another, so naming the county names state and country too; a "
        "service territory, such as that of a utility, is named beside them. This is a warning.",
        bad=campus("site s {}"),
        good=campus("site s { jurisdiction = [us_tn_shelby, tva_region] }"),
        severity="warning",
    ),
    Code(
        "C0802",
        "a rule requires nothing",
        "A rule says what must hold: `require …`. `when` says on which days, `for` on what.",
        bad=rule("for g in grids", "when g.contracted > 100 MW"),
        good=rule("for g in grids", "when g.contracted > 100 MW", "require g.provider is given"),
    ),
    Code(
        "C0803",
        "braces in a message hold an expression",
        "In `message` and `help`, `{g.contracted}` prints a value. A brace itself is written twice: `{{ … }}`.",
        bad=rule("for g in grids", "require g.provider is given", 'message "{g contracts {g.contracted}"'),
        good=rule("for g in grids", "require g.provider is given", 'message "{g} contracts {g.contracted}"'),
    ),
    Code(
        "C0804",
        "an expectation names no rule of this file",
        "`expect error TVA001 on g` names a severity (`error`, `warning`, `note`, or `open` for what cannot be "
        "judged), a rule of the same file by its code or name, and what it is about. `expect nothing` says that "
        "nothing is found.",
        bad=_test("expect error X002 on g", "expect error X001 on g"),
        good=_test("expect error X001 on g"),
    ),
    Code(
        "C0805",
        "a test finds what it does not expect",
        "A test lists every finding of its file's rules. Either the rule is wrong or the expectation is missing; the "
        "help has the line to add.",
        bad=_test(),
        good=_test("expect error X001 on g"),
    ),
    Code(
        "C0806",
        "a test does not find what it expects",
        "The rule found nothing, or something else, on what the test names. The message says what it found.",
        bad=_test("expect error X001 on g", "expect note X001 on g"),
        good=_test("expect error X001 on g"),
    ),
    Code(
        "C0807",
        "a test without a campus",
        "A test judges the campus that stands in it; without one it passes whatever the rules say.",
    ),
    Code(
        "C0810",
        "a waiver of a rule that there is not",
        "`waive RULE on object` names a rule by its code or name, or a `require` of the plan by its title: in small "
        'letters, with `_` between the words, `as "Nine megawatts"` is `nine_megawatts`. A `require` without a title '
        "cannot be waived.",
        bad=_waiver(f"waive ten_megawatts on g {_TERMS}"),
        good=_waiver(f"waive nine_megawatts on g {_TERMS}"),
    ),
    Code(
        "C0811",
        "a waiver lacks its reason, owner or expiry",
        "Somebody answers for what is waived: `reason` and `owner` are texts in quotes, `expires` is the last valid "
        "day of the waiver. There is no waiver without an end.",
        bad=_waiver('waive nine_megawatts on g { reason = "On order"; owner = "grid lead" }'),
        good=_waiver(f"waive nine_megawatts on g {_TERMS}"),
    ),
    Code(
        "C0812",
        "a waiver is on an object",
        "What is waived is the finding of one rule on one object: the grid, site or campus that the finding names. "
        "What belongs to the object is not waived with it.",
        bad=_waiver(f"waive nine_megawatts on g.contracted {_TERMS}"),
        good=_waiver(f"waive nine_megawatts on g {_TERMS}"),
    ),
    Code(
        "C0813",
        "a waiver has expired",
        "`expires` is before `as_of`, and the waiver still waives days after it. From that day on its findings count "
        "again. Renew it, or end it there with `until`. One that waives nothing after its expiry is history and stays.",
        bad=_waiver('waive nine_megawatts on g { reason = "On order"; owner = "grid lead"; expires = 2025-01-31 }'),
        good=_waiver(f"waive nine_megawatts on g {_TERMS}"),
    ),
    Code(
        "C0814",
        "a waiver is not needed",
        "The rule finds nothing on this object on the days of the waiver: it was mended, or the waiver names another "
        "object than the finding does. This is a warning.",
        bad=_waiver(f"waive nine_megawatts on c {_TERMS}"),
        good=_waiver(f"waive nine_megawatts on g {_TERMS}"),
        severity="warning",
    ),
    Code(
        "C0815",
        "a waiver expires soon",
        "`expires` is at most 30 days after `as_of`. This is a note.",
        bad=_waiver('waive nine_megawatts on g { reason = "On order"; owner = "grid lead"; expires = 2025-03-31 }'),
        good=_waiver(f"waive nine_megawatts on g {_TERMS}"),
        severity="note",
    ),
    Code(
        "C0816",
        "what is owed is not money",
        "`owes name = …` in a rule is an amount of money, or money per time or per month: a demand charge is "
        "`12 USD/kW/month * g.contracted`. It does not depend on `date` but through `when`.",
        bad=rule("for g in grids", "owes minimum_bill = 85 % * g.contracted"),
        good=rule("for g in grids", "owes minimum_bill = 85 % * g.contracted * 12 USD/kW/month"),
    ),
    Code(
        "C0817",
        "a reported figure is of no fact of its block",
        "`reported` compares a published figure with a fact of the block that it stands in: `it_load` of a campus or "
        "site, `contracted_firm` of a grid. Fields are what the plan states itself.",
        bad=campus("load l { behind = it; power = 9 MW }", "reported it_lod on 2025-01-01 = 9 MW"),
        good=campus("load l { behind = it; power = 9 MW }", "reported it_load on 2025-01-01 = 9 MW"),
    ),
    Code(
        "C0818",
        "a reported figure is of one day",
        "`reported name on 2025-01-31 = …`: the day of which the figure is told, and the model is asked.",
        bad=campus("load l { behind = it; power = 9 MW }", "reported it_load from 2025-01-01 = 9 MW"),
        good=campus("load l { behind = it; power = 9 MW }", "reported it_load on 2025-01-01 = 9 MW"),
    ),
    Code(
        "C0819",
        "the model differs from a reported figure",
        "A published figure and the model's on that day differ by more than the figure is written to: 70 MW is met by "
        "69.5 to 70.5 MW. One of them is wrong, or they are figures of different things. This is a note.",
        bad=campus("load l { behind = it; power = 9 MW }", "reported it_load on 2025-01-01 = 8 MW"),
        good=campus("load l { behind = it; power = 9 MW }", "reported it_load on 2025-01-01 = 9 MW"),
        severity="note",
    ),
)
