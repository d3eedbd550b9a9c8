"""The benchmark: `check` beside python-hcl2 parsing the same content, and start-up beside bare Python.

`python bench/run.py` prints a Markdown table of medians, ratios and aims; `--json bench/results.json` writes them
too. Each figure is the median of several runs, each in a process of its own; the runs of all cases take turns, so that
a busy machine slows all of them alike. Only ratios of one run mean something: the machine is not the same tomorrow.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from generate import SIZES, project

TINY = """\
edition = 2026
as_of = 2026-05-06
campus tiny "Ten lines" {
  pue = 1.25
  site main "1 Industrial Road" {
    jurisdiction = [us_tx]
    load hall { behind = it; power from 2025-01-01 = 100 MW }
    grid utility { contracted from 2024-12-01 = 140 MW }
  }
}
"""

_UNSET = ("PYTHONDONTWRITEBYTECODE", "COLOSSUS_CACHE_DIR")
FILES = 50  # of the project that is checked again after an edit
CAMPUS = Path(__file__).parent.parent / "specs" / "campuses" / "colossus_1.colossus"
SOLVED = "campus_0000.main.h100.count"  # of the first of them


def outages(what_may_fail: bool) -> str:
    """A campus of 500 turbines, each an object of its own, that arrive over 60 months; and that any may be lost."""
    lines = ["campus many {", "  pue = 1.25", "  site s {", "    jurisdiction = [us_tx]", "    ambient = 40 degC"]
    lines.append("    load hall { behind = facility; power = 4_000 MW }")
    for unit in range(500):
        rating, month = 10 + unit % 7, unit % 60
        arrives = f"{2021 + month // 12}-{month % 12 + 1:02d}-01"
        lines.append(f"    turbine t{unit} {{ rating = {rating} MW; derate = 0.5 %/degC; from {arrives} }}")
    covered = ", ".join(f"t{unit}" for unit in range(500))
    lines += [f"    permit p {{ covers = [{covered}]; granted = 2020-01-01 }}", "  }"]
    require = "require firm_supply >= facility_load from 2020-06-01"
    if what_may_fail:
        lines.append("  contingency n_1 { lose any of turbines }")
        require += " under n_1"
    return "\n".join([*lines, f"  {require}", "}", ""])


# What is timed within the child, without the start of Python and without imports.
_HCL = "import hcl2; parse = hcl2.loads"
_PARSE = """
from colossusc.source import Source
from colossusc.syntax import parse as syntax
def parse(text): return syntax.parse(Source("fleet", text))
"""
_WITHIN = """
import sys
from time import perf_counter
text = open(sys.argv[1], encoding="utf-8").read()
start = perf_counter()
parse(text)
print(perf_counter() - start)
"""


@dataclass
class Case:
    """A command that is run again and again. Its whole process is timed, or with `within` what it prints counts."""

    name: str
    command: list[str]
    within: bool = False
    before: Callable[[], object] | None = None  # done before each run, not timed
    environment: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    kilobytes: list[int] = field(default_factory=list)

    def run(self) -> None:
        if self.before is not None:
            self.before()
        environment = self.environment | {name: value for name, value in os.environ.items() if name not in _UNSET}
        start = perf_counter()
        with subprocess.Popen(
            [sys.executable, *self.command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            printed = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)  # the peak memory of this child alone
            process.returncode = os.waitstatus_to_exitcode(status)
        took = perf_counter() - start
        if process.returncode not in (0, 1):  # 1: a check that found mistakes
            raise SystemExit(f"{self.name}: exit code {process.returncode}")
        self.seconds.append(float(printed) if self.within else took)
        self.kilobytes.append(usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1))

    @property
    def second(self) -> float:
        return median(self.seconds)

    @property
    def megabyte(self) -> float:
        return median(self.kilobytes) / 1024


@dataclass(frozen=True)
class Aim:
    """A ratio, and the most that it may be."""

    name: str
    ratio: float
    most: float

    @property
    def words(self) -> str:
        return "met" if self.ratio <= self.most else "not met"


def measured(sizes: tuple[int, ...], runs: int, folder: Path) -> dict[str, Case]:
    """Every case by its name, run `runs` times."""
    tiny = folder / "tiny.colossus"
    tiny.write_text(TINY, encoding="utf-8")
    cases = [
        Case("python", ["-c", "pass"]),
        Case("version", ["-m", "colossusc", "--version"]),
        Case("tiny", ["-m", "colossusc", "check", str(tiny)]),
    ]
    cases += project_cases(folder)
    quick = list(cases)
    cases += report_cases(folder)
    kept = list(cases)
    for name, fails in (("500 turbines", False), ("500 outages", True)):
        file = folder / f"{name.replace(' ', '_')}.colossus"
        file.write_text(outages(fails), encoding="utf-8")
        cases.append(Case(name, ["-m", "colossusc", "check", str(file)]))
    for size in sizes:
        # In a process of its own: the peak memory of a child begins at what its parent holds when it forks.
        generate = [sys.executable, str(Path(__file__).with_name("generate.py")), str(size), str(folder)]
        colossus, hcl = subprocess.run(generate, check=True, capture_output=True, text=True).stdout.split("\n")[:2]
        cases += [
            Case(f"check {size}", ["-m", "colossusc", "check", colossus]),
            Case(f"parse {size}", ["-c", _PARSE + _WITHIN, colossus], within=True),
            Case(f"hcl2 {size}", ["-c", _HCL + _WITHIN, hcl], within=True),
        ]
    for case in kept:
        case.run()  # once for the byte code and the cache, which is not counted
        case.seconds.clear()
        case.kilobytes.clear()
    for number in range(runs):
        for case in cases:
            print(f"run {number + 1} of {runs}: {case.name}        ", end="\r", file=sys.stderr, flush=True)
            for _ in range(5 if case in quick else 1):
                case.run()
    print(file=sys.stderr)
    return {case.name: case for case in cases}


def project_cases(folder: Path) -> list[Case]:
    """A project of FILES files: checked without a cache, for the first time with one, and after one more edit; and what
    is asked of one of its files."""
    (folder / "project" / ".git").mkdir(parents=True)
    paths = project(FILES, folder / "project")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    edits = count()

    def edit() -> None:
        number = next(edits)
        paths[number % FILES].write_text(f"{texts[number % FILES]}# edit {number}\n", encoding="utf-8")

    one = str(paths[0])
    out = str(folder / "out")
    check, place = ["-m", "colossusc", "check", str(folder / "project")], str(folder / "cache")
    empty = str(folder / "empty")
    return [
        Case("project", [*check, "--no-cache"]),
        Case("project, first", check, before=lambda: rmtree(empty, True), environment={"COLOSSUS_CACHE_DIR": empty}),
        Case("project, edited", check, before=edit, environment={"COLOSSUS_CACHE_DIR": place}),
        Case("one file", ["-m", "colossusc", "check", one]),
        Case("solve", ["-m", "colossusc", "solve", "--most", SOLVED, one]),
        Case("compile", ["-m", "colossusc", "compile", "-o", out, one]),
    ]


def report_cases(folder: Path) -> list[Case]:
    """A reference campus written in more and more formats, with pictures that were drawn before and with none."""
    plan, out, empty = str(CAMPUS), str(folder / "reports"), folder / "undrawn"
    compiled = ["-m", "colossusc", "compile", plan, "--fail-on", "never", "--force", "-o", out]
    nothing = {"before": lambda: rmtree(empty, True), "environment": {"COLOSSUS_CACHE_DIR": str(empty)}}
    drawn = {"environment": {"COLOSSUS_CACHE_DIR": str(folder / "drawn")}}
    found = [
        Case("campus, checked", ["-m", "colossusc", "check", plan, "--fail-on", "never"], **drawn),
        Case("campus, texts", [str(Path(__file__).with_name("texts.py")), plan, out], **drawn),
        Case("campus, first", compiled, **nothing),
        Case("campus, again", compiled, **drawn),
    ]
    if find_spec("typst") is not None:
        found += [
            Case("campus, PDF first", [*compiled, "--to", "pdf"], **nothing),
            Case("campus, PDF again", [*compiled, "--to", "pdf"], **drawn),
        ]
    return found


def aims(cases: dict[str, Case], sizes: tuple[int, ...]) -> Iterator[Aim]:
    bare = cases["python"].second
    largest = sizes[-1]
    check, hcl = cases[f"check {largest}"], cases[f"hcl2 {largest}"]
    yield Aim(f"`check` over python-hcl2's bare parse, {largest:,} lines", check.second / hcl.second, 0.2)
    if len(sizes) > 1:
        growth = check.second / cases[f"check {sizes[-2]}"].second
        yield Aim(f"`check`, {sizes[-2]:,} to {largest:,} lines", growth, 1.2 * largest / sizes[-2])
    yield Aim("`--version` over bare Python", cases["version"].second / bare, 3)
    yield Aim("`check` of ten lines over bare Python", cases["tiny"].second / bare, 12)
    outage = cases["500 outages"].second / cases["500 turbines"].second
    yield Aim("`check` of 500 outages on 60 days over the same without", outage, 2)
    again = cases["project, edited"].second / cases["project, first"].second
    yield Aim(f"`check` of {FILES} files, one edited, over the first check of them", again, 0.9)
    one = cases["one file"].second
    yield Aim("`solve` over `check` of the same 200 lines", cases["solve"].second / one, 3)
    yield Aim("`compile`, with the headroom, over `check` of the same 200 lines", cases["compile"].second / one, 10)


def table(cases: dict[str, Case], sizes: tuple[int, ...]) -> Iterator[str]:
    """The report, in Markdown."""
    yield "| lines | `check` | lines/s | peak | parse alone | python-hcl2 parse | peak | time, ours : theirs | memory |"
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for size in sizes:
        check, parse, hcl = (cases[f"{word} {size}"] for word in ("check", "parse", "hcl2"))
        yield (
            f"| {size:,} | {check.second:.3f} s | {size / check.second:,.0f} | {check.megabyte:.0f} MB "
            f"| {parse.second:.3f} s | {hcl.second:.3f} s | {hcl.megabyte:.0f} MB "
            f"| {check.second / hcl.second:.2f} | {check.megabyte / hcl.megabyte:.2f} |"
        )
    yield ""
    yield from _times(
        cases, "start", {"python": "`python -c pass`", "version": "`--version`", "tiny": "`check` of ten lines"}
    )
    project = {
        "project": "`check --no-cache`",
        "project, first": "`check`, nothing kept yet",
        "project, edited": "`check`, one file edited since",
    }
    yield from _times(cases, f"a project of {FILES} files", project)
    asked = {
        "one file": "`check`",
        "solve": "`solve` of the most GPUs",
        "compile": "`compile`, with the headroom of both",
    }
    yield from _times(cases, "two campuses of 100 lines", asked)
    yield from _over_start(cases)
    yield "| aim | ratio | at most | |"
    yield "|---|---:|---:|---|"
    for aim in aims(cases, sizes):
        yield f"| {aim.name} | {aim.ratio:.2f} | {aim.most:g} | {aim.words} |"


def _times(cases: dict[str, Case], head: str, named: dict[str, str]) -> Iterator[str]:
    """A table of some cases by what they are called."""
    yield f"| {head} | time |"
    yield "|---|---:|"
    for name, words in named.items():
        yield f"| {words} | {cases[name].second * 1_000:.1f} ms |"
    yield ""


REPORTS = {
    "campus, checked": "`check`",
    "campus, texts": "Markdown, the bill and the model, without a picture",
    "campus, first": "`compile`: HTML with all pictures, and all but PDF; nothing drawn yet",
    "campus, again": "the same, with pictures from the cache",
    "campus, PDF first": "`compile --to pdf`, nothing drawn yet",
    "campus, PDF again": "the same, with what is in the cache",
}


def _over_start(cases: dict[str, Case]) -> Iterator[str]:
    """A table of the reports of a campus, beside the start of the command."""
    yield "| Colossus 1 | time | over `--version` |"
    yield "|---|---:|---:|"
    start = cases["version"].second
    for name, words in REPORTS.items():
        if name in cases:
            yield f"| {words} | {cases[name].second * 1_000:,.0f} ms | {cases[name].second / start:.0f} |"
    yield ""


def results(cases: dict[str, Case], sizes: tuple[int, ...], runs: int) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "python-hcl2": version("python-hcl2"),
        "runs": runs,
        "seconds": {name: round(case.second, 4) for name, case in cases.items()},
        "over start": {
            name: round(cases[name].second / cases["version"].second, 1) for name in REPORTS if name in cases
        },
        "megabytes": {name: round(case.megabyte, 1) for name, case in cases.items()},
        "aims": [
            {"aim": aim.name, "ratio": round(aim.ratio, 3), "most": aim.most, "met": aim.words == "met"}
            for aim in aims(cases, sizes)
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="LINES")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="of each case; of the short ones five times N")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    given = parser.parse_args()
    sizes = tuple(sorted(given.sizes))
    with TemporaryDirectory() as folder:
        cases = measured(sizes, given.runs, Path(folder))
    print("\n".join(table(cases, sizes)))
    if given.json is not None:
        text = json.dumps(results(cases, sizes, given.runs), indent=2, ensure_ascii=False)
        given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
