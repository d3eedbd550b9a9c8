"""One hostile campus through every output: whatever a label holds stays text."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from io import StringIO

import pytest

from emit.outputs import PROJECT, compiled
from emit.test_report import Page

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
)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def plan(text: str) -> str:
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


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_holds_it_as_text(text: str) -> None:
    page = Page(compiled(plan(text))["report.html"])
    assert page.open == []
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert not [given for _, given in page.elements if "onerror" in given or "javascript:" in given.get("href", "")]
    shown = "".join(page.texts)
    assert ascii_of(text) in shown
    assert not [char for char in shown if char in "\u202e\u200b\x1b"]


def ascii_of(text: str) -> str:
    """The text as it is shown."""
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_holds_it_as_text(text: str) -> None:
    report = compiled(plan(text))["report.md"]
    outside = re.sub(r"(?ms)^(`{3,})text$.*?^\1$", "", report)
    plain = re.sub(r"\\[!-/:-@\[-`{-~]", "", re.sub(r"`[^`\n]+`", "", outside))
    ours = r"</?details>|<summary>[A-Za-z0-9, -]+(?:short_ton/yr)?[a-z0-9, -]*</summary>|<https?://[^\s<>]+>"
    assert "<" not in re.sub(ours, "", plain)
    assert "](" not in plain
    assert "![" not in plain
    assert "49" not in plain.split("## Made from")[0]
    for table in re.findall(r"(?m)(?:^\|.*\n)+", outside):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table
    assert not [char for char in report if not char.isprintable() and char != "\n"]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_bill_is_read_back_and_starts_no_formula(text: str) -> None:
    bill = compiled(plan(text))["bom.csv"]
    rows = list(csv.reader(StringIO(bill, newline=""), strict=True))
    assert {len(row) for row in rows} == {25}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert bill.count("\r\n") == bill.count("\n") == len(rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_model_keeps_it_unchanged(text: str) -> None:
    content = compiled(plan(text))["ir.json"]
    model = json.loads(content)
    assert model["campus"]["label"] == text
    assert content.isascii()
    assert json.dumps(model) == json.dumps(model, sort_keys=True)


def test_same_plan_same_bytes_under_another_hash_seed() -> None:
    script = (
        "import hashlib, sys\n"
        "from colossusc.pipeline import Options, check, emit\n"
        "text = sys.stdin.read()\n"
        "for name, content in emit(check(['p.colossus'], lambda name: text, Options())).items():\n"
        "    print(name, hashlib.sha256(content).hexdigest())\n"
    )
    text = (PROJECT / "specs/campuses/colossus_1.colossus").read_bytes()
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=text,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
        ).stdout
        for seed, zone in (("1", "UTC"), ("4242", "Pacific/Auckland"))
    }
    assert len(seen) == 1
    assert seen.pop().count(b"\n") == 6
