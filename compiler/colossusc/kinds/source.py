"""Sources: where a figure comes from, and how strong it is."""

from colossusc.expr.types import DATE, TEXT, SymbolType
from colossusc.kinds.kind import Field, Kind

GRADES = (
    "measured",
    "permit",
    "contract",
    "regulator",
    "datasheet",
    "company",
    "press",
    "estimate",
    "assumed",
    "uncited",
)

KIND = Kind(
    "source",
    "sources",
    "A source of figures. Grades, strongest first: " + ", ".join(GRADES) + ".",
    (
        Field("publisher", TEXT, "who published it", dated=False),
        Field("published", DATE, "when it was published", dated=False),
        Field("accessed", DATE, "when it was read", dated=False),
        Field("url", TEXT, "where it stands", dated=False),
        Field("note", TEXT, "what to know about it", dated=False),
        Field("grade", SymbolType(GRADES[:-1]), "how strong it is", dated=False),
    ),
)
