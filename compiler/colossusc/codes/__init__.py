"""Every diagnostic code of the compiler, explained once: `explain`, the docs and the tests read this place.

One module a family: syntax C01xx, numbers and units C02xx, names C03xx, kinds and types C04xx, dates C05xx,
values C06xx, files and imports C07xx, rules and tests C08xx, limits and constructs without meaning C09xx.
Loaded only when a code is explained; the code that reports a diagnostic writes the code itself.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Code:
    """One diagnostic: what it means, a text that gives it, and the text that mends it."""

    code: str
    title: str  # lower case, no full stop
    explanation: str  # Markdown
    bad: str = ""  # a `.colossus` text that gives exactly this code
    good: str = ""  # the corrected text


def all_codes() -> dict[str, Code]:
    """Every code, in order."""
    from importlib import import_module

    families = ("syntax", "units", "names", "types", "dates", "values", "files", "rules", "limits")
    return {
        code.code: code
        for family in families
        for code in import_module(f"colossusc.codes.{family}").CODES
    }
