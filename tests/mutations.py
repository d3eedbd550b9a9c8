"""One mistake, one error: plans with one token deleted, doubled or swapped, and what may be said of them.

What is said of the statement that was touched is not looked at here. Everywhere else nothing may be new, neither an
error nor a finding of a rule, and no error may be lost, but for what `complaints` says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import attrs

from colossusc.diagnostic import Diagnostic
from colossusc.pipeline import Options, check
from colossusc.resources import resource
from colossusc.source import ReadProblem, Source
from colossusc.syntax import nodes
from colossusc.syntax.parse import parse
from colossusc.syntax.tables import tables

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^```colossus ?(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WAYS = ("delete", "double", "swap")
PLAN = "plan.colossus"
Place = tuple[int, int]
BRACES = ("{", "}")
UNDER_RULES = """campus c {
  pue = 1.2
  site s {
    jurisdiction = [us_tn_shelby, tva_region]
    ambient      = 40 degC
    grid g { provider = tva; contracted = 120 MW }
    load l { behind = it; power = 105 MW }
    turbines t[1..2] { rating = 10 MW }
  }
}
"""


@attrs.frozen
class Mutation:
    """A text with one mistake in it."""

    way: str
    text: str
    start: int  # what was changed in the original: `[start, end)`
    end: int
    touched: tuple[Place, ...]  # the statements, and heads of blocks, of the original that the change is in
    brace: bool  # whether one of the tokens is a brace: then what stands behind may stand elsewhere

    def told(self, text: str) -> str:
        """The line before and after, for people."""
        line = text.count("\n", 0, self.start)
        return f"{self.way}: {text.splitlines()[line].strip()}  →  {self.text.splitlines()[line].strip()}"

    @property
    def statements(self) -> int:
        """How many statements were touched, each of which may have an error."""
        return max(1, len({place for place in self.touched if place != (self.start, self.end)}))


@attrs.frozen
class Token:
    """A token of a text, and the name of its terminal."""

    name: str
    start: int
    end: int


@attrs.frozen
class Fixture:
    """A program, of one or several files, and which of them gets mistakes."""

    text: str  # of that file
    file: str = PLAN
    others: Mapping[str, str] = attrs.field(factory=dict)  # the other files
    pack: bool = False  # whether it is a rule pack, which stands in the place of the library's own


def fixtures() -> dict[str, Fixture]:
    """Every program of the repository that can be parsed, by a name that says where it stands."""
    found: dict[str, Fixture] = {}
    for folder in ("specs/campuses", "specs/catalog"):
        for path in sorted((ROOT / folder).glob("*.colossus")):
            found[path.name] = Fixture(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "specs/rules").glob("*.colossus")):
        found[path.name] = Fixture(path.read_text(encoding="utf-8"), f"rules/{path.name}", {PLAN: UNDER_RULES}, True)
    for name in ("language.md", "tutorial.md"):
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        for match in FENCE.finditer(page):
            text = f"campus c {{\n{match[2]}}}\n" if match[1] == "campus" else match[2]
            found[f"{name}:{page.count(chr(10), 0, match.start()) + 1}"] = Fixture(text)
    for folder in ("corpus", "rules", "syntax/programs"):
        for path in sorted((ROOT / "tests" / folder).glob("*.colossus")):
            for number, program in enumerate(path.read_text(encoding="utf-8").split("---\n"), 1):
                found |= dict(_files(f"{path.name}:{number}", program))
    return {name: each for name, each in found.items() if not parse(Source(each.file, each.text))[0].unbalanced}


def _files(name: str, program: str) -> Iterator[tuple[str, Fixture]]:
    """A fixture for each file of a program; `#--- name.colossus` begins another one."""
    first, *others = re.split(r"^#--- (\S+)\n", program, flags=re.MULTILINE)
    texts = {PLAN: first, **dict(zip(others[::2], others[1::2], strict=True))}
    for file, text in texts.items():
        rest = {other: texts[other] for other in texts if other != file}
        yield (name if file == PLAN else f"{name}/{file}"), Fixture(text, file, rest)


def tokens(text: str) -> list[Token]:
    """The tokens of a text without comments and the end."""
    names = tables().names
    return [
        Token(names[number], start, end)
        for number, start, end in tables().tokens(text)
        if names[number] not in ("COMMENT", "$END")
    ]


def mutations(text: str) -> Iterator[Mutation]:
    """Each token deleted, doubled, and swapped with the next one of its line."""
    file, _ = parse(Source(PLAN, text))
    found = tokens(text)
    for place, token in enumerate(found):
        spelled = text[token.start : token.end]
        around = _touched(text, file, found, place)
        brace = spelled in BRACES
        if token.name != "_NL":
            yield Mutation("delete", text[: token.start] + text[token.end :], token.start, token.end, around, brace)
            yield Mutation(
                "double", f"{text[: token.end]} {spelled}{text[token.end :]}", token.end, token.end, around, brace
            )
            if place + 1 < len(found) and (other := found[place + 1]).name != "_NL":
                swapped = text[other.start : other.end] + (text[token.end : other.start] or " ") + spelled
                touched = tuple(dict.fromkeys((*around, *_touched(text, file, found, place + 1))))
                brace = brace or text[other.start : other.end] in BRACES
                yield Mutation(
                    "swap",
                    f"{text[: token.start]}{swapped} {text[other.end :]}",
                    token.start,
                    other.end,
                    touched,
                    brace,
                )


def _touched(text: str, file: nodes.File, found: list[Token], place: int) -> tuple[Place, ...]:
    """What a token belongs to: the innermost statement, the head of a block; of a `;` the statements beside it."""
    token = found[place]
    places = [_innermost(text, file.body, token.start, token.end)]
    if token.name in ("SEMICOLON", "_NL"):
        places += [
            _innermost(text, file.body, each.start, each.end) for each in found[max(0, place - 1) : place + 2 : 2]
        ]
    return (*(each for each in places if each is not None), (token.start, token.end))


def _innermost(text: str, body: tuple[nodes.Statement, ...], start: int, end: int) -> Place | None:
    for statement in body:
        begin = statement.start
        if isinstance(statement, nodes.Use):  # several share one line
            begin = text.rindex("use", 0, begin)
        if begin <= start and end <= statement.end:
            inside = getattr(statement, "body", ())
            return _innermost(text, inside, start, end) or (begin, _head_end(statement))
    return None


def _head_end(statement: nodes.Statement) -> int:
    inside = getattr(statement, "body", ())
    return inside[0].start if inside else statement.end


# ------------------------------------------------------------------------------------------------- what is said


def said(fixture: Fixture, text: str | None = None) -> tuple[Diagnostic, ...]:
    """What is found in a program, with another text of its file."""
    texts = {**fixture.others, fixture.file: fixture.text if text is None else text}

    def read(name: str) -> str:
        if name not in texts:
            raise ReadProblem("C0701", f"there is no file `{name}`")
        return texts[name]

    if not fixture.pack:
        return check([PLAN], read, Options()).diagnostics
    changed = SimpleNamespace(read_text=lambda: texts[fixture.file])
    with patch(
        "colossusc.resolve.resource", lambda path: changed if path == f"specs/{fixture.file}" else resource(path)
    ):
        return check([PLAN], read, Options()).diagnostics


def complaints(fixture: Fixture, before: tuple[Diagnostic, ...], mutation: Mutation) -> list[str]:
    """What is said outside of the touched statements that should not be, or should be and is not.

    `before` is what is said of the fixture itself.
    """
    after = said(fixture, mutation.text)
    shift = len(mutation.text) - len(fixture.text)
    old = Counter(_key(each, _span(each, fixture)) for each in before)
    new = Counter(_key(each, _back(_span(each, fixture), mutation, shift)) for each in after if each.code not in HINTS)
    others = {
        _key(each, _span(each, fixture)): [(label.span.start, label.span.end) for label in each.secondary]
        for each in before
    }
    appeared, lost = new - old, old - new
    known_places = {key[3] for key in old if _is_mistake(key)}  # what was wrong may be wrong in another way now
    wrong = [key for key in appeared if _is_mistake(key)]
    mistakes = [key for key in wrong if key[3] not in known_places]
    here = [key for key in mistakes if _inside(key[3], mutation.touched)]
    there = [key for key in mistakes if key not in here]
    if mutation.brace and len(mistakes) == 1:
        there = []
    found = [f"new: {key}" for key in there]
    if wrong:
        known = [key for key in old if not _is_mistake(key)]
        found += [
            f"finding: {key}"
            for key in appeared
            if not _is_mistake(key)
            and not any(_same(key, each) for each in known)
            and not _inside(key[3], mutation.touched)
        ]
    if not mutation.brace:
        found += [
            f"lost: {key}"
            for key in lost
            if _is_mistake(key)
            and key[3] is not None  # another file may no longer be read
            and not _inside(key[3], mutation.touched)
            and not any(_inside(place, mutation.touched) for place in others[key])
            and (key[0] < "C02" or not wrong)
        ]
    if len(here) > mutation.statements:
        found.append("many: " + "; ".join(f"{key[0]} {key[2]}" for key in here))
    return found


HINTS = ("C0801", "C0310", "C0311", "C1006")  # at what a plan leaves out; they come and go with what can be read
MISTAKE = re.compile(r"C0[1-7]")  # of syntax and elaboration, and of what is imported
UNITS = re.compile(r"\[[^]]*\]")  # which of an array are alike depends on which of them are named elsewhere


def _is_mistake(key: tuple[str, str, str, Place | None]) -> bool:
    return key[1] == "error" and MISTAKE.match(key[0]) is not None


def _same(one: tuple[str, str, str, Place | None], other: tuple[str, str, str, Place | None]) -> bool:
    """Whether two findings are of one rule about one thing; their numbers may be of another day."""
    return one[:2] == other[:2] and UNITS.sub("", one[2]) == UNITS.sub("", other[2])


def _span(each: Diagnostic, fixture: Fixture) -> Place | None:
    if each.span is None or each.span.source.name != fixture.file:
        return None
    return (each.span.start, each.span.end)


def _key(each: Diagnostic, place: Place | None) -> tuple[str, str, str, Place | None]:
    return (each.code, each.severity, each.subject or each.message, place)


def _back(place: Place | None, mutation: Mutation, shift: int) -> Place | None:
    """A place of the mutated text in the original."""
    if place is None:
        return None
    edge = mutation.end + shift
    start, end = place
    return (
        start - shift if start >= edge else min(start, mutation.end),
        end - shift if end >= edge else min(end, mutation.end),
    )


def _inside(place: Place | None, touched: tuple[Place, ...]) -> bool:
    return place is not None and any(start <= place[0] <= end for start, end in touched)
