"""Buses: where power from several feeders comes together."""

from colossusc.kinds.common import CARRIER, VOLTAGE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "bus",
    "buses",
    "Buses. One without a rating passes on all it is fed.",
    (*CARRIER, VOLTAGE),
    placed=True,
    part=True,
)
