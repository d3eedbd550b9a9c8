"""Users' own units: `unit MGD = 1e6 gal/day` at the top of a file, or in a campus.

They are seen where the lets of the same place are, and by the other units there. A unit never hides one that the
language has, nor one that it refuses as ambiguous: `MW` and `ton` mean the same in every plan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from colossusc.diagnostic import Diagnostic, Label
from colossusc.elaborate.names import Names
from colossusc.elaborate.scope import PlanScope
from colossusc.ir import Item
from colossusc.resolve import Module
from colossusc.source import Span
from colossusc.syntax import nodes
from colossusc.values.problem import Problem
from colossusc.values.quantity import Quantity, quantity_with
from colossusc.values.unit_table import Unit
from colossusc.values.units import UnitProblem, find_unit

_UNREADABLE = re.compile(r"_.*|[eE][0-9]+")  # what behind a number would be part of the number
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_LIKE = "write so many of another unit, as in `unit MGD = 1e6 gal/day`"
_Definition = tuple[Module, nodes.Definition] | None  # None for a word of a statement that is broken
_NONE: Mapping[str, Unit | None] = MappingProxyType({})


class OwnUnits(Names):
    """Reads the units that a plan defines, each when it is first needed."""

    def defines_unit(self, item: Item, scope: PlanScope, statement: nodes.Definition) -> None:
        """Take in the `unit` of a campus."""
        name, found = statement.name.text, self.campus_units.setdefault(item, {})
        around = self._of_file(scope.module).get(name)
        if name in found:
            self._again(scope, statement, scope.module, found[name][1])
        elif around is not None:
            self._again(scope, statement, *around)
        else:
            found[name] = (scope.module, statement)

    def _again(self, scope: PlanScope, statement: nodes.Definition, module: Module, first: nodes.Definition) -> None:
        before = Span(module.source, first.name.start, first.name.end)
        self.declared_twice(statement.name.text, before, Span(scope.source, statement.name.start, statement.name.end))

    def own_units(self, module: Module, item: Item | None) -> Mapping[str, Unit | None]:
        """The users' units that the text of a file sees; `item` is what it stands in, where that is of the plan.

        None stands for one with a mistake, which was reported.
        """
        defined: dict[str, _Definition] = {**self._of_file(module)}
        if item is not None and item.campus in self.campus_units:
            defined = {**defined, **self.campus_units[item.campus]}
        broken = set().union(*(each.broken for each in (module, *module.merged)))
        if item is not None:
            broken |= self.broken.get(item.campus, set())
        if not defined and not broken:
            return _NONE
        defined = {**dict.fromkeys(broken), **defined}  # `*` is any name
        return {name: self._unit(name, defined, ()) for name in defined}

    def _of_file(self, module: Module) -> dict[str, tuple[Module, nodes.Definition]]:
        return {name: (each, unit) for each in (*reversed(module.merged), module) for name, unit in each.units.items()}

    def _unit(self, name: str, defined: dict[str, _Definition], above: tuple[str, ...]) -> Unit | None:
        """The unit that a definition gives; None for one that was reported."""
        definition = defined[name]
        if definition is None:
            return None
        module, statement = definition
        if statement not in self.units_read:
            self.units_read[statement] = None  # while it is read, and where it cannot be
            self.units_read[statement] = self._read(PlanScope(self, module, None), statement, defined, (*above, name))
        return self.units_read[statement]

    def _read(
        self,
        scope: PlanScope,
        statement: nodes.Definition,
        defined: dict[str, _Definition],
        above: tuple[str, ...],
    ) -> Unit | None:
        name, expr = statement.name, statement.value.expr
        if (words := _taken(name.text)) is not None:
            scope.error("C0314", words, name, "", "give it a name of its own")
            return None
        if statement.period is not None:
            scope.error("C0509", f"`{name.text}` cannot change over time", statement.period, "", "give it once")
            return None
        if not isinstance(expr, nodes.Quantity):
            scope.error("C0316", f"`{name.text}` is not so many of another unit", expr, "", _LIKE)
            return None
        own = {}
        for symbol in dict.fromkeys(_SYMBOL.findall(expr.text)):
            if symbol not in defined or _taken(symbol) is not None:
                continue
            if symbol in above:
                self._circle(defined, (*above[above.index(symbol) :], symbol))
                return None
            unit = self._unit(symbol, defined, above)
            if unit is None:
                return None
            own[symbol] = unit
        try:
            return self._made(scope, name.text, expr, quantity_with(expr.text, own))
        except Problem as problem:
            if problem.code != "C0204" or "*" not in defined:
                scope.error(problem.code, problem.message, expr, "", problem.help)
            return None

    def _made(self, scope: PlanScope, name: str, expr: nodes.Quantity, quantity: Quantity) -> Unit | None:
        number, unit = quantity
        if unit is not None and (unit.point or unit.share):
            sort = "a point on a scale" if unit.point else "a share"
            scope.error("C0316", f"`{name}` cannot be counted in {sort}", expr, "", _LIKE)
        elif number == 0:
            scope.error("C0316", f"`{name}` is 0 of something", expr, "", _LIKE)
        else:
            return Unit(name, number, quantity.dimension)
        return None

    def _circle(self, defined: dict[str, _Definition], names: tuple[str, ...]) -> None:
        path = " → ".join(f"`{name}`" for name in names)
        spans = [
            Span(module.source, statement.name.start, statement.name.end)
            for module, statement in filter(None, (defined[name] for name in names[:-1]))
        ]
        labels = [
            Label(span, f"`{name}` is read here on the way") for span, name in zip(spans[1:], names[1:-1], strict=True)
        ]
        words = f"the unit `{names[0]}` is so many of itself: {path}"
        self.diagnostics.add(
            Diagnostic("C0315", "error", words, spans[0], "starts here", tuple(labels), helps=(_LIKE,))
        )


def _taken(name: str) -> str | None:
    """Why a name cannot be that of a unit; None where it can."""
    if _UNREADABLE.fullmatch(name):
        return f"`{name}` cannot be told from a part of the number before it"
    try:
        find_unit(name)
    except UnitProblem as problem:
        ambiguous = problem.code in ("C0205", "C0206")
        return f"`{name}` is refused everywhere, since it is easily mistaken" if ambiguous else None
    return f"`{name}` is a unit of the language"
