"""Every diagnostic code of the compiler, explained once: `explain`, the docs and the tests read this place.

One module a family: syntax C01xx, numbers and units C02xx, names C03xx, kinds and types C04xx, dates C05xx,
values C06xx, files and imports C07xx, rules and tests C08xx, limits C09xx,
evidence C10xx; scenarios and properties C044x, contingencies C045x. Found by looking into this folder, never
registered. Loaded only when a code is explained; the code that reports a diagnostic writes the code itself.
"""

from __future__ import annotations

from typing import Literal

import attrs

SHOWN = 1_000  # characters of an example that are worth reading


@attrs.frozen
class Code:
    """One diagnostic: what it means, a text that gives it, and the text that mends it."""

    code: str
    title: str  # lower case, no full stop
    explanation: str  # Markdown
    bad: str = ""  # a `.colossus` text that gives exactly this code
    good: str = ""  # the corrected text
    severity: Literal["error", "warning", "note"] = "error"  # a project can set another for what is no error

    @property
    def examples(self) -> tuple[tuple[str, str], ...]:
        """What to say before each example, and its text; those that are long only to be too long are left out."""
        texts = (("This gives it:", self.bad), ("This mends it:", self.good))
        return tuple((words, text) for words, text in texts if text and len(self.bad) <= SHOWN)


def all_codes() -> dict[str, Code]:
    """Every code, in order."""
    from importlib import import_module
    from pkgutil import iter_modules

    modules = (import_module(f"colossusc.codes.{family.name}") for family in iter_modules(__path__))
    found: list[Code] = [code for module in modules for code in module.CODES]
    return {code.code: code for code in sorted(found, key=lambda code: code.code)}


def campus(*lines: str) -> str:
    """A small plan for an example: a campus with these lines."""
    return "\n".join(("edition = 2026", "", "campus c {", *(f"  {line}" for line in lines), "}", ""))


def rule(*lines: str) -> str:
    """A small pack for an example: a rule with these clauses."""
    return "\n".join(('rule X001 example "An example" {', *(f"  {line}" for line in lines), "}", ""))
