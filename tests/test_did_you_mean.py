"""A typing slip in any name is answered with the name that was meant."""

from __future__ import annotations

import pytest

from conftest import CompileText

SLIPS = {
    "field": ("campus c { grid g { contraced = 8 MW } }", "contracted"),
    "field of an object": ("campus c { grid g { contracted = 8 MW }\n let a = g.contraced }", "contracted"),
    "kind": ("campus c { girds g { contracted = 8 MW } }", "grids"),
    "word of a field": ("campus c { engines e { duty = standbi } }", "standby"),
    "part": ("use catalog.nvidia\ncampus c { gpus h : nvidia.dgx_h10 {} }", "nvidia.dgx_h100"),
    "part or kind": ("part x : turbin { rating = 8 MW }", "turbine"),
    "catalog": ("use catalog.nvidea", "catalog.nvidia"),
    "source": ("source press {}\ncampus c { grid g { contracted = 8 MW [pres] } }", "press"),
    "party": ("campus c { grid g { provider = tvaa } }", "tva"),
    "jurisdiction": ("campus c { site s { jurisdiction = [tva_regio] } }", "tva_region"),
    "jurisdiction around": ('jurisdiction x "X" : us_tnn {}', "us_tn"),
    "let": ("campus c { let reserve = 10 %\n let a = reserv }", "reserve"),
    "phase": ("campus c { phase launch = 2024-09-02\n grid g { contracted from lunch = 8 MW } }", "launch"),
    "array": ("campus c { engines smt[1..3] { rating = 2 MW }\n units smtt[1] { rating = 3 MW } }", "smt"),
    "definition": ("campus c { phse launch = 2024-09-02 }", "phase"),
    "function": ("campus c { let a = maxx(1 MW, 2 MW) }", "max"),
    "function over a set": ("campus c { require alll(g.contracted > 1 MW for g in grids) }", "all"),
    "setting of a file": ("editon = 2026", "edition"),
    "top of a file": ("campsu c {}", "campus"),
    "unit": ("campus c { let a = 5 tonnne }", "5 tonne"),
    "fact": ("campus c { require firm_suply > 1 MW }", "firm_supply"),
    "fact of a campus": ("rule X r { require campus.firm_suply > 1 MW }", "firm_supply"),
    "set": ("rule X r { require count(turbine) > 1 }", "turbines"),
    "given": ("rule X r { require all(g.price is givn for g in grids) }", "given"),
    "setting of a rule": ("rule X r { severty = error\n require count(grids) > 1 }", "severity"),
    "severity": ("rule X r { severity = eror\n require count(grids) > 1 }", "error"),
    "status": ("rule X r { status = ordr\n require count(grids) > 1 }", "order"),
    "jurisdiction of a rule": ("rule X r { jurisdiction = us_tnn\n require count(grids) > 1 }", "us_tn"),
    "key of a group": ("rule X r { for g in groups_by(providr)\n require count(g.members) > 1 }", "provider"),
    "fact of a group": (
        "rule X r { for g in groups_by(provider)\n require g.contracted_fim > 1 MW }",
        "contracted_firm",
    ),
}


@pytest.mark.parametrize(("text", "meant"), SLIPS.values(), ids=list(SLIPS))
def test_did_you_mean(compile_text: CompileText, text: str, meant: str) -> None:
    errors = [each for each in compile_text(text).diagnostics if each.severity == "error"]
    assert len(errors) == 1, [each.message for each in errors]
    assert f"did you mean `{meant}`" in " ".join((errors[0].message, *errors[0].helps))
