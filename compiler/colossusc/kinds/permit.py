"""Permits: what an authority allows, for which units, until when."""

from colossusc.expr.types import COUNT, DATE, TEXT, SymbolType, list_of, objects, quantity
from colossusc.kinds.common import LEAP_YEAR, POLLUTANTS
from colossusc.kinds.kind import Field, Kind

_PROGRAMS = SymbolType(
    ("construction", "operating", "title_v", "psd", "nonattainment", "synthetic_minor", "minor", "nonroad")
)
_MASS_RATE = quantity("short_ton/yr", fixed=True)


def _limit(pollutant: str, words: str) -> Field:
    return Field(f"limit.{pollutant}", _MASS_RATE, f"most {words} of all it covers, 12-month rolling", minimum=0)


KIND = Kind(
    "permit",
    "permits",
    "A permit: in force from the day it is granted to its last valid day, for the units it covers.",
    (
        Field("covers", list_of(("turbine", "engine")), "the units it covers", dated=False),
        Field("by", objects("party"), "who granted it", dated=False),
        Field("program", _PROGRAMS, "what it is issued under: none of them serves for another", dated=False),
        Field("number", TEXT, "the authority's number", dated=False),
        Field("granted", DATE, "the day it was granted", dated=False),
        Field("expires", DATE, "the last day it is valid", dated=False),
        Field("limit.units", COUNT, "most units it allows on site", minimum=0),
        Field(
            "limit.hours",
            quantity("h", fixed=True),
            "most hours that each unit it covers may run in a year",
            minimum=0,
            maximum=LEAP_YEAR,
        ),
        *(_limit(name, words) for name, words in POLLUTANTS),
    ),
    definitions=("limit",),
)
