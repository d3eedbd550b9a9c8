"""Ties: breakers between buses, through which one may feed the other."""

from colossusc.expr.types import QuantityType, list_of, quantity
from colossusc.kinds.common import BOUGHT, POSITIONS, TIED
from colossusc.kinds.kind import Field, Kind
from colossusc.values.dimension import POWER_FACTOR

KIND = Kind(
    "tie",
    "ties",
    "Ties between buses: while closed, power passes either way, up to the rating where one is given.",
    (
        *BOUGHT,
        Field("joins", list_of(TIED), "the buses, or switchgear, that it joins", dated=False),
        Field("normal", POSITIONS, "the position in which it stands in normal operation", default="open"),
        Field("rating", quantity("MVA"), "rated apparent power of one", above=0),
        Field("power_factor", QuantityType(POWER_FACTOR), "real power per apparent power", above=0, maximum=1),
    ),
    placed=True,
    part=True,
)
