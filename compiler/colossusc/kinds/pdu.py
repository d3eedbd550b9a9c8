"""PDUs: what brings power to the racks."""

from colossusc.kinds.common import CARRIER
from colossusc.kinds.kind import Kind

KIND = Kind(
    "pdu",
    "pdus",
    "Power distribution units, rated in apparent power: on the floor, or as a part that racks hold.",
    CARRIER,
    placed=True,
    part=True,
)
