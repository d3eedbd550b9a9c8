"""Gas turbines."""

from colossusc.expr.types import DATE, SymbolType
from colossusc.kinds.common import FACTOR, GENERATOR
from colossusc.kinds.kind import Field, Kind

# What a permit asks of a turbine beside what it emits.
_CLASS = (
    Field(
        "cycle",
        SymbolType(("simple", "combined")),
        "whether its heat makes steam for power too: `combined`, with a steam generator, is a listed source category",
        dated=False,
    ),
    Field("constructed", DATE, "the day its construction, or the last modification of it, began", dated=False),
    Field(
        "subcategory",
        SymbolType(("temporary", "permanent")),
        "what it is claimed to be under 40 CFR 60 subpart KKKKa: `temporary` stays 24 months at a site at most",
        dated=False,
    ),
)

KIND = Kind(
    "turbine",
    "turbines",
    "Gas turbines. Firm only while on site, running and covered by a permit in force; derated to the site's hot day.",
    (*GENERATOR, *_CLASS),
    placed=True,
    part=True,
    needs_permit=True,
    definitions=(FACTOR,),
)
