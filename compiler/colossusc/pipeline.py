"""The whole compiler, every step of it, which is the reason for its length; it reads nothing and prints nothing.

Files come in through `read`, by project-relative names; findings, campuses and outputs come out as values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from colossusc import __version__
from colossusc.analyses.fact import fact_names
from colossusc.diagnostic import MOST_MISTAKES, Diagnostic, Diagnostics, TooMany
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.plan import elaborate
from colossusc.elaborate.scenarios import Declared, Scenarios
from colossusc.elaborate.unused import unused, without_jurisdiction
from colossusc.elaborate.variants import variant
from colossusc.ir import Item, Plan
from colossusc.language import SOURCE, speaking
from colossusc.resolve import Loader, Project, named
from colossusc.room import room
from colossusc.rules.engine import judge_campus
from colossusc.rules.levels import AS_WRITTEN, Levels
from colossusc.rules.reliance import conclusions, reliances, too_weak, uncited
from colossusc.rules.reported import mismatches, reported
from colossusc.rules.rule import Loader as RuleLoader
from colossusc.rules.rule import Rule
from colossusc.rules.told import told_once
from colossusc.rules.variants import merged
from colossusc.rules.verdict import CampusResult
from colossusc.rules.waiver import EXPIRED
from colossusc.rules.waiver import judged as waivers_judged
from colossusc.source import Read, Source, Span
from colossusc.syntax.nodes import File
from colossusc.syntax.stored import NO_CACHE, Cache
from colossusc.values.calendar import FIRST_DAY

if TYPE_CHECKING:
    from colossusc.ask.headroom import Headroom
    from colossusc.ask.matrix import Asked, Cell
    from colossusc.ask.solve import Answer, Question
    from colossusc.ask.tests import TestResult
    from colossusc.ask.trial import Subject, Trials
    from colossusc.emit.difference.model import Difference
    from colossusc.emit.model import Own, Run
    from colossusc.emit.one_line import Wanted


@attrs.frozen
class Options:
    """What a run may be told beside its files."""

    as_of: int | None = None  # a day, as its proleptic Gregorian ordinal, in place of the plan's
    cache: Cache = NO_CACHE
    require_evidence: str = ""  # the weakest grade that a conclusion may rest on; any where empty
    seed: int = 0  # of what properties try
    examples: int = 100  # that a property tries, where there are more
    scenarios: tuple[str, ...] = ()  # show the findings of these only; empty is the plan itself and all of them
    levels: Levels = AS_WRITTEN
    lock: Source | None = None  # what the catalogs and rule packs must be equal to, as a `colossus.lock`


@attrs.frozen(eq=False)
class Checked:
    """What was read, what it means, and what was found, sorted by place."""

    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]  # the plan's own files
    files: tuple[File, ...]  # of each source, in the same order
    library: tuple[Source, ...]  # catalogs and rule packs that were read
    plan: Plan
    campuses: tuple[CampusResult, ...]
    errors: bool  # whether the plan itself has mistakes, so that its reports would not be right
    again: Callable[[], tuple[Trials, tuple[Subject, ...]]]  # to check campuses and scenarios with another value
    told: Callable[[str], Checked]  # the same check in a language of `LANGUAGES`, in which people read what comes of it


@attrs.frozen
class TestRun:
    """All tests in some files, and what is wrong with the files themselves."""

    __test__ = False  # not a test class of pytest's

    results: tuple[TestResult, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(paths: Sequence[str], read: Read, options: Options) -> Checked:
    """Check the plans in some files and all they import, at every date, against every rule that applies."""
    found = Diagnostics(MOST_MISTAKES)
    texts: dict[str, str] = {}

    def told(language: str) -> Checked:
        with speaking(language):
            return check(paths, lambda name: texts[name] if name in texts else read(name), options)

    try:
        checked = _checked(paths, read, options, found, told)
    except TooMany:
        return Checked(found.with_stop(), (), (), (), Plan((), (), (), {}, {}, {}), (), True, _not_checked, told)
    texts.update({source.name: source.text for source in checked.sources})  # stdin is read once, and a file may change
    return checked


def _checked(
    paths: Sequence[str], read: Read, options: Options, found: Diagnostics, told: Callable[[str], Checked]
) -> Checked:
    with room():
        loader = Loader(read, found, options.cache)
        project = loader.project(paths)
        found.extend(_stale(options, loader))
        plan, elaborator = elaborate(project, found, options.as_of, fact_names())
        rules = list(load_rules(project, elaborator))
        judge = partial(_judged, rules=rules, plan=plan, elaborator=elaborator, levels=options.levels)
        scenarios = Scenarios(project, elaborator)
        declared = list(scenarios)
        campuses = []
        for campus in plan.campuses:
            variants = (_varied(each, elaborator, judge) for each in declared if each.campus is campus.node)
            campuses.append(attrs.evolve(judge(campus), variants=tuple(variants)))
        mistaken = found.errors  # then what is wrong may be what would have needed a waiver, or read a name
        for result in campuses:
            found.extend(merged(result, options.scenarios))
            found.extend(mismatches(result.reported))
            found.extend(_conflicts(result, plan.as_of(result.campus), options.scenarios))
            lint = elaborator.cites_something and not mistaken
            found.extend(_evidence(result, plan.as_of(result.campus), options.require_evidence, lint))
            found.extend(waivers_judged(result, plan.as_of(result.campus)) if not mistaken else ())
        if not found.errors:
            found.extend(unused(project, elaborator))
    errors = any(each.severity == "error" and not each.subject for each in found.sorted())
    if not errors:
        requires = [outcome.heading for result in campuses for outcome in result.outcomes]
        found.extend(options.levels.idle([*(rule.heading for rule in rules), *requires]))
    diagnostics = tuple(options.levels.compiler(found.sorted()))
    library = tuple(module.source for module in loader.modules.values() if module is not None and module.source.library)
    own = project.own
    sources, files = tuple(each.source for each in own), tuple(each.file for each in own)
    again = partial(_again, plan, elaborator, rules, options.levels, campuses, scenarios)
    return Checked(diagnostics, sources, files, library, plan, tuple(campuses), errors, again, told)


def _not_checked() -> tuple[Trials, tuple[Subject, ...]]:
    raise ValueError("a plan with mistakes is not checked again")


def _again(
    plan: Plan,
    elaborator: Elaborator,
    rules: Sequence[Rule],
    levels: Levels,
    campuses: Sequence[CampusResult],
    scenarios: Scenarios,
) -> tuple[Trials, tuple[Subject, ...]]:
    from colossusc.ask.trial import Subject, Trials  # a check alone loads no parser where files are in the cache

    layers = {each.scenario: each.layers for each in scenarios}
    subjects = []
    for result in campuses:
        for each in (result, *result.variants):
            name = each.scenario.name if each.scenario is not None else ""
            changes = layers[each.scenario] if each.scenario is not None else ()
            subjects.append(Subject(*scenarios.campuses[result.campus.name], changes, each.campus, name))
    return Trials(elaborator, plan, rules, levels), tuple(subjects)


def _conflicts(result: CampusResult, as_of: int | None, wanted: Sequence[str]) -> Iterator[Diagnostic]:
    """What is open, and cannot hold together, in the plan or in a scenario."""
    judged = []
    for each in (result, *result.variants):
        found: tuple[Diagnostic, ...] = ()
        if sum(outcome.verdict == "open" for outcome in each.outcomes) > 1:
            from colossusc.ask.conflict import conflicts

            found = tuple(conflicts(each, as_of))
        judged.append(attrs.evolve(each, findings=found, variants=()))
    return merged(attrs.evolve(judged[0], variants=tuple(judged[1:])), wanted)


def _evidence(result: CampusResult, as_of: int | None, required: str, lint: bool) -> Iterator[Diagnostic]:
    """What is missing, and weaker than required, in what the conclusions on a campus rest on from `as_of` on;
    scenarios are suppositions anyway."""
    if required or lint:
        found = reliances(list(conclusions(result.outcomes, FIRST_DAY if as_of is None else as_of)))
        yield from uncited(found) if lint else ()
        yield from too_weak(found, required) if required else ()


def load_rules(project: Project, elaborator: Elaborator) -> Iterator[Rule]:
    """Every rule of the plan's own files and of the packs, in the order of their codes; a pack's in outline."""
    loader = RuleLoader(elaborator)
    modules = [module for module in project.modules() if not module.file.unbalanced]
    blocks = [(code, module, block) for module in modules for code, block in module.declared["rule"].items()]
    first: dict[str, Span] = {}
    for code, module, block in sorted(
        blocks, key=lambda each: (each[0], not each[1].source.library, each[1].source.name)
    ):
        place = named(module.source, block)
        if code in first:
            elaborator.declared_twice(code, first[code], place)
            continue
        first[code] = place
        rule = loader.outlined(module, block) if module.source.library else loader.load(module, block)
        if rule is not None:
            yield rule


def _judged(campus: Item, rules: list[Rule], plan: Plan, elaborator: Elaborator, levels: Levels) -> CampusResult:
    """What every rule, and every `require` of the plan, says of a campus."""
    found = elaborator.diagnostics
    facts, outcomes, waivers = judge_campus(campus, rules, elaborator, plan.as_of(campus), levels)
    if any(rule.heading.jurisdiction is not None for rule in rules):
        without_jurisdiction(campus, ", ".join(f"`{name}`" for name in sorted(plan.jurisdictions)), found)
    outcomes = told_once(outcomes)
    collected = Diagnostics()
    collected.extend(each for outcome in outcomes for each in outcome.findings)
    return CampusResult(campus, facts, outcomes, collected.sorted(), waivers, reported(elaborator, campus, facts))


def _varied(declared: Declared, elaborator: Elaborator, judge: Callable[[Item], CampusResult]) -> CampusResult:
    """What they say of it in a scenario: only the campus is made again, with the same catalog and rules."""
    campus = variant(elaborator, declared.module, declared.campus, declared.layers)
    with elaborator.diagnostics.within(declared.scenario.name):
        return attrs.evolve(judge(campus), scenario=declared.scenario)


def run_tests(paths: Sequence[str], read: Read, options: Options) -> TestRun:
    """Run the `test` blocks of some files in the order written, then try their properties."""
    from colossusc.ask.run import run

    found = Diagnostics(MOST_MISTAKES)
    try:
        with room():
            loader = Loader(read, found, options.cache)
            project = loader.project(paths)
            found.extend(_stale(options, loader))
            plan, elaborator = elaborate(project, found, options.as_of, fact_names())
            list(load_rules(project, elaborator))
            results = tuple(run(project, elaborator, plan, options.seed, options.examples))
    except TooMany:
        return TestRun((), found.with_stop())
    return TestRun(results, found.sorted())


def _stale(options: Options, loader: Loader) -> Iterator[Diagnostic]:
    """What is not as it was locked."""
    if options.lock is not None:
        from colossusc.ask.lock import packs_of, stale

        yield from stale(options.lock, packs_of(filter(None, loader.modules.values()), __version__))


def lock(paths: Sequence[str], read: Read) -> tuple[str, int, tuple[Diagnostic, ...]]:
    """The lock of what some files and all they import are checked against, of how many packs, and what is wrong."""
    from colossusc.ask.lock import lock_text, packs_of

    with room():
        found = Diagnostics()
        loader = Loader(read, found)
        loader.project(paths)
        packs = packs_of(filter(None, loader.modules.values()), __version__)
    return lock_text(packs), len(packs), found.sorted()


def emit(
    checked: Checked,
    cache: Cache = NO_CACHE,
    *,
    png: bool = False,
    pdf: bool = False,
    own: Own | None = None,
    language: str = SOURCE,
) -> dict[str, bytes]:
    """The outputs of a compile: file name → content; none for a plan with mistakes in it. `png`: pictures too; `pdf`:
    the report as PDF too, which needs the extra of that name; `own`: what the project's own templates make of it. What
    is for people is in a language, what is for machines never is."""
    from colossusc.emit import emit as emit_all  # the templates are loaded only to compile

    if checked.errors:
        return {}  # numbers are right or they are not printed

    def printed(checked: Checked) -> Run:
        return attrs.evolve(_run(checked), headroom=_headroom(checked), cache=cache, png=png, pdf=pdf, own=own)

    run = told = printed(checked)
    if language != SOURCE:
        with speaking(language):
            told = printed(checked.told(language))
    return emit_all(run, told, language)


def _run(checked: Checked) -> Run:
    """What the emitters see of it."""
    from colossusc.ask.conflict import CONFLICT
    from colossusc.emit.model import Run

    own = tuple(each for each in checked.diagnostics if not each.subject or each.code in (EXPIRED, CONFLICT))
    sources = (*checked.sources, *checked.library)
    return Run(checked.plan, checked.campuses, own, sources, __version__, files=checked.files)


def difference(old: Checked, new: Checked, names: tuple[str, str], selects: Callable[[str], bool]) -> Difference:
    """Everything that differs between two plans without mistakes, which have names; of findings what is selected."""
    from colossusc.emit.difference import compare

    with room():
        return compare(_run(old), _run(new), names, selects)


def draw(checked: Checked, wanted: Wanted, language: str = SOURCE) -> dict[str, bytes]:
    """The one-line diagrams of a plan: file name → SVG. Raises `emit.one_line.Unknown`."""
    from colossusc.emit.one_line import draw as drawn

    with room(), speaking(language):
        told = checked.told(language) if language != SOURCE else checked
        return drawn(told.campuses, told.plan, wanted)


def _headroom(checked: Checked) -> dict[str, Headroom]:
    """How much room each campus has."""
    from colossusc.ask.headroom import headroom

    with room():
        trials, subjects = checked.again()
        plans = (each for each in subjects if not each.scenario)
        return {
            subject.campus.name: headroom(trials, subject, result)
            for subject, result in zip(plans, checked.campuses, strict=True)
        }


def explain(checked: Checked, name: str, day: int) -> tuple[str, dict[str, Any]]:
    """How a fact, a field or a let comes about on a day: as text and for JSON. Raises `ask.explain.Unknown`."""
    from colossusc.ask.explain import explained, record, text

    with room():
        line = explained(checked.campuses, name, day)
        return text(line, day), record(line)


def solve(checked: Checked, question: Question) -> Answer:
    """The most or the least of a value at which everything holds. Raises `ask.explain.Unknown`."""
    from colossusc.ask.solve import solve as solved

    with room():
        trials, subjects = checked.again()
        return solved(trials, [each for each in subjects if each.scenario == question.scenario], question)


def matrix(checked: Checked, asked: Asked, scenarios: Sequence[str] = ()) -> list[Cell]:
    """What fails first in some jurisdictions, as of some days; of the plans and all scenarios where none is named."""
    from colossusc.ask.matrix import matrix as cells

    with room():
        trials, subjects = checked.again()
        return list(cells(trials, [each for each in subjects if not scenarios or each.scenario in scenarios], asked))


__all__ = ["CampusResult", "Checked", "Options", "TestRun", "check", "emit", "explain", "lock", "run_tests"]
