"""Transformers."""

from colossusc.expr.types import quantity
from colossusc.kinds.common import CARRIER
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "transformer",
    "transformers",
    "Transformers, rated in apparent power; times the power factor it is real power.",
    (
        *CARRIER,
        Field("primary", quantity("kV"), "voltage of the side it is fed on", above=0),
        Field("secondary", quantity("kV"), "voltage of the side it feeds", above=0),
    ),
    placed=True,
    part=True,
)
