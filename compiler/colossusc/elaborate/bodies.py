"""The statements of an object's body: values to compute, lets and phases, time on site, requirements."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from functools import partial

from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.arrays import split_key
from colossusc.elaborate.cell import Cell, Given
from colossusc.elaborate.citations import CREDIT
from colossusc.elaborate.guesses import guessed_field
from colossusc.elaborate.lets import Lets
from colossusc.elaborate.names import NOTHING
from colossusc.elaborate.periods import interval
from colossusc.elaborate.scope import PlanScope
from colossusc.elaborate.written import Written, extended
from colossusc.expr.types import DATE, UNTYPED, article
from colossusc.ir import END, Entry, Item, Presence, Requirement, Value
from colossusc.kinds import Kind, find_kind
from colossusc.resolve import DEFINING, Module, Project, misplaced
from colossusc.source import Span
from colossusc.suggest import meant, nearest
from colossusc.syntax import nodes
from colossusc.values.absent import BROKEN
from colossusc.values.calendar import FIRST_DAY
from colossusc.values.timeline import constant
from colossusc.values.uncertain.dates import first_of, last_of

_SHORT = 40  # letters of a statement that a help repeats
CLAUSES: dict[type, str] = {
    nodes.For: "for",
    nodes.When: "when",
    nodes.Near: "near",
    nodes.Message: "message",
    nodes.Expect: "expect",
}


class Bodies(Lets):
    """Sorts the statements of bodies into the tables."""

    def __init__(self, project: Project, diagnostics: Diagnostics) -> None:
        self.requirements: dict[Item, list[tuple[Requirement, PlanScope]]] = {}  # by campus
        self.waivers: dict[Item, list[tuple[nodes.Waive, PlanScope]]] = {}  # by campus
        self.published: dict[Item, list[tuple[nodes.Definition, PlanScope]]] = {}  # `reported`, by campus
        self.file_waivers: list[tuple[Module, nodes.Waive]] = []  # at the top of files: each names its campus
        self.contingency_blocks: dict[Item, list[tuple[PlanScope, nodes.Block]]] = {}  # by campus
        super().__init__(project, diagnostics)

    @abstractmethod
    def inside(self, item: Item, stack: list[tuple[Written, list[nodes.Block]]]) -> None:
        """Make the objects that stand in the layers of an object, which are given the lowest first."""

    def fields(self, item: Item, *layers: Written) -> None:
        """Sorts the statements of an object's layers, the lowest first: values to compute, objects inside, presence,
        requirements. Under them lie those of its part, whose fields are looked up when they are asked for."""
        stack = []
        for part in reversed(list(extended(item.base))):
            layer = self.layer_of(part, item)
            if layer is not None:
                stack.append((layer, self._statements(item, layer, of_base=True)))
        stack += [(layer, self._statements(item, layer)) for layer in layers]
        if any(blocks for _, blocks in stack):
            self.inside(item, stack)

    def _statements(self, item: Item, layer: Written, of_base: bool = False) -> list[nodes.Block]:
        """Takes in the statements of one layer, and gives the blocks in it."""
        scope = layer.scope(self, item)
        given: dict[str, list[Given]] = {}
        blocks: list[nodes.Block] = []
        stated: set[str] = set()
        credit: list[nodes.Assignment] = []
        broken: list[nodes.Broken] = []
        for statement in layer.block.body:
            if isinstance(statement, nodes.Assignment):
                if of_base:
                    continue  # its fields are looked up in the part, where its mistakes are reported
                if statement.target.text == CREDIT != item.kind.name:
                    credit.append(statement)
                else:
                    given.setdefault(statement.target.text, []).append(statement)
            elif isinstance(statement, nodes.Block):
                if statement.kind.text == "contingency" and item.kind.name in ("campus", "site") and not layer.part:
                    self.contingency_blocks.setdefault(item.campus, []).append((scope, statement))
                else:
                    blocks.append(statement)
            elif isinstance(statement, nodes.Definition) and statement.kind.text in ("let", "phase"):
                self._definition(item, scope, statement, given)
            elif isinstance(statement, nodes.Require):
                self.require(item, scope, statement)
            elif isinstance(statement, nodes.Waive) and item.kind.name in ("campus", "site", "building"):
                self.waivers.setdefault(item.campus, []).append((statement, scope))
            elif isinstance(statement, nodes.Broken):
                broken.append(statement)
                blocks.extend(self._salvaged(item, statement))
            elif of_base:
                continue
            elif isinstance(statement, nodes.Spanned):
                self._spanned(item, scope, statement, given, stated)
            elif isinstance(statement, nodes.Definition):
                self._definition(item, scope, statement, given)
            else:
                self.out_of_place(scope, statement)
        for statement in credit:
            self.credit(scope, statement)
        for statement in credit[1:]:
            scope.error("C0602", f"`{CREDIT}` is given twice", statement.target, "", "list all sources in one")
        for each in broken:
            self._unsettled(item, each.words)
        if given:
            self._give(item, layer, scope, given)
        return blocks

    def _salvaged(self, item: Item, statement: nodes.Broken) -> Iterator[nodes.Block]:
        """What can be read of a broken statement; the rest is unknown, and nobody is told of it again."""
        kinds = {word: lost_with(kind) for word in statement.words if (kind := find_kind(word)) is not None}
        kinds["from"] = "presence"
        found = [kinds.get(word) or _field(item, word) for word in statement.words if word not in DEFINING]
        named = found and found[0] and statement.words[0] not in DEFINING  # else nobody knows what reads it
        item.lost.update(filter(None, found) if named else "*")
        broken = self.broken.setdefault(item, set())
        broken.update(statement.words)
        if set(statement.words) <= set(DEFINING):
            broken.add("*")  # nobody knows what it was to define
        for each in statement.body:
            kind = find_kind(each.kind.text) if isinstance(each, nodes.Block) else None
            if isinstance(each, nodes.Block) and kind is not None and item.may_hold(kind):
                yield each
            else:
                broken.update(declared_in((each,)))
                broken.update(misplaced(each) if isinstance(each, nodes.Assignment) else ())

    def _unsettled(self, item: Item, words: tuple[str, ...]) -> None:
        """Of a let or a phase one statement is broken: its other values are not all of it."""
        for table in (self.lets, self.phases):
            for name, cell in table.get(item, NOTHING).items():
                if name in words:
                    cell.value = Value(name, UNTYPED, constant(BROKEN), "written")

    def _give(self, item: Item, layer: Written, scope: PlanScope, given: dict[str, list[Given]]) -> None:
        by_name = item.kind.by_name
        cells = self.cells.setdefault(item, {})
        base = item.base
        for name, statements in given.items():
            field = by_name.get(name)
            if field is None:
                first = statements[0]
                place = first.target if isinstance(first, nodes.Assignment) else first
                self._unknown_field(item, scope, name, place, given)
                continue
            before = cells.get(name)
            cell = Cell(name, field, scope, item, statements, self.cites, _nothing, layer.origin)
            cell.restates = layer.restates
            if before is not None:
                cell.under = partial(self.evaluator.value, before)
                if before.restates and layer.restates and before.scope.part is scope.part:
                    self.declared_twice(f"{item.name}.{name}", before.span, cell.span)
            elif base is not None:
                cell.under = partial(self._from_part, item, base, name)
            cells[name] = cell

    def _unknown_field(
        self, item: Item, scope: PlanScope, name: str, place: nodes.Node, given: dict[str, list[Given]]
    ) -> None:
        if any(name in self.lets.get(each, NOTHING) for each in scope.places()):
            scope.error("C0304", f"`{name}` is a `let`, and is given by one", place, "", f"write `let {name} = …`")
            item.lost.add("*")  # nobody knows what is to have this value
            self._unsettled(item, (name,))
            return
        probable, guess = guessed_field(item, name, (CREDIT,))
        item.lost.add(probable or "*")  # else what reads it would report it once more
        self.broken.setdefault(item, set()).add("*" if name in DEFINING else name)
        written = next(
            (f"{word} {name}" for word in item.kind.definitions if f"{word}.{name}" in item.kind.by_name), ""
        )
        if written:
            guess = f"write `{written} = …`"
        elif name == "count" and item.kind.placed and item.kind.counted_by is None:
            guess = f"several are an array: `{item.kind.plural} {item.name}[1..2]`"
        have = f"{item.kind.plural} have" if item.kind.placed else f"{article(item.kind.name)} has"
        scope.error("C0308", f"{have} no field `{name}`", place, "", guess)

    def _spanned(
        self, item: Item, scope: PlanScope, statement: nodes.Spanned, given: dict[str, list[Given]], stated: set[str]
    ) -> None:
        if statement.target is not None:
            if statement.target.text == "running" and "running" in item.kind.by_name:
                given.setdefault("running", []).append(statement)
            elif statement.target.text == "effective":
                help_ = "a value has its days behind its name, as in `contracted from 2025-07-02 = …`"
                scope.error("C0420", "`effective` belongs in a rule", statement.target, "", help_)
            elif statement.target.text in item.kind.by_name:
                name, day = statement.target.text, statement.period.begin or statement.period.until
                written = scope.source.text[day.start : day.end] if day is not None else "…"
                item.lost.add(name)
                scope.error("C0508", f"`{name}` is a value", statement, "", f"write `{name} = {written}`")
            else:
                self._unknown_field(item, scope, statement.target.text, statement.target, given)
            return
        self._time_on_site(item, scope, statement, stated)

    def _time_on_site(self, item: Item, scope: PlanScope, statement: nodes.Spanned, stated: set[str]) -> None:
        """`from A until B`, or `from A` and `until B` as two statements; `stated` is what its block said so far."""
        part = item.parent is None and item.kind.placed
        if part or (not item.kind.placed and item.kind.name not in ("building", "site")):
            noun = "a part" if part else article(item.kind.name)
            help_ = "put the dates on what is made of it" if part else "put the dates on its values"
            scope.error("C0421", f"{noun} has no time on site", statement, "", help_)
            return
        period = statement.period
        given = interval(scope, period)
        if given is None:
            item.lost.add("presence")
            return
        before = item.presence[0] if item.presence else Presence(FIRST_DAY, END, ())
        says = {"from"} if period.begin is not None else set()
        says |= {"until"} if period.until is not None else set()
        if says & stated:
            scope.error("C0602", "the time on site is given twice", statement)
            return
        stated |= says
        start = given[0] if period.begin is not None else before.start
        end = given[1] if period.until is not None else before.end
        if last_of(end) <= first_of(start):
            words = f"it ends on {DATE.show(end)} and begins on {DATE.show(start)}"
            scope.error(
                "C0506", f"this time on site ends before it begins: {words}", statement, "", "swap the two days"
            )
            item.lost.add("presence")
            item.presence.clear()
            return
        entry = Entry(scope.source, period, first_of(start), last_of(end), self.cites(scope, statement), item)
        item.presence[:] = [Presence(start, end, (*before.entries, entry))]

    def _definition(
        self, item: Item, scope: PlanScope, statement: nodes.Definition, given: dict[str, list[Given]]
    ) -> None:
        word = statement.kind.text
        if word == "let":
            self.let(item, scope, statement)
        elif word == "phase" and item.kind.name in ("campus", "site"):
            self.phase(item, scope, statement)
        elif word == "unit" and item.kind.name == "campus":
            self.defines_unit(item, scope, statement)
        elif word in item.kind.definitions:
            given.setdefault(f"{word}.{statement.name.text}", []).append(statement)
        elif word == "reported" and item.campus.kind.name == "campus":
            self.published.setdefault(item.campus, []).append((statement, scope))
        else:
            self.broken.setdefault(item, set()).update(misplaced(statement))
            meant_ = {_field(item, name) for name in (word, statement.name.text)}
            words = ["let", *item.kind.definitions, *(["phase", "unit"] if item.kind.name == "campus" else [])]
            defines = statement.name.text in DEFINING  # `size let = 5`
            item.lost.update(filter(None, meant_) if not defines and (any(meant_) or nearest(word, words)) else "*")
            self._unsettled(item, (word, statement.name.text))
            scope.error(
                "C0309",
                f"`{word}` defines nothing in {article(item.kind.name)}",
                statement.kind,
                "",
                f"write `{word} = …`"
                if word in item.kind.by_name
                else meant(word, words) or "here stand " + ", ".join(f"`{each} name = …`" for each in words),
            )

    def require(self, item: Item, scope: PlanScope, statement: nodes.Require) -> None:
        """Take in what is required of an object, which the scope may see more than. By its title a waiver names it."""
        made = Requirement(statement, scope.source, item)
        same = next((each for each in item.requirements if made.title and each.title == made.title), None)
        if same is not None and same.node.title is not None and statement.title is not None:
            first = Span(same.source, same.node.title.start, same.node.title.end)
            self.declared_twice(made.title, first, Span(scope.source, statement.title.start, statement.title.end))
        item.requirements.append(made)
        self.requirements.setdefault(item.campus, []).append((made, scope))

    def out_of_place(self, scope: PlanScope, statement: nodes.Statement) -> None:
        word = CLAUSES.get(type(statement))
        if isinstance(statement, nodes.Waive):
            words = "a waiver stands in a campus, site or building, or at the top of a file"
            scope.error("C0420", words, statement, "", "move it to one of them")
        elif isinstance(statement, (nodes.Lose, nodes.Set, nodes.Draw)):
            lose = isinstance(statement, nodes.Lose)
            words = "`lose` belongs in a contingency or a scenario" if lose else "`set` belongs in a scenario"
            written = f"{scope.source.text[statement.start : statement.end]}"
            place = "contingency n_1" if lose else "scenario name : campus"
            help_ = f"write `{place} {{ {written} }}`" if len(written) <= _SHORT else f"write it in a `{place} {{ … }}`"
            scope.error("C0420", words, statement, "", help_)
        elif word is not None:
            shown = statement.word if isinstance(statement, nodes.Message) else word
            place = "test" if word == "expect" else "rule"
            likes = 'test "what it shows" { … }' if place == "test" else 'rule X001 name "what it asks" { … }'
            scope.error("C0420", f"`{shown}` belongs in a {place}", statement, "", f"write it in a `{likes}`")
        elif isinstance(statement, (nodes.Use, nodes.Import)):
            words = "`use` and `import` stand at the top of a file"
            scope.error("C0420", words, statement, "", "move it above the campus")


def lost_with(kind: Kind) -> str:
    """What is lost with an object: objects of its kind; with a site or building, whatever may stand in it."""
    return "*" if kind.name in ("site", "building") else kind.name


def declared_in(statements: tuple[nodes.Statement, ...]) -> Iterator[str]:
    """Every name that statements declare, at any depth, broken ones included."""
    for statement in statements:
        if isinstance(statement, nodes.Block):
            yield from (split_key(name.text)[0] for name in statement.names) if statement.names else "*"
        elif isinstance(statement, nodes.Definition):
            yield statement.name.text
        elif isinstance(statement, nodes.Broken):
            yield from statement.words
        if isinstance(statement, (nodes.Block, nodes.Broken)):
            yield from declared_in(statement.body)


def _field(item: Item, word: str) -> str | None:
    """The field of an object that a word names, or probably means."""
    return word if word in item.kind.by_name else nearest(word, item.kind.by_name)


def _nothing() -> None:
    return None
