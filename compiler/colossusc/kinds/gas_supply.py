"""Gas supplies: the laterals and mains that generators burn from."""

from colossusc.expr.types import objects, quantity
from colossusc.kinds.common import NEEDS, SITE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "gas_supply",
    "gas",
    "A gas supply: a lateral or main. What needs it, or is fed by it alone, stops with it.",
    (
        SITE,
        NEEDS,
        Field("supplier", objects("party"), "who supplies the gas", dated=False),
        Field("capacity", quantity("MMBtu_HHV/h"), "the most it delivers, higher heating value", minimum=0),
    ),
    placed=True,
)
