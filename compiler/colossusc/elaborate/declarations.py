"""What files declare beside campuses: parties and jurisdictions, sources, parts."""

from __future__ import annotations

from abc import abstractmethod

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.citations import Citations
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.written import Written
from colossusc.expr.types import article
from colossusc.ir import Item
from colossusc.kinds import Kind, all_kinds, find_kind
from colossusc.resolve import Module, Project, named
from colossusc.source import Span
from colossusc.suggest import meant
from colossusc.syntax import nodes


class Declarations(Citations):
    """Makes parties, jurisdictions, sources and parts, each when it is first asked for."""

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        super().__init__(project, diagnostics)
        self.parts: dict[nodes.Block, Item | None] = {}
        self.modules: dict[Item, Module] = {}  # the file that a part stands in
        self.making: set[nodes.Block] = set()  # parts of which it is being found out what they extend
        self.order: list[Item] = []  # every object and part, in the order made
        self.everywhere.update(self._shared())

    @abstractmethod
    def fields(self, item: Item, *layers: Written) -> None:
        """Take in the statements of an object's layers, the lowest first."""

    def part(self, module: Module, name: str) -> Item | None:
        found = module.find("part", name)
        return self.made_part(*found) if found is not None else None

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
                            self.declared_twice(name, named(first.source, before), named(module.source, block))
                        continue
                    blocks[name] = (module, block)
        for name, (module, block) in sorted(blocks.items(), key=lambda pair: pair[0]):
            if name not in found:
                self._jurisdiction(name, module, block, blocks, found, ())
        return found

    def _jurisdiction(
        self,
        name: str,
        module: Module,
        block: nodes.Block,
        blocks: dict[str, tuple[Module, nodes.Block]],
        found: dict[str, Item],
        above: tuple[str, ...],
    ) -> None:
        kind = find_kind(block.kind.text)
        assert kind is not None
        base = None
        if block.base is not None and (parent := block.base.text) is not None:
            span = Span(module.source, block.base.start, block.base.end)
            if parent == name or parent in above:
                path = " → ".join((*above[above.index(parent) if parent in above else len(above) :], name, parent))
                help_ = f"one of them lies in none of the others: leave out its `: …`, as in `{kind.name} {name} {{}}`"
                self.diagnostics.error("C0306", f"`{name}` lies within itself: {path}", span, "", help_)
            elif parent not in blocks and (self.is_broken(module, None, parent) or self.undeclared(parent, kind.name)):
                pass
            elif parent not in blocks or blocks[parent][1].kind.text != kind.name:
                guess = meant(parent, [each for each in blocks if blocks[each][1].kind.text == kind.name])
                self.diagnostics.error("C0301", f"there is no {kind.name} `{parent}`", span, "", *filter(None, [guess]))
            else:
                if parent not in found:
                    self._jurisdiction(parent, *blocks[parent], blocks, found, (*above, name))
                base = found.get(parent)
        item = Item(kind, name, module.source, block, base=base)
        self.fields(item, Written(module, block))
        found[name] = item

    def affiliates(self) -> None:
        """Reports parties that belong to themselves."""
        reported: set[Item] = set()
        for party in self.everywhere.values():
            path: list[Item] = []
            each: object = party
            while isinstance(each, Item) and "affiliate_of" in each.kind.by_name and each not in path:
                path.append(each)
                each = each.value("affiliate_of").steps.values[0]
            if isinstance(each, Item) and each in path and each not in reported:
                circle = path[path.index(each) :]
                reported.update(circle)
                words = " → ".join(item.name for item in (*circle, each))
                help_ = "the one at the top belongs to none: leave out its `affiliate_of`"
                self.diagnostics.error("C0432", f"`{each.name}` belongs to itself: {words}", each.span, "", help_)

    def made_source(self, module: Module, block: nodes.Block) -> Item:
        if block not in self.sources:
            kind = find_kind("source")
            assert kind is not None
            item = Item(kind, block.names[0].text, module.source, block)
            self.sources[block] = item
            self.fields(item, Written(module, block))
            for name in self.cells.get(item, NOTHING):
                self.value_of(item, name)  # at once: rules cite sources after everything else is computed
        return self.sources[block]

    def made_part(self, module: Module, block: nodes.Block) -> Item | None:
        """The part that a block declares; None while it is being made (it extends itself) or where it has no kind."""
        if block in self.parts:
            return self.parts[block]
        self.parts[block] = None
        self.making.add(block)
        found = self._base(module, None, block)
        self.making.discard(block)
        if found is None:
            return None
        kind, base = found
        if not kind.part:
            scope = PlanScope(self, module, None)
            kinds = ", ".join(f"`{each.name}`" for each in all_kinds().values() if each.part)
            message = f"a part cannot be {article(kind.name)}"
            scope.error("C0418", message, block.base or block.kind, "", f"a part is one of {kinds}")
            return None
        item = Item(kind, block.names[0].text, module.source, block, base=base)
        self.parts[block] = item
        self.modules[item] = module
        self.order.append(item)
        self.fields(item, Written(module, block, item, item))
        return item

    def layer_of(self, part: Item, item: Item) -> Written | None:
        """What a part gives to an object made of it, beside its fields; None of a part that is but fields."""
        block = part.node
        if block is None or all(isinstance(statement, nodes.Assignment) for statement in block.body):
            return None
        if part not in self.modules:  # a jurisdiction, around another
            return None
        return Written(self.modules[part], block, part, item)

    def _base(self, module: Module, item: Item | None, block: nodes.Block) -> tuple[Kind, Item | None] | None:
        """What stands after the colon of a part: a kind, or another part."""
        scope = PlanScope(self, module, item)
        ref = block.base
        if ref is None:
            scope.error(
                "C0419",
                f"what is `{block.names[0].text}`?",
                block.names[0],
                "",
                "write a kind after a colon: `part x : turbine { … }`",
            )
            return None
        kind = find_kind(ref.text)
        if kind is not None:
            return kind, None
        part = self.part_named(scope, ref, "part or kind", [kind.name for kind in all_kinds().values() if kind.part])
        return (part.kind, part) if part is not None else None

    def part_named(self, scope: PlanScope, ref: nodes.Ref, wanted: str, more: list[str]) -> Item | None:
        module, words = scope.module, ref.text.split(".")
        if len(words) == 2 and (bound := module.seek(words[0])) is not None:
            module, words = bound, words[1:]
        found = module.find("part", words[0]) if len(words) == 1 else None
        if found is None:
            if not self.is_broken(scope.module, scope.item, words[0]) and not self.is_broken(module, None, words[0]):
                guess = meant(ref.text, [*scope.module.names("part"), *more])
                missing_use = ""
                if len(ref.text.split(".")) == 2 and ref.text.split(".")[0] not in scope.module.bound:
                    missing_use = f"is `use catalog.{ref.text.split('.')[0]}` missing at the top of the file?"
                scope.error("C0301", f"there is no {wanted} `{ref.text}`", ref, "", guess or missing_use)
            return None
        block = found[1]
        part = self.made_part(*found)
        if part is None and block in self.making:
            help_ = f"begin with a kind, as in `part {ref.text} : turbine {{ … }}`"
            scope.error("C0307", f"the part `{ref.text}` extends itself", ref, "", help_)
        return part
