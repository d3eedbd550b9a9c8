"""Scenarios as they are declared: which campus each changes, and by which statements, its own and those it adds to.

`scenario heat_wave : colossus_1 { … }` changes a campus, `scenario worse : heat_wave { … }` adds to another scenario,
and so does a scenario that stands inside of one. Campuses and scenarios are found wherever they stand in the project.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from colossusc.elaborate.changes import Layer
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.scope import PlanScope
from colossusc.ir import Scenario
from colossusc.resolve import Module, Project, named
from colossusc.suggest import meant
from colossusc.syntax import nodes


@attrs.frozen(eq=False)
class Declared:
    """A scenario, the block of the campus that it changes, and the changes, the outermost first."""

    scenario: Scenario
    module: Module  # of the campus
    campus: nodes.Block
    layers: tuple[Layer, ...]


@attrs.frozen(eq=False)
class _Written:
    """A scenario block, and the scenario around it."""

    module: Module
    block: nodes.Block
    around: str | None


class Scenarios:
    """The campuses and scenarios of a project by name, and what is wrong with the scenarios."""

    def __init__(self, project: Project, elaborator: Elaborator) -> None:
        self.elaborator = elaborator
        self.campuses: dict[str, tuple[Module, nodes.Block]] = {}
        self.written: dict[str, _Written] = {}
        self.declared: dict[str, Declared | None] = {}  # as far as they were asked for
        for module in project.own:
            for name, block in module.declared["campus"].items():
                self.campuses.setdefault(name, (module, block))
        for module in project.own:
            for block in module.declared["scenario"].values():
                self._take(module, block, None)

    def __iter__(self) -> Iterator[Declared]:
        """Every scenario that is right, in the order written."""
        for name in self.written:
            if (found := self._declared(name, ())) is not None:
                yield found

    def target(self, module: Module, block: nodes.Block) -> tuple[Module, nodes.Block, tuple[Layer, ...]] | None:
        """The campus that a property is about, and the changes of the scenario that it is about, if it is one."""
        base = self._base(PlanScope(self.elaborator, module, None), block)
        if base is None or base in self.campuses:
            return (*self.campuses[base], ()) if base is not None else None
        found = self._declared(base, ())
        return (found.module, found.campus, found.layers) if found is not None else None

    def _take(self, module: Module, block: nodes.Block, around: str | None) -> None:
        """Notes a scenario and those inside; reports what cannot stand in one."""
        scope = PlanScope(self.elaborator, module, None)
        if not block.names:  # at the top of a file, that was reported there
            if around is not None:
                scope.error("C0305", "this scenario has no name", block.kind, "", "write `scenario name { … }`")
            return
        name = block.names[0].text
        place = named(module.source, block)
        if name in self.written or name in self.campuses:
            first, before = self.campuses.get(name) or (self.written[name].module, self.written[name].block)
            self.elaborator.declared_twice(name, named(first.source, before), place)
            return
        self.written[name] = _Written(module, block, around)
        if around is not None and block.base is not None:
            help_ = "leave out what stands after the colon, or put the scenario at the top of the file"
            scope.error("C0319", f"`{name}` adds to `{around}`, in which it stands", block.base, "", help_)
        for statement in block.body:
            if isinstance(statement, nodes.Block) and statement.kind.text == "scenario":
                self._take(module, statement, name)
            else:
                _check_statement(scope, statement)

    def _declared(self, name: str, above: tuple[str, ...]) -> Declared | None:
        made = self.declared
        if name in made:
            return made[name]
        written = self.written[name]
        block, module = written.block, written.module
        scope = PlanScope(self.elaborator, module, None)
        made[name] = None
        layer = Layer(name, module, block.body, block)
        base = written.around or self._base(scope, block)
        if base is None or any(isinstance(each, nodes.Broken) for each in block.body):
            return None
        if base in (*above, name):
            around = (*above, name)
            path = " → ".join(f"`{each}`" for each in (*around[around.index(base) :], base))
            help_ = f"begin with a campus, as in `scenario {base} : {next(iter(self.campuses), 'campus')} {{ … }}`"
            message = f"the scenario `{base}` adds to itself: {path}"
            scope.error("C0318", message, block.base or block.kind, "", help_)
            return None
        if base in self.campuses:
            made[name] = Declared(Scenario(name, module.source, block, None), *self.campuses[base], (layer,))
        elif (outer := self._declared(base, (*above, name))) is not None:
            scenario = Scenario(name, module.source, block, outer.scenario)
            made[name] = Declared(scenario, outer.module, outer.campus, (*outer.layers, layer))
        return made[name]

    def _base(self, scope: PlanScope, block: nodes.Block) -> str | None:
        """The campus or scenario that stands after the colon."""
        if block.base is None:
            known, word, place = next(iter(self.campuses), "…"), block.kind.text, block.label or block.kind
            place = block.names[0] if block.names else place
            head = scope.source.text[block.start : place.end]
            help_ = f"write the campus after a colon: `{head} : {known} {{ … }}`"
            scope.error("C0317", f"which campus does this {word} change?", place, "", help_)
            return None
        words = block.base.text.split(".")
        if len(words) == 2 and scope.module.seek(words[0]) is not None:
            words = words[1:]
        wanted = ".".join(words)
        if wanted in self.campuses or wanted in self.written:
            return wanted
        if not self.elaborator.is_broken(scope.module, None, words[0]):
            guess = meant(wanted, [*self.campuses, *self.written])
            scope.error("C0301", f"there is no campus or scenario `{wanted}`", block.base, "", guess)
        return None


def _check_statement(scope: PlanScope, statement: nodes.Statement) -> None:
    """Reports what cannot stand in a scenario."""
    if isinstance(statement, (nodes.Set, nodes.Lose, nodes.Require, nodes.Broken)):
        return
    if isinstance(statement, nodes.Definition) and statement.kind.text == "let":
        return
    help_ = "a scenario has `let`, `set`, `lose`, `require` and scenarios that add to it"
    if isinstance(statement, nodes.Assignment):
        help_ = f"write `set {scope.source.text[statement.start : statement.end]}`"
    place: nodes.Node = statement.kind if isinstance(statement, (nodes.Block, nodes.Definition)) else statement
    scope.error("C0442", "this cannot stand in a scenario", place, "", help_)
