"""Breakers: what opens and closes a circuit."""

from colossusc.kinds.common import CARRIER, POSITIONS
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "breaker",
    "breakers",
    "Breakers, device 52 of IEEE C37.2. One without a rating passes on all it is fed; an open one nothing.",
    (*CARRIER, Field("normal", POSITIONS, "the position in which it stands in normal operation", default="closed")),
    placed=True,
    part=True,
)
