"""Characters that the language does not use: what each is, and what was most likely meant."""

from __future__ import annotations

import re
import unicodedata

from colossusc.diagnostic import Diagnostic, Fix, Severity
from colossusc.language import _
from colossusc.source import Source, Span

# what to write, and the characters that look like it or are meant by it
_ALIKE = {
    "-": "\u2212\u2010\u2011\u2012\u2013\u2014\u2796\ufe63",
    '"': "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019'",
    "*": "\u00d7\u00b7\u22c5\u2217",
    "/": "\u00f7\u2044\u2215",
    "<=": "\u2264",
    ">=": "\u2265",
    "!=": "\u2260",
    "==": "\u2261",
    "..": "\u2026\u2025",
    "±": "\u2213",
    " ": "\u00a0\u2007\u202f\u2009\u3000\u2002\u2003",
    "µ": "\u03bc",
    "°": "\u00ba\u02da",
    "degC": "\u2103",
    "degF": "\u2109",
    "and": "&",
    "or": "|",
    "not": "!",
    "A": "\u0410\u0391",
    "B": "\u0412\u0392",
    "E": "\u0415\u0395",
    "K": "\u041a\u039a\u212a",
    "M": "\u041c\u039c",
    "H": "\u041d\u0397",
    "O": "\u041e\u039f",
    "P": "\u0420\u03a1",
    "C": "\u0421",
    "T": "\u0422\u03a4",
    "X": "\u0425\u03a7",
    "a": "\u0430",
    "e": "\u0435",
    "o": "\u043e\u03bf",
    "p": "\u0440",
    "c": "\u0441",
    "y": "\u0443",
    "x": "\u0445",
    "i": "\u0456",
    "Z": "\u0396",
    "I": "\u0399",
    "N": "\u039d",
}
MEANT = {character: plain for plain, characters in _ALIKE.items() for character in characters}

HELPS = {
    "$": "the currency follows the number: `5 USD`",
    "€": "the currency follows the number: `5 EUR`",
    "%": "a share follows its number: `10 %`",
    "@": "names are letters, digits and `_`",
    "\\": "a line goes on only inside brackets: put the expression in parentheses",
    "\r": "end each line with a line feed, or with a carriage return and a line feed",
    "\0": "the file may not be a text, or not be UTF-8",
    "\ufffd": "the file may not be UTF-8: save it as UTF-8",
}

# they show nothing or turn the text around, so that a reader sees something else than the compiler
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = TURNING + "\u061c\u200e\u200f\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"


def show(character: str) -> str:
    """A character as messages name it: itself where it can be seen, and its code point where it cannot."""
    if character.isascii() and character.isprintable():
        return f"`{character}`"
    name = unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    if not character.isprintable() or character in INVISIBLE:
        return f"{code} ({name})" if name else code
    return f"`{character}` ({code}{', ' + name if name else ''})"


def describe(source: Source, start: int, end: int) -> Diagnostic:
    """What is wrong with a run of characters that are no token."""
    text = source.text[start:end]
    character = text[0]
    if character in INVISIBLE:
        return _invisible(source, start, "error")
    span = Span(source, start, start + 1)
    if character.isdecimal() or unicodedata.digit(character, None) is not None:
        end = start + 1
        while end < len(source.text) and source.text[end].isdecimal():
            end += 1
        digits = "".join(str(unicodedata.digit(digit, digit)) for digit in source.text[start:end])
        message = f"{show(character)} is not a digit of the language"
        return _meant(message, Span(source, start, end), digits)
    if source.text.startswith(("&&", "||"), start):
        span = Span(source, start, start + 2)
    if character in MEANT:
        return _meant(f"{show(character)} has no meaning here", span, MEANT[character])
    if _in_name(source.text, start):
        name = re.sub(r"[^A-Za-z0-9_]", "", unicodedata.normalize("NFKD", _word(source.text, start)))
        helps = ("a name is made of `A` to `Z`, `a` to `z`, digits and `_`" + (f": `{name}`" if name else ""),)
        return Diagnostic("C0109", "error", f"{show(character)} cannot stand in a name", span, helps=helps)
    helps = (HELPS.get(character, "remove it, or put it in a text in double quotes or a comment"),)
    return Diagnostic("C0109", "error", f"{show(character)} has no meaning here", span, helps=helps)


def _meant(message: str, span: Span, replacement: str) -> Diagnostic:
    help_ = "write a plain space" if replacement == " " else f"write `{replacement}`"
    return Diagnostic("C0110", "error", message, span, helps=(help_,), fixes=(Fix(span, replacement, safe=True),))


def _invisible(source: Source, at: int, severity: Severity) -> Diagnostic:
    character = source.text[at]
    span = Span(source, at, at + 1)
    turning = character in TURNING
    message = _("{character} turns the direction of the text around") if turning else _("{character} cannot be seen")
    return Diagnostic(
        "C0111",
        severity,
        message.format(character=show(character)),
        span,
        helps=(_("remove it"),),
        fixes=(Fix(span, "", safe=severity == "warning"),),
    )


def _in_name(text: str, at: int) -> bool:
    return text[at].isalpha() or unicodedata.combining(text[at]) > 0


def _word(text: str, at: int) -> str:
    begin, end = at, at
    while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] == "_"):
        begin -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_" or unicodedata.combining(text[end])):
        end += 1
    return text[begin:end]


def hidden(source: Source, reported: frozenset[int]) -> list[Diagnostic]:
    """Warnings for a byte order mark, and for characters in texts and comments that turn the text around.

    `reported` are the places where an error was found already.
    """
    text = source.text
    found: list[Diagnostic] = []
    if text.startswith("\ufeff"):
        span = Span(source, 0, 1)
        message, help_ = _("the file begins with a byte order mark"), _("save it as UTF-8 without one")
        fix = Fix(span, "", safe=True)
        found.append(Diagnostic("C0113", "warning", message, span, helps=(help_,), fixes=(fix,)))
    for character in TURNING:
        at = text.find(character)
        while at >= 0:
            if at not in reported:
                found.append(_invisible(source, at, "warning"))
            at = text.find(character, at + 1)
    return found
