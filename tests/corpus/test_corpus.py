"""Bad plans: one mistake, one error, on its line; never a traceback, never slow.

The programs are split by `---`. `# error: C0301` stands on the line where a mistake is reported, and nothing else may
be found: no finding may follow from what was already reported.
"""

from __future__ import annotations

import gc
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

    gc.disable()  # it may go through what other tests left
    try:
        start = time.process_time()
        found = check(["plan.colossus"], read, Options())
        assert time.process_time() - start < 2
    finally:
        gc.enable()
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


# ------------------------------------------------------------------------------------------------------ sizes

HEAD = "campus c {\n  pue = 1\n"


def block(lines: str) -> str:
    return f"{HEAD}{lines}}}\n"


LONG = 900  # shorter than the longest chain of values that is followed

ACCEPTED = {
    "a sum of 50,000 terms": block("  load l { behind = facility; power = " + " + ".join(["1 kW"] * 50_000) + " }\n"),
    "a condition of 20,000 parts": block("  require " + " and ".join(["1 < 2"] * 20_000) + "\n"),
    "five million units": block("  turbines t[1..5000000] { rating = 1 MW }\n"),
    "a chain, each value before what it reads": block(
        "".join(f"  let a{i} = a{i + 1}\n" for i in range(LONG)) + f"  let a{LONG} = 1\n"
    ),
    "a chain, each value after what it reads": block(
        "  let a0 = 1\n" + "".join(f"  let a{i + 1} = a{i}\n" for i in range(10_000))
    ),
    "brackets in brackets": block("  ambient = " + "(" * 95 + "1 degC" + ")" * 95 + "\n"),
}
REFUSED = {
    "more than five million units": (block("  turbines t[1..5000001] { rating = 1 MW }\n"), ["C0907"]),
    "an array beyond all counting": (block("  turbines t[1..99999999999999] { rating = 1 MW }\n"), ["C0907"]),
    "a number that is squared again and again": (
        block("  let x0 = 3\n" + "".join(f"  let x{i + 1} = x{i} * x{i}\n" for i in range(60))),
        ["C0604"],
    ),
    "a fraction that is squared again and again": (
        block("  let x0 = 1 / 3\n" + "".join(f"  let x{i + 1} = x{i} * x{i} + 1 / 7\n" for i in range(60))),
        ["C0604"],
    ),
    "sites in sites": (HEAD + "site s { " * 90 + "}" * 91, ["C0422"]),
}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_large_plans_are_read(text: str) -> None:
    found = checked({"plan.colossus": text})
    assert not found.errors


@pytest.mark.parametrize(("text", "codes"), REFUSED.values(), ids=REFUSED)
def test_plans_that_grow_without_bound_are_refused(text: str, codes: list[str]) -> None:
    found = checked({"plan.colossus": text})
    assert [each.code for each in found.diagnostics if each.code.startswith("C0") and each.severity == "error"] == codes
