"""SARIF 2.1.0, as code scanning and editors read it (https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

Files are named from the root of the project, those of the standard library from its own. A finding without a place is
a notification of the run: readers refuse a result without one. What does not count has the level `note`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from colossusc import __version__
from colossusc.ask.manual import code_page, heading_page
from colossusc.codes import all_codes
from colossusc.diagnostic import Diagnostic, Fix, Waiver
from colossusc.rules.verdict import Heading
from colossusc.show.record import encoded, record
from colossusc.show.report import Report
from colossusc.show.text import fix_words
from colossusc.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT, LIBRARY = "%SRCROOT%", "COLOSSUSC_LIBRARY"
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def document(report: Report) -> str:
    """One run."""
    placed = [finding for finding in report.listed if finding.span is not None]
    others = [finding for finding in report.listed if finding.span is None]
    codes = sorted({finding.code for finding in placed})
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "colossusc",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [*_rules(codes, report)],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            ROOT: {"description": {"text": "The root of the project."}},
            LIBRARY: {"description": {"text": "The standard library that ships with colossusc."}},
        },
        "invocations": [
            {
                "executionSuccessful": not any(finding.severity == "error" for finding in others),
                "toolExecutionNotifications": [
                    {"level": finding.severity, "message": _message(finding), "descriptor": {"id": finding.code}}
                    for finding in others
                ],
            }
        ],
        "results": [_result(finding, codes.index(finding.code), report, seen) for finding in placed],
        "properties": {"omitted": report.omitted, "leftOut": report.left_out},
    }
    return f"{encoded({'$schema': SCHEMA, 'version': '2.1.0', 'runs': [run]}, indent=2)}\n"


# --------------------------------------------------------------------------------------------------------- rules


def _rules(codes: Sequence[str], report: Report) -> Iterator[dict[str, Any]]:
    """What each code means, in the words of `explain`."""
    compiler = all_codes()
    headings = {each.heading.code: each.heading for result in report.campuses for each in result.outcomes}
    for code in codes:
        if code in compiler:
            page = code_page(compiler[code])
            yield _rule(code, compiler[code].title, compiler[code].explanation, page)
        elif code in headings and code != "require":
            yield _rule(code, headings[code].title, headings[code].title, heading_page(headings[code]), headings[code])
        else:  # each `require` is another one, and has its title in its finding
            title = "a `require` of the plan" if code == "require" else "a rule"
            yield _rule(code, title, title, title)


def _rule(code: str, title: str, about: str, page: str, heading: Heading | None = None) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": about},
        "help": {"text": page},
    }
    if heading is None or heading.module.source.library:
        rule["help"]["markdown"] = page  # of a plan's own rule it could be anything, such as a link
    if heading is not None:
        rule |= {"name": heading.name, "defaultConfiguration": {"level": heading.severity}}
        rule |= {"properties": {"tags": [heading.status]}}
    return rule


# ------------------------------------------------------------------------------------------------------- results


def _result(finding: Diagnostic, index: int, report: Report, seen: Counter[str]) -> dict[str, Any]:
    assert finding.span is not None
    standing = report.standing(finding)
    known = record(finding, report)
    related = [_location(label.span, label.text, number) for number, label in enumerate(finding.secondary, 1)]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity if standing == "counted" else "note",
        "message": _message(finding),
        "locations": [_location(finding.span, finding.label)],
        "relatedLocations": related,
        "partialFingerprints": {"colossusc/v1": _fingerprint(finding, finding.span, seen)},
        "fixes": [_fix(fix) for fix in finding.fixes],
        "suppressions": _suppressions(finding.waiver),
        "properties": {
            name: known[name]
            for name in (
                *("severity", "standing", "subject", "period", "in_plan", "scenarios"),
                *("ledger", "sources", "notes", "helps"),
            )
        },
    }


def _suppressions(waiver: Waiver | None) -> list[dict[str, Any]]:
    """A waiver of the plan, which its owner has accepted."""
    if waiver is None:
        return []
    where = {"location": _location(waiver.span, ""), "kind": "inSource", "status": "accepted"}
    return [where | {"justification": f"{waiver.reason} ({waiver.owner}, expires {waiver.expires})"}]


def _message(finding: Diagnostic) -> dict[str, str]:
    remarks = [
        f"{word}: {text}" for word, texts in (("note", finding.notes), ("help", finding.helps)) for text in texts
    ]
    message = f"{finding.message} ({finding.where})" if finding.where else finding.message
    return {"text": _literal("\n".join((message, *remarks)))}


def _location(span: Span, label: str, number: int | None = None) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": _artifact(span.source), "region": _region(span)}}
    return place | ({"message": {"text": _literal(label)}} if label else {}) | ({"id": number} if number else {})


def _of_bytes(name: str) -> bool:
    return all(not 0xD800 <= ord(char) <= 0xDFFF or 0xDC80 <= ord(char) <= 0xDCFF for char in name)


def _artifact(source: Source) -> dict[str, str]:
    # A name that is no UTF-8 has its bytes as half surrogates; any other half is one that no file system gives.
    name = source.name.encode("utf-8", "surrogateescape" if _of_bytes(source.name) else "surrogatepass")
    uri = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in name)
    return {"uri": uri, "uriBaseId": LIBRARY if source.library else ROOT}


def _region(span: Span) -> dict[str, int]:
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(fix: Fix) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.replacement}}
    return {
        "description": {"text": _literal(fix_words(fix))},
        "artifactChanges": [{"artifactLocation": _artifact(fix.span.source), "replacements": [replacement]}],
        "properties": {"safe": fix.safe},
    }


def _fingerprint(finding: Diagnostic, span: Span, seen: Counter[str]) -> str:
    """The same finding keeps it when lines above it move: its code, object and words, and which of several it is."""
    words = " ".join(span.text[:200].split())
    key = "\0".join((finding.code, span.source.name, finding.subject, words, *filter(None, finding.scenarios[:1])))
    seen[key] += 1
    return sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()


def _literal(text: str) -> str:
    """A message in which nothing is a placeholder (§3.11.5) or a link (§3.11.6)."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))
