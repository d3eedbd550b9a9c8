"""What people write out of habit, from spreadsheets, letters and other languages, and how it is written here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from colossusc.suggest import meant
from colossusc.syntax.usual_dates import usual_date

_CLAUSES = ("use", "import", "waive", "for", "when", "require", "near", "set", "lose", "message", "help", "expect")
_NAMED = ("phase", "let")
_PERIOD = re.compile(r"(?:from|until|on)\b[^;{}\[\]#\n]*")
_CITES = re.compile(r"\[[^\]\n]*\]")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_DECIMALS = re.compile(r"([0-9]+),([0-9]{1,2}(?![0-9,]))")
_UNIT = re.compile(r"[ \t]*[A-Za-z%°µ$€][\w°²³/^%]*")
_ASSIGNED = re.compile(r",[ \t]*[A-Za-z_][\w.]*(?:\[[^\]\n]*\])?(?:[ \t]+(?:from|until|on)\b[^=;\n]*)?[ \t]*=(?!=)")
_UNITS = re.compile(r"\[[ \t]*([0-9]+)[ \t]*(?:-|:|,|–|to|\.\.\.)[ \t]*([0-9]+)[ \t]*\]")


def late_period(text: str, begin: int, at: int, written: Sequence[tuple[str, str]]) -> str:
    """`contracted = 10 MW from 2026-05-01`: the period stands before the `=`."""
    kinds = [kind for kind, _ in written]
    period = _PERIOD.match(text, at)
    if period is None or kinds.count("EQUAL") != 1 or written[0][1] == "phase" or "=" in period[0]:
        return ""
    name, _, value = text[begin:at].partition("=")
    cites = _CITES.match(text, period.end())
    value = " ".join((value.strip(), cites[0])) if cites else value.strip()
    return f"write `{name.strip()} {period[0].strip()} = {value}`"


def comma(text: str, at: int) -> str:
    """What is written in place of a comma outside brackets; "" where nobody knows."""
    if _ASSIGNED.match(text, at):
        return "write `;` in its place"
    start = at
    while start and text[start - 1] in "0123456789":
        start -= 1
    if (found := _THOUSANDS.match(text, start)) and found.end() > at:
        number = found[0].replace(",", "_")
    elif found := _DECIMALS.match(text, start):
        number = f"{found[1]}.{found[2]}"
    else:
        return ""
    unit = _UNIT.match(text, found.end())
    return f"write `{number}{unit[0] if unit else ''}`"


def date(text: str, begin: int, at: int) -> str:
    """`1 May 2026`, `Q3 2026`: a day in words."""
    line = text[begin:].partition("\n")[0]
    found = usual_date(line, at - begin)
    return f"write `{found}`" if found else ""


def units(text: str, at: int, written: Sequence[tuple[str, str]]) -> str:
    """`turbines t[1-4]`: units of an array."""
    found = _UNITS.match(text, at)
    if found is None:
        return ""
    return f"write `{' '.join(word for _, word in written)}[{found[1]}..{found[2]}]`"


def nameless(written: Sequence[tuple[str, str]]) -> str:
    """`phase "Hall A" = …`: a label is no name."""
    if [kind for kind, _ in written] != ["NAME", "STRING"] or written[0][1] not in _NAMED:
        return ""
    kind, label = written[0][1], written[1][1]
    name = re.sub(r"\W+", "_", label.lower(), flags=re.ASCII).strip("_")
    name = f"{kind}_{name}" if not name or name[0].isdigit() else name
    return f"a {kind} needs a name: write `{kind} {name} {label} = …`"


def clause(written: Sequence[tuple[str, str]]) -> str:
    """`requir x >= y`: the word that a clause begins with, misspelt."""
    kinds = [kind for kind, _ in written[:2]]
    return meant(written[0][1], _CLAUSES) if kinds == ["NAME", "NAME"] else ""
