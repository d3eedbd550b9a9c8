"""Objects from blocks: kinds, parts, arrays split into classes of equal units, and what stands inside.

Objects are made from the top down, then their values are computed on demand and finally all of them, so that after
elaboration every value is there and every mistake reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from colossusc.diagnostic import Diagnostic, Diagnostics, Label
from colossusc.elaborate.arrays import classes, keyed
from colossusc.elaborate.scope import PlanScope, split
from colossusc.elaborate.values import Cell, Evaluator, Given
from colossusc.expr.scope import no_meaning
from colossusc.expr.typed import Context, Typed, read
from colossusc.expr.types import BrokenType
from colossusc.ir import Entry, Item, Origin, Presence, Requirement, Value
from colossusc.kinds import Kind, all_kinds, find_kind
from colossusc.resolve import Module, Project, named
from colossusc.source import Span
from colossusc.suggest import did_you_mean
from colossusc.syntax import nodes

LATER = {
    "contingency": "`contingency`",
    "scenario": "`scenario`",
    "property": "`property`",
    "group": "`group`",
    "unit": "`unit`",
    "reported": "`reported`",
    "owes": "`owes`",
}
CLAUSES: dict[type, str] = {
    nodes.For: "for",
    nodes.When: "when",
    nodes.Near: "near",
    nodes.Message: "message",
    nodes.Expect: "expect",
}
MOST_UNITS = 5_000_000
_NOTHING: dict[str, Any] = {}


class Elaborator:
    """Makes the objects of a project, and answers what scopes ask about them."""

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        self.project = project
        self.diagnostics = diagnostics
        self.evaluator = Evaluator(diagnostics)
        self.cells: dict[Item, dict[str, Cell]] = {}
        self.lets: dict[Item | Module, dict[str, Cell]] = {}
        self.phases: dict[Item, dict[str, Cell]] = {}
        self.objects: dict[Item, dict[str, list[Item]]] = {}  # by name, an array by its name without keys
        self.broken: dict[Item, set[str]] = {}
        self.parts: dict[nodes.Block, Item | None] = {}
        self.cited: dict[tuple[Module, str], Item | None] = {}
        self.sources: dict[nodes.Block, Item] = {}
        self.keys = keyed(project.own)
        self.units = 0
        self.order: list[Item] = []  # every object, in the order made
        self.everywhere = self._shared()

    # --------------------------------------------------------------------------------------- what scopes ask for

    def value_of(self, item: Item, name: str) -> Value:
        found = item.values.get(name)
        if found is not None:
            return found
        cell = self.cells.get(item, _NOTHING).get(name)
        if cell is not None:
            value = self.evaluator.value(cell)
            item.values.setdefault(name, value)  # type: ignore[attr-defined]
            return value
        if item.base is not None:
            inherited = self._from_part(item, item.base, name)
            if inherited is not None:
                return inherited
        field = item.kind.by_name[name]
        if field.handed_down and item.parent is not None and name in item.parent.kind.by_name:
            self.value_of(item.parent, name)
        return item.value(name)

    def _from_part(self, item: Item, part: Item, name: str) -> Value | None:
        """A part's value; computed anew for this object where it depends on what the object may restate."""
        cell = self.cells.get(part, _NOTHING).get(name)
        if cell is None:
            return self._from_part(item, part.base, name) if part.base is not None else None
        if plain(cell):
            return self.value_of(part, name)
        scope = PlanScope(self, cell.scope.module, item, around=False)
        own = Cell(name, cell.field, scope, item, cell.statements, cell.cite, cell.under, "part")
        value = self.evaluator.value(own)
        item.values.setdefault(name, value)  # type: ignore[attr-defined]
        return value

    def let_of(self, item: Item, name: str) -> Typed | None:
        return self._cell_leaf(self.lets.get(item, _NOTHING).get(name), item)

    def phase_of(self, item: Item, name: str) -> Typed | None:
        return self._cell_leaf(self.phases.get(item, _NOTHING).get(name), item)

    def module_let(self, module: Module, name: str) -> Typed | None:
        for each in (module, *module.merged):
            if name in each.lets:
                cells = self.lets.setdefault(each, {})
                if name not in cells:
                    scope = PlanScope(self, each, None)
                    cells[name] = Cell(name, None, scope, None, [each.lets[name]], self.cite, lambda: None)
                return self._cell_leaf(cells[name], None)
        return None

    def _cell_leaf(self, cell: Cell | None, item: Item | None) -> Typed | None:
        if cell is None:
            return None
        type_ = self.evaluator.type_of(cell)
        evaluator = self.evaluator

        def look(context: Context) -> Any:
            return read(evaluator.value(cell).steps, context)

        node = cell.statements[0]
        operator = "broken" if isinstance(type_, BrokenType) else "read"
        return Typed(node, cell.scope.source, type_, look, operator, reads=lambda context: evaluator.value(cell))  # type: ignore[arg-type]

    def named(self, item: Item, name: str) -> list[Item]:
        objects = self.objects.get(item)
        if objects is None:
            return []
        if "[" not in name:
            return objects.get(name, [])
        base, low, high, _ = split_key(name)
        return [each for each in objects.get(base, []) if in_class(each, low, high)]

    def names_in(self, item: Item) -> Iterator[str]:
        for table in (self.lets, self.phases, self.objects):
            yield from table.get(item, _NOTHING)  # type: ignore[attr-defined]

    def part(self, module: Module, name: str) -> Item | None:
        found = module.find("part", name)
        return self.made_part(*found) if found is not None else None

    def shared(self, name: str) -> Item | None:
        return self.everywhere.get(name)

    def shared_names(self) -> Iterator[str]:
        yield from self.everywhere

    def is_broken(self, module: Module, item: Item | None, word: str) -> bool:
        if word in module.broken or any(word in bound.broken for bound in module.merged):
            return True
        return item is not None and any(word in self.broken.get(each, ()) for each in item.within())

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.add(diagnostic)

    # --------------------------------------------------------------------------------- parties, sources and parts

    def _shared(self) -> dict[str, Item]:
        """Parties and jurisdictions, declared once for the whole project."""
        found: dict[str, Item] = {}
        blocks: dict[str, tuple[Module, nodes.Block]] = {}
        for module in (*self.project.packs, *(each for each in self.project.own)):
            for kind in (kind for kind in all_kinds().values() if kind.shared):
                for name, block in module.declared[kind.name].items():
                    if name in blocks:
                        first, before = blocks[name]
                        if first.source is not module.source:
                            self._declared_twice(name, named(first.source, before), named(module.source, block))
                        continue
                    blocks[name] = (module, block)
        for name, (module, block) in sorted(blocks.items(), key=lambda pair: pair[0]):
            if name not in found:
                self._jurisdiction(name, module, block, blocks, found, ())
        return found

    def _jurisdiction(
        self, name: str, module: Module, block: nodes.Block, blocks: dict[str, tuple[Module, nodes.Block]],
        found: dict[str, Item], above: tuple[str, ...],
    ) -> None:
        kind = find_kind(block.kind.text)
        assert kind is not None
        base = None
        if block.base is not None and (parent := block.base.text) is not None:
            span = Span(module.source, block.base.start, block.base.end)
            if parent == name or parent in above:
                path = " → ".join((*above[above.index(parent) if parent in above else len(above) :], name, parent))
                self.diagnostics.error("C0306", f"`{name}` lies within itself: {path}", span)
            elif parent not in blocks or blocks[parent][1].kind.text != kind.name:
                guess = did_you_mean(parent, [each for each in blocks if blocks[each][1].kind.text == kind.name])
                self.diagnostics.error("C0301", f"there is no {kind.name} `{parent}`", span, "", *filter(None, [guess]))
            else:
                if parent not in found:
                    self._jurisdiction(parent, *blocks[parent], blocks, found, (*above, name))
                base = found.get(parent)
        item = Item(kind, name, module.source, block, base=base)
        self._fields(item, module, block.body, None)
        found[name] = item

    def cite(self, scope: PlanScope, ref: nodes.Ref) -> Item | None:
        """The source that a citation names."""
        key = (scope.module, ref.text)
        if key in self.cited:
            return self.cited[key]
        module, words = scope.module, ref.text.split(".")
        if len(words) == 2 and words[0] in module.bound:
            module, words = module.bound[words[0]], words[1:]
        found = module.find("source", words[0]) if len(words) == 1 else None
        if found is None:
            found = next((hit for pack in self.project.packs if (hit := pack.find("source", words[0]))), None) if len(words) == 1 else None
        if found is None:
            if not self.is_broken(scope.module, scope.item, words[0]):
                guess = did_you_mean(ref.text, scope.module.names("source"))
                scope.error("C0302", f"there is no source `{ref.text}`", ref, "", guess or f"declare it: `source {words[-1]} \"…\" {{ … }}`")
            return None  # not kept: each place that cites it is a mistake of its own
        self.cited[key] = self.made_source(*found)
        return self.cited[key]

    def made_source(self, module: Module, block: nodes.Block) -> Item:
        if block not in self.sources:
            kind = find_kind("source")
            assert kind is not None
            item = Item(kind, block.names[0].text, module.source, block)
            self.sources[block] = item
            self._fields(item, module, block.body, None)
        return self.sources[block]

    def made_part(self, module: Module, block: nodes.Block) -> Item | None:
        """The part that a block declares; None while it is being made (it extends itself) or where it has no kind."""
        if block in self.parts:
            return self.parts[block]
        self.parts[block] = None
        found = self._base(module, None, block)
        if found is None:
            return None
        kind, base = found
        if not kind.part:
            scope = PlanScope(self, module, None)
            scope.error("C0418", f"a part cannot be a {kind.name}", block.base or block.kind)
            return None
        item = Item(kind, block.names[0].text, module.source, block, base=base)
        self.parts[block] = item
        self.order.append(item)
        self._fields(item, module, block.body, None, part=True)
        return item

    def _base(self, module: Module, item: Item | None, block: nodes.Block) -> tuple[Kind, Item | None] | None:
        """What stands after the colon of a part: a kind, or another part."""
        scope = PlanScope(self, module, item)
        ref = block.base
        if ref is None:
            scope.error("C0419", f"what is `{block.names[0].text}`?", block.names[0], "", "write a kind after a colon: `part x : turbine { … }`")
            return None
        kind = find_kind(ref.text)
        if kind is not None:
            return kind, None
        part = self._part_named(scope, ref, "part or kind", [kind.name for kind in all_kinds().values() if kind.part])
        return (part.kind, part) if part is not None else None

    def _part_named(self, scope: PlanScope, ref: nodes.Ref, wanted: str, more: list[str]) -> Item | None:
        module, words = scope.module, ref.text.split(".")
        if len(words) == 2 and words[0] in module.bound:
            module, words = module.bound[words[0]], words[1:]
        found = module.find("part", words[0]) if len(words) == 1 else None
        if found is None:
            if not self.is_broken(scope.module, scope.item, words[0]):
                guess = did_you_mean(ref.text, [*scope.module.names("part"), *more])
                missing_use = ""
                if len(ref.text.split(".")) == 2 and ref.text.split(".")[0] not in scope.module.bound:
                    missing_use = f"is `use catalog.{ref.text.split('.')[0]}` missing at the top of the file?"
                scope.error("C0301", f"there is no {wanted} `{ref.text}`", ref, "", guess or missing_use)
            return None
        block = found[1]
        making = block in self.parts and self.parts[block] is None
        part = self.made_part(*found)
        if part is None and making:
            scope.error("C0307", f"the part `{ref.text}` extends itself", ref)
        return part

    # ------------------------------------------------------------------------------------------------- campuses

    def campus(self, module: Module, block: nodes.Block) -> Item:
        """The campus that a block declares, with everything in it; values are still to be computed."""
        kind = find_kind("campus")
        assert kind is not None
        item = Item(kind, block.names[0].text, module.source, block)
        self.order.append(item)
        if block.base is not None:
            scope = PlanScope(self, module, item)
            scope.error("C0418", "a campus is not made of a part", block.base)
        self._fields(item, module, block.body, None)
        return item

    def _fields(self, item: Item, module: Module, body: tuple[nodes.Statement, ...], array: nodes.Block | None, part: bool = False) -> None:
        """Sorts the statements of a body: values to compute, objects inside, presence, requirements."""
        scope = PlanScope(self, module, item)
        given: dict[str, list[Given]] = {}
        blocks: list[nodes.Block] = []
        units: dict[str, list[nodes.Block]] = {}
        for statement in body:
            kind = statement.__class__
            if kind is nodes.Assignment:
                given.setdefault(statement.target.text, []).append(statement)  # type: ignore[union-attr]
            elif isinstance(statement, nodes.Block):
                if statement.kind.text == "units":
                    units.setdefault(split_key(statement.names[0].text)[0] if statement.names else "", []).append(statement)
                else:
                    blocks.append(statement)
            elif isinstance(statement, nodes.Spanned):
                self._spanned(item, scope, statement, given)
            elif isinstance(statement, nodes.Definition):
                self._definition(item, scope, statement, given)
            elif isinstance(statement, nodes.Require):
                self._require(item, scope, statement)
            elif isinstance(statement, nodes.Broken):
                self.broken.setdefault(item, set()).update(statement.words)
                blocks.extend(each for each in statement.body if isinstance(each, nodes.Block))
            else:
                self._out_of_place(scope, statement)
        if given:
            self._give(item, scope, given, "part" if part else "written")
        if part and blocks:
            no_meaning(scope, blocks[0].kind, "a part that holds blocks")
        elif blocks or units:
            self._inside(item, scope, blocks, units)

    def _give(self, item: Item, scope: PlanScope, given: dict[str, list[Given]], origin: Origin) -> None:
        by_name = item.kind.by_name
        cells = self.cells.setdefault(item, {})
        base = item.base
        for name, statements in given.items():
            field = by_name.get(name)
            if field is None:
                self._unknown_field(item, scope, name, statements[0])
                continue
            under = (lambda name=name: self._from_part(item, base, name)) if base is not None else _nothing
            cells[name] = Cell(name, field, scope, item, statements, self.cite, under, origin)

    def _unknown_field(self, item: Item, scope: PlanScope, name: str, statement: Given) -> None:
        place = statement.target if isinstance(statement, nodes.Assignment) else statement
        noun = item.kind.plural if item.kind.placed else item.kind.name
        if self.lets.get(item, _NOTHING).get(name) is not None or any(name in self.lets.get(each, ()) for each in item.within()):
            scope.error("C0304", f"`{name}` is a `let`, and is given by one", place or statement, "", f"write `let {name} = …`")
            return
        guess = did_you_mean(name, item.kind.by_name)
        fields = ", ".join(f"`{field}`" for field in list(item.kind.by_name)[:12])
        scope.error("C0308", f"{noun} have no field `{name}`" if item.kind.placed else f"a {noun} has no field `{name}`", place or statement, "", guess or (f"it has {fields}" if fields else ""))

    def _spanned(self, item: Item, scope: PlanScope, statement: nodes.Spanned, given: dict[str, list[Given]]) -> None:
        if statement.target is not None:
            if statement.target.text == "running" and "running" in item.kind.by_name:
                given.setdefault("running", []).append(statement)
            elif statement.target.text == "effective":
                scope.error("C0420", "`effective` belongs in a rule", statement.target)
            else:
                self._unknown_field(item, scope, statement.target.text, nodes.Assignment(statement.target.start, statement.target.end, statement.target, None, None))  # type: ignore[arg-type]
            return
        if not item.kind.placed and item.kind.name not in ("building", "site"):
            scope.error("C0421", f"a {item.kind.name} has no time on site", statement, "", "put the dates on its values")
            return
        interval = self.evaluator.interval(scope, statement.period)
        if interval is None:
            return
        start, end = interval
        entry = Entry(scope.source, statement.period, start, end)
        before = item.presence[0] if item.presence else None
        if before is None:
            item.presence.append(Presence(start, end, (entry,)))
        elif statement.period.begin is None:  # `units smt[13..15] { until … }` shortens what the array says
            item.presence[0] = Presence(before.start, end, (*before.entries, entry))
        elif before.entries[0].source is scope.source and item.node is not None and any(statement is each for each in item.node.body):
            scope.error("C0602", "the time on site is given twice", statement)
        else:
            item.presence[0] = Presence(start, end if statement.period.until is not None else before.end, (*before.entries, entry))

    def _definition(self, item: Item, scope: PlanScope, statement: nodes.Definition, given: dict[str, list[Given]]) -> None:
        word = statement.kind.text
        if word == "let":
            self._let(self.lets, item, scope, statement)
        elif word == "phase" and item.kind.name in ("campus", "site"):
            self._let(self.phases, item, scope, statement)
        elif word in item.kind.definitions:
            if statement.period is not None and statement.period.word == "each":
                no_meaning(scope, statement, "`each`")
            given.setdefault(f"{word}.{statement.name.text}", []).append(statement)
        elif word in LATER:
            no_meaning(scope, statement.kind, LATER[word])
        else:
            words = ["let", *item.kind.definitions, *(["phase"] if item.kind.name == "campus" else [])]
            scope.error("C0309", f"`{word}` defines nothing in a {item.kind.name}", statement.kind, "", did_you_mean(word, words))

    def _let(self, table: dict[Any, dict[str, Cell]], item: Item, scope: PlanScope, statement: nodes.Definition) -> None:
        name = statement.name.text
        cells = table.setdefault(item, {})
        if name in cells:
            if statement.period is not None or not isinstance(cells[name].statements[0], nodes.Definition) or cells[name].statements[0].period is not None:
                cells[name].statements.append(statement)
                return
            self._declared_twice(name, cells[name].span, Span(scope.source, statement.name.start, statement.name.end))
            return
        for around in item.within():
            if around is not item and (name in self.lets.get(around, ()) or name in self.phases.get(around, ())):
                first = (self.lets.get(around, _NOTHING).get(name) or self.phases[around][name]).span
                self._shadowed(name, first, Span(scope.source, statement.name.start, statement.name.end))
        from colossusc.expr.types import DATE
        from colossusc.kinds import Field

        field = Field(name, DATE, "the day a phase begins", dated=False) if table is self.phases else None
        cells[name] = Cell(name, field, scope, item, [statement], self.cite, _nothing)

    def _require(self, item: Item, scope: PlanScope, statement: nodes.Require) -> None:
        if statement.under is not None:
            no_meaning(scope, statement.under, "`under`")
        elif statement.before is not None:
            no_meaning(scope, statement.before, "`before`")
        else:
            item.requirements.append(Requirement(statement, scope.source, item))
            self.scopes_of_requirements.append((item.requirements[-1], scope))

    scopes_of_requirements: list[tuple[Requirement, PlanScope]]

    def _out_of_place(self, scope: PlanScope, statement: nodes.Statement) -> None:
        word = CLAUSES.get(type(statement))
        if isinstance(statement, nodes.Waive):
            no_meaning(scope, statement.rule, "`waive`")
        elif isinstance(statement, (nodes.Lose, nodes.Set, nodes.Draw)):
            no_meaning(scope, statement, "`lose`" if isinstance(statement, nodes.Lose) else "`set`")
        elif word is not None:
            shown = statement.word if isinstance(statement, nodes.Message) else word
            place = "test" if word == "expect" else "rule"
            scope.error("C0420", f"`{shown}` belongs in a {place}", statement)
        elif isinstance(statement, (nodes.Use, nodes.Import)):
            scope.error("C0420", "`use` and `import` stand at the top of a file", statement)

    # --------------------------------------------------------------------------------------------- objects inside

    def _inside(self, item: Item, scope: PlanScope, blocks: list[nodes.Block], units: dict[str, list[nodes.Block]]) -> None:
        objects = self.objects.setdefault(item, {})
        for block in blocks:
            kind = self._kind_of(item, scope, block)
            if kind is None:
                continue
            if len(block.names) != 1:
                help_ = f"write `{block.kind.text} name {{ … }}`"
                scope.error("C0305", f"this {kind.name} needs one name", block.names[1] if block.names else block.kind, "", help_)
                continue
            base = None
            if block.base is not None:
                base = self._part_for(scope, kind, block.base)
                if base is None:
                    self.broken.setdefault(item, set()).add(split_key(block.names[0].text)[0])
                    continue
            name = split_key(block.names[0].text)[0]
            if name in objects:
                before = objects[name][0].span
                assert before is not None
                self._declared_twice(name, before, named(scope.source, block))
                continue
            for around in item.within():
                if around is not item and name in self.objects.get(around, ()):
                    first = self.objects[around][name][0].span
                    assert first is not None
                    self._shadowed(name, first, named(scope.source, block))
            objects[name] = self._made(item, scope, kind, block, base, units.pop(name, []))
        for name, left in units.items():
            for block in left:
                guess = did_you_mean(name, objects)
                scope.error("C0301", f"there is no array `{name}` in this block", block.names[0] if block.names else block.kind, "", guess)

    def _kind_of(self, item: Item, scope: PlanScope, block: nodes.Block) -> Kind | None:
        word = block.kind.text
        kind = find_kind(word)
        holder = item.kind
        if kind is not None and (kind.name in holder.holds or (kind.placed and holder.name in ("campus", "site", "building"))):
            return kind
        if word in LATER:
            no_meaning(scope, block.kind, LATER[word])
        elif kind is not None:
            where = " or ".join(f"a {each.name}" for each in all_kinds().values() if kind.name in each.holds) or (
                "a campus, site or building" if kind.placed else "the top of a file" if kind.shared or kind.name == "source" else "a catalog"
            )
            scope.error("C0422", f"a {kind.name} cannot stand in a {holder.name}", block.kind, "", f"it stands in {where}")
        elif word in ("part", "rule", "test"):
            scope.error("C0422", f"a {word} stands at the top of a file", block.kind)
        else:
            can = [name for each in all_kinds().values() if each.placed or each.name in holder.holds for name in (each.plural, each.name)]
            scope.error("C0300", f"there is no kind `{word}`", block.kind, "", did_you_mean(word, can))
        if block.names:
            self.broken.setdefault(item, set()).add(split_key(block.names[0].text)[0])
        return None

    def _part_for(self, scope: PlanScope, kind: Kind, ref: nodes.Ref) -> Item | None:
        part = self._part_named(scope, ref, "part", [])
        if part is not None and part.kind is not kind:
            scope.error("C0423", f"`{ref.text}` is a {part.kind.name}, not a {kind.name}", ref, "", f"use a part of kind `{kind.name}`")
            return None
        return part

    def _made(
        self, parent: Item, scope: PlanScope, kind: Kind, block: nodes.Block, base: Item | None, units: list[nodes.Block]
    ) -> list[Item]:
        name, low, high, width = split_key(block.names[0].text)
        siblings = parent.children.setdefault(kind.name, [])  # type: ignore[attr-defined]
        if low is None or high is None:
            made = Item(kind, name, scope.source, block, parent, base)
            siblings.append(made)
            self.order.append(made)
            self._fields(made, scope.module, block.body, None)
            for extra in units:
                scope.error("C0424", f"`{name}` is not an array", extra.names[0] if extra.names else extra.kind)
            return [made]
        if not kind.placed or kind.counted_by is not None:
            field = kind.counted_by
            help_ = f"give a number: `{field} = {high - low + 1}`" if field else ""
            scope.error("C0424", f"a {kind.name} cannot be an array", block.names[0], "", help_)
        if high < low:
            scope.error("C0424", f"this array ends before it begins: {low} to {high}", block.names[0])
            return []
        self.units += high - low + 1
        if self.units > MOST_UNITS:
            scope.error("C0907", f"more than {MOST_UNITS:,} units in one plan", block.names[0])
            return []
        return self._array(parent, scope, kind, block, base, units, siblings, (name, low, high, width))

    def _array(
        self, parent: Item, scope: PlanScope, kind: Kind, block: nodes.Block, base: Item | None,
        units: list[nodes.Block], siblings: list[Item], key: tuple[str, int, int, int],
    ) -> list[Item]:
        name, low, high, width = key
        made = []
        for first, last in classes(low, high, self.keys.get(name, ())):
            shown = f"{name}[{first:0{width}d}]" if first == last else f"{name}[{first:0{width}d}..{last:0{width}d}]"
            item = Item(kind, shown, scope.source, block, parent, base, units=last - first + 1)
            siblings.append(item)
            self.order.append(item)
            self._fields(item, scope.module, block.body, block)
            made.append(item)
        for extra in units:
            self._restate(scope, made, extra, low, high)
        return made

    def _restate(self, scope: PlanScope, made: list[Item], extra: nodes.Block, low: int, high: int) -> None:
        """`units smt[13..15] { … }` restates fields of some units of an array."""
        _, first, last, _ = split_key(extra.names[0].text)
        if first is None or last is None or first < low or last > high:
            scope.error("C0424", f"the array has the units {low} to {high}", extra.names[0])
            return
        for item in made:
            if not in_class(item, first, last):
                continue
            under = dict(self.cells.get(item, _NOTHING))
            self._fields(item, scope.module, extra.body, None)
            for name, cell in self.cells.get(item, _NOTHING).items():
                if name in under and under[name] is not cell:
                    cell.under = lambda before=under[name]: self.evaluator.value(before)

    # -------------------------------------------------------------------------------------------------- finishing

    def finish(self) -> None:
        """Computes every value that no one has asked for yet."""
        for item in self.order:
            for name in self.cells.get(item, _NOTHING):
                self.value_of(item, name)
            if item.parent is not None and item.base is not None:
                for part in _extended(item.base):
                    for name, cell in self.cells.get(part, _NOTHING).items():
                        if not plain(cell):
                            self.value_of(item, name)
            for name, cell in self.lets.get(item, _NOTHING).items():
                item.lets[name] = self.evaluator.value(cell)  # type: ignore[index]
            for name, cell in self.phases.get(item, _NOTHING).items():
                item.phases[name] = self.evaluator.value(cell)  # type: ignore[index]
        for item in (*self.everywhere.values(), *self.sources.values()):
            for name in self.cells.get(item, _NOTHING):
                self.value_of(item, name)

    def _declared_twice(self, name: str, first: Span, second: Span) -> None:
        self.diagnostics.add(
            Diagnostic(
                "C0303", "error", f"`{name}` is declared twice", second, "again here", (Label(first, "first here"),),
                helps=("give one of them another name, or remove it",),
            )
        )

    def _shadowed(self, name: str, first: Span, second: Span) -> None:
        self.diagnostics.add(
            Diagnostic(
                "C0304", "error", f"`{name}` is already the name of something around this block", second, "the same name",
                (Label(first, "declared here"),), helps=("give one of them another name",),
            )
        )


def _nothing() -> None:
    return None


def plain(cell: Cell) -> bool:
    """Whether a part's value reads nothing, so that all objects made of the part share it."""
    return all(
        isinstance(statement, nodes.Assignment) and isinstance(statement.value.expr, (nodes.Quantity, nodes.Text))
        for statement in cell.statements
    )


def _extended(part: Item) -> Iterator[Item]:
    yield part
    if part.base is not None:
        yield from _extended(part.base)


_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\[([0-9]{1,9})[ \t]*(?:\.\.[ \t]*([0-9]{1,9}))?\]")


def split_key(text: str) -> tuple[str, int | None, int | None, int]:
    """`smt[01..15]` as its name, first and last unit, and the width of its numbers; a plain name has no units."""
    if "[" not in text:
        return text, None, None, 0
    match = _KEY.fullmatch(text)
    if match is None:
        return text.partition("[")[0], 1, MOST_UNITS + 1, 1
    name, first, last = match.groups()
    return name, int(first), int(last or first), len(first)


def in_class(item: Item, first: int | None, last: int | None) -> bool:
    """Whether the class of equal units `item` lies within the units `first` to `last`."""
    _, low, high, _ = split_key(item.name)
    return low is not None and high is not None and first is not None and last is not None and first <= low and high <= last
