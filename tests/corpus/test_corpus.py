"""Bad plans: one mistake, one error, on its line; never a traceback, never slow.

The programs are split by `---`. `# error: C0301` stands on the line where a mistake is reported, and nothing else may
be found: no finding may follow from what was already reported.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from colossusc.pipeline import Checked, Options, check
from colossusc.source import ReadProblem

ABOUT = {"C0801", "C0310", "C0311"}  # hints at what a small plan leaves out
PROGRAMS = [
    pytest.param(program, id=f"{path.stem}: {program.strip().splitlines()[0].strip('# ')}")
    for path in sorted(Path(__file__).parent.glob("*.colossus"))
    for program in path.read_text(encoding="utf-8").split("---\n")
]


def files(program: str) -> dict[str, str]:
    """The files of a program: `#--- name.colossus` begins another one."""
    first, *others = re.split(r"^#--- (\S+)\n", program, flags=re.MULTILINE)
    return {"plan.colossus": first, **dict(zip(others[::2], others[1::2], strict=True))}


def checked(texts: dict[str, str]) -> Checked:
    def read(name: str) -> str:
        if name not in texts:
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return texts[name]

    start = time.process_time()
    found = check(["plan.colossus"], read, Options())
    assert time.process_time() - start < 2
    return found


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_mistake_is_reported_once_and_nothing_follows(program: str) -> None:
    texts = files(program)
    expected = [
        (name, number, code)
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for code in re.findall(r"# error: (C\d{4})", line)
    ]
    found = checked(texts)
    reported = [
        (each.span.source.name, each.span.line, each.code)
        for each in found.diagnostics
        if each.span is not None and each.code not in ABOUT
    ]
    assert reported == expected
    assert found.errors == bool(expected)
