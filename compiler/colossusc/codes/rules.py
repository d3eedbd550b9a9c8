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
)
