"""The reference campuses as the tests read them: checked once each, and asked for figures and findings by day."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from colossusc.ir import Item
from colossusc.pipeline import CampusResult, Checked, Options, check
from colossusc.source import ReadProblem
from colossusc.values.calendar import parse_date
from colossusc.values.quantity import parse_quantity

SPECS = Path(__file__).parent.parent / "specs"


def read(name: str) -> str:
    """The files of the specs, by their paths."""
    try:
        return (SPECS / name).read_text(encoding="utf-8")
    except OSError as problem:
        raise ReadProblem("C0701", f"there is no file `{name}`") from problem


def day(text: str) -> int:
    return parse_date(text).first


def mw(text: str) -> Any:
    """A power as the compiler computes with it: exact, in watts."""
    return parse_quantity(f"{text} MW").number


@cache
def campus(name: str) -> tuple[Checked, CampusResult]:
    checked = check([f"campuses/{name}.colossus"], read, Options())
    assert not checked.errors
    (result,) = checked.campuses
    return checked, result


def at(name: str, fact: str, date: str) -> Any:
    _, result = campus(name)
    return result.facts.value(result.campus, fact).steps.at(day(date))


def items(name: str, kind: str) -> dict[str, Item]:
    return {item.name: item for item in campus(name)[1].campus.all(kind)}


def intervals(name: str, code: str) -> dict[str, list[tuple[str, int, int]]]:
    """The verdicts of a rule that are not `holds`, by subject, as (verdict, start, end)."""
    _, result = campus(name)
    (outcome,) = [each for each in result.outcomes if each.heading.code == code]
    found: dict[str, list[tuple[str, int, int]]] = {
        judgement.subject: [
            (each.verdict, each.start, each.end)
            for each in judgement.intervals
            if each.verdict not in ("holds", "not applicable")
        ]
        for judgement in outcome.judgements
    }
    return {subject: each for subject, each in found.items() if each}
