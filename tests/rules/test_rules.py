"""Rules as packs outside the repository may have them: programs with what is to be found as comments.

`# finds: error X1 on t from 2024-01-01 until 2024-02-01` is one finding of the program's own rules or requires, after
`waived` and `past` where it is so; all are listed, and no other may be there. `# error: C0301` (or `warning`, `note`)
stands on the line where a mistake is reported, `# silent: X1` names a rule that applies to nothing. Every verdict is
also held equal to one made anew on each day.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from colossusc.analyses.fact import Facts
from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.plan import elaborate
from colossusc.expr.typed import Context
from colossusc.pipeline import Options, check, load_rules
from colossusc.resolve import Loader
from colossusc.rules.engine import Engine
from colossusc.rules.judging import verdict_of
from colossusc.source import Read, ReadProblem
from colossusc.values.calendar import parse_date

HERE = Path(__file__).parent
PROGRAMS = [
    pytest.param(program, id=f"{path.stem}: {program.strip().splitlines()[0].strip('# ')[:60]}")
    for path in sorted(HERE.glob("*.colossus"))
    for program in path.read_text(encoding="utf-8").split("---\n")
]
FIRST, END = parse_date("2022-12-30").first, parse_date("2030-03-02").first


def files(program: str) -> dict[str, str]:
    """The files of a program: `#--- name.colossus` begins another one."""
    first, *others = re.split(r"^#--- (\S+)\n", program, flags=re.MULTILINE)
    return {"plan.colossus": first, **dict(zip(others[::2], others[1::2], strict=True))}


def reader(texts: dict[str, str]) -> Read:
    def read(name: str) -> str:
        if name not in texts:
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return texts[name]

    return read


@pytest.mark.parametrize("program", PROGRAMS)
def test_findings(program: str) -> None:
    texts = files(program)
    checked = check(["plan.colossus"], reader(texts), Options())
    own = {"require"} | {code for text in texts.values() for code in re.findall(r"^rule (\w+)", text, re.MULTILINE)}
    found = []
    for each in (each for each in checked.diagnostics if each.code in own):
        sort = "open" if "cannot be judged" in each.message else each.severity
        waived = "waived " if each.waiver else ""
        words = f"{waived}{'past ' if each.past else ''}{sort} {each.code} on {each.subject} {each.period} {each.where}"
        found.append(words.rstrip())
    assert sorted(found) == sorted(re.findall(r"^# finds: (.*)$", program, re.MULTILINE))
    says = [f"{each.code}: {each.message}" for each in checked.diagnostics]
    for words in re.findall(r"^# says: (.*)$", program, re.MULTILINE):
        assert words in says
    wrong = [
        (name, number, severity, code)
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for severity, code in re.findall(r"# (error|warning|note): (C\d+)", line)
    ]
    reported = [
        (each.span.source.name, each.span.line, each.severity, each.code)
        for each in checked.diagnostics
        if re.fullmatch(r"C\d{4}", each.code)
        and (each.severity == "error" or "C0810" <= each.code < "C0830")
        and each.span
    ]
    assert sorted(reported) == sorted(wrong)
    outcomes = [outcome for result in checked.campuses for outcome in result.outcomes]
    silent = {outcome.heading.code for outcome in outcomes if outcome.heading.code in own and not outcome.judgements}
    assert silent == set(re.findall(r"^# silent: (\w+)", program, re.MULTILINE))


@pytest.mark.exhaustive
@pytest.mark.parametrize("program", PROGRAMS)
def test_verdicts_are_those_of_each_day(program: str) -> None:
    found = Diagnostics()
    project = Loader(reader(files(program)), found).project(["plan.colossus"], packs="tva" in program)
    plan, elaborator = elaborate(project, found)
    for campus in plan.campuses:
        engine = Engine(campus, Facts(), plan.as_of(campus), found)
        for rule in load_rules(project, elaborator):
            run = verdict_of(rule)
            for subject in engine.subjects(rule, None):
                intervals = engine.judge(rule, subject)
                for day in range(max(FIRST, rule.heading.start), min(END, rule.heading.end)):
                    expected = [each.verdict for each in intervals if each.start <= day < each.end]
                    assert [run(Context(day, engine.variables(subject.bindings)))] == expected
