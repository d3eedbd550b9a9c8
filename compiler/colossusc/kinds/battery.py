"""Batteries: power for as long as the energy lasts."""

from colossusc.expr.types import SHARE, SymbolType, quantity
from colossusc.kinds.common import EQUIPMENT, UNITS_INSTALLED
from colossusc.kinds.kind import Field, Kind

_FEET = quantity("ft", fixed=True)
_FIRE_TESTS = SymbolType(("ul_9540a", "large_scale", "none"))
_DUTIES = SymbolType(("ride_through", "standby", "backup"))

KIND = Kind(
    "battery",
    "batteries",
    "Batteries. MW and MWh are both stated; they are never firm supply.",
    (
        *EQUIPMENT,
        UNITS_INSTALLED,
        Field("rating", quantity("MW"), "power of one unit", above=0),
        Field("energy", quantity("MWh"), "usable energy of one unit", above=0),
        Field("duration", quantity("h"), "how long it gives its rating, as its maker states it", above=0),
        Field("round_trip", SHARE, "round-trip efficiency", above=0, maximum=1),
        Field("voltage", quantity("V"), "voltage at its terminals", above=0),
        Field("listing", SymbolType(("ul_9540", "none")), "the safety standard that it is listed to", dated=False),
        Field("fire_test", _FIRE_TESTS, "the fire test whose report its installation follows", dated=False),
        Field("siting", SymbolType(("outdoor", "indoor")), "where it stands", default="outdoor", dated=False),
        Field("spacing", _FEET, "distance from one unit to the next, and to walls", minimum=0),
        Field("clearance", _FEET, "distance to the nearest building, lot line, public way or combustible", minimum=0),
        Field("duty", _DUTIES, "what it is there for; a battery is never prime", default="ride_through"),
    ),
    placed=True,
    part=True,
    counted_by="count",
)
