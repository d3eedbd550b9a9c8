"""Runs the `test` blocks of files: each is a small plan, judged by the rules of its own file only.

Any finding of those rules that the test does not expect fails it, and so does any that it expects and that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from colossusc.analyses.fact import fact_names
from colossusc.diagnostic import Diagnostic, Diagnostics
from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.plan import elaborate
from colossusc.ir import Plan
from colossusc.resolve import Module, Project
from colossusc.rules.engine import judge_campus
from colossusc.rules.rule import Loader, Rule
from colossusc.rules.verdict import Outcome
from colossusc.source import Span
from colossusc.suggest import meant
from colossusc.syntax import nodes

_APART = ("campus", "scenario", "test", "property")  # of a file, what its tests do not stand on
_SORTS = ("error", "warning", "note", "open", "waived")


@attrs.frozen
class TestResult:
    """One test: its title, where it stands, whether it passed, and what is wrong if not. One that was not run, since
    something that it stands on is mistaken, has neither passed nor failed."""

    __test__ = False  # not a test class of pytest's

    name: str
    place: Span
    passed: bool
    diagnostics: tuple[Diagnostic, ...]
    run: bool = True


@attrs.frozen(eq=False)
class Found:
    """A finding of a rule in a test: its sort (`open` where it could not be judged), its code and its subjects."""

    sort: str
    code: str
    subjects: frozenset[str]
    diagnostic: Diagnostic


def mistaken(module: Module, block: nodes.Block, found: Iterable[Diagnostic]) -> bool:
    """Whether what a test of a file stands on is mistaken: the block itself, or the rules and declarations of the file,
    but not its plans and its other tests."""
    others = [
        each
        for each in module.file.body
        if isinstance(each, nodes.Block) and each.kind.text in _APART and each is not block
    ]
    return any(
        each.severity == "error"
        and each.span is not None
        and each.span.source is module.source
        and not any(other.start <= each.span.start < other.end for other in others)
        for each in found
    )


def not_run(module: Module, block: nodes.Block) -> TestResult:
    """The result of a test that stands on something mistaken."""
    return TestResult(_title(block), _place(module, block), False, (), run=False)


def run_test(project: Project, module: Module, block: nodes.Block, as_of: int | None = None) -> TestResult:
    """Run one test block of a file; `as_of` is for one that does not say it."""
    diagnostics = Diagnostics()
    own = _as_module(module, block)
    day = as_of if "as_of" not in own.settings else None
    plan, elaborator = elaborate(_project(project, module, own), diagnostics, day, fact_names())
    rules = _rules(module, elaborator)
    found = list(_found(plan, elaborator, rules))
    mistakes = diagnostics.sorted()
    problems = list(mistakes) or list(_compare(module, block, found, rules))
    return TestResult(_title(block), _place(module, block), not problems, tuple(problems))


def _as_module(module: Module, block: nodes.Block) -> Module:
    """The body of a test as a file of its own, which sees what its file imports and declares."""
    body = tuple(each for each in block.body if not isinstance(each, nodes.Expect))
    file = nodes.File(block.start, block.end, body, ())
    declared: dict[str, dict[str, nodes.Block]] = {word: dict(names) for word, names in module.declared.items()}
    declared["campus"] = {}
    settings: dict[str, nodes.Assignment] = {}
    lets = dict(module.lets)
    for statement in body:
        if isinstance(statement, nodes.Block) and statement.kind.text in declared and statement.names:
            declared[statement.kind.text][statement.names[0].text] = statement
        elif isinstance(statement, nodes.Assignment):
            settings[statement.target.text] = statement
        elif isinstance(statement, nodes.Definition):
            lets[statement.name.text] = statement
    declared["rule"], declared["test"] = {}, {}
    return Module(
        module.source, file, declared, lets, module.units, settings, module.bound, module.merged, module.broken
    )


def _project(project: Project, module: Module, own: Module) -> Project:
    """The test as a plan of its own; parties and jurisdictions come from everywhere."""
    others = tuple(each for each in (*project.own, *project.packs) if each is not module)
    return Project((own,), others, (own,))


def _rules(module: Module, elaborator: Elaborator) -> list[Rule]:
    loader = Loader(elaborator)
    loaded = (loader.outlined(module, block) for block in module.declared["rule"].values())
    return [rule for rule in loaded if rule is not None]


def _found(plan: Plan, elaborator: Elaborator, rules: list[Rule]) -> Iterator[Found]:
    for campus in plan.campuses:
        _, outcomes, _ = judge_campus(campus, rules, elaborator, plan.as_of(campus))
        for outcome in outcomes:
            yield from _of_outcome(outcome)


def _of_outcome(outcome: Outcome) -> Iterator[Found]:
    """The findings of an outcome, with the names by which a test may call their subjects."""
    for judgement in outcome.judgements:
        names = frozenset(name for each in judgement.subject.split(" and ") for name in (each, split_key(each)[0]))
        for interval in judgement.intervals:
            if (diagnostic := interval.finding) is not None:
                sort = interval.counted if interval.counted in _SORTS else diagnostic.severity
                yield Found(sort, outcome.heading.code, names, diagnostic)


def _compare(module: Module, block: nodes.Block, found: list[Found], rules: list[Rule]) -> Iterator[Diagnostic]:
    if not any(isinstance(each, nodes.Block) and each.kind.text == "campus" for each in block.body):
        help_ = "put a small plan in it: `campus c { … }`"
        message = "this test has no campus, so it tests nothing"
        yield Diagnostic("C0807", "error", message, _place(module, block), helps=(help_,))
    left = list(found)
    for expect in (each for each in block.body if isinstance(each, nodes.Expect)):
        yield from _expected(module, block, expect, found, left, rules)
    for finding in left:
        message = f"this test does not expect: {finding.sort} {finding.code}: {finding.diagnostic.message}"
        help_ = f"expect {finding.sort} {finding.code} on {_called(finding)}"
        yield Diagnostic(
            "C0805", "error", message, _place(module, block), finding.diagnostic.period, helps=(f"write `{help_}`",)
        )


def _expected(
    module: Module,
    block: nodes.Block,
    expect: nodes.Expect,
    found: list[Found],
    left: list[Found],
    rules: list[Rule],
) -> Iterator[Diagnostic]:
    span = Span(module.source, expect.start, expect.end)
    words = [word.text for word in expect.words]
    codes = {"require", *(name for rule in rules for name in (rule.heading.code, rule.heading.name))}
    if words == ["nothing"]:
        if any(each is not expect for each in block.body if isinstance(each, nodes.Expect)):
            yield Diagnostic("C0804", "error", "this test expects nothing, and something too", span)
        return
    if len(words) != 2 or words[0] not in _SORTS or words[1] not in codes:
        guess = meant(words[0], _SORTS) if words[0] not in _SORTS else meant(words[-1], codes)
        wrong = words[0] if words[0] not in _SORTS else words[-1]
        what = (
            f"a test expects {', '.join(_SORTS)} and a rule: `{wrong}` is neither"
            if wrong == words[0]
            else f"this file has no rule `{wrong}`"
        )
        yield Diagnostic("C0804", "error", what, span, helps=(guess or "write `expect error CODE on name`",))
        return
    code = next((rule.heading.code for rule in rules if words[1] in (rule.heading.code, rule.heading.name)), words[1])
    on = expect.on.text if expect.on is not None else None
    hits = [
        each for each in found if each.sort == words[0] and each.code == code and (on is None or on in each.subjects)
    ]
    if not hits:
        others = [f"{each.sort} on `{min(each.subjects)}`" for each in found if each.code == code]
        got = f"`{code}` gives {', '.join(others)}" if others else f"`{code}` finds nothing"
        message = f"expected {' '.join(words)}{f' on `{on}`' if on else ''}, but {got}"
        likes = next((f"expect {each.sort} {code} on {_called(each)}" for each in found if each.code == code), "")
        helps = (f"mend the plan or the rule, or write `{likes}`",) if likes else ()
        yield Diagnostic("C0806", "error", message, span, helps=helps)
    for hit in hits:
        if hit in left:
            left.remove(hit)


def _called(found: Found) -> str:
    """The shortest name of what a finding is about."""
    return min(found.subjects, key=lambda name: (len(name), name))


def _title(block: nodes.Block) -> str:
    return block.label.text if block.label is not None else block.names[0].text if block.names else "test"


def _place(module: Module, block: nodes.Block) -> Span:
    place = block.label or block.kind
    return Span(module.source, place.start, place.end)
