"""Findings for machines: each format is a golden with hostile text in it, and is read back by an independent reader."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from colossusc.ask.manual import code_page
from colossusc.cli.findings import formats
from colossusc.codes import all_codes
from colossusc.diagnostic import Diagnostic, Fix, Label, Ledger, LedgerLine
from colossusc.resources import resource
from colossusc.show import github, jsonl, junit, sarif
from colossusc.show import json as as_json
from colossusc.show.record import record
from colossusc.show.report import Report
from colossusc.source import Source, Span
from conftest import CompileText

GOLDENS = Path(__file__).parent.parent / "golden" / "formats"
DOCUMENTS: dict[str, Callable[[Report], str]] = {
    "json": as_json.document,
    "jsonl": jsonl.document,
    "sarif": sarif.document,
    "github": github.document,
    "junit": junit.document,
}
SCHEMA = json.loads(resource("templates/findings.schema.json").read_text())

EVIL = (
    "<script>alert(1)</script> {{7*7}} {0} [click](http://x) ]]> & \" '\n"
    "::error::mine %0A ##[error] \x1b[31m \u202e \ufffe \0 =HYPERLINK(1)"
)
PLAN = Source("sites/a,b:c%\n<é>\udcff.colossus", f'  let a = 5 mW   # 😀 "{EVIL}"\nlet b = 3\n')
PACK = Source("rules/tva.colossus", "when g.contracted_firm > threshold\n", library=True)


def span(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


FINDINGS = (
    Diagnostic("X0701", "error", f"there is no file `{EVIL}`"),
    Diagnostic(
        "X0205", "error", f"`mW` is not a unit: {EVIL}", span(PLAN, "5 mW"), EVIL,
        (Label(span(PACK, "threshold"), EVIL), Label(Span(PLAN, 0, len(PLAN.text)), "all of it")),
        notes=(EVIL,), sources=(EVIL,), helps=("did you mean `5 MW`?", EVIL),
        fixes=(Fix(span(PLAN, "mW"), "MW", safe=True), Fix(span(PLAN, "let b = 3\n"), EVIL)),
    ),
    Diagnostic(
        "TVA001", "warning", "`mlgw` contracts 300 MW firm", span(PLAN, "b = 3"), subject=EVIL,
        period="from 2026-02-11",
        ledger=Ledger(
            "2026-02-11", (LedgerLine(EVIL, "3 MW", span(PLAN, "3"), EVIL), LedgerLine("sum", "3 MW", strong=True))
        ),
    ),
    Diagnostic("TVA001", "error", "ended before `as_of`", span(PLAN, "let b"), subject="g", past=True),
    Diagnostic("PWR001", "note", "in the library", span(PACK, "when")),
    Diagnostic("PWR001", "note", "in the library", span(PACK, "when"), period="later"),
)  # fmt: skip
REPORT = Report(FINDINGS, left_out=2)


def findings_text() -> st.SearchStrategy[str]:
    return st.text(st.characters() | st.sampled_from("<>&\"'\n\r:,%[]{}()\0\x1b\u202e\ud800"), max_size=30)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_comes_out_is_what_must(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDENS / f"hostile.{name}", DOCUMENTS[name](REPORT))


def test_every_format_is_known_and_tested() -> None:
    assert sorted(formats()) == sorted([*DOCUMENTS, "text", "short"])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_in_a_document_moves_the_cursor_or_names_a_place_of_this_machine(name: str) -> None:
    text = DOCUMENTS[name](REPORT)
    assert all(line.isprintable() for line in text.split("\n"))
    assert os.getcwd() not in text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_run_that_found_nothing_is_a_document_too(name: str) -> None:
    text = DOCUMENTS[name](Report(()))
    assert (text == "") == (name in ("jsonl", "github"))
    valid(name, text)


@given(findings_text(), findings_text(), st.integers(0, 40), st.integers(0, 40))
def test_no_text_breaks_a_document(words: str, content: str, start: int, length: int) -> None:
    source = Source(f"{words}.colossus", content)
    start = min(start, len(content))
    place = Span(source, start, min(start + length, len(content)))
    fix = Fix(place, words)
    found = Diagnostic("X001", "error", words, place, words, (Label(place, words),), (words,), fixes=(fix,))
    for name, document in DOCUMENTS.items():
        text = document(Report((found, Diagnostic("X002", "note", words))))
        assert all(line.isprintable() for line in text.split("\n"))
        valid(name, text)


# -------------------------------------------------------------------------------------------- each format's reader


def valid(name: str, text: str) -> None:
    """Reads a document back as its readers do."""
    if name == "json":
        Draft202012Validator(SCHEMA).validate(json.loads(text))
    elif name == "jsonl":
        finding = Draft202012Validator({**SCHEMA, "$ref": "#/$defs/finding", "required": [], "properties": {}})
        for line in text.splitlines():
            finding.validate(json.loads(line))
    elif name == "sarif":
        sarif_log(text)
    elif name == "github":
        assert all(COMMAND.fullmatch(line) for line in text.splitlines())
    else:
        ElementTree.fromstring(text.encode())


def sarif_log(text: str) -> dict[str, Any]:
    """The one run of a log, valid by models of the official schema, with what its references must hold."""
    log = json.loads(text)
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(log)
    assert log["version"] == "2.1.0"
    run: dict[str, Any]
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    prints = [result["partialFingerprints"]["colossusc/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert not re.search(r"(?<!\\)\[[^\[\]]*\]\(", result["message"]["text"])
        assert not re.search(r"(?<!\{)(\{\{)*\{[0-9]+\}", result["message"]["text"])
        places = [*result["locations"], *result["relatedLocations"]]
        changes = [change for fix in result["fixes"] for change in fix["artifactChanges"]]
        regions = [place["physicalLocation"]["region"] for place in places]
        regions += [each["deletedRegion"] for change in changes for each in change["replacements"]]
        assert all((1, 1) <= (at["startLine"], at["startColumn"]) <= (at["endLine"], at["endColumn"]) for at in regions)
        files = [place["physicalLocation"]["artifactLocation"] for place in places]
        assert all(re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", file["uri"]) for file in files)
    return run


COMMAND = re.compile(r"::(?:error|warning|notice) (?:[A-Za-z]+=(?:[^,:%\r\n]|%25|%0A|%0D|%3A|%2C)*,?)+::[^\r\n]*")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_hostile_report_is_read_back(name: str) -> None:
    valid(name, DOCUMENTS[name](REPORT))


def test_json_holds_everything_a_finding_knows() -> None:
    found = json.loads(as_json.document(REPORT))
    assert found["counts"] == {"error": 2, "warning": 1, "note": 2, "past": 1, "waived": 0, "omitted": 0, "left_out": 2}
    nowhere, unit, vote, past, *_ = found["findings"]
    assert nowhere["place"] is None
    assert unit["message"] == FINDINGS[1].message
    assert unit["place"] == {
        "file": "sites/a,b:c%\n<é>\ufffd.colossus", "library": False,
        "line": 1, "column": 11, "end_line": 1, "end_column": 15, "start": 10, "end": 14,
    }  # fmt: skip
    assert unit["label"] == EVIL
    assert [each["label"] for each in unit["related"]] == [EVIL, "all of it"]
    assert (unit["notes"], unit["sources"], unit["helps"]) == ([EVIL], [EVIL], ["did you mean `5 MW`?", EVIL])
    assert [(each["replacement"], each["safe"]) for each in unit["fixes"]] == [("MW", True), (EVIL, False)]
    assert [line["sum"] for line in vote["ledger"]["lines"]] == [False, True]
    assert (vote["subject"], vote["period"], past["standing"]) == (EVIL, "from 2026-02-11", "past")


def test_json_has_every_field_of_a_finding_and_the_schema_describes_each() -> None:
    renamed = {"span": "place", "secondary": "related"}
    keys = set(record(FINDINGS[0], REPORT))
    assert {renamed.get(each.name, each.name) for each in attrs.fields(Diagnostic)} <= keys
    described = SCHEMA["$defs"]["finding"]
    assert set(described["properties"]) == set(described["required"]) == keys


def test_columns_count_characters_not_bytes_nor_utf_16() -> None:
    source = Source("a.colossus", '"é😀" x\r\ny')
    (line,) = jsonl.document(Report((Diagnostic("C0101", "error", "m", span(source, "x")),))).splitlines()
    place = json.loads(line)["place"]
    assert (place["line"], place["column"], place["start"], place["end"]) == (1, 6, 5, 6)


def test_sarif_says_what_each_code_means_in_the_words_of_explain(compile_text: CompileText) -> None:
    checked = compile_text(
        "campus c {\n  pue = 1.2\n  site s { jurisdiction = tva_region }\n  site t {}\n"
        "  grid g { provider = tva; contracted from 2025-01-01 = 150 MW }\n"
        "  require g.contracted < 100 MW\n}\n"
        'rule OWN001 own "[click](http://x)" { require campus.pue > 2; message "low" }\n'
    )
    run = sarif_log(sarif.document(Report(checked.diagnostics, checked.campuses)))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["TVA001"]["help"]["markdown"].startswith("# TVA001: A firm load above 100 MW needs a vote")
    assert rules["TVA001"]["defaultConfiguration"] == {"level": "error"}
    assert "markdown" not in rules["OWN001"]["help"]
    assert rules["C0801"]["help"]["text"] == code_page(all_codes()["C0801"])
    assert rules["require"]["shortDescription"]["text"] == "a `require` of the plan"


def test_a_fingerprint_stays_when_lines_above_are_added() -> None:
    def prints(text: str) -> list[str]:
        source = Source("a.colossus", text)
        places = [match.span() for match in re.finditer("let a = 5 mW", text)]
        found = [Diagnostic("C0205", "error", "m", Span(source, *place)) for place in places]
        run = sarif_log(sarif.document(Report(found)))
        return [result["partialFingerprints"]["colossusc/v1"] for result in run["results"]]

    assert prints("let a = 5 mW\nlet a = 5 mW\n") == prints("# more\n\nlet a = 5 mW\n\nlet a = 5 mW\n")


def test_github_annotates_what_counts_and_only_files_of_the_repository() -> None:
    lines = github.document(REPORT).splitlines()
    assert len(lines) == 5
    place = "file=sites/a%2Cb%3Ac%25\\u{a}<é>\\u{dcff}.colossus,line=1,endLine=1,col=11,endColumn=15,title=X0205"
    assert lines[1].startswith(f"::error {place}::`mW` is not a unit: <script>")
    assert lines[3].startswith("::notice title=PWR001::in the library")


@pytest.mark.parametrize(
    ("fail_on", "past", "failures"), [("error", False, 2), ("warning", True, 4), ("never", True, 0)]
)
def test_junit_fails_what_fails_the_run(fail_on: str, past: bool, failures: int) -> None:
    root = ElementTree.fromstring(junit.document(Report(FINDINGS, fail_on=fail_on, past=past)).encode())
    assert root.get("failures") == str(failures) == str(len(root.findall(".//failure")))
    assert root.get("tests") == str(len(FINDINGS)) == str(len(root.findall(".//testcase")))
    assert len(root.findall(".//skipped")) == (0 if past else 1)
    assert "\\u{1b}[31m \\u{202e} \\u{fffe}" in "".join(root.itertext())


def test_junit_passes_rules_that_found_nothing_and_skips_those_that_do_not_apply(compile_text: CompileText) -> None:
    checked = compile_text('campus c { pue = 1.2; grid g { contracted = 8 MW }\n require pue < 2 as "Low" }')
    root = ElementTree.fromstring(junit.document(Report((), checked.campuses)).encode())
    cases = {case.get("name", "")[:8].strip(": "): case for case in root.findall(".//testcase")}
    assert cases["require"].find("skipped") is None
    skipped = cases["TVA001"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "not applicable: no site lies in `tva_region`"
