"""What is different between two plans, as programs: two plans with `# becomes` between them; each line after `# tells:`
is part of the text, those after `# not:` of none. A line of the text that goes on below is one line here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from colossusc.emit.difference import pages
from colossusc.emit.difference.model import Difference
from colossusc.emit.difference.record import document
from colossusc.emit.difference.text import WIDTH, text
from colossusc.pipeline import Options, check, difference
from colossusc.resources import resource
from colossusc.testing.campuses import Plain, campuses
from emit.outputs import PROJECT, checked

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "differences"
SCHEMA = json.loads(resource("templates/diff.schema.json").read_text())
PROGRAMS = [
    pytest.param(program, id=program.strip().splitlines()[0].strip("# ")[:60])
    for program in (HERE / "differences.colossus").read_text(encoding="utf-8").split("---\n")
]


def compared(old: str, new: str) -> Difference:
    """The differences of two texts."""
    return difference(checked(old), checked(new), ("old", "new"), lambda code: True)


def as_json(found: Difference) -> dict[str, Any]:
    """The JSON of the differences, which the schema describes."""
    content: dict[str, Any] = json.loads(document(found))
    Draft202012Validator(SCHEMA).validate(content)
    return content


@pytest.mark.parametrize("program", PROGRAMS)
def test_differences(program: str) -> None:
    old, new = program.split("# becomes\n")
    found = compared(old, new)
    shown = text(found)
    assert all(len(line) <= WIDTH for line in shown.splitlines())
    flat = re.sub(r"\s+", " ", shown)
    for words in re.findall(r"^# tells: (.*)$", new, re.MULTILINE):
        assert re.sub(r"\s+", " ", words) in flat, shown
    for words in re.findall(r"^# not: (.*)$", new, re.MULTILINE):
        assert words not in shown, shown
    assert as_json(found)["same"] == ("no difference" in shown)
    assert compared(old, old).same
    assert compared(new, new).same


@pytest.mark.parametrize("program", PROGRAMS)
def test_backwards_they_are_mirrored(program: str) -> None:
    old, new = program.split("# becomes\n")
    there, back = (as_json(each) for each in (compared(old, new), compared(new, old)))
    assert sorted_(mirrored(there)) == sorted_(back)


SWAPPED = {"new": "fixed", "now waived": "no longer waived", "added": "removed"}
SWAPPED |= {after: before for before, after in SWAPPED.items()}


def mirrored(value: Any) -> Any:
    """The differences with the sides exchanged."""
    if isinstance(value, list):
        return [mirrored(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: mirrored(each) for key, each in value.items()}
    for key in list(found):
        if key.startswith("old") and (other := f"new{key[3:]}") in found:
            found[key], found[other] = found[other], found[key]
    if "change" in found:
        found["change"] = SWAPPED.get(found["change"], found["change"])
    if found.get("days"):
        found["days"] = [-each for each in found["days"]]
    if found.get("difference"):
        found["difference"] = [negative(each) for each in found["difference"]]
    return found


def negative(each: dict[str, Any]) -> dict[str, Any]:
    return {key: text_ if key == "unit" else minus(text_) for key, text_ in each.items()}


def minus(words: str) -> str:
    return words.removeprefix("-") if words.startswith("-") else f"-{words}" if words.strip("0. MWUSDER") else words


def sorted_(value: Any) -> Any:
    """Without the order of rows, and without what only the new side decides: the phase, what is past, in which order
    two campuses are named."""
    if isinstance(value, dict):
        return {key: sorted_(each) for key, each in value.items() if key not in ("phase", "past", "name")}
    if isinstance(value, str):
        return re.sub(r"\[[^\]]*\]", "", value)  # the units of an array that both sides have in other numbers
    if isinstance(value, list):
        return sorted((sorted_(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


# ------------------------------------------------------------------------------------------------------- properties


@settings(deadline=None, max_examples=12)
@given(campuses(), st.randoms(use_true_random=False))
def test_a_plan_does_not_differ_from_itself_in_another_order(plain: Plain, chance: Random) -> None:
    blocks = plain.blocks()
    chance.shuffle(blocks)
    assert compared(plain.text(), plain.text(blocks)).same


@settings(deadline=None, max_examples=12)
@given(campuses(), campuses())
def test_two_plans_differ_as_much_backwards(one: Plain, other: Plain) -> None:
    there, back = (as_json(each) for each in (compared(one.text(), other.text()), compared(other.text(), one.text())))
    assert sorted_(mirrored(there)) == sorted_(back)
    assert there["same"] == (one.text() == other.text()) or one != other


# ---------------------------------------------------------------------------------------------------------- hostile

EVIL = "<script>alert(1)</script> | {{7*7}} [x](http://evil) `code` \u202e ![i](x) </details> # h"


def test_hostile_names_are_inert_everywhere() -> None:
    plan = 'source s "E" { publisher = "E"; grade = press }\ncampus c "E" { grid g "E" { contracted = 5 MW [s] } }\n'
    more = plan.replace("5 MW", "6 MW").replace('"E"', f'"{EVIL} 2"')
    found = compared(plan.replace('"E"', f'"{EVIL} 1"'), more)
    html, markdown = pages.html(found).decode(), pages.markdown(found).decode()
    assert "<script" not in html
    assert "\u202e" not in html + markdown + text(found, everything=True)
    assert "{{7*7}}" in html
    lines = [line for line in markdown.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} <= {3, 4, 5, 6}
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[x\]|(?<!\\)!\[", markdown)
    assert len(re.findall(r"(?<!\\)</details>", markdown)) == len(re.findall(r"(?<!\\)<details>", markdown))


# ---------------------------------------------------------------------------------------------------------- goldens

FOLLOWING = """
    turbines following[01..12] "Turbines to follow" : solar.smt_130 {
      needs = [main]
      nox = 2 ppmvd_15 [planning]
      duty = prime
      lead_time = 24 month [planning]
      ordered = 2026-06-01 [planning]
      from 2028-07-01 [planning]
    }

    permit to_follow "Permit of the turbines to follow" {
      covers = [following]
      by = shelby_health
      granted = 2028-06-01 [planning]
      expires = 2030-06-01 [planning]
    }

    batteries megapacks"""


def typical() -> Difference:
    """Colossus with an order that is moved by three months, and twelve more turbines."""
    plan = (PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8")
    old = plan.replace("\n    batteries megapacks", FOLLOWING)
    assert old != plan
    return compared(
        old, old.replace("ordered = 2026-06-01", "ordered = 2026-09-01").replace('[01..12] "', '[01..24] "')
    )


def stable(shown: str) -> str:
    """Without what changes with every release: hashes, the version, and which packs there are."""
    shown = re.sub(r'"inputs": \[.*?\n    \]', '"inputs": []', shown, flags=re.DOTALL)
    shown = re.sub(r"<tr><th scope=\"row\">[^\n]*class=\"hash\"[^\n]*\n", "", shown)
    shown = re.sub(r"<style>.*?</style>|style-src '[^']*'|[0-9,]+ files", "", shown, flags=re.DOTALL)
    shown = re.sub(r'"version": "[0-9][^"]*"', '"version": "VERSION"', shown)
    return re.sub(r"colossusc [0-9][^\n<\"]*", "colossusc VERSION", shown)


def test_a_typical_change_in_every_format(golden: Callable[[Path, str], None]) -> None:
    found = typical()
    shown = text(found)
    assert shown.count("\n") <= 50
    golden(GOLDEN / "text.txt", shown)
    golden(GOLDEN / "markdown.md", stable(pages.markdown(found).decode()))
    golden(GOLDEN / "page.html", stable(pages.html(found).decode()))
    as_json(found)
    golden(GOLDEN / "record.json", stable(document(found)))


def test_the_same_bytes_twice() -> None:
    one, other = typical(), typical()
    for shown in (text, document, pages.markdown, pages.html):
        assert shown(one) == shown(other)


def test_every_error_is_in_the_text_and_everything_is_when_asked() -> None:
    grids = "".join(f"site s{n} {{ load l{n} {{ behind = facility; power = 1 MW }} }}\n" for n in range(30))
    found = compared("campus c { pue = 1 }", f"campus c {{ pue = 1\n{grids} }}")
    assert text(found).count("new error") == sum(each.shown.severity == "error" for each in found.campuses[0].findings)
    assert "more (--all)" in text(found)
    assert "(--all)" not in text(found, everything=True)
    assert check(["plan"], lambda name: "campus c {}", Options()).errors is False
