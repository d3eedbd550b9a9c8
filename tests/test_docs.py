"""What the documents say is true: every code is explained and gives what it says, examples run, pages are fresh."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import colossusc
from colossusc.analyses.fact import all_facts
from colossusc.ask import manual
from colossusc.ask.manual import LibraryRule
from colossusc.cli.project import Project
from colossusc.codes import Code, all_codes
from colossusc.diagnostic import Diagnostic
from colossusc.expr.types import SymbolType
from colossusc.kinds import Kind, all_kinds
from colossusc.pipeline import Options, check, run_tests
from colossusc.resources import resource
from colossusc.syntax.reserved import RESERVED
from colossusc.values.unit_table import UNITS
from running import Command

ROOT = Path(__file__).parent.parent
PACKAGE = Path(colossusc.__file__).parent
CODES = all_codes()
USED = re.compile(r'"(C[01][0-9]{3})"')


def found_in(folder: Path, text: str) -> list[Diagnostic]:
    """What a plan, and its tests where it has some, is told, with a file `sources.colossus` beside it."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "sources.colossus").write_text("edition = 2026\n", encoding="utf-8")
    plan = folder / "plan.colossus"
    plan.touch()
    project = Project([str(plan)])

    def read(name: str) -> str:  # the plan itself as it is, byte order mark included
        return text if name == "plan.colossus" else project.read(name)

    found = list(check(project.names, read, Options()).diagnostics)
    if re.search(r"^(test|property) ", text, re.MULTILINE):
        run = run_tests(project.names, read, Options())
        found += [each for result in run.results for each in result.diagnostics]
    return found


# -------------------------------------------------------------------------------------------------------- codes


def test_every_code_in_use_is_explained_and_the_other_way_round() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if "codes" not in path.parts]
    used = {code for module in modules for code in USED.findall(module.read_text(encoding="utf-8"))}
    assert used == set(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_a_code_is_written_in_the_manner_of_the_house(code: Code) -> None:
    assert code.title == code.title.strip(" .")
    assert not code.title[:1].isupper()
    assert code.explanation.rstrip().endswith((".", "|"))
    assert not code.good or code.bad


@pytest.mark.parametrize("code", [c for c in CODES.values() if c.bad], ids=[c.code for c in CODES.values() if c.bad])
def test_the_example_of_a_code_gives_it_and_its_correction_does_not(code: Code, tmp_path: Path) -> None:
    bad = found_in(tmp_path, code.bad)
    severities = {each.severity for each in bad if each.code == code.code}
    assert code.severity in severities, "Code(severity=…) says at which severity the example is reported"
    assert {each.code for each in bad if each.severity == "error"} <= {code.code}
    assert [each for each in found_in(tmp_path, code.good) if each.severity == "error"] == []


# ----------------------------------------------------------------------------------------------------- examples


FENCE = re.compile(r"^```colossus ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXPECTED = re.compile(r"# error: (C[0-9]{4})")
PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("language.md", "tutorial.md")}
EXAMPLES = [
    pytest.param(match[1], match[2], id=f"{name}:{text.count(chr(10), 0, match.start()) + 1}")
    for name, text in PAGES.items()
    for match in FENCE.finditer(text)
]


@pytest.mark.parametrize(("place", "text"), EXAMPLES)
def test_an_example_of_the_documents_has_the_mistakes_it_says_and_no_others(
    place: str, text: str, tmp_path: Path
) -> None:
    """An example is a file, or the body of a campus where its fence says so."""
    expected = [(number, EXPECTED.findall(line)) for number, line in enumerate(text.split("\n"), 1)]
    plan = f"campus c {{\n{text}}}\n" if place == "campus" else text
    found = [
        (each.span.source.position(each.span.start)[0] - (place == "campus"), each.code)
        for each in found_in(tmp_path, plan)
        if each.severity == "error" and each.span and each.code in CODES
    ]
    assert sorted(found) == sorted((number, code) for number, codes in expected for code in codes)


BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["tutorial.md", "differences.md", "templates.md"])
def test_a_page_prints_what_it_says(name: str, project: Path, run: Command, pytestconfig: pytest.Config) -> None:
    """Follows the page: writes its files, applies its changes, runs its commands, shows what they wrote.
    `--update-golden` corrects it."""
    page, shown = (ROOT / "docs" / name).read_text(encoding="utf-8"), ""

    def followed(block: re.Match[str]) -> str:
        nonlocal shown
        sort, file, text = block.groups()
        if sort in ("colossus", "toml", "jinja"):
            if file:
                (project / file).write_text(text, encoding="utf-8")
        elif sort == "diff":
            before, after = ("".join(f"{line[1:]}\n" for line in text.splitlines() if line[0] != no) for no in "+-")
            plan = (project / file).read_text(encoding="utf-8")
            assert before in plan
            (project / file).write_text(plan.replace(before, after), encoding="utf-8")
        elif sort == "sh":
            results = [run(*line.split()[1:]) for line in text.splitlines()]
            shown = "".join(result.err + result.out for result in results)
        elif file:
            return f"```{sort} {file}\n{(project / file).read_text(encoding='utf-8').rstrip()}\n```"
        else:
            assert shown, "an output stands after its commands"
            return f"```text\n{shown.rstrip()}\n```"
        return block[0]

    after = BLOCK.sub(followed, page)
    if pytestconfig.getoption("--update-golden"):
        (ROOT / "docs" / name).write_text(after, encoding="utf-8", newline="\n")
    else:
        assert after == page


def test_the_readme_shows_a_finding_as_it_is_printed(run: Command, pytestconfig: pytest.Config) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    printed = run("check", "specs/campuses/colossus_1_announced.colossus", cwd=ROOT).err.split("\n\n")[0]
    printed = re.sub(r"\bspecs/campuses/", "", printed)
    after = re.sub(r"```text\n.*?```", lambda match: f"```text\n{printed}\n```", readme, count=1, flags=re.DOTALL)
    if pytestconfig.getoption("--update-golden"):
        (ROOT / "README.md").write_text(after, encoding="utf-8", newline="\n")
    else:
        assert after == readme


@pytest.mark.parametrize(
    ("word", "page"),
    [
        ("C0402", "# C0402: "),
        ("TVA001", "# TVA001: "),
        ("tva_board_vote", "# TVA001: "),
        ("turbines", "# turbine, turbines\n"),
        ("party", "# party, parties\n"),
        ("firm_supply", "# firm_supply\n"),
    ],
)
def test_explain_knows_codes_rules_kinds_and_facts(word: str, page: str, run: Command) -> None:
    result = run("explain", word)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(page)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("C041", "C0401"), ("TVA01", "TVA001"), ("turbnies", "turbines"), ("firm_suply", "firm_supply"), ("zzzzzz", "")],
)
def test_explain_of_an_unknown_word_names_the_nearest(word: str, meant: str, run: Command) -> None:
    result = run("explain", word)
    guess = f", did you mean `{meant}`?" if meant else ""
    assert (result.code, result.out) == (2, "")
    assert result.err == f"error: there is no code, rule, kind, fact, jurisdiction or party `{word}`{guess}\n"


# ------------------------------------------------------------------------------------- generated pages and tables


def test_the_generated_pages_are_fresh() -> None:
    assert runpy.run_path(str(ROOT / "docs" / "generate.py"))["stale"]() == [], "run python docs/generate.py"


def test_no_word_of_the_tables_is_reserved() -> None:
    kinds = all_kinds().values()
    fields = [field for kind in kinds for field in kind.fields]
    symbols = {word for field in fields if isinstance(field.type, SymbolType) for word in field.type.choices}
    words = {word for kind in kinds for word in (kind.name, kind.plural, *kind.definitions)}
    words |= {word for field in fields for word in field.name.split(".")} | symbols | {name for _, name in all_facts()}
    assert not words & RESERVED
    assert not set(UNITS) & RESERVED


@pytest.mark.parametrize("kind", all_kinds().values(), ids=list(all_kinds()))
def test_every_kind_and_field_says_what_it_is(kind: Kind) -> None:
    assert kind.doc.endswith(".")
    assert [field.name for field in kind.fields if not field.doc or field.doc.endswith(".")] == []


def test_every_fact_says_what_it_is() -> None:
    assert [key for key, fact in all_facts().items() if not fact.doc or fact.doc.endswith(".")] == []


@pytest.mark.parametrize("rule", manual.library_rules().values(), ids=list(manual.library_rules()))
def test_every_rule_of_the_library_has_sources_and_tests_that_see_it_fail(rule: LibraryRule) -> None:
    assert rule.heading.sources
    assert rule.expecting


def headings(page: Path) -> set[str]:
    """The places of a page that a link may name."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, place in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", text):
        if not target.startswith(("http:", "https:")):
            other = (page.parent / target).resolve() if target else page
            assert other.exists() or resource(str(other.relative_to(ROOT.resolve()))).read_text(), target
            assert not place or other.suffix != ".md" or place in headings(other), f"{target}#{place}"
