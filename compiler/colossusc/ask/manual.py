"""Manual pages, in Markdown: of codes, kinds, facts, and the rules of the standard library.

`explain` prints one of them, the generated pages of the documents hold all: both read the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from colossusc.analyses.fact import Fact, all_facts
from colossusc.codes import Code
from colossusc.diagnostic import Diagnostics
from colossusc.elaborate.plan import elaborate
from colossusc.expr.types import QuantityType, SetType, SymbolType, Type, article
from colossusc.ir import END, Item
from colossusc.kinds import Field, Kind, all_kinds
from colossusc.resolve import Loader
from colossusc.rules.rule import Loader as RuleLoader
from colossusc.rules.verdict import Heading
from colossusc.source import ReadProblem
from colossusc.syntax import nodes
from colossusc.values.absent import Missing
from colossusc.values.calendar import FIRST_DAY, show_date
from colossusc.values.dimension import NONE
from colossusc.values.usual_units import usual_unit

_LARGE = 10**40  # so large that the largest usual unit fits
_WIDEST = 24  # columns of a table are padded so far, to be read on a terminal too


@attrs.frozen(eq=False)
class LibraryRule:
    """A rule of the standard library, and the tests of its pack that expect a finding of it or see that it has none."""

    heading: Heading
    tests: int  # of its pack
    expecting: int  # of them, those that expect a finding of this rule


@attrs.frozen(eq=False)
class Library:
    """What the rule packs of the standard library declare."""

    rules: dict[str, LibraryRule]  # by code, in order
    shared: dict[str, Item]  # jurisdictions and parties


def library_rules() -> dict[str, LibraryRule]:
    """Every rule of the standard library by its code, in order."""
    return library().rules


def library() -> Library:
    """The standard library's rules, jurisdictions and parties."""
    diagnostics = Diagnostics()
    project = Loader(_no_file, diagnostics).project([])
    elaborator = elaborate(project, diagnostics)[1]
    loader = RuleLoader(elaborator)
    found = {}
    for module in project.packs:
        tests = module.declared["test"].values()
        for code, block in module.declared["rule"].items():
            rule = loader.load(module, block)
            assert rule is not None, f"{code} of the standard library has a mistake"
            names = {rule.heading.code, rule.heading.name}
            expecting = sum(1 for test in tests if _expects(test, names))
            found[code] = LibraryRule(rule.heading, len(tests), expecting)
    elaborator.finish()  # the sources that the rules cite
    return Library(dict(sorted(found.items())), dict(elaborator.everywhere))


def _no_file(name: str) -> str:
    raise ReadProblem("C0701", f"there is no file `{name}`")


def _expects(test: nodes.Block, names: set[str]) -> bool:
    return any(isinstance(each, nodes.Expect) and each.words[-1].text in names for each in test.body)


# ------------------------------------------------------------------------------------------------------- pages


def code_page(code: Code, level: int = 1) -> str:
    """A diagnostic of the compiler: what it means, a text that gives it, the text that mends it."""
    parts = [f"{'#' * level} {code.code}: {code.title}", code.explanation.rstrip()]
    for words, text in code.examples:
        parts.append(f"{words}\n\n{indented(text)}")
    return _page(parts)


def kind_page(kind: Kind, level: int = 1) -> str:
    """A kind of object: what it is, how it is written, its fields."""
    parts = [f"{'#' * level} {kind.name}, {kind.plural}", kind.doc, " ".join(_written(kind))]
    if kind.fields:
        rows = [_field_row(field) for field in kind.fields]
        parts.append(table(("Field", "Takes", "Default", "Bounds", "Changes over time", "Meaning"), rows))
    facts = [fact for (of, _), fact in sorted(all_facts().items()) if of == kind.name]
    if facts:
        parts.append("Facts of it, which rules and requires read:")
        parts.append(table(("Fact", "Is", "Meaning"), [_fact_row(fact) for fact in facts]))
    return _page(parts)


def fact_page(name: str, level: int = 1) -> str:
    """A fact: of which kinds, and how it is computed. Raises KeyError for an unknown name."""
    found = facts_by_name()[name]
    rows = [(_kinds(fact), takes(fact.type), fact.doc) for fact in found]
    return _page([f"{'#' * level} {name}", table(("Of", "Is", "Meaning"), rows)])


def rule_page(rule: LibraryRule, level: int = 1) -> str:
    """A rule of the standard library, with how well it is tested."""
    tests = f"tests: {rule.tests} in its pack, of which {rule.expecting} expect a finding of this rule"
    return heading_page(rule.heading, level, tests)


def heading_page(heading: Heading, level: int = 1, *further: str) -> str:
    """A rule: what it asks, where and since when, on whose word, and its text."""
    source = heading.module.source
    line = source.position(heading.node.start)[0]
    where = f"`{heading.jurisdiction.name}`, {heading.jurisdiction.label}" if heading.jurisdiction else "everywhere"
    told = [
        f"name: `{heading.name}`",
        f"severity: {heading.severity}",
        f"status: {heading.status}",
        f"jurisdiction: {where}",
        f"effective: {_effective(heading)}",
        *(f"source: {source_words(each)}" for each in heading.sources),
        f"place: `{source.name}:{line}`",
        *further,
    ]
    parts = [f"{'#' * level} {heading.code}: {heading.title}", "\n".join(f"- {each}" for each in told)]
    parts.append(indented(source.text[heading.node.start : heading.node.end]))
    return _page(parts)


def facts_by_name() -> dict[str, list[Fact]]:
    """Facts by name; those of one name differ in what they are of."""
    found: dict[str, list[Fact]] = {}
    for (_, name), fact in sorted(all_facts().items()):
        if fact not in found.setdefault(name, []):
            found[name].append(fact)
    return dict(sorted(found.items()))


# ------------------------------------------------------------------------------------------------------- pieces


def takes(type_: Type) -> str:
    """What a field takes, with the unit people would write: `a power, MW`."""
    if isinstance(type_, QuantityType) and type_.dimension is not NONE and not type_.share:
        usual = usual_unit(_LARGE, type_.dimension, type_.point, type_.share)
        unit = type_.unit or (usual.symbol if usual else "")
        return f"{type_.words}, `{unit}`" if unit else type_.words
    if isinstance(type_, SetType):
        return f"a list of {_several(type_.element)}"
    return type_.words


def source_words(source: Item) -> str:
    """A source as a reader follows it: title, publisher, date, grade, address."""
    told = [source.label]
    for name in ("publisher", "published", "grade"):
        value = source.value(name).steps.values[0]
        if not isinstance(value, Missing):
            told.append(source.kind.by_name[name].type.show(value))
    url = source.value("url").steps.values[0]
    address = "" if isinstance(url, Missing) else f": <{url}>"
    return f"`{source.name}` {', '.join(told)}{address}"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    widths = [*(min(_WIDEST, max(map(len, column))) for column in list(zip(*lines, strict=True))[:-1]), 3]
    padded = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    padded.insert(1, ["-" * width for width in widths])
    return "\n".join(f"| {' | '.join(line)} |" for line in padded)


def indented(text: str) -> str:
    """A text as a block of code; characters that would not be seen are shown by their number."""
    lines = text.rstrip("\n").split("\n")
    return "\n".join(f"    {''.join(map(_seen, line))}".rstrip() for line in lines)


def _seen(char: str) -> str:
    return char if char.isprintable() else f"\\u{{{ord(char):x}}}"


def _page(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _written(kind: Kind) -> Iterator[str]:
    if kind.part:
        yield f"A part is `part name : {kind.name} {{ … }}`."
    if kind.placed and kind.counted_by is not None:
        yield f"`{kind.plural} name {{ … }}` stands in a campus, site or building; `{kind.counted_by}` says how many."
    elif kind.placed:
        yield f"`{kind.name} name {{ … }}` stands in a campus, site or building."
        yield f"`{kind.plural} name[1..8] {{ … }}` are eight."
    elif not kind.catalog_only:
        holders = [each.name for each in all_kinds().values() if kind.name in each.holds]
        place = article(" or ".join(holders)) if holders else "the top of a file"
        yield f"`{kind.name} name {{ … }}` stands {'in' if holders else 'at'} {place}."
    if kind.holds:
        yield f"It holds {' and '.join(f'`{name}`' for name in kind.holds)}."


def _field_row(field: Field) -> tuple[str, ...]:
    default = f"`{field.default}`" if field.default is not None else "handed down" if field.handed_down else ""
    changes = "no" if not field.dated else "yes, 0 before" if field.before_zero else "yes"
    return f"`{field.name}`", takes(field.type), default, _bounds(field), changes, field.doc


def _bounds(field: Field) -> str:
    show = field.type.show
    found = [f"> {show(field.above)}"] if field.above is not None else []
    found += [f"≥ {show(field.minimum)}"] if field.minimum is not None else []
    found += [f"≤ {show(field.maximum)}"] if field.maximum is not None else []
    return ", ".join(found)


def _fact_row(fact: Fact) -> tuple[str, ...]:
    return f"`{fact.name}`", takes(fact.type), fact.doc


def _kinds(fact: Fact) -> str:
    return ", ".join(f"`{kind}`" for kind in fact.kinds)


def _several(element: Type) -> str:
    if isinstance(element, SymbolType):
        return element.words
    kinds = [all_kinds()[name].plural for name in getattr(element, "kinds", ())]
    return " or ".join(kinds) if kinds else "objects"


def _effective(heading: Heading) -> str:
    words = [] if heading.start == FIRST_DAY else [f"from {show_date(heading.start)}"]
    words += [] if heading.end == END else [f"until {show_date(heading.end)}"]
    return " ".join(words) or "at every date"
