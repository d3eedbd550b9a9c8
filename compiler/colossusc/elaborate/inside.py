"""What stands in a body: which blocks declare objects, which restate those of a part, and which cannot stand there."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.bodies import Bodies, declared_in, lost_with
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.written import Declared, Written
from colossusc.expr.types import article
from colossusc.ir import Item
from colossusc.kinds import Kind, all_kinds, find_kind
from colossusc.resolve import misplaced, named
from colossusc.suggest import meant, nearest
from colossusc.syntax import nodes


class Inside(Bodies):
    """Sorts the blocks of a body by the objects they declare."""

    @abstractmethod
    def make(self, parent: Item, declared: Declared) -> list[Item]:
        """Make an object, or the classes of equal units of an array; none where a mistake leaves nothing to make."""

    @abstractmethod
    def foresee(self, parent: Item, declared: Iterable[Declared]) -> None:
        """Count what parts will bring to objects, before any of it is made."""

    def inside(self, item: Item, stack: list[tuple[Written, list[nodes.Block]]]) -> None:
        objects = self.objects.setdefault(item, {})
        found: dict[str, Declared] = {}
        for layer, blocks in stack:
            scope = layer.scope(self, item)
            for block in blocks:
                if block.kind.text != "units":
                    self._declare(item, scope, layer.of(block), found)
            for block in blocks:
                if block.kind.text == "units":
                    self._some_units(item, scope, layer.of(block, restates=True), found)
        self.foresee(item, found.values())
        for name, declared in found.items():
            if made := self.make(item, declared):
                objects[name] = made
            else:
                item.lost.add(declared.kind.name)
                self.broken.setdefault(item, set()).add(name)

    def _declare(self, item: Item, scope: PlanScope, layer: Written, found: dict[str, Declared]) -> None:
        block = layer.block
        kind = self._kind_of(item, scope, block)
        if kind is None:
            return
        if len(block.names) != 1:
            item.lost.add(lost_with(kind))
            self.broken.setdefault(item, set()).update(misplaced(block))
            place = block.names[1] if block.names else block.kind
            help_ = f"write `{block.kind.text} name {{ … }}`"
            scope.error("C0305", f"this {kind.name} needs one name", place, "", help_)
            return
        name = split_key(block.names[0].text)[0]
        before = found.get(name)
        if before is not None and before.layers[-1].part is not layer.part:
            self._restate(item, scope, before, layer, kind)
            return
        if before is not None:
            self.declared_twice(
                name, named(before.layers[-1].module.source, before.layers[-1].block), named(scope.source, block)
            )
            item.lost.add(kind.name)
            return
        base = self._part_for(scope, kind, block.base) if block.base is not None else None
        for around in scope.places():
            if around is item:
                same = item if item.name == name and item is not scope.instance else None
            else:
                inner = self.objects.get(around, NOTHING).get(name)
                same = inner[0] if inner else around if around.name == name and around is not scope.instance else None
            if same is not None and same.span is not None:
                self.shadowed(name, same.span, named(scope.source, block))
        found[name] = Declared(kind, base, base is None and block.base is not None, [layer])

    def _restate(self, item: Item, scope: PlanScope, before: Declared, layer: Written, kind: Kind) -> None:
        """`gpus h { … }` in what is made of a part, or in a part that extends it, restates fields of the part's `h`."""
        block, key = layer.block, before.key
        name = block.names[0]
        if kind is not before.kind:
            words = f"`{name.text}` is {article(before.kind.name)} in the part, not {article(kind.name)}"
            scope.error("C0430", words, name, "", f"write `{before.layers[0].block.kind.text} {key} {{ … }}`")
        elif block.base is not None:
            words = f"`{name.text}` is a block of the part: what restates it names no part of its own"
            scope.error(
                "C0430", words, block.base, "", f"write `{block.kind.text} {key} {{ … }}`, or take another name"
            )
        elif name.text != key:
            words = f"`{key}` is the block of the part that this restates"
            some = f", or `units {name.text} {{ … }}` for some of its units" if "[" in name.text and "[" in key else ""
            scope.error("C0430", words, name, "", f"write `{block.kind.text} {key} {{ … }}`{some}")
        else:
            before.layers.append(layer)
            return
        item.lost.add(kind.name)

    def _some_units(self, item: Item, scope: PlanScope, layer: Written, found: dict[str, Declared]) -> None:
        """`units smt[13..15] { … }` restates fields of some units of an array."""
        block = layer.block
        place = block.names[0] if block.names else block.kind
        name, first, last, _ = split_key(block.names[0].text) if block.names else ("", None, None, 0)
        array = found.get(name)
        if array is None:
            if not block.names:
                scope.error("C0305", "this does not say whose units", place, "", "write `units turbines[13..15] { … }`")
            elif not self.is_broken(scope.module, item, name):
                scope.error("C0301", f"there is no array `{name}` in this block", place, "", meant(name, found))
            meant_ = {nearest(name, found), *(split_key(each.text)[0] for each in block.names)}.intersection(found)
            for key, declared in found.items():
                declared.lost |= key in meant_ or not meant_  # whose units it may be about
            return
        _, low, high, _ = split_key(array.key)
        if low is None or high is None:
            scope.error("C0424", f"`{name}` is not an array", place)
            array.lost = True
        elif first is None or last is None or first < low or last > high or last < first:
            scope.error("C0424", f"the array has the units {low} to {high}", place)
            array.lost = True
        else:
            array.layers.append(layer)

    def _kind_of(self, item: Item, scope: PlanScope, block: nodes.Block) -> Kind | None:
        word = block.kind.text
        kind = find_kind(word)
        if kind is not None and item.may_hold(kind):
            return kind
        can = [name for each in all_kinds().values() if item.may_hold(each) for name in (each.plural, each.name)]
        if word != "contingency":
            probable = [each for name in block.names if (each := find_kind(name.text)) is not None]
            guess = find_kind(nearest(word, can) or "") if kind is None else kind
            item.lost.update(map(lost_with, probable or filter(None, [guess])) if probable or guess else "*")
        self.broken.setdefault(item, set()).update(misplaced(block), declared_in((block,)))
        if kind is not None:
            words = f"{article(kind.name)} cannot stand in {article(item.kind.name)}"
            scope.error("C0422", words, block.kind, "", f"it stands in {_where(kind)}")
        elif word == "contingency":
            scope.error("C0422", "a contingency stands in a campus or a site", block.kind)
        elif word in ("part", "rule", "test", "scenario", "property"):
            scope.error("C0422", f"a {word} stands at the top of a file", block.kind)
        else:
            scope.error("C0300", f"there is no kind `{word}`", block.kind, "", meant(word, can))
        return None

    def _part_for(self, scope: PlanScope, kind: Kind, ref: nodes.Ref) -> Item | None:
        part = self.part_named(scope, ref, "part", [])
        if part is not None and part.kind is not kind:
            words = f"`{ref.text}` is {article(part.kind.name)}, not {article(kind.name)}"
            scope.error("C0423", words, ref, "", f"use a part of kind `{kind.name}`")
            return None
        return part


def _where(kind: Kind) -> str:
    """Where objects of a kind stand, in words."""
    holders = " or ".join(article(each.name) for each in all_kinds().values() if kind.name in each.holds)
    if holders:
        return holders
    if kind.placed:
        return "a campus, site or building"
    return "the top of a file" if kind.shared or kind.name == "source" else "a catalog"
