"""Compiles a text to its outputs, as `colossusc compile` does."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from colossusc.pipeline import Checked, Options, check, emit

PROJECT = Path(__file__).parent.parent.parent


def checked(text: str) -> Checked:
    """The plan of a text, which has no mistakes."""
    found = check(["plan.colossus"], lambda name: {"plan.colossus": text}[name], Options())
    assert not found.errors, found.diagnostics
    return found


@lru_cache(maxsize=32)
def _emitted(text: str) -> dict[str, bytes]:
    """The outputs of a text, made once for the tests that look at them: those of a campus take seconds."""
    return emit(checked(text))


def compiled(text: str) -> dict[str, str]:
    """The outputs of a text that are text."""
    return {name: content.decode() for name, content in _emitted(text).items() if not name.endswith(".xlsx")}


def workbooks(text: str) -> dict[str, bytes]:
    """The workbooks of a text."""
    return {name: content for name, content in _emitted(text).items() if name.endswith(".xlsx")}


@lru_cache(maxsize=8)
def pdf(text: str) -> bytes:
    """The report of a text as PDF."""
    return emit(checked(text), pdf=True)["report.pdf"]


def colossus_1() -> dict[str, str]:
    """The outputs of the reference campus."""
    return compiled((PROJECT / "specs/campuses/colossus_1.colossus").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def in_french(text: str) -> dict[str, bytes]:
    """All outputs of a text, told in French."""
    return emit(checked(text), language="fr")
