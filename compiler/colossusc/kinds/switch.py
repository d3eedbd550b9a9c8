"""Network switches: the fabric between the systems."""

from colossusc.expr.types import COUNT, quantity
from colossusc.kinds.common import EQUIPMENT, UNITS_INSTALLED
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "switch",
    "switches",
    "Network switches. They add no load: what the network draws is a `load`.",
    (
        *EQUIPMENT,
        UNITS_INSTALLED,
        Field("ports", COUNT, "ports of one, at their speed", above=0, dated=False),
        Field("port_speed", quantity("Gbit/s"), "speed of one port", above=0, dated=False),
        Field("host_ports", COUNT, "ports of one that systems are linked to; 0 of a spine", minimum=0),
    ),
    placed=True,
    part=True,
    counted_by="count",
)
