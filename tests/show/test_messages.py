"""What findings tell people, as programs: each line after `# tells:` is part of the text shown, those after `# not:` of
none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from colossusc.pipeline import Options, check
from colossusc.show.text import show

HERE = Path(__file__).parent
PROGRAMS = [
    pytest.param(program, id=program.strip().splitlines()[0].strip("# ")[:60])
    for program in (HERE / "messages.colossus").read_text(encoding="utf-8").split("---\n")
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_messages(program: str) -> None:
    shown = show(check(["plan.colossus"], lambda name: program, Options()).diagnostics, False)
    told = "\n".join(line for line in shown.splitlines() if not re.match(r" *\d+│", line))  # without the plan's lines
    for words in re.findall(r"^# tells: (.*)$", program, re.MULTILINE):
        assert words in told, told
    for words in re.findall(r"^# not: (.*)$", program, re.MULTILINE):
        assert words not in told, told
