"""Small campuses and what must come out of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from emit.outputs import compiled

GOLDEN = Path(__file__).parent.parent / "golden"
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_VERSION = re.compile(r"(?m)^colossusc [0-9][^,\n]*")


@pytest.mark.parametrize("plan", sorted(GOLDEN.glob("*/in.colossus")), ids=lambda plan: plan.parent.name)
def test_the_outputs_are_as_kept(plan: Path, golden: Callable[[Path, str], None]) -> None:
    outputs = compiled(plan.read_text(encoding="utf-8"))
    # hashes of the standard library and the version change with every release: what they are is tested elsewhere
    report = _VERSION.sub("colossusc VERSION", _HASH.sub("SHA-256", outputs["report.md"]))
    golden(plan.with_name("report.md"), report)
    golden(plan.with_name("bom.csv"), outputs["bom.csv"])
