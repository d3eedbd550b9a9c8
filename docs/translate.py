"""Writes `templates/locale/`: what there is to translate, and each language's catalog as the compiler reads it.

`python docs/translate.py` takes every text that people may read from the code, the templates, the specifications of
pictures, the rule packs and the compiler's own tables, puts it into `colossusc.pot` and into the `colossusc.po` of each
language, and compiles these. `--check` only says what is stale (exit code 1). Who translates edits the `.po` files.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, get_args

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from colossusc.analyses.fact import all_facts
from colossusc.diagnostic import RANK, Diagnostics
from colossusc.emit.capex import published
from colossusc.emit.emissions import FORMULAS
from colossusc.emit.used import SORTS
from colossusc.expr.types import BoolType, SymbolType
from colossusc.kinds import all_kinds
from colossusc.kinds.common import POLLUTANTS
from colossusc.kinds.source import GRADES
from colossusc.language import LANGUAGES, SOURCE
from colossusc.resolve import Loader
from colossusc.rules.rule import STATUSES
from colossusc.rules.verdict import Verdict
from colossusc.syntax import nodes

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "templates" / "locale"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "marked", "Column")),
    **dict.fromkeys(("ngettext", "marked_plural"), (1, 2)),
    "pgettext": ((1, "c"), 2),
    "counted": (2, 3),
}
_TAGS = ["TRANSLATORS:"]
_HEADER = "# Texts of colossusc: see docs/translating.md.\n#"
_DATED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # no clock: the same texts make the same file


class Text(NamedTuple):
    """One thing to translate: a text, or those for one and for several."""

    place: str
    id: str | tuple[str, ...]
    context: str | None = None
    comments: tuple[str, ...] = ()


def texts() -> Iterator[Text]:
    """Everything that there is to translate."""
    for path in sorted((ROOT / "compiler" / "colossusc").rglob("*.py")):
        yield from _of_file("python", path)
    for path in sorted((ROOT / "templates").glob("*.*")):
        if path.suffix in (".html", ".md", ".typ"):
            yield from _of_file("jinja2.ext:babel_extract", path)
    for path in sorted((ROOT / "templates" / "charts").glob("*.json")):
        yield from (Text(_name(path), each) for each in _of_json(json.loads(path.read_text(encoding="utf-8"))))
    yield from _of_rules()
    yield from _of_tables()


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _of_file(method: str, path: Path) -> Iterator[Text]:
    with path.open("rb") as file:
        for _, found, comments, context in extract(
            method, file, KEYWORDS, _TAGS, {"trimmed": "true"}, strip_comment_tags=True
        ):
            if isinstance(found, tuple) and len(set(found)) == 1:
                found = (found[0], found[1])
            yield Text(_name(path), found, context, tuple(comments))


def _of_json(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.keys() == {"_"}:
            yield part["_"]
        for each in part.values():
            yield from _of_json(each)
    elif isinstance(part, list):
        for each in part:
            yield from _of_json(each)


def _of_rules() -> Iterator[Text]:
    """The titles, messages and helps of the standard library's rules, and what they call money that falls due."""

    def no_file(name: str) -> str:
        raise FileNotFoundError(name)

    for module in Loader(no_file, Diagnostics()).project([]).packs:
        for block in module.declared["rule"].values():
            if block.label is not None:
                yield Text(f"specs/{module.source.name}", block.label.text)
            for each in block.body:
                if isinstance(each, nodes.Message):
                    yield Text(f"specs/{module.source.name}", each.text.text)
                elif isinstance(each, nodes.Definition) and each.label is not None:
                    yield Text(f"specs/{module.source.name}", each.label.text)


def _of_tables() -> Iterator[Text]:
    """What the compiler's tables call things."""
    for kind in all_kinds().values():
        place = f"compiler/colossusc/kinds/{kind.name}.py"
        yield Text(place, kind.name, "kind")
        yield Text(place, kind.plural, "kinds")
        for field in kind.fields:
            if field.default is not None:
                yield Text(place, field.doc)
            if isinstance(field.type, SymbolType):
                yield from (Text(place, choice, "choice") for choice in field.type.choices)
    yield Text("compiler/colossusc/analyses/contents.py", "cable", "kind")
    for (_, name), fact in all_facts().items():
        place = fact.compute.__module__ if callable(fact.compute) else fact.compute.addend.__module__
        place = f"compiler/{place.replace('.', '/')}.py"
        yield Text(place, fact.words or name.replace("_", " "))
        if isinstance(fact.type, BoolType):
            yield Text(place, name.removeprefix("is_").replace("_", " "))
        if fact.formula and name in FORMULAS:
            yield Text(place, fact.formula)
    for severity in RANK:
        yield Text("compiler/colossusc/diagnostic.py", severity, "severity")
    for verdict in get_args(Verdict):
        yield Text("compiler/colossusc/rules/verdict.py", verdict, "verdict")
    for choice in (*STATUSES, *SORTS, *GRADES):
        yield Text("compiler/colossusc/rules/rule.py", choice, "choice")
    for _, words in POLLUTANTS:
        yield Text("compiler/colossusc/kinds/common.py", words)
    for row in published():
        yield Text("specs/published/capital_cost.toml", row.what)
    for sort in ("plan", "catalog", "rules"):
        yield Text("compiler/colossusc/emit/provenance.py", sort, "file")
    for change in ("new", "changed", "gone"):
        yield Text("compiler/colossusc/emit/one_line/diagram.py", change, "since before")


# -------------------------------------------------------------------------------------------------------- catalogs


def template() -> Catalog:
    """Everything to translate, as a catalog without translations."""
    catalog = _catalog(None)
    for each in texts():
        if each.id:
            catalog.add(each.id, context=each.context, locations=[(each.place, None)], auto_comments=each.comments)
    for message in catalog:
        message.flags.discard("python-format")  # places are in braces, and `%` is a sign
        message.locations = sorted(set(message.locations))
    return catalog


def _catalog(language: str | None) -> Catalog:
    return Catalog(
        language,
        header_comment=_HEADER,
        project="colossusc",
        charset="utf-8",
        creation_date=_DATED,
        revision_date=_DATED,
        fuzzy=False,
    )


def translated(language: str, wanted: Catalog) -> Catalog:
    """The catalog of a language with the texts that there are now, and the translations that it has of them."""
    path = FOLDER / language / "LC_MESSAGES" / "colossusc.po"
    catalog = _catalog(language)
    known = read_po(BytesIO(path.read_bytes()), language) if path.exists() else catalog
    for message in wanted:
        if message.id:
            before = known.get(message.id, message.context)
            fresh = catalog.add(
                message.id,
                before.string if before is not None else "",
                message.locations,
                message.flags,
                message.auto_comments,
                before.user_comments if before is not None else (),
                context=message.context,
            )
            fresh.flags.discard("python-format")
    return catalog


def files() -> dict[str, bytes]:
    """Every file of the folder by its path in it."""
    wanted = template()
    found = {"colossusc.pot": _po(wanted)}
    for language in LANGUAGES:
        if language != SOURCE:
            catalog = translated(language, wanted)
            found[f"{language}/LC_MESSAGES/colossusc.po"] = _po(catalog)
            compiled = BytesIO()
            write_mo(compiled, catalog)
            found[f"{language}/LC_MESSAGES/colossusc.mo"] = compiled.getvalue()
    return found


def _po(catalog: Catalog) -> bytes:
    text = BytesIO()
    write_po(text, catalog, width=120, include_lineno=False, sort_by_file=True)
    return b"".join(line for line in text.getvalue().splitlines(True) if not line.startswith(b'"Generated-By'))


def stale() -> list[str]:
    """The files in the folder that are not what they should be."""
    return sorted(
        name
        for name, content in files().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != content
    )


def main() -> int:
    """Write the files, or check them."""
    if "--check" in sys.argv[1:]:
        found = stale()
        for name in found:
            print(f"templates/locale/{name} is stale: run python docs/translate.py")
        return int(bool(found))
    for name, content in files().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
