"""Objects from blocks: kinds, parts, arrays split into classes of equal units, and what stands inside.

Objects are made from the top down, then their values are computed on demand and finally all of them, so that after
elaboration every value is there and every mistake reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.arrays import MOST_UNITS, classes, in_class, keyed, split_key
from colossusc.elaborate.bodies import LATER, Bodies, declared_in
from colossusc.elaborate.changes import SCENARIO, Changes, Layer
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.scope import no_meaning
from colossusc.expr.types import article
from colossusc.ir import Item
from colossusc.kinds import Kind, all_kinds, find_kind
from colossusc.resolve import Module, Project, misplaced, named
from colossusc.suggest import meant, nearest
from colossusc.syntax import nodes


class Elaborator(Bodies):
    """Makes the objects of a project."""

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        self.units = 0
        self.keys: dict[str, list[tuple[int, int]]] = {}  # the units that the campus being made mentions
        super().__init__(project, diagnostics)

    # ------------------------------------------------------------------------------------------------- campuses

    def campus(self, module: Module, block: nodes.Block, layers: Sequence[Layer] = ()) -> Item:
        """The campus that a block declares, with everything in it; values are still to be computed.

        With `layers` it is the campus as these scenarios change it, the later over the earlier.
        """
        kind = find_kind("campus")
        assert kind is not None
        item = Item(kind, block.names[0].text, module.source, block, scenario=layers[-1].name if layers else "")
        self.order.append(item)
        self.keys = keyed(module.source.text[block.start : block.end])
        if layers:
            self._change(item, layers)
        if block.base is not None:
            scope = PlanScope(self, module, item)
            scope.error("C0418", "a campus is not made of a part", block.base)
        self.fields(item, module, block.body)
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
                    self.let(self.lets, around, scopes[-1], statement)
            for name, ranges in layer.keys.items():
                self.keys[name] = [*self.keys.get(name, ()), *ranges]
        self.changes[campus] = Changes(layers, scopes)

    # --------------------------------------------------------------------------------------------- objects inside

    def inside(
        self, item: Item, scope: PlanScope, blocks: list[nodes.Block], units: dict[str, list[nodes.Block]]
    ) -> None:
        objects = self.objects.setdefault(item, {})
        for block in blocks:
            kind = self._kind_of(item, scope, block)
            if kind is None:
                continue
            if len(block.names) != 1:
                item.lost.add(_unknown_by(kind))
                self.broken.setdefault(item, set()).update(misplaced(block))
                help_ = f"write `{block.kind.text} name {{ … }}`"
                scope.error(
                    "C0305",
                    f"this {kind.name} needs one name",
                    block.names[1] if block.names else block.kind,
                    "",
                    help_,
                )
                continue
            base = None
            if block.base is not None:
                base = self._part_for(scope, kind, block.base)
            name = split_key(block.names[0].text)[0]
            if name in objects:
                self.declared_twice(name, objects[name][0].span, named(scope.source, block))
                item.lost.add(kind.name)
                continue
            for around in item.within():
                same = around if around.name == name else None
                if around is not item and self.objects.get(around, NOTHING).get(name):
                    same = self.objects[around][name][0]
                if same is not None and same.span is not None:
                    self.shadowed(name, same.span, named(scope.source, block))
            made = self._made(item, scope, kind, block, base, units.pop(name, []))
            if made:
                objects[name] = made
            else:
                item.lost.add(kind.name)
                self.broken.setdefault(item, set()).add(name)
        for name, left in units.items():
            for block in left if not self.is_broken(scope.module, item, name) else ():
                guess = meant(name, objects)
                scope.error(
                    "C0301",
                    f"there is no array `{name}` in this block",
                    block.names[0] if block.names else block.kind,
                    "",
                    guess,
                )

    def _kind_of(self, item: Item, scope: PlanScope, block: nodes.Block) -> Kind | None:
        word = block.kind.text
        kind = find_kind(word)
        holder = item.kind
        if kind is not None and item.may_hold(kind):
            return kind
        can = [name for each in all_kinds().values() if item.may_hold(each) for name in (each.plural, each.name)]
        if word not in LATER:
            probable = find_kind(nearest(word, can) or "") if kind is None else kind
            item.lost.add(_unknown_by(probable) if probable is not None else "*")
        self.broken.setdefault(item, set()).update(misplaced(block), declared_in((block,)))
        if word in LATER:
            no_meaning(scope, block.kind, LATER[word])
        elif kind is not None:
            where = " or ".join(article(each.name) for each in all_kinds().values() if kind.name in each.holds) or (
                "a campus, site or building"
                if kind.placed
                else "the top of a file"
                if kind.shared or kind.name == "source"
                else "a catalog"
            )
            scope.error(
                "C0422",
                f"{article(kind.name)} cannot stand in {article(holder.name)}",
                block.kind,
                "",
                f"it stands in {where}",
            )
        elif word in ("part", "rule", "test", "scenario", "property"):
            scope.error("C0422", f"a {word} stands at the top of a file", block.kind)
        else:
            scope.error("C0300", f"there is no kind `{word}`", block.kind, "", meant(word, can))
        return None

    def _part_for(self, scope: PlanScope, kind: Kind, ref: nodes.Ref) -> Item | None:
        part = self.part_named(scope, ref, "part", [])
        if part is not None and part.kind is not kind:
            scope.error(
                "C0423",
                f"`{ref.text}` is {article(part.kind.name)}, not {article(kind.name)}",
                ref,
                "",
                f"use a part of kind `{kind.name}`",
            )
            return None
        return part

    def _made(
        self,
        parent: Item,
        scope: PlanScope,
        kind: Kind,
        block: nodes.Block,
        base: Item | None,
        units: list[nodes.Block],
    ) -> list[Item]:
        name, low, high, _ = split_key(block.names[0].text)
        siblings = parent.children.setdefault(kind.name, [])  # type: ignore[attr-defined]
        if low is None or high is None:
            made = Item(kind, name, scope.source, block, parent, base)
            made.lost.update(() if base is not None or block.base is None else "*")
            siblings.append(made)
            self.order.append(made)
            self.fields(made, scope.module, block.body)
            for extra in units:
                made.lost.add("*")
                scope.error("C0424", f"`{name}` is not an array", extra.names[0] if extra.names else extra.kind)
            return [made]
        if not kind.placed or kind.counted_by is not None:
            field = kind.counted_by
            help_ = f"give a number: `{field} = {high - low + 1}`" if field else ""
            scope.error("C0424", f"{article(kind.name)} cannot be an array", block.names[0], "", help_)
            parent.lost.add(_unknown_by(kind))
        if high < low:
            scope.error("C0424", f"this array ends before it begins: {low} to {high}", block.names[0])
            return []
        self.units += high - low + 1
        if self.units > MOST_UNITS:
            scope.error("C0907", f"more than {MOST_UNITS:,} units in one plan", block.names[0])
            return []
        return self._array(parent, scope, kind, block, base, units)

    def _array(
        self,
        parent: Item,
        scope: PlanScope,
        kind: Kind,
        block: nodes.Block,
        base: Item | None,
        units: list[nodes.Block],
    ) -> list[Item]:
        name, low, high, width = split_key(block.names[0].text)
        assert low is not None
        assert high is not None
        siblings = parent.children[kind.name]
        made = []
        for first, last in classes(low, high, self.keys.get(name, ())):
            shown = f"{name}[{first:0{width}d}]" if first == last else f"{name}[{first:0{width}d}..{last:0{width}d}]"
            item = Item(kind, shown, scope.source, block, parent, base, units=last - first + 1)
            item.lost.update(() if base is not None or block.base is None else "*")
            siblings.append(item)
            self.order.append(item)
            self.fields(item, scope.module, block.body)
            made.append(item)
        for extra in units:
            self._restate(scope, made, extra, low, high)
        return made

    def _restate(self, scope: PlanScope, made: list[Item], extra: nodes.Block, low: int, high: int) -> None:
        """`units smt[13..15] { … }` restates fields of some units of an array."""
        _, first, last, _ = split_key(extra.names[0].text)
        if first is None or last is None or first < low or last > high or last < first:
            scope.error("C0424", f"the array has the units {low} to {high}", extra.names[0])
            for item in made:
                item.lost.add("*")
            return
        for item in made:
            if not in_class(item, first, last):
                continue
            under = dict(self.cells.get(item, NOTHING))
            self.fields(item, scope.module, extra.body)
            for name, cell in self.cells.get(item, NOTHING).items():
                before = under.get(name)
                if before is cell:
                    continue
                if before is not None and before.restates:
                    self.declared_twice(f"{item.name}.{name}", before.span, cell.span)
                cell.restates = True
                if before is not None:
                    cell.under = lambda before=before: self.evaluator.value(before)

    # -------------------------------------------------------------------------------------------------- finishing

    def finish(self) -> None:
        """Computes every value, of what was made since the last time, that no one has asked for yet."""
        order, self.order = self.order, []
        for item in order:
            changes = self.changes.get(item.campus) if self.changes else None
            for name in (*self.cells.get(item, NOTHING), *(changes.names(item) if changes is not None else ())):
                self.value_of(item, name)
            if item.parent is not None and item.base is not None:
                for part in _extended(item.base):
                    for name, cell in self.cells.get(part, NOTHING).items():
                        if not cell.plain:
                            self.value_of(item, name)
            for table, values in ((self.lets, item.lets), (self.phases, item.phases)):
                for name in table.get(item, NOTHING):
                    cell = self.given(table, item, name)
                    assert cell is not None
                    values[name] = self.evaluator.value(cell)  # type: ignore[index]
        for module in self.project.own:
            for name in module.lets:
                self.evaluator.value(self.module_cell(module, name))
        for item in (*self.everywhere.values(), *self.sources.values()):
            for name in self.cells.get(item, NOTHING):
                self.value_of(item, name)


def _unknown_by(kind: Kind) -> str:
    """What is lost with an object: objects of its kind; with a site or building, whatever may stand in it."""
    return "*" if kind.name in ("site", "building") else kind.name


def _extended(part: Item) -> Iterator[Item]:
    yield part
    if part.base is not None:
        yield from _extended(part.base)
