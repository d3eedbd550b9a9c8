"""Transformers."""

from colossusc.expr.types import QuantityType, quantity
from colossusc.kinds.common import EQUIPMENT
from colossusc.kinds.kind import Field, Kind
from colossusc.values.dimension import POWER_FACTOR

KIND = Kind(
    "transformer",
    "transformers",
    "Transformers, rated in apparent power; times the power factor it is real power.",
    (
        *EQUIPMENT,
        Field("rating", quantity("MVA"), "rated apparent power of one", above=0),
        Field("power_factor", QuantityType(POWER_FACTOR), "real power per apparent power", above=0, maximum=1),
        Field("primary", quantity("kV"), "voltage of the side it is fed on", above=0),
        Field("secondary", quantity("kV"), "voltage of the side it feeds", above=0),
    ),
    placed=True,
    part=True,
)
