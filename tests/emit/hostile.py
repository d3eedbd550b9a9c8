"""Plans whose every text is hostile, and whose names make bad names of files."""

from __future__ import annotations

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title></pre><img src=x onerror=alert(1)>",
    "{{7*7}} {% for x in y %} {# no #}",
    "=HYPERLINK(1)",
    "+1|-1|@SUM(1)",
    "[x](javascript:alert(1)) ![y](https://e.example/z.png) <https://e.example>",
    "`a` ``` |b| *c* _d_ ~~e~~ $f$ &lt; &#60;",
    "# head",
    "1. list",
    "--- ===",
    "\u202egnp.exe \u200b \x1b[31m ::error::",
    '#read("secret") $x$ \\input{secret} @a <a> ]]> %0A \',"',
)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def braced(label: str) -> str:
    """A label as a message, in which a brace is written twice."""
    return label.replace("{", "{{").replace("}", "}}")


def plan(text: str) -> str:
    """A small plan in which all says the same."""
    label = quoted(text)
    return f"""
edition = 2026
as_of = 2026-01-01
source s {label} {{ publisher = {label}; url = {label}; note = {label}; grade = press }}
party p {label} {{}}
part system {label} : gpu_system {{
  maker = {label}
  model = {label}
  gpus_per_system = 8
  system_power = 10 kW
  price = 1 USD [s]
  lead_time = 6 month [s]
  rack = frame
  links_per_system = 1
}}
part strip {label} : pdu {{ maker = {label} }}
part frame {label} : rack {{ maker = {label}; systems_per_rack = 4; pdu = strip; pdus_per_rack = 2 }}
campus c {label} {{
  pue = 1.2 [s]
  site here {label} {{
    jurisdiction = [tva_region]
    ambient = 30 degC
    gpus g {label} : system {{ count from 2025-01-01 = 80 [s] }}
    grid main {label} {{ provider = p; contracted = 0.5 MW [s] }}
    turbines t {label} {{ rating = 1 MW; from 2025-01-01 until 2026-06-01 }}
    permit x {label} {{ covers = [t]; by = p; number = {label}; granted = 2025-01-01; expires = 2026-06-01 }}
  }}
  require gpu_count > 100 as {label}
}}
scenario more {label} : c {{ set here.g.count = 800 [s]; lose here.t }}
"""


def campus(gpus: int = 80) -> str:
    """Two campuses with everything that has a text, each of all hostile texts in turn; the first has no text of two."""
    labels = [quoted(text) for text in HOSTILE]
    a, b, *_ = labels
    each = list(enumerate(labels))
    sources = "".join(f"source s{n} {x} {{ publisher = {x}; url = {x}; note = {x}; grade = press }}\n" for n, x in each)
    parties = "".join(f"party p{n} {x} {{}}\n" for n, x in each)
    parts = "".join(
        f"""part system{n} {x} : gpu_system {{
  maker = {x}; model = {x}; gpus_per_system = 8; system_power = 10 kW; price = {n + 1} USD [s{n}]
  lead_time = 6 month [s{n}]; rack = frame{n}; links_per_system = 1
}}
part strip{n} {x} : pdu {{ maker = {x} }}
part frame{n} {x} : rack {{ maker = {x}; systems_per_rack = 4; pdu = strip{n}; pdus_per_rack = 2 }}
rule X{n:03} evil_{n} {x} {{ severity = warning; status = guidance; require campus.gpu_count > 1_000_000
  message {braced(x)}; help {braced(x)} }}
"""
        for n, x in each
    )
    things = "".join(
        f"""    gpus g{n} {x} : system{n} {{ count from grow = {gpus} [s{n}] }}
    grid m{n} {x} {{
      provider = p{n}; contracted = 0.5 MW [s{n}]
      approval v{n} {x} {{ by = p{n}; limit = 0.5 MW }}
      filing f{n} {x} {{ recipient = p{n}; filed = 2025-01-01; about = {x} }}
    }}
    turbines t{n} {x} {{ rating = 1 MW; nox = 9 ppmvd_15; from grow until 2026-06-01 }}
    permit x{n} {x} {{ covers = [t{n}]; by = p{n}; number = {x}; granted = 2025-01-01; limit nox = 1 short_ton/yr }}
    transformer k{n} {x} {{ fed_by = [m{n}]; rating = 1 MVA; power_factor = 1 }}
"""
        for n, x in each
    )
    required = "".join(f"  require gpu_count > {n + 2_000} as {x}\n" for n, x in each)
    waived = "".join(f"  waive X{n:03} on con {{ reason = {x}; owner = {x}; expires = 2027-01-01 }}\n" for n, x in each)
    return f"""
edition = 2026
as_of = 2026-01-01
{sources}{parties}{parts}
campus con {a} {{
  pue = 1.2 [s0]
  phase nul = 2025-01-01
  phase grow = 2025-03-01
  site aux {b} {{
    jurisdiction = [tva_region]
    ambient = 30 degC
{things}    reported it_load on 2025-09-01 = 70 kW [s1]
  }}
  contingency lost {b} {{ lose any 1 of grids }}
  require firm_supply >= 1 MW under lost as "left"
{required}{waived}}}
campus con_ {b} {{ pue = 1; load {"l" * 300} {a} {{ behind = it; power = 1 MW }} }}
scenario prn {a} : con {{ set aux.g0.count = 800 [s2]; lose aux.t0 }}
scenario prn_ {b} : con {{ set aux.g1.count = 900 [s2] }}
"""


def mistaken() -> str:
    """A plan of which each line is a mistake that shows one of them."""
    return "edition = 2026\n" + "".join(f"party p{n} {quoted(text)} {{ none = 1 }}\n" for n, text in enumerate(HOSTILE))
