"""C045x: what may fail, what needs what, and what feeds what."""

from __future__ import annotations

from colossusc.codes import Code

_SITE = """\
edition = 2026

campus c {
  pue = 1.2
  site s {
    jurisdiction = [us]
    ambient      = 20 degC
    load hall { behind = facility; power = 5 MW }
    grid g { contracted = 10 MW }
    transformers t[1..3] { rating = 6 MVA; power_factor = 1; fed_by = [g] }
  }
"""


def _with(*lines: str) -> str:
    return _SITE + "".join(f"  {line}\n" for line in lines) + "}\n"


_HALLS = """\
edition = 2026

part hall : building {
  ups_systems u[1..2] { rating = 1 MVA; power_factor = 1 }
  bus b { fed_by = [u] }
}

campus c {
  site s {
    jurisdiction = [us]
    ambient      = 20 degC
    building h[1..4] : hall {}
"""

_APART = """\
campus c {
  pue = 1
  site north { jurisdiction = us; grids g[1..2] { contracted = 20 MW }; load l { behind = facility; power = 9 MW } }
  site south { jurisdiction = us; grid h { contracted = 20 MW }; load k { behind = facility; power = 9 MW } }
  contingency lost { lose any of north.g for 24 h }
"""

CODES: tuple[Code, ...] = (
    Code(
        "C0450",
        "something needs or feeds itself",
        "`needs` and `fed_by` go one way: from what is supplied to what supplies it. Here the way leads back to where "
        "it begins, so that nothing would ever run.",
        bad=_with("site b { bus x { fed_by = [y] }; bus y { fed_by = [x] }; jurisdiction = [us] }"),
        good=_with("site b { bus x { fed_by = [s.g] }; bus y { fed_by = [x] }; jurisdiction = [us] }"),
    ),
    Code(
        "C0451",
        "a contingency only says what is lost",
        "Each line of a contingency is a `lose`; all that they name is lost together. Values are set in a scenario, "
        "and `require … under` says what must hold.",
        bad=_with("contingency n_1 { lose any of transformers; pue = 1.3 }"),
        good=_with("contingency n_1 { lose any of transformers }"),
    ),
    Code(
        "C0452",
        "so many of these cannot be lost",
        "`lose t` and `lose all of t` lose every unit, `lose any of t` one of them, `lose any 2 of t` two. A rule is "
        "for every plan, so it cannot say what may fail: a `require` of the plan can.",
        bad=_with("contingency n_4 { lose any 4 of s.t }"),
        good=_with("contingency n_2 { lose any 2 of s.t }"),
    ),
    Code(
        "C0453",
        "too many cases",
        "Every case is computed, equal units as one. Name fewer units, or write equal units as one array.",
        bad=_with(
            *(f"grids x{place}[1..60] {{ contracted = 1 MW }}" for place in range(60)),
            "contingency n_3 { lose any 3 of grids }",
        ),
        good=_with("contingency n_3 { lose any 3 of s.t }"),
    ),
    Code(
        "C0454",
        "how long it lasts is not clear",
        "What a contingency loses is lost for one time above 0, or without `for` for good. A `require` may ask for a "
        "shorter time, not for a longer one.",
        bad=_with("contingency n_1 { lose any of transformers for 0 h }"),
        good=_with("contingency n_1 { lose any of transformers for 4 h }"),
    ),
    Code(
        "C0455",
        "it is not clear which of several equal halls loses it",
        "In each hall something needs or feeds something else, so what is lost with a unit depends on the hall. Name "
        "one of the halls: they are alike, so any of them stands for all.",
        bad=_HALLS + "  }\n  contingency n_1 { lose any of ups_systems }\n}\n",
        good=_HALLS + "  }\n  contingency n_1 { lose any of s.h[1].u }\n}\n",
    ),
    Code(
        "C0456",
        "power of several sites is counted together",
        "Power at one site is of no use at another, and a contingency takes it from one. The firm supply, the margin "
        "and the load served of a campus are sums over its sites: a `require` of the campus may hold while a site is "
        "dark. Ask it of each site, or put it into the sites.",
        bad=_APART + "  require served >= facility_load under lost\n}\n",
        good=_APART + "  require all(s.served >= s.facility_load for s in sites) under lost\n}\n",
        severity="warning",
    ),
)
