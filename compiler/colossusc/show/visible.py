"""Text that can be seen: no character moves the cursor, hides, or turns the line around.

User text stands in messages and snippets. Control, bidirectional and zero-width characters, line separators and
lone surrogates are shown as `\\u{202e}`, so that the terminal shows what the compiler read.
"""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

from colossusc.language import SOURCE, spoken

TAB = 4
_UNBROKEN = "\u00a0\u202f"  # blanks that hold a number together in languages which write them
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and symbols that print as nothing


def visible(text: str) -> str:
    """The text with everything unseen escaped, on one line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(cell(char) for char in text)


def cell(char: str) -> str:
    """One character as it is shown."""
    if char.isprintable() and char not in _BLANK and not "\ufe00" <= char <= "\ufe0f":
        return char
    if char == " " or category(char) == "Zs":
        return char if char in _UNBROKEN and spoken() != SOURCE else " "
    return f"\\u{{{ord(char):x}}}"


def width(text: str) -> int:
    """How many columns of a terminal a visible text takes: two for a wide letter, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, columns: int) -> str:
    """A visible text with blanks behind it, so many columns wide."""
    return text + " " * (columns - width(text))


def cells(line: str) -> list[str]:
    """The characters of a source line as they are shown, tabs as blanks up to the next stop: one item a character."""
    if "\t" not in line:
        return [cell(char) for char in line]
    shown: list[str] = []
    column = 0
    for char in line:
        shown.append(" " * (TAB - column % TAB) if char == "\t" else cell(char))
        column += width(shown[-1])
    return shown
