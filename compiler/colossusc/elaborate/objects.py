"""Objects from blocks: campuses, single objects, arrays split into classes of equal units, and all that parts hold.

Objects are made from the top down, then their values are computed on demand and finally all of them, so that after
elaboration every value is there and every mistake reported. What is made of a part is made as the part itself is, in a
scope that ends at the part; a part stands among the objects too, so that its mistakes are found without a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.arrays import MOST_UNITS, classes, keyed, split_key
from colossusc.elaborate.bodies import lost_with
from colossusc.elaborate.changes import SCENARIO, Changes, Layer
from colossusc.elaborate.contingencies import contingencies
from colossusc.elaborate.inside import Inside
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.topology import break_circles
from colossusc.elaborate.written import Declared, Written, extended
from colossusc.expr.types import article
from colossusc.ir import Item, filling
from colossusc.kinds import find_kind
from colossusc.resolve import Module, Project, misplaced
from colossusc.source import Span
from colossusc.syntax import nodes

MOST_HELD = 50_000  # objects that stand in parts, in every copy that is made; equal units are one
_TOO_MANY_HELD = f"the parts of this plan hold more than {MOST_HELD:,} objects, each copy counted"


class Elaborator(Inside):
    """Makes the objects of a project."""

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        self.units = 0
        self.held = 0
        self.sizes: dict[Item, int] = {}  # how many objects stand in a part
        self.overflowing = False
        self.keys: dict[str, list[tuple[int, int]]] = {}  # the units that the campus being made mentions
        self.part_keys: dict[Item, dict[str, list[tuple[int, int]]]] = {}  # and those that the text of a part does
        self.undated: frozenset[Module] = frozenset()  # files of which a mistake leaves unknown what day it is
        super().__init__(project, diagnostics)

    # ------------------------------------------------------------------------------------------------- campuses

    def campus(self, module: Module, block: nodes.Block, layers: Sequence[Layer] = ()) -> Item:
        """The campus that a block declares, with everything in it; values are still to be computed.

        With `layers` it is the campus as these scenarios change it, the later over the earlier.
        """
        kind = find_kind("campus")
        assert kind is not None
        item = Item(kind, block.names[0].text, module.source, block, scenario=layers[-1].name if layers else "")
        if module in self.undated:  # nobody knows what is past
            item.lost.add("*")
        self.order.append(item)
        self.keys = keyed(module.source.text[block.start : block.end])
        if layers:
            self._change(item, layers)
        if block.base is not None:
            scope = PlanScope(self, module, item)
            scope.error("C0418", "a campus is not made of a part", block.base)
        self.fields(item, Written(module, block))
        return item

    def _change(self, campus: Item, layers: Sequence[Layer]) -> None:
        """Each layer sees its own lets, those of the layers that it adds to, and the campus."""
        scopes: list[PlanScope] = []
        around = campus
        for layer in layers:
            around = Item(SCENARIO, f"scenario {layer.name}", layer.module.source, layer.block, around)
            self.order.append(around)
            scopes.append(PlanScope(self, layer.module, around))
            for statement in layer.body:
                if isinstance(statement, nodes.Definition) and statement.kind.text == "let":
                    self.let(around, scopes[-1], statement)
                elif isinstance(statement, (nodes.Assignment, nodes.Definition)):  # which was reported
                    self.broken.setdefault(around, set()).update(misplaced(statement))
            for name, ranges in layer.keys.items():
                self.keys[name] = [*self.keys.get(name, ()), *ranges]
        self.changes[campus] = Changes(layers, scopes)

    # --------------------------------------------------------------------------------------------- objects inside

    def make(self, parent: Item, declared: Declared) -> list[Item]:
        if self.overflowing:
            return []
        kind, first = declared.kind, declared.layers[0]
        scope, place = first.scope(self, parent), first.block.names[0]
        name, low, high, width = split_key(declared.key)
        if low is None or high is None:
            made = self._object(parent, declared, name, 1, declared.layers)
            return [made] if made is not None else []
        if kind.counted_by is not None or not (kind.placed or kind.name == "building"):
            field = kind.counted_by
            help_ = f"give a number: `{field} = {high - low + 1}`" if field else ""
            scope.error("C0424", f"{article(kind.name)} cannot be an array", place, "", help_)
            parent.lost.add(lost_with(kind))
        if high < low:
            scope.error("C0424", f"this array ends before it begins: {low} to {high}", place)
            return []
        units = (high - low + 1) * parent.units
        if parent.campus.kind.name == "campus":
            self.units += units
            units = self.units
        if units > MOST_UNITS:
            self._overflow(parent, first, f"more than {MOST_UNITS:,} units in one plan")
            return []
        found = []
        for start, end in classes(low, high, self._mentioned(parent, declared, name)):
            shown = f"{name}[{start:0{width}d}]" if start == end else f"{name}[{start:0{width}d}..{end:0{width}d}]"
            layers = list(declared.covering(start, end))
            made = self._object(parent, declared, shown, end - start + 1, layers)
            if made is None:
                return []
            found.append(made)
        return found

    def foresee(self, parent: Item, declared: Iterable[Declared]) -> None:
        held = self.held
        for each in declared:
            part = each.base
            if part is not None and part not in self.sizes:
                self.sizes[part] = sum(1 for _ in part.walk())
            held += self.sizes[part] if part is not None else 0
            if held > MOST_HELD:
                self._overflow(parent, each.layers[0], _TOO_MANY_HELD)
                return

    def _overflow(self, parent: Item, block: Written, words: str) -> None:
        """Reports that there is more than can be made: nothing more is, and nothing is said of what is missing."""
        self.overflowing = True
        parent.campus.lost.add("*")
        help_ = "units that need no names are one block with their total, such as `power = 5_000_001 * 2 kW`"
        block.scope(self, parent).error("C0907", words, block.block.names[0], "", help_)

    def _mentioned(self, parent: Item, declared: Declared, name: str) -> list[tuple[int, int]]:
        """The ranges of units that the campus mentions, or the text of a part that sees the array."""
        found = set(self.keys.get(name, ())) if parent.campus.kind.name == "campus" else set()
        for around in parent.within():
            for part in extended(around.base if around.parent is not None else around):
                if part.node is not None and part in self.modules:
                    keys = self.part_keys.get(part)
                    if keys is None:
                        text = Span(part.source, part.node.start, part.node.end).text
                        keys = self.part_keys[part] = keyed(text)
                    found.update(keys.get(name, ()))
        return sorted(found)

    def _object(self, parent: Item, declared: Declared, name: str, number: int, layers: list[Written]) -> Item | None:
        """An object that its layers give, the lowest first; it counts once for each unit of what it stands in."""
        first = layers[0]
        if first.part is not None:
            self.held += 1
            if self.held > MOST_HELD:
                self._overflow(parent, first, _TOO_MANY_HELD)
                return None
        titled = next((layer.block.label for layer in reversed(layers) if layer.block.label is not None), None)
        item = Item(
            declared.kind,
            name,
            first.module.source,
            first.block,
            parent,
            declared.base,
            number * parent.units,
            titled.text if titled is not None else "",
            place=_place(parent, layers),
        )
        if declared.lost:
            item.lost.add("*")
            self.broken.setdefault(item, set()).add("*")  # what its part would have brought
        filling(parent.children).setdefault(declared.kind.name, []).append(item)
        names = filling(parent.campus.names)
        names[name] = names.get(name, 0) + 1
        self.order.append(item)
        self.fields(item, *layers)
        return item

    # -------------------------------------------------------------------------------------------------- finishing

    def finish(self) -> None:
        """Computes every value, of what was made since the last time, that no one has asked for yet."""
        order, self.order = self.order, []
        for item in order:
            if self.campus_units.get(item):
                self.own_units(next(iter(self.campus_units[item].values()))[0], item)
            changes = self.changes.get(item.campus) if self.changes else None
            for name in (*self.cells.get(item, NOTHING), *(changes.names(item) if changes is not None else ())):
                self.value_of(item, name)
            if item.parent is not None and item.base is not None:
                for part in extended(item.base):
                    for name, cell in self.cells.get(part, NOTHING).items():
                        if not cell.plain:
                            self.value_of(item, name)
            for table, values in ((self.lets, filling(item.lets)), (self.phases, filling(item.phases))):
                for name in table.get(item, NOTHING):
                    cell = self.given(table, item, name)
                    assert cell is not None
                    value = self.evaluator.value(cell)
                    if cell.restated is not None:
                        value = attrs.evolve(value, overrides=self.evaluator.value(cell.restated))
                    values[name] = value
        for campus in (item for item in order if item.kind.name == "campus"):
            break_circles(campus, self.diagnostics)
            campus.contingencies.update({each.name: each for each in contingencies(self, campus)})
        for module in self.project.own:
            self.own_units(module, None)
            for name in module.lets:
                self.evaluator.value(self.module_cell(module, name))
        for item in (*self.everywhere.values(), *self.sources.values()):
            for name in self.cells.get(item, NOTHING):
                self.value_of(item, name)
        self.affiliates()


def _place(parent: Item, layers: list[Written]) -> Span | None:
    """Where the plan names what a part holds: where it restates it, else where it names what is made of the part."""
    if layers[0].part is None or parent.campus.kind.name != "campus":
        return None
    if layers[-1].part is None:
        name = layers[-1].block.names[0]
        return Span(layers[-1].module.source, name.start, name.end)
    return parent.span
