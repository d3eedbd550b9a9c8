"""What a plan leaves out: imports and lets that nobody reads, most often misspelt, and sites without a jurisdiction."""

from __future__ import annotations

from collections.abc import Iterator

from colossusc.diagnostic import Diagnostic, Diagnostics
from colossusc.elaborate.objects import Elaborator
from colossusc.ir import Item
from colossusc.language import _
from colossusc.resolve import Module, Project
from colossusc.source import Span
from colossusc.syntax import nodes


def unused(project: Project, elaborator: Elaborator) -> Iterator[Diagnostic]:
    """A warning for each import and each `let` of the plan's own files that nothing reads."""
    for module in project.own:
        for statement in module.file.body:
            if isinstance(statement, nodes.Use):
                alias = statement.alias.text if statement.alias else statement.target.text.rpartition(".")[2]
                yield from _import(module, alias, statement)
            elif isinstance(statement, nodes.Import) and statement.alias is not None:
                yield from _import(module, statement.alias.text, statement)
    read = {cell.span for cells in elaborator.lets.values() for cell in cells.values() if cell.read}
    for cells in elaborator.lets.values():
        for name, cell in cells.items():
            if cell.span not in read and cell.scope.module in project.own:
                helps = (_("remove it, or read it somewhere"),)
                yield Diagnostic("C0311", "warning", _("nothing reads `{name}`", name=name), cell.span, helps=helps)


def _import(module: Module, alias: str, statement: nodes.Use | nodes.Import) -> Iterator[Diagnostic]:
    if alias in module.bound and alias not in module.read:
        place = statement.alias or (statement.target if isinstance(statement, nodes.Use) else statement.path)
        span = Span(module.source, place.start, place.end)
        yield Diagnostic(
            "C0310", "warning", _("nothing of `{name}` is used", name=alias), span, helps=(_("remove the import"),)
        )


def without_jurisdiction(campus: Item, known: str, found: Diagnostics) -> None:
    """A rule never goes silent: where a site does not say its jurisdiction, no local rule applies, and that is said."""
    if campus.is_lost("site"):
        return
    for site in campus.all("site") or (campus,):
        if site.value("jurisdiction").origin == "not given" and site.span is not None:
            found.add(
                Diagnostic(
                    "C0801",
                    "warning",
                    _("`{name}` names no jurisdiction, so no local rule is applied to it", name=site.name),
                    site.span,
                    helps=(_("say where it stands, as in `jurisdiction = [us]`; known are {names}", names=known),),
                )
            )
