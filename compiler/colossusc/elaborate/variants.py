"""A campus once more, with changes: what scenarios, properties and `solve` judge beside the plan itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.changes import Change, Changes, Layer
from colossusc.elaborate.guesses import paths_to
from colossusc.elaborate.losing import units_of
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.objects import Elaborator
from colossusc.elaborate.scope import PlanScope
from colossusc.expr.types import article
from colossusc.ir import Entry, Item, Loss, Value
from colossusc.resolve import Module
from colossusc.suggest import meant
from colossusc.syntax import nodes


def variant(elaborator: Elaborator, module: Module, block: nodes.Block, layers: Sequence[Layer]) -> Item:
    """The campus of a block with the changes of some layers, each over those before it, all values computed.

    It is a campus of its own: catalog, sources, parties and file-level lets are shared with every other. Mistakes are
    named for the scenario, the last layer; those of the plan itself are not repeated.
    """
    with elaborator.diagnostics.within(layers[-1].name):
        counted = elaborator.units, elaborator.held  # it is not more to build
        campus = elaborator.campus(module, block, layers)
        elaborator.units, elaborator.held = counted
        changes = elaborator.changes[campus]
        campus.losses.extend(_losses(changes))  # before contingencies lose some of what is left
        elaborator.finish()
        _check_lets(elaborator, campus, changes)
        for change in changes:
            _check_path(elaborator, campus, change)
        for layer, scope in changes.layers:
            for statement in layer.body:
                if isinstance(statement, nodes.Require):
                    elaborator.require(campus, scope, statement)
    return campus


def given_by(campus: Item) -> dict[nodes.Node, tuple[Value, Entry]]:
    """What each statement gives, of the first object that it gives something to, under other values or on top."""
    found: dict[nodes.Node, tuple[Value, Entry]] = {}
    for item in (campus, *campus.walk()):
        for value in (*item.values.values(), *item.lets.values(), *item.phases.values()):
            under: Value | None = value
            while under is not None:
                for entry in under.entries:
                    found.setdefault(entry.node, (under, entry))
                under = under.overrides
    return found


def forget(elaborator: Elaborator, campus: Item) -> None:
    """Lets go of a variant that is judged, where a tool makes many."""
    holders = (scope.item for _, scope in elaborator.changes[campus].layers)
    for item in (campus, *campus.walk(), *filter(None, holders)):
        for table in (elaborator.cells, elaborator.lets, elaborator.phases, elaborator.objects, elaborator.broken):
            table.pop(item, None)
        elaborator.insides.pop(item, None)
    elaborator.requirements.pop(campus, None)
    elaborator.waivers.pop(campus, None)
    elaborator.contingency_blocks.pop(campus, None)
    elaborator.changes.pop(campus, None)


# ------------------------------------------------------------------------------------------------------ losses


def _losses(changes: Changes) -> Iterator[Loss]:
    """The units that the layers take out of service for good, each once."""
    lost: dict[Item, list[tuple[int, int]]] = {}
    for layer, scope in changes.layers:
        for statement in layer.body:
            if isinstance(statement, nodes.Lose):
                for item, first, last in _lost(scope, statement):
                    lost.setdefault(item, []).append((first, last))
    for item, ranges in lost.items():
        counted, units = 0, 0
        for first, last in sorted(ranges):
            units += max(last - max(first - 1, counted), 0)
            counted = max(counted, last)
        yield Loss(item, units * (item.units // item.number))


def _lost(scope: PlanScope, statement: nodes.Lose) -> Iterator[tuple[Item, int, int]]:
    """What a statement takes out of service: of each object, the first and the last unit."""
    if statement.quantifier is not None or statement.duration is not None:
        help_ = "a scenario says which units are lost, for good: `lose smt[07]`; what may fail is a `contingency`"
        scope.error("C0441", "a scenario loses units that it names", statement, "", help_)
        return
    for target in statement.targets:
        yield from units_of(scope, target) or ()


# ------------------------------------------------------------------------------------- wrong names and paths


def _check_lets(elaborator: Elaborator, campus: Item, changes: Changes) -> None:
    """Reports lets of a scenario that hide one of the campus, which was made after them."""
    own = {**elaborator.phases.get(campus, NOTHING), **elaborator.lets.get(campus, NOTHING)}
    for _, scope in changes.layers:
        assert scope.item is not None
        for name, cell in elaborator.lets.get(scope.item, NOTHING).items():
            if name in own:
                elaborator.shadowed(name, own[name].span, cell.span, f"write `set {name} = …` to change it")


def _check_path(elaborator: Elaborator, campus: Item, change: Change) -> None:
    """Reports a path that names nothing, or units that an array does not have."""
    item: Item | None = campus
    for place, word in enumerate(change.words[:-1]):
        assert item is not None
        rest = ".".join(change.words[place:])
        if rest in item.kind.by_name:
            break  # of two words, such as `limit.nox`
        found = elaborator.named(item, word)
        whole = elaborator.named(item, split_key(word)[0])
        if not found and not whole:
            _no_object(elaborator, campus, item, change, word)
            return
        if word != split_key(word)[0]:
            name, first, last, _ = split_key(word)
            if first is None or last is None or sum(each.units for each in found) != last - first + 1:
                change.scope.error("C0424", f"`{word}` names units that `{name}` does not have", change.target)
                return
        item = found[0]
    if not change.hits and item is not None:
        _no_value(elaborator, campus, item, change)


def _no_object(elaborator: Elaborator, campus: Item, item: Item, change: Change, word: str) -> None:
    if elaborator.is_broken(change.scope.module, item, word) or item.is_lost("*"):
        return
    name = split_key(word)[0]
    elsewhere = paths_to(campus, name)
    guess: str = meant(word, elaborator.objects.get(item, NOTHING))
    if elsewhere:
        tail = change.words[change.words.index(word) + 1 :]
        guess = "write " + " or ".join(f"`{'.'.join((*path, *tail))}`" for path in elsewhere[:3])
    change.scope.error("C0301", f"there is nothing named `{word}` in `{item.name}`", change.target, "", guess)


def _no_value(elaborator: Elaborator, campus: Item, item: Item, change: Change) -> None:
    """The last word of a path gives nothing: an object, a `let` of the file, or a word that was misspelt."""
    word, scope = change.words[-1], change.scope
    if elaborator.is_broken(scope.module, item, word) or item.is_lost(word):
        return
    named = elaborator.named(item, word)
    if named:
        kind = named[0].kind
        example = next(iter(kind.by_name), "…")
        help_ = f"name one of its fields, as in `{change.target.text}.{example}`"
        scope.error("C0440", f"`{change.target.text}` is {article(kind.name)}, not a value", change.target, "", help_)
    elif item is campus and elaborator.module_let(scope.module, word) is not None:
        help_ = "put the `let` into the campus"
        scope.error(
            "C0440", f"`{word}` is a `let` of the file, and a scenario changes one campus", change.target, "", help_
        )
    else:
        values = [*item.kind.by_name, *elaborator.lets.get(item, NOTHING), *elaborator.phases.get(item, NOTHING)]
        elsewhere = [f"`{'.'.join((*path, word))}`" for path in _holders(elaborator, campus, word)]
        guess = meant(word, values) or (f"did you mean {' or '.join(elsewhere[:3])}?" if elsewhere else "")
        scope.error("C0308", f"{article(item.kind.name)} has no `{word}` to set", change.target, "", guess)


def _holders(elaborator: Elaborator, campus: Item, word: str) -> list[tuple[str, ...]]:
    """The paths of the sites that have a phase or let of a name."""
    found = [
        item
        for item in campus.walk()
        if word in elaborator.phases.get(item, NOTHING) or word in elaborator.lets.get(item, NOTHING)
    ]
    return [tuple(each.name for each in item.within() if each is not campus)[::-1] for item in found]
