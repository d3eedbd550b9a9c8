"""Solar plants."""

from colossusc.expr.types import quantity
from colossusc.kinds.common import EQUIPMENT
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "solar_plant",
    "solar",
    "Solar plants. They save energy and are never firm supply.",
    (
        *EQUIPMENT,
        Field("rating", quantity("MW"), "nameplate AC power of one", above=0),
    ),
    placed=True,
    part=True,
)
