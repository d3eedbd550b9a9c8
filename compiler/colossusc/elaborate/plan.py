"""The plan of a project: its settings, its campuses, and everything they refer to."""

from __future__ import annotations

from functools import partial

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.periods import day
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.types import DATE
from colossusc.ir import Item, Plan
from colossusc.resolve import DECLARED, SETTINGS, Module, Project
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.uncertain.dates import first_of
from colossusc.values.uncertain.expression import Uncertain

EDITIONS = ("2026",)
_MAY_STAND = (nodes.Use, nodes.Import, nodes.Assignment, nodes.Definition, nodes.Waive, nodes.Broken)


def elaborate(
    project: Project, diagnostics: Diagnostics, as_of: int | None = None, fact_names: frozenset[str] = frozenset()
) -> tuple[Plan, Elaborator]:
    """Make and compute every object of a project. `as_of` overrides the plan's own; values cannot read facts."""
    elaborator = Elaborator(project, diagnostics)
    elaborator.fact_names = fact_names
    campuses: list[Item] = []
    days: dict[str, int] = {}
    seen: dict[str, Item] = {}
    for module in project.own:
        as_of_here = _settings(module, elaborator)
        if as_of_here is not None:
            days[module.source.name] = as_of_here
    elaborator.undated = frozenset(() if as_of is not None else filter(partial(_undated, project), project.own))
    for module in project.own:
        _statements(module, elaborator)
        for block in module.declared["part"].values():
            elaborator.made_part(module, block)
        for block in module.declared["source"].values():
            elaborator.made_source(module, block)
        for name, block in module.declared["campus"].items():
            campus = elaborator.campus(module, block)
            if name in seen:
                elaborator.declared_twice(name, seen[name].span, campus.span)
            seen[name] = campus
            campuses.append(campus)
    elaborator.finish()
    for module in project.own:
        _waivers(module, elaborator, campuses)
    given = {module.source.name for module in project.given}
    parts = tuple(part for part in elaborator.parts.values() if part is not None)
    plan = Plan(
        tuple(campuses),
        parts,
        tuple(elaborator.sources.values()),
        {name: item for name, item in elaborator.everywhere.items() if item.kind.name == "party"},
        {name: item for name, item in elaborator.everywhere.items() if item.kind.name == "jurisdiction"},
        {name: days[name] for name in sorted(days, key=lambda name: name not in given)},
        as_of,
    )
    return plan, elaborator


def _waivers(module: Module, elaborator: Elaborator, campuses: list[Item]) -> None:
    """Keeps the waivers at the top of a file, which name their campus first."""
    for statement in module.file.body if not module.file.unbalanced else ():
        if not isinstance(statement, nodes.Waive):
            continue
        elaborator.file_waivers.append((module, statement))
        name, names = statement.on.text.partition(".")[0], [campus.name for campus in campuses]
        if name not in names and not elaborator.is_broken(module, None, name):
            guess = meant(name, names) or "write `on campus_name` or `on campus_name.object`"
            PlanScope(elaborator, module, None).error("C0301", f"there is no campus `{name}`", statement.on, "", guess)


def _undated(project: Project, module: Module) -> bool:
    """Whether a mistake leaves unknown on which day the campuses of a file are judged: its own, or another file's."""
    files = (module,) if "as_of" in module.settings else project.own
    return any("as_of" in each.broken or ("*" in each.broken and "as_of" not in each.settings) for each in files)


def _settings(module: Module, elaborator: Elaborator) -> int | None:
    """Checks the edition of a file, and gives its `as_of`."""
    scope = PlanScope(elaborator, module, None)
    found = None
    for name, statement in module.settings.items():
        if statement.period is not None and name in SETTINGS:
            scope.error(
                "C0509", f"`{name}` cannot change over time", statement.period, "", "give it once, without a date"
            )
        elaborator.cites(scope, statement.value)
        if name == "edition":
            if not isinstance(statement.value.expr, nodes.Quantity) or statement.value.expr.text not in EDITIONS:
                scope.error(
                    "C0911",
                    "this edition of the language is not known",
                    statement.value.expr,
                    "",
                    "write `edition = 2026`",
                )
        elif name == "as_of":
            named = day(scope, statement.value.expr)
            if isinstance(named, (Missing, Uncertain)):
                module.broken.add(name)
            if isinstance(named, Uncertain):
                words = f"`as_of` must be one day: {DATE.show(named)} is a window"
                help_ = f"write a day, such as `{DATE.show(first_of(named))}`"
                scope.error("C0511", words, statement.value.expr, "", help_)
            elif not isinstance(named, Missing):
                found = named
        else:
            guess = meant(name, SETTINGS)
            scope.error(
                "C0308",
                f"a file has no setting `{name}`",
                statement.target,
                "",
                guess or "values belong in a campus, or are a `let`",
            )
    return found


def _statements(module: Module, elaborator: Elaborator) -> None:
    """Reports what cannot stand at the top of a file."""
    scope = PlanScope(elaborator, module, None)
    for statement in module.file.body:
        if isinstance(statement, nodes.Block):
            word = statement.kind.text
            if word not in DECLARED:
                guess = meant(word, DECLARED)
                place = "" if guess else "equipment stands in a campus: `campus name { … }`"
                scope.error(
                    "C0300", f"`{word}` declares nothing at the top of a file", statement.kind, "", guess or place
                )
        elif isinstance(statement, nodes.Definition) and statement.kind.text not in ("let", "unit"):
            word = statement.kind.text
            help_ = meant(word, ["let", "unit"])
            scope.error("C0309", f"`{word}` defines nothing at the top of a file", statement.kind, "", help_)
        elif isinstance(statement, (nodes.Spanned, nodes.Require)):
            scope.error("C0420", "this belongs in a campus", statement, "", "write it in a `campus name { … }`")
        elif not isinstance(statement, _MAY_STAND):
            elaborator.out_of_place(scope, statement)
