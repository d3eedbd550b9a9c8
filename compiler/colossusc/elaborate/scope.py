"""What a name means in a plan: in its own block, the blocks around it, the file and its imports, then everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from colossusc.diagnostic import Diagnostic
from colossusc.elaborate.arrays import split, split_key
from colossusc.elaborate.guesses import guessed
from colossusc.elaborate.structure import INSIDE, all_in, site_or_campus, structure_of, told
from colossusc.elaborate.world import World
from colossusc.expr.functions import Members
from colossusc.expr.typed import Context, Typed, broken, read
from colossusc.expr.types import BrokenType, ObjectType, SetType, SymbolType, TextType, Type, article
from colossusc.ir import Item, Origin, Value
from colossusc.kinds import find_kind, kind_of_set
from colossusc.resolve import Module
from colossusc.source import Source, Span
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, Missing
from colossusc.values.unit_table import Unit


class PlanScope:
    """The scope of an expression that stands in an object of the plan, or in a part."""

    def __init__(
        self,
        world: World,
        module: Module,
        item: Item | None,
        variables: dict[str, Type] | None = None,
        instance: Item | None = None,
        part: Item | None = None,
    ) -> None:
        self.world = world
        self.module = module
        self.source: Source = module.source
        self.text: Span | None = None  # the text that the expression stands in
        self.item = item
        self.variables = variables or {}
        self.instance = instance  # of the text of a part: the object made of it, which is as far as that text sees
        self.part = part  # the part
        self.word = ""  # `from` or `until`, where the text is a day after it

    # ------------------------------------------------------------------------------------------------ reporting

    def error(self, code: str, message: str, node: nodes.Node, label: str = "", *helps: str) -> None:
        span = self.text or Span(self.source, node.start, node.end)
        self.world.report(Diagnostic(code, "error", message, span, label, helps=tuple(filter(None, helps))))

    def span(self, node: nodes.Node) -> Span:
        """Where a node stands."""
        return Span(self.source, node.start, node.end)

    def within_text(self, snippet: Source, text: nodes.Text) -> PlanScope:
        """This scope for an expression inside a text: what is wrong with it is shown at the text."""
        inner = copy(self)
        inner.text, inner.source = Span(self.source, text.start, text.end), snippet
        return inner

    def bind(self, variable: str, type_: Type) -> PlanScope:
        """This scope with one more variable. Subclasses keep what else they know."""
        inner = copy(self)
        inner.variables = {**self.variables, variable: type_}
        return inner

    def after(self, word: str) -> PlanScope:
        """This scope for the day after `from` or `until`."""
        inner = copy(self)
        inner.word = word
        return inner

    # ---------------------------------------------------------------------------------------------------- names

    def resolve(self, node: nodes.Ref, expected: Type | None) -> Typed:
        """The meaning of a dotted name."""
        words = split(node.text)
        if len(words) == 1 and isinstance(expected, SymbolType) and words[0] in expected.choices:
            symbol = words[0]
            return Typed(node, self.source, expected, lambda context: symbol, "symbol")
        found, rest = self.head(node, words)
        if found is None:
            self.unknown(node, words[0], expected)
            return broken(node, self.source)
        for word in rest:
            if isinstance(found.type, BrokenType):
                break
            found = self.attribute(node, found, word)
        return found

    def head(self, node: nodes.Ref, words: list[str]) -> tuple[Typed | None, list[str]]:
        """What the first word names (for `alias.name`, the first two), and the words after it."""
        word, rest = words[0], words[1:]
        if word in self.variables:
            return self.variable(node, word), rest
        for item in self.places():
            found = self.in_item(node, item, word)
            if found is not None:
                return found if self.clear(node, item, word) else broken(node, self.source), rest
            if self.world.misdeclared(item, word):
                return broken(node, self.source), rest
        found = self.in_module(node, self.module, word)
        if found is not None:
            return found, rest
        bound = self.module.seek(word) if rest else None
        if bound is not None:
            found = self.in_module(node, bound, rest[0])
            if found is None:
                if not self.world.is_broken(bound, None, rest[0]):
                    names = [*bound.declared["part"], *bound.lets]
                    self.error("C0301", f"`{word}` has no `{rest[0]}`", node, "", meant(rest[0], names))
                found = broken(node, self.source)
            return found, rest[1:]
        everywhere = self.world.shared(word)
        if everywhere is not None:
            return self.object(node, everywhere), rest
        return None, rest

    @property
    def origin(self) -> Origin:
        """What values that are read in this scope are: written in the plan, or a part's."""
        return "written" if self.part is None else "part"

    def places(self) -> Iterator[Item]:
        """The object that the text stands in and those around it, the text of a part within the part only."""
        for item in self.item.within() if self.item is not None else ():
            yield item
            if item is self.instance:
                return

    def own_units(self) -> Mapping[str, Unit | None]:
        return self.world.own_units(self.module, None if self.part is not None else self.item)

    def variable(self, node: nodes.Ref, word: str) -> Typed:
        return Typed(node, self.source, self.variables[word], lambda context: context.variables[word], "variable")

    def in_item(self, node: nodes.Ref, item: Item, word: str) -> Typed | None:
        """A let, phase, field or object of `item`. The text of a part sees of what is made of it what the part has."""
        if item is self.instance and self.part is not None and not self.world.declares(self.part, word):
            return self.field(node, item, word) if word in item.kind.by_name else None
        found = self.declared_in(node, item, word)
        if found is None and word == item.name and item is not self.instance:
            return self.object(node, item)
        return found

    def declared_in(self, node: nodes.Ref, item: Item, word: str) -> Typed | None:
        if (let := self.world.let_of(item, word)) is not None:
            return self._leaf(node, let)
        if (phase := self.world.phase_of(item, word)) is not None:
            return self._leaf(node, phase)
        if word in item.kind.by_name:
            return self.field(node, item, word)
        named = self.world.named(item, word)
        if named:
            self.whole_range(node, named, word)
            return self.objects(node, named)
        return None

    def clear(self, node: nodes.Ref, item: Item, word: str) -> bool:
        """Whether a name of an object made of a part is no name of the plan around it too, where the plan reads it:
        else a part could take over a name of the plan by having one more."""
        base = item.base
        if base is None or self.instance is item or word in item.kind.by_name or not self.world.declares(base, word):
            return True
        places = list(self.places())
        for around in places[places.index(item) + 1 :]:
            if word in self.world.names_in(around):
                words = f"`{word}` is a name of the part `{base.name}`, and of something around `{item.name}`"
                help_ = "give the one in the plan another name, or do this outside the block"
                self.error("C0313", words, node, "which of them is meant?", help_)
                return False
        return True

    def whole_range(self, node: nodes.Ref, named: list[Item], word: str) -> None:
        """Reports a range of units that reaches beyond its array."""
        name, first, last, _ = split_key(word)
        if first is not None and last is not None and sum(item.number for item in named) != last - first + 1:
            self.error("C0424", f"`{word}` names units that `{name}` does not have", node)

    def in_module(self, node: nodes.Ref, module: Module, word: str) -> Typed | None:
        if (let := self.world.module_let(module, word)) is not None:
            return self._leaf(node, let)
        part = self.world.part(module, word)
        return self.object(node, part) if part is not None else None

    def _leaf(self, node: nodes.Ref, read_: Typed) -> Typed:
        return Typed(node, self.source, read_.type, read_.run, "read", reads=read_.reads)

    def object(self, node: nodes.Ref, item: Item) -> Typed:
        return Typed(node, self.source, ObjectType((item.kind.name,)), lambda context: item, "object")

    def objects(self, node: nodes.Ref, items: list[Item]) -> Typed:
        """One object; or the classes of an array, which together are a set."""
        if len(items) == 1 and items[0].number == 1:
            return self.object(node, items[0])
        found = tuple(items)
        type_ = SetType(ObjectType((items[0].kind.name,)))
        return Typed(node, self.source, type_, lambda context: found, "array")

    def unknown(self, node: nodes.Ref, word: str, expected: Type | None) -> None:
        if self.world.is_broken(self.module, self.item, word) or self.module.find("part", word) is not None:
            # reported where it is declared
            return
        if self.world.is_fact(word):
            help_ = "facts are computed from the values; `require` and rules read them"
            self.error("C0312", f"`{word}` is a fact, and a value cannot depend on one", node, "", help_)
            return
        if isinstance(expected, SymbolType):
            self.error("C0301", f"`{word}` is not {expected.words}", node, "", meant(word, expected.choices))
            return
        element = expected.element if isinstance(expected, SetType) else expected
        kinds = element.kinds if isinstance(element, ObjectType) else ()
        if self.world.undeclared(word, *kinds):
            return
        campus = self.item.campus if self.item is not None and self.part is None else None
        guess = guessed(self.world, campus, word, kinds, self.known()) if self.world.may_guess() else ""
        what = f"there is no {kinds[0]} `{word}`" if len(kinds) == 1 else f"nothing here is named `{word}`"
        span = self.text or Span(self.source, node.start, node.start + len(word))
        self.world.report(Diagnostic("C0301", "error", what, span, "", helps=(guess,) if guess else ()))

    def known(self) -> Iterator[tuple[str, ...]]:
        """The names that could have been meant, the nearest places first."""
        yield tuple(self.variables)
        for item in self.places():
            if item is self.instance and (part := self.part) is not None:
                names = (name for name in self.world.names_in(item) if self.world.declares(part, name))
                yield (*names, *item.kind.by_name)
            else:
                yield self.world.known_in(item)
        yield (*self.module.bound, *self.module.declared["part"], *self.module.lets)
        yield tuple(self.world.shared_names())

    # ----------------------------------------------------------------------------------------------- attributes

    def attribute(self, node: nodes.Ref, owner: Typed, word: str) -> Typed:
        """`owner.word`; reported and broken where there is none."""
        type_ = owner.type
        if isinstance(type_, SetType):
            self.error(
                "C0416",
                f"`{node.text}` stands for several, and `{word}` belongs to one of them",
                node,
                "",
                _of_each(node.text.partition(f".{word}")[0], owner, word),
            )
            return broken(node, self.source)
        if owner.operator == "object" and (let := self.world.let_of(owner.run(Context()), word)) is not None:
            return self._leaf(node, let)
        if owner.operator == "object" and (inside := self.world.named(owner.run(Context()), word)):
            return self.objects(node, inside)
        if isinstance(type_, ObjectType):
            found = self.of_object(node, owner, type_, word)
            if found is not None:
                return found
            if owner.operator == "object" and self.world.is_broken(self.module, owner.run(Context()), word):
                return broken(node, self.source)
            names = self.attributes(type_)
            noun = article(type_.kinds[0]) if type_.kinds else "an object"
            self.error("C0301", f"{noun} has no `{word}`", node, "", meant(word, names))
            return broken(node, self.source)
        self.error("C0301", f"{type_.words} has no `{word}`", node)
        return broken(node, self.source)

    def attributes(self, type_: ObjectType) -> list[str]:
        return sorted(
            {name for kind in type_.kinds for name in structure_of(kind)}
            | {name for kind in type_.kinds if (found := find_kind(kind)) for name in found.by_name}
        )

    def of_object(self, node: nodes.Ref, owner: Typed, type_: ObjectType, word: str) -> Typed | None:
        """A field of an object, what stands in it, or its site."""
        run = owner.run
        fields = [found.by_name[word] for kind in type_.kinds if (found := find_kind(kind)) and word in found.by_name]
        if word == "site" or not fields:
            structural = self.structure(node, owner, type_, word)
            if structural is not None or not fields:
                return structural
        world, several = self.world, isinstance(fields[0].type, SetType)

        def value(context: Context) -> Value | None:
            item = run(context)
            if not isinstance(item, Item) or word not in item.kind.by_name:
                return None
            return world.value_of(item, word)

        def look(context: Context) -> Any:
            item = run(context)
            if not isinstance(item, Item) or word not in item.kind.by_name:
                return item if isinstance(item, Missing) else ABSENT
            value = read(world.value_of(item, word).steps, context)
            return Members.of(item, value) if several else value

        return Typed(node, self.source, fields[0].type, look, "read", (owner,), owner.dated, reads=value)

    def field(self, node: nodes.Ref, item: Item, word: str) -> Typed:
        world = self.world

        def look(context: Context) -> Any:
            return read(world.value_of(item, word).steps, context)

        type_ = item.kind.by_name[word].type
        return Typed(node, self.source, type_, look, "read", reads=lambda context: world.value_of(item, word))

    def structure(self, node: nodes.Ref, owner: Typed, type_: ObjectType, word: str) -> Typed | None:
        """What every object has: its name, its site, its campus, and the sets of what stands in it."""
        run = owner.run
        if word in ("name", "label"):
            return Typed(node, self.source, TextType(), lambda context: told(run(context), word), "read", (owner,))
        if word in ("site", "campus") and any(word in structure_of(kind) for kind in type_.kinds):
            return Typed(
                node,
                self.source,
                ObjectType((word,)),
                lambda context: site_or_campus(run(context), word, context),
                "read",
                (owner,),
            )
        kind = kind_of_set(word)
        if kind is not None and any(word in structure_of(each) for each in type_.kinds):
            name = kind.name
            type_of_set = SetType(ObjectType((name,)))
            world = self.world

            def members(context: Context) -> Any:
                return all_in(run(context), name, world, context)

            return Typed(node, self.source, type_of_set, members, INSIDE, (owner,))
        return None

    def symbol(self, node: nodes.Expr, type_: Type, domain: tuple[Any, ...], varies: bool = False) -> Any:
        """The value of a range: the symbol of the figure that is being computed."""
        return self.world.symbol(self.span(node), type_, domain, varies, self.item, self.word)

    def of_campus(self, node: nodes.Call) -> Typed:
        help_ = "values read no groups and no stays: put the condition in a `require`, or in a rule"
        self.error("C0417", f"`{node.function.text}` is for rules and requires", node, "", help_)
        return broken(node, self.source)


def _of_each(text: str, owner: Typed, word: str) -> str:
    """How an attribute of each of several is written."""
    of_all = f"`count({text})`" if word == "units" else f"`sum(x.{word} for x in {text})`"
    return f"write {of_all}" if owner.operator == "set" else f"pick one, as in `{text}[1].{word}`, or write {of_all}"
