"""For test suites of plans, catalogs and rule packs: Hypothesis strategies that draw what the language can say.

All of them draw texts in the language, or what writes itself as one, so that a case that fails can be read, kept in a
file and checked on the command line. `check_text` checks a text without files. See docs/testing.md.
"""

from __future__ import annotations

from colossusc.testing.campuses import Plain, Unit, campuses
from colossusc.testing.plans import check_text, dated, fields, parts
from colossusc.testing.values import days, names, quantities

__all__ = [
    "Plain",
    "Unit",
    "campuses",
    "check_text",
    "dated",
    "days",
    "fields",
    "names",
    "parts",
    "quantities",
]
