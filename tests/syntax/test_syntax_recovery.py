"""What the parser says about broken statements, and how it goes on: programs with what is expected as comments.

In `recovery.colossus`, `# error: C0101` stands on the line where the error is reported and `# error above: C0101` on
the line after. `# kept: a b` names the statements that survive: fields, names of blocks and of definitions.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from colossusc.codes import Code
from colossusc.codes.limits import CODES as LIMITS
from colossusc.codes.syntax import CODES
from colossusc.source import Source
from colossusc.syntax import nodes
from colossusc.syntax.parse import parse

PROGRAMS = (Path(__file__).parent / "recovery.colossus").read_text(encoding="utf-8").split("---\n")
CORPUS = sorted((Path(__file__).parent.parent / "corpus" / "syntax").glob("*.colossus"))


def kept(body: tuple[nodes.Statement, ...]) -> list[str]:
    found: list[str] = []
    for statement in body:
        if isinstance(statement, nodes.Assignment):
            found.append(statement.target.text)
        elif isinstance(statement, nodes.Definition):
            found.append(statement.name.text)
        elif isinstance(statement, nodes.Block):
            found += [*(name.text for name in statement.names), *kept(statement.body)]
        elif isinstance(statement, nodes.Broken):
            found += kept(statement.body)
        else:
            found.append(type(statement).__name__)
    return found


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.strip().splitlines()[0][:40])
def test_recovery(program: str) -> None:
    source = Source("plan.colossus", program)
    file, found = parse(source)
    expected = []
    for number, line in enumerate(program.splitlines(), start=1):
        expected += [(number, code) for code in re.findall(r"# error: (\S+)", line)]
        expected += [(number - 1, code) for code in re.findall(r"# error above: (\S+)", line)]
    reported = [(problem.span.line, problem.code) for problem in found if problem.span]
    assert sorted(reported) == sorted(expected)
    survivors = re.search(r"# kept:(.*)", program)
    if survivors:
        assert kept(file.body) == survivors[1].split()


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_corpus(path: Path) -> None:
    """The name of a file ends in the code that it gives: `minus-sign.C0110.colossus`."""
    text = path.read_bytes().decode("utf-8")
    _, found = parse(Source(path.name, text))
    assert [problem.code for problem in found] == path.name.split(".")[1:-1]


@pytest.mark.parametrize("code", CODES + LIMITS[:3], ids=lambda code: code.code)
def test_each_code_is_given_by_its_example_and_not_by_the_corrected_text(code: Code) -> None:
    if code.bad:
        assert {problem.code for problem in parse(Source("bad", code.bad))[1]} == {code.code}
        assert not parse(Source("good", code.good))[1]


def test_every_message_is_in_house_style() -> None:
    for program in PROGRAMS:
        for problem in parse(Source("plan.colossus", program))[1]:
            assert not problem.message.endswith(".")
            assert not re.search(r"[A-Z]{3,}|__|\$END|_NL", re.sub(r"`[^`]*`", "", problem.message))


@pytest.mark.parametrize(
    "text",
    [
        "x = max(1, 2\nrequire a b\nz 5 {\n}\n",
        "require (a\n",
        "x = [a\n",
        "x = (\n",
        "} ) ] = {",
        '"\n',
        "\u2212\n",
        "a {\n",
    ],
)
def test_many_errors_take_linear_work(text: str) -> None:
    """Three times the text takes about three times as many calls, not nine. Calls are counted: no clock is asked."""
    work = []
    for length in (3_000, 9_000):
        source = Source("plan.colossus", text * (length // len(text)))
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            _, found = parse(source)
        finally:
            sys.setprofile(None)
        assert found
        work.append(calls)
    assert work[1] < 4 * work[0] + 1_000
