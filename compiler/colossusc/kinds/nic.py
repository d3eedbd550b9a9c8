"""Network adapters: always a part of a system."""

from colossusc.expr.types import COUNT, quantity
from colossusc.kinds.common import LEAD_TIME, MAKER, MASS, MODEL, PRICE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "nic",
    "nics",
    "A network adapter (NIC, SuperNIC, DPU). It stands in the catalog, and systems hold it; it adds no load.",
    (
        MAKER,
        MODEL,
        PRICE,
        LEAD_TIME,
        MASS,
        Field("ports", COUNT, "ports of one", above=0, dated=False),
        Field("port_speed", quantity("Gbit/s"), "speed of one port", above=0, dated=False),
    ),
    part=True,
    catalog_only=True,
)
