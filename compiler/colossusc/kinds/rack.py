"""Racks: systems as they are delivered."""

from colossusc.expr.types import COUNT, objects, quantity
from colossusc.kinds.common import LEAD_TIME, MAKER, MASS, MODEL, PRICE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "rack",
    "racks",
    "A rack of systems. It stands in the catalog.",
    (
        MAKER,
        MODEL,
        PRICE,
        LEAD_TIME,
        MASS,
        Field("system", objects("gpu_system"), "the system it holds", dated=False),
        Field("systems_per_rack", COUNT, "systems in it", above=0, dated=False),
        Field("switch", objects("switch"), "the network switch it holds", dated=False),
        Field("switches_per_rack", COUNT, "such switches in it", above=0, dated=False),
        Field("pdu", objects("pdu"), "the power distribution unit it holds", dated=False),
        Field("pdus_per_rack", COUNT, "such units in it", above=0, dated=False),
        Field("power", quantity("kW"), "the most that it draws", above=0),
    ),
    part=True,
    catalog_only=True,
)
