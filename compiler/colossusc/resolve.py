"""From paths to modules: reads the files of a plan, follows their imports, and knows what each declares.

A module is one file. `use catalog.nvidia` binds a catalog of the standard library, `import "sources.colossus" as src`
a file of the project. Parties, jurisdictions and rules are known everywhere, wherever they are declared.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import TypeVar

import attrs

from colossusc.diagnostic import Diagnostic, Diagnostics, Label, refused
from colossusc.resources import resource
from colossusc.source import Read, ReadProblem, SameFile, Source, Span
from colossusc.suggest import meant, nearest
from colossusc.syntax import nodes
from colossusc.syntax.stored import NO_CACHE, Cache, parsed

DECLARED = ("source", "part", "party", "jurisdiction", "campus", "rule", "test", "scenario", "property")  # in a file
_TITLED = ("test", "property")  # what may have a title in place of a name
MOST_FILES = 1_000
DEEPEST_IMPORT = 32
_TOO_MANY = f"a project has at most {MOST_FILES:,} files"
SETTINGS = ("edition", "as_of")
DEFINING = ("let", "phase", "limit", "unit")
_LIBRARY = ("catalog", "rules")
Declaration = TypeVar("Declaration", nodes.Block, nodes.Definition, nodes.Assignment)


@attrs.frozen(eq=False, repr=False)
class Module:
    """One file: its tree, what it declares by word and name, and what its imports bind."""

    source: Source
    file: nodes.File
    declared: dict[str, dict[str, nodes.Block]]
    lets: dict[str, nodes.Definition]
    units: dict[str, nodes.Definition]
    settings: dict[str, nodes.Assignment]  # edition, as_of
    bound: dict[str, Module] = attrs.field(factory=dict)  # by the name that `use` or `as` gives
    merged: list[Module] = attrs.field(factory=list)  # imported without a name: their names are seen directly
    broken: set[str] = attrs.field(factory=set)  # words of statements that were already reported; `*` means any
    read: set[str] = attrs.field(factory=set)  # the bound names that something was looked for in
    _names: dict[str, tuple[str, ...]] = attrs.field(factory=dict, init=False)

    def __repr__(self) -> str:
        return f"Module({self.source.name!r})"

    def seek(self, alias: str) -> Module | None:
        """The module that a name binds, which counts as used from now on."""
        self.read.add(alias)
        return self.bound.get(alias)

    def find(self, word: str, name: str) -> tuple[Module, nodes.Block] | None:
        """What `name` declares as a `word` here or in a file imported without a name."""
        block = self.declared[word].get(name)
        if block is not None:
            return self, block
        for module in self.merged:
            if name in module.declared[word]:
                return module, module.declared[word][name]
        return None

    def names(self, word: str) -> tuple[str, ...]:
        """Every name that could be meant where a `word` is looked for, bound modules included; once all are loaded."""
        if word not in self._names:
            own = [name for module in (self, *self.merged) for name in module.declared[word]]
            bound = [f"{alias}.{name}" for alias, module in self.bound.items() for name in module.declared[word]]
            self._names[word] = (*own, *bound)
        return self._names[word]


@attrs.frozen(eq=False)
class Project:
    """The modules of one run: the plan's own (given, or imported by them), and the standard library's."""

    own: tuple[Module, ...]
    packs: tuple[Module, ...]
    given: tuple[Module, ...]  # those whose paths were given

    def modules(self) -> Iterator[Module]:
        yield from self.own
        yield from self.packs


class Loader:
    """Reads and parses each file once, follows imports, and reports what cannot be followed."""

    def __init__(self, read: Read, diagnostics: Diagnostics, cache: Cache = NO_CACHE) -> None:
        self.read = read
        self.cache = cache
        self.diagnostics = diagnostics
        self.modules: dict[str, Module | None] = {}
        self.following: list[str] = []

    def project(self, paths: Sequence[str], packs: bool = True) -> Project:
        """Load the files at `paths` and what they import; with `packs`, the rule packs of the standard library too."""
        given = [module for path in paths if (module := self.given(path)) is not None]
        names = resource("specs/rules").names() if packs else []
        paths_ = [f"rules/{name}" for name in names if name.endswith(".colossus")]
        texts = {module.source.text for module in given}  # a pack that is itself given is not loaded twice
        found = (self.library(path) for path in paths_ if resource(f"specs/{path}").read_text() not in texts)
        library = [module for module in found if module is not None]
        loaded = [
            module for module in dict.fromkeys(self.modules.values()) if module is not None
        ]  # one may have two names
        own = [module for module in loaded if not module.source.library]
        return Project(tuple(own), tuple(library), tuple(given))

    def given(self, path: str) -> Module | None:
        """The file at a path from the command line."""
        if self.full:
            self.diagnostics.error("C0904", _TOO_MANY, None)
            return None
        try:
            text = self.read(path)
        except ReadProblem as problem:
            self.diagnostics.add(refused(problem))
            return None
        name = posixpath.normpath(path.replace("\\", "/"))
        if name not in self.modules:
            self.modules[name] = self.module(Source(name, text))
        return self.modules[name]

    @property
    def full(self) -> bool:
        """Whether the project has as many files as it may have."""
        return len(self.modules) >= MOST_FILES

    def library(self, path: str) -> Module | None:
        """A file of the standard library, by its path below `specs`; None where there is none."""
        key = f"<library>/{path}"  # no file of a project can have this name
        if key not in self.modules:
            try:
                text = resource(f"specs/{path}").read_text()
            except FileNotFoundError:
                return None
            self.modules[key] = self.module(Source(path, text, library=True), key)
        return self.modules[key]

    def module(self, source: Source, key: str = "") -> Module:
        file, problems = parsed(source, self.cache)
        self.diagnostics.extend(problems)
        if file.unbalanced:
            self.diagnostics.mute(source)
        module = self.declarations(source, file)
        self.modules.setdefault(key or source.name, module)
        self.following.append(source.name)
        for statement in file.body:
            if isinstance(statement, nodes.Use):
                self.use(module, statement)
            elif isinstance(statement, nodes.Import):
                self.follow(module, statement)
        self.following.pop()
        return module

    def declarations(self, source: Source, file: nodes.File) -> Module:
        declared: dict[str, dict[str, nodes.Block]] = {word: {} for word in DECLARED}
        lets: dict[str, nodes.Definition] = {}
        units: dict[str, nodes.Definition] = {}
        settings: dict[str, nodes.Assignment] = {}
        broken: set[str] = {"*"} if file.unbalanced else set()
        twice: set[str] = set()
        for statement in file.body:
            if isinstance(statement, nodes.Block) and statement.kind.text in declared:
                names = declared[statement.kind.text]
                if not statement.names:
                    if statement.kind.text in _TITLED and statement.label is not None:
                        self.declare(source, names, statement.label.text, statement)
                    else:
                        self.error(
                            source,
                            "C0305",
                            f"this {statement.kind.text} has no name",
                            statement.kind,
                            f"write `{statement.kind.text} name {{ … }}`",
                        )
                        broken.add("*")  # what it declares is not known
                elif len(statement.names) > 1 and statement.kind.text != "rule":
                    word = statement.kind.text
                    self.error(
                        source,
                        "C0305",
                        f"this {word} needs one name",
                        statement.names[1],
                        f"write `{word} name {{ … }}`",
                    )
                    broken.update(misplaced(statement))
                else:
                    self.declare(source, names, statement.names[0].text, statement)
            elif isinstance(statement, nodes.Definition) and statement.kind.text == "let":
                if statement.name.text in lets:
                    twice.add(statement.name.text)
                self.declare(source, lets, statement.name.text, statement)
            elif isinstance(statement, nodes.Definition) and statement.kind.text == "unit":
                self.declare(source, units, statement.name.text, statement)
            elif isinstance(statement, (nodes.Block, nodes.Definition)):  # of no kind that can stand here
                broken.update(misplaced(statement))
            elif isinstance(statement, nodes.Assignment):
                self.declare(source, settings, statement.target.text, statement)
                if statement.target.text not in SETTINGS:
                    broken.update(misplaced(statement))
            elif isinstance(statement, nodes.Broken):
                broken.update(statement.words)
                imports = source.text.startswith(("use", "import", '"'), statement.start)
                if imports or not statement.words or set(statement.words) <= {*DEFINING, *DECLARED}:
                    broken.add("*")  # nobody knows what it was to declare
        for name in twice:  # which of them is meant is not known
            del lets[name]
        broken |= twice
        for word in broken.intersection(lets):  # another value of it is broken
            del lets[word]
        return Module(source, file, declared, lets, units, settings, broken=broken)

    def declare(self, source: Source, names: dict[str, Declaration], name: str, statement: Declaration) -> None:
        first = names.setdefault(name, statement)
        if first is not statement:
            self.duplicate(source, name, first, statement)

    def duplicate(self, source: Source, name: str, first: nodes.Node, second: nodes.Node) -> None:
        at, before = named(source, second), named(source, first)
        self.diagnostics.add(
            Diagnostic(
                "C0303",
                "error",
                f"`{name}` is declared twice",
                at,
                "again here",
                (Label(before, "first here"),),
                helps=("give one of them another name, or remove it",),
            )
        )

    def use(self, module: Module, statement: nodes.Use) -> None:
        words = statement.target.text.split(".")
        alias = statement.alias.text if statement.alias else words[-1]
        target = None
        if len(words) == 2 and words[0] in _LIBRARY:
            target = self.library(f"{words[0]}/{words[1]}.colossus")
        if target is None:
            known = [
                f"{folder}.{name.removesuffix('.colossus')}"
                for folder in _LIBRARY
                for name in resource(f"specs/{folder}").names()
            ]
            self.error(
                module.source,
                "C0704",
                f"there is no `{statement.target.text}` in the standard library",
                statement.target,
                meant(statement.target.text, known) or "it has: " + ", ".join(known),
            )
            module.broken.update((alias, *words))
            probable = nearest(statement.target.text, known)
            if probable is not None and statement.alias is None:
                module.broken.add(probable.rpartition(".")[2])  # the rest of the file may well spell it right
            return
        self.bind(module, alias, target, statement.alias or statement.target)

    def bind(self, module: Module, alias: str, target: Module, node: nodes.Node) -> None:
        if alias in module.bound and module.bound[alias] is not target:
            self.error(module.source, "C0303", f"`{alias}` is bound twice", node, "give one another name with `as`")
        else:
            module.bound[alias] = target

    def follow(self, module: Module, statement: nodes.Import) -> None:
        target = self.imported(module, statement)
        if target is None:
            module.broken.add(statement.alias.text if statement.alias is not None else "*")
        elif statement.alias is not None:
            self.bind(module, statement.alias.text, target, statement.alias)
        else:
            module.merged.append(target)

    def imported(self, module: Module, statement: nodes.Import) -> Module | None:
        """The file that an import names; None where it cannot be had, which is reported."""
        path, written = statement.path.text, statement.path
        parts = path.replace("\\", "/").split("/")
        if not path or ".." in parts or path.startswith(("/", "\\")) or ":" in path or "\0" in path:
            self.error(
                module.source,
                "C0703",
                "an import stays within the project",
                written,
                'name a file beside or below this one, as in `import "sources.colossus"`',
            )
            return None
        name = posixpath.normpath(posixpath.join(posixpath.dirname(module.source.name), path.replace("\\", "/")))
        return self.imported_by_name(module, name, written)

    def imported_by_name(self, module: Module, name: str, written: nodes.Text) -> Module | None:
        if name in self.following:
            cycle = " → ".join((*self.following[self.following.index(name) :], name))
            self.error(module.source, "C0702", f"these files import each other: {cycle}", written, "remove one import")
            return None
        if name not in self.modules:
            if len(self.following) >= DEEPEST_IMPORT:
                words = f"files import each other at most {DEEPEST_IMPORT} deep"
                self.error(module.source, "C0905", words, written, "import it from a file nearer to the first one")
                return None
            if self.full:
                self.error(module.source, "C0904", _TOO_MANY, written, "join files that belong together")
                return None
            try:
                text = self.read(name)
            except ReadProblem as problem:
                near = "a path begins at the folder of the file that imports" if problem.code == "C0701" else ""
                self.error(module.source, problem.code, problem.message, written, problem.help or near)
                self.modules[name] = None
                return None
            except SameFile as same:
                self.modules[name] = self.imported_by_name(module, same.name, written)
                return self.modules[name]
            self.modules[name] = self.module(Source(name, text))
        return self.modules[name]

    def error(self, source: Source, code: str, message: str, node: nodes.Node, help: str = "") -> None:
        helps = (help,) if help else ()
        self.diagnostics.error(code, message, Span(source, node.start, node.end), "", *helps)


def misplaced(statement: nodes.Block | nodes.Definition | nodes.Assignment) -> set[str]:
    """The names that a statement may have been meant to declare, where it does not; `*` means any.

    Of `lett reserve = 10 %` and `reserve = 10 %` it is `reserve`; of `let = 10 %` nobody knows.
    """
    if isinstance(statement, nodes.Assignment):
        return {"*" if statement.target.text in DEFINING else statement.target.text}
    names = statement.names if isinstance(statement, nodes.Block) else (statement.name,)
    return {word.text.partition("[")[0] for word in (statement.kind, *names)} if names else {"*"}


def named(source: Source, node: nodes.Node) -> Span:
    """The smallest place that names a declaration."""
    if isinstance(node, nodes.Block):
        place: nodes.Node = node.names[-1] if node.names else node.label or node.kind
    elif isinstance(node, nodes.Definition):
        place = node.name
    elif isinstance(node, nodes.Assignment):
        place = node.target
    else:
        place = node
    return Span(source, place.start, place.end)
