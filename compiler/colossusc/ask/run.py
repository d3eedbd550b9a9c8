"""Runs the `test` blocks of some files in the order written, then tries their properties."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.ask.tests import TestResult, mistaken, not_run, run_test
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.scenarios import Scenarios
from colossusc.ir import Plan
from colossusc.resolve import Module, Project
from colossusc.syntax.nodes import Block


def run(project: Project, elaborator: Elaborator, plan: Plan, seed: int, examples: int) -> Iterator[TestResult]:
    """The results; a test in which there is a mistake is not run, and properties not where there is any."""
    found = elaborator.diagnostics
    mistakes = found.sorted()
    for module in project.given:
        for block in _blocks(module, "test"):
            wrong = mistaken(module, block, mistakes)
            yield not_run(module, block) if wrong else run_test(project, module, block, plan.told)
    if any(module.declared["property"] for module in project.given):
        from colossusc.ask.properties import run_property
        from colossusc.ask.search import Effort

        effort = Effort(seed, examples)  # what is tried depends on it, and how many cases of each
        scenarios = Scenarios(project, elaborator)
        list(scenarios)  # what is wrong with them is reported now
        for module in project.given:
            for block in _blocks(module, "property"):
                if found.errors:
                    yield not_run(module, block)
                else:
                    yield run_property(elaborator, plan, scenarios, module, block, effort)


def _blocks(module: Module, word: str) -> list[Block]:
    return sorted(module.declared[word].values(), key=lambda block: block.start)
