"""Solar plants."""

from colossusc.expr.types import SHARE, quantity
from colossusc.kinds.common import EQUIPMENT
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "solar_plant",
    "solar",
    "Solar plants. They save energy and are never firm supply.",
    (
        *EQUIPMENT,
        Field("rating", quantity("MW"), "nameplate AC power of one", above=0),
        Field("capacity_factor", SHARE, "energy of a year over that of its rating all the time", minimum=0, maximum=1),
    ),
    placed=True,
    part=True,
)
