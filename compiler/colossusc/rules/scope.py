"""What a rule sees: the campus, `date`, `as_of`, its variables and lets, sets, facts, parties and jurisdictions.

A `require` of the plan sees what its block sees, and facts, sets and `date` as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import attrs

from colossusc.analyses.fact import Facts, FactValue, all_facts
from colossusc.analyses.procurement import BUYABLE
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.world import World
from colossusc.expr.check import check
from colossusc.expr.functions import Members, units_of
from colossusc.expr.operators import missing, whole
from colossusc.expr.typed import Context, Typed, broken, read
from colossusc.expr.types import DATE, BrokenType, GroupType, ObjectType, QuantityType, SetType, Type
from colossusc.ir import Item
from colossusc.kinds import all_kinds, find_kind, kind_of_set
from colossusc.resolve import Module
from colossusc.rules.groups import grouped, has_key, key_type, unclear
from colossusc.rules.stays import STAYS, stay
from colossusc.suggest import meant
from colossusc.syntax import nodes
from colossusc.values.absent import ABSENT, BROKEN, Missing

CAMPUS = "campus"
EQUIPMENT = "equipment"  # all that a campus may buy
FACTS = " facts"  # a key that no variable of a rule can have
AS_OF = " as_of"
CASES = " cases"  # of a deadline under a contingency: the facts of all its cases


@attrs.frozen(eq=False)
class Reading:
    """What a leaf of an expression read: a fact of an object."""

    item: Item
    name: str
    value: FactValue


def variables(campus: Item, facts: Facts, as_of: int | None) -> dict[str, Any]:
    """The variables that every rule has."""
    return {CAMPUS: campus, FACTS: facts, AS_OF: ABSENT if as_of is None else as_of}


class FactScope(PlanScope):
    """Adds facts, sets and dates to what a block of the plan sees."""

    def head(self, node: nodes.Ref, words: list[str]) -> tuple[Typed | None, list[str]]:
        found, rest = super().head(node, words)
        if found is not None:
            return found, rest
        return self.global_name(node, words[0]), words[1:]

    def global_name(self, node: nodes.Ref, word: str) -> Typed | None:
        if word == "date":
            return Typed(node, self.source, DATE, lambda context: context.day, "date", dated=True)
        if word == "as_of":
            return Typed(node, self.source, DATE, lambda context: context.variables[AS_OF], "as_of")
        if word == CAMPUS:
            return self.campus(node)
        kind = kind_of_set(word)
        if kind is not None and not kind.catalog_only:
            return self.everything(node, kind.name)
        if word == EQUIPMENT:
            return self.everything(node, *BUYABLE)
        for item in self.places():
            if (item.kind.name, word) in all_facts():
                return self.of_fact(node, self.object(node, item), (item.kind.name,), word)
        if (CAMPUS, word) in all_facts():
            return self.of_fact(node, self.campus(node), (CAMPUS,), word)
        return None

    def global_names(self) -> frozenset[str]:
        """The names that every rule has, and that none of its own may hide."""
        return _global_names()

    def campus(self, node: nodes.Ref) -> Typed:
        return Typed(node, self.source, ObjectType((CAMPUS,)), lambda context: context.variables[CAMPUS], "campus")

    def everything(self, node: nodes.Ref, *kinds: str) -> Typed:
        """The set of all objects of some kinds on the campus: `turbines`, `equipment`."""
        type_ = SetType(ObjectType(kinds))
        if kinds == (CAMPUS,):
            return Typed(node, self.source, type_, lambda context: (context.variables[CAMPUS],), "set")

        def elements(context: Context) -> Any:
            facts, campus = context.variables[FACTS], context.variables[CAMPUS]
            if any(facts.is_lost(campus, kind) for kind in kinds):
                return BROKEN
            return tuple(item for kind in kinds for item in facts.items(campus, kind))

        return Typed(node, self.source, type_, elements, "set")

    def known(self) -> Iterator[tuple[str, ...]]:
        yield from super().known()
        yield tuple(sorted(self.global_names()))

    # ----------------------------------------------------------------------------------------------- attributes

    def attribute(self, node: nodes.Ref, owner: Typed, word: str) -> Typed:
        if isinstance(owner.type, GroupType):
            return self.of_group(node, owner, owner.type, word)
        return super().attribute(node, owner, word)

    def attributes(self, type_: ObjectType) -> list[str]:
        facts = [name for kind, name in all_facts() if kind in type_.kinds]
        return sorted({*super().attributes(type_), *facts})

    def of_object(self, node: nodes.Ref, owner: Typed, type_: ObjectType, word: str) -> Typed | None:
        for kind in type_.kinds:
            if word in _records(kind):  # `p.limit` of `p.limit.units`
                return Typed(node, self.source, ObjectType(type_.kinds), owner.run, f"record {word}", (owner,))
        if owner.operator.startswith("record "):
            return super().of_object(node, owner.operands[0], type_, f"{owner.operator.removeprefix('record ')}.{word}")
        found = super().of_object(node, owner, type_, word)
        if found is not None:
            return found
        kinds = tuple(kind for kind in type_.kinds if (kind, word) in all_facts())
        return self.of_fact(node, owner, kinds, word) if kinds else None

    def of_fact(self, node: nodes.Ref, owner: Typed, kinds: tuple[str, ...], word: str) -> Typed:
        run, type_ = owner.run, all_facts()[kinds[0], word].type
        several = isinstance(type_, SetType)

        def look(context: Context) -> Any:
            item = run(context)
            if not isinstance(item, Item) or item.kind.name not in kinds:
                return item if isinstance(item, Missing) else ABSENT
            value = read(context.variables[FACTS].steps(item, word), context)
            return Members.of(item, value) if several else value

        def reading(context: Context) -> Reading | None:
            item = run(context)
            if not isinstance(item, Item) or item.kind.name not in kinds:
                return None
            return Reading(item, word, context.variables[FACTS].value(item, word))

        return Typed(node, self.source, type_, look, "read", (owner,), owner.dated, reads=reading)

    # --------------------------------------------------------------------------------------------------- groups

    def of_campus(self, node: nodes.Call) -> Typed:
        """A function that goes over what is on the campus: `groups_by`, `stay`, `stay_since`."""
        if node.function.text not in STAYS:
            return self.group(node)
        arguments = [check(argument, self) for argument in node.arguments]
        return stay(node, arguments, self, lambda context: context.variables[FACTS])

    def group(self, node: nodes.Call) -> Typed:
        """`groups_by(provider, site)`; `groups_by(grids, provider, site)` where the keys alone do not say of what."""
        words = [argument.text if isinstance(argument, nodes.Ref) else "" for argument in node.arguments]
        named = kind_of_set(words[0]) if words else None
        keys = words[1:] if named is not None else words
        if not keys or not all(keys):
            self.error("C0426", "`groups_by` takes the names of fields", node, "", "write `groups_by(provider, site)`")
            return broken(node, self.source)
        fitting = [kind for kind in all_kinds().values() if kind.placed and all(has_key(kind, key) for key in keys)]
        telling = [key for key in keys if key not in ("site", "campus")]
        if named is not None:
            fitting = [kind for kind in fitting if kind is named]
        elif not telling or len(fitting) != 1:
            fitting = fitting if len(fitting) == 1 else []
        if not fitting:
            every = sorted({field for kind in all_kinds().values() if kind.placed for field in kind.by_name})
            guess = next((did for key in keys if key not in every and (did := meant(key, every))), "")
            help_ = guess or "name the set first, as in `groups_by(grids, provider, site)`"
            self.error("C0426", "these keys do not say which objects to group", node, "", help_)
            return broken(node, self.source)
        kind, wanted = fitting[0].name, tuple(keys)

        def groups(context: Context) -> Any:
            facts, campus = context.variables[FACTS], context.variables[CAMPUS]
            return BROKEN if unclear(facts, campus, kind, wanted) else grouped(facts, campus, kind, wanted)

        return Typed(node, self.source, SetType(GroupType(kind, wanted)), groups, "groups")

    def of_group(self, node: nodes.Ref, owner: Typed, type_: GroupType, word: str) -> Typed:
        run = owner.run
        kind = find_kind(type_.kind)
        assert kind is not None
        if word in type_.keys:
            of_key = key_type(kind, word)
            return Typed(node, self.source, of_key, lambda context: run(context).keys[word], "key", (owner,))
        if word == "members":
            element = SetType(ObjectType((kind.name,)))
            return Typed(node, self.source, element, lambda context: run(context).members, "set", (owner,))
        member = Typed(
            node, self.source, ObjectType((kind.name,)), lambda context: context.variables[_MEMBER], "variable"
        )
        of_one = self.of_object(node, member, ObjectType((kind.name,)), word)
        if of_one is None:
            names = [*type_.keys, "members", *self.attributes(ObjectType((kind.name,)))]
            self.error("C0301", f"{type_.words} has no `{word}`", node, "", meant(word, names))
            return broken(node, self.source)
        if isinstance(of_one.type, SetType):
            return Typed(node, self.source, of_one.type, _union(run, of_one.run), of_one.operator, (owner,))
        if isinstance(of_one.type, QuantityType) and not of_one.type.point and not of_one.type.share:
            reads = of_one.reads

            def readings(context: Context) -> Any:
                found = []
                for each in run(context).members:
                    inner = Context(context.day, {**context.variables, _MEMBER: each})
                    found.append(reads(inner) if reads else None)
                return found

            return Typed(node, self.source, of_one.type, _summed(run, of_one.run), "read", (owner,), reads=readings)
        if isinstance(of_one.type, BrokenType):
            return of_one
        help_ = f"write `any(x.{word} … for x in {node.text.rpartition('.')[0]}.members)`"
        self.error("C0427", f"`{word}` of several {kind.plural} is not one value", node, "", help_)
        return broken(node, self.source)


class RuleScope(FactScope):
    """The scope of a rule: nothing of the plan's names, and the rule's own lets."""

    def __init__(
        self, world: World, module: Module, lets: dict[str, nodes.Definition], reported: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(world, module, None)
        self.lets = lets
        self.reported = reported  # names of statements of the rule that are broken; `*` means any
        self.made: dict[str, Typed] = {}  # shared by the scopes that `bind` derives
        self.making: list[str] = []
        self.sizes: dict[Typed, int] = {}
        self.root: RuleScope = self  # the scope of the rule itself, with the variables of its loops

    def head(self, node: nodes.Ref, words: list[str]) -> tuple[Typed | None, list[str]]:
        word = words[0]
        if word in self.variables:
            return self.variable(node, word), words[1:]
        if word in self.lets:
            return self.let(node, word), words[1:]
        found = self.global_name(node, word)
        if found is None and (everywhere := self.world.shared(word)) is not None:
            found = self.object(node, everywhere)
        return found, words[1:]

    def let(self, node: nodes.Ref, word: str) -> Typed:
        """The value of a let, checked once, in the scope of the rule and not of the comprehension that reads it."""
        if word in self.making:
            path = " → ".join(f"`{each}`" for each in (*self.making[self.making.index(word) :], word))
            self.error("C0601", f"`{word}` depends on itself: {path}", node)
            return broken(node, self.source)
        if word not in self.made:
            if len(self.making) >= DEEPEST_LET:
                message = f"`{self.making[0]}` depends on a chain of more than {DEEPEST_LET} lets"
                self.error("C0906", message, node, "", "let more of them read the first one, instead of each other")
                return broken(node, self.source)
            self.making.append(word)
            made = check(self.lets[word].value.expr, self.root)
            self.making.pop()
            if _size(made, self.sizes) > MOST_TERMS:
                message = f"`{word}` stands for more than {MOST_TERMS:,} terms"
                help_ = "multiply instead of adding a `let` to itself, or read fewer of them"
                self.error("C0909", message, self.lets[word].name, "", help_)
                made = broken(node, self.source)
            self.made[word] = made
        made = self.made[word]
        return Typed(node, self.source, made.type, made.run, "let", (made,), made.dated)

    def unknown(self, node: nodes.Ref, word: str, expected: Type | None) -> None:
        if not self.reported.intersection((word, "*")):
            super().unknown(node, word, expected)

    def known(self) -> Iterator[tuple[str, ...]]:
        yield tuple(self.lets)
        yield from super().known()


_MEMBER = " member"
DEEPEST_LET = 100
MOST_TERMS = 10_000


def _size(typed: Typed, sizes: dict[Typed, int]) -> int:
    """How many terms an expression stands for, with the lets that it reads written out."""
    size = sizes.get(typed)
    if size is None:
        size = sizes[typed] = 1 + sum(_size(operand, sizes) for operand in typed.operands)
    return size


@cache
def _global_names() -> frozenset[str]:
    sets = {kind.plural for kind in all_kinds().values()}
    facts = {name for kind, name in all_facts() if kind == CAMPUS}
    return frozenset({"date", "as_of", CAMPUS, EQUIPMENT, *sets, *facts})


@cache
def _records(kind: str) -> frozenset[str]:
    """The words before the dots of a kind's fields."""
    found = find_kind(kind)
    fields = found.by_name if found is not None and found.definitions else ()
    return frozenset(field[:at] for field in fields for at, letter in enumerate(field) if letter == ".")


def _each(
    group: Callable[[Context], Any], of_one: Callable[[Context], Any], context: Context
) -> Iterator[tuple[Item, Any]]:
    for member in group(context).present(context):
        context.variables[_MEMBER] = member
        yield member, of_one(context)
    context.variables.pop(_MEMBER, None)


def _union(group: Callable[[Context], Any], of_one: Callable[[Context], Any]) -> Callable[[Context], Any]:
    def union(context: Context) -> Any:
        found = [values for _, values in _each(group, of_one, context)]
        lost = missing(*found)
        return lost if lost is not None else tuple(dict.fromkeys(value for values in found for value in values))

    return union


def _summed(group: Callable[[Context], Any], of_one: Callable[[Context], Any]) -> Callable[[Context], Any]:
    def total(context: Context) -> Any:
        found = list(_each(group, of_one, context))
        lost = missing(*(value for _, value in found))
        return lost if lost is not None else whole(sum(value * units_of(member) for member, value in found))

    return total
