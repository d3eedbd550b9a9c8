"""Batteries: power for as long as the energy lasts."""

from colossusc.expr.types import SHARE, SymbolType, quantity
from colossusc.kinds.common import EQUIPMENT, UNITS_INSTALLED
from colossusc.kinds.kind import Field, Kind

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
        Field("duty", _DUTIES, "what it is there for; a battery is never prime", default="ride_through"),
    ),
    placed=True,
    part=True,
    counted_by="count",
)
