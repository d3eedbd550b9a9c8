"""The report as a reader and a browser meet it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest

from emit.outputs import colossus_1

VOID = {"meta", "link", "br", "img", "hr", "input"}
DRAWN = {"circle", "g", "line", "path", "rect"}


class Page(HTMLParser):
    """A page as parsed: elements with their attributes, the texts, and whether every tag closes."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.by_tag: dict[str, list[str]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in DRAWN, f"<{tag}/> does not close itself in HTML"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open:
            self.by_tag.setdefault(self.open[-1], []).append(data)


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(colossus_1()["report.html"])


def test_every_tag_closes(page: Page) -> None:
    assert page.open == []


def test_it_asks_for_nothing_outside_and_runs_nothing(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    for tag, given in page.elements:
        assert not [name for name in given if name.startswith("on") or name in ("style", "src", "srcset")]
        assert tag == "a" or "href" not in given
        assert given.get("href", "#").startswith(("#", "https://", "http://"))


def test_the_policy_allows_exactly_its_style_sheet(page: Page) -> None:
    (style,) = page.by_tag["style"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [given["content"] for _, given in page.elements if given.get("http-equiv")]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "url(http" not in style
    assert "@import" not in style


def test_it_can_be_read_without_seeing(page: Page) -> None:
    """Landmarks, one heading of the first rank, heads with scope, captions, and places that exist."""
    tags = [tag for tag, _ in page.elements]
    assert [tags.count(tag) for tag in ("main", "header", "nav", "h1")] == [1, 1, 1, 1]
    assert tags.count("svg") == tags.count("desc") > 0
    assert ("html", {"lang": "en"}) in page.elements
    assert tags.count("table") == tags.count("caption") == tags.count("thead")
    assert all("scope" in given for tag, given in page.elements if tag == "th")
    places = [given["id"] for _, given in page.elements if "id" in given]
    assert len(places) == len(set(places))
    pointed = {name for _, given in page.elements for name in given.get("aria-labelledby", "").split()} | {
        given["href"][1:] for _, given in page.elements if given.get("href", "").startswith("#")
    }
    assert pointed <= set(places)


def test_findings_lead_to_their_rules_and_these_to_their_sources() -> None:
    """What a rule has found leads to its row, and each source that is named there to its own."""
    html = colossus_1()["report.html"]
    model = json.loads(colossus_1()["ir.json"])
    found = {each["code"] for each in model["findings"]} & {each["code"] for each in model["rules"]} - {"require"}
    assert len(found) > 5
    for code in found:
        assert re.search(rf'<h3><span class="state \w+">\w+ <a href="#rule-{code}">{code}</a></span>', html)
        (row,) = re.findall(rf'(?m)^<tr id="rule-{code}">.*$(?s:.*?)</tr>', html)
        names = re.findall(r'<a href="#source-(\w+)">\1</a> \(', row)
        assert names
        for name in names:
            assert f'<tr id="source-{name}"><th scope="row">{name}<br>' in html


def test_the_verdict_comes_first() -> None:
    report = colossus_1()["report.md"]
    head = "\n".join(report.splitlines()[:4])
    assert "then it fails from 2027-01-02 on – firm supply is 300 MW" in head


def test_the_numbers_of_the_balance_are_those_of_the_model() -> None:
    """Every row of the table, against the steps of the facts in `ir.json`."""
    outputs = colossus_1()
    facts: dict[str, Any] = json.loads(outputs["ir.json"])["facts"]["colossus_1"]
    section = outputs["report.md"].split("## Power balance")[1]
    rows = re.findall(r"(?m)^\| (\d{4}-\d\d-\d\d) \| (.+) \|$", section.split("###")[0])
    assert len(rows) == 13
    for day, cells in rows:
        shown = [cell.strip("* ").removesuffix("** short") for cell in cells.split("|")]
        names = ["compute_load", "it_load", "facility_load", "grid_load"]
        expected = [at(facts[name]["steps"], day) for name in names]
        terms = [term["steps"] for term in facts["firm_supply"]["terms"]]
        supplies = [at(steps, day) for steps in terms if any(number(step["value"]) for step in steps)]
        expected += [*supplies, at(facts["firm_supply"]["steps"], day), at(facts["margin"]["steps"], day)]
        assert [Fraction(text) for text in shown] == [round(value, 2) for value in expected]
        assert sum(supplies) == expected[-2]
        assert expected[-2] - expected[2] == expected[-1]


def at(steps: list[dict[str, Any]], day: str) -> Fraction:
    """A quantity of `ir.json` on a day, in MW."""
    return next(number(step["value"]) for step in reversed(steps) if step.get("from", "") <= day)


def number(value: dict[str, str]) -> Fraction:
    scale = {"W": Fraction(1, 10**6), "kW": Fraction(1, 1000), "MW": Fraction(1), "GW": Fraction(1000)}
    return Fraction(value.get("exact", value["value"])) * scale[value["unit"]]


def test_what_is_judged_is_all_there() -> None:
    report = colossus_1()["report.md"]
    for part in (
        "from 2024-07-01 until 2025-04-01 | 35.00 | 35.00 | 0.00 | 14 × 2.5 MW; no permit in force",
        "| TVA001 | A firm load above 100 MW needs a vote of the TVA Board | applied: holds |",
        "| permit, construction | Construction permit (`shelby_01156_01pc`), number 01156-01PC | Shelby County Health",
        "Mobile gas turbines (`smt[13..15]`): rating | Solar SMT-130 mobile gas turbine (`smt_130`) | 16 MW | catalog/",
        "| grid.interruptible | 0 MW |",
        "Total of what has a price: **8,696,814,720 USD (",
    ):
        assert part in report
