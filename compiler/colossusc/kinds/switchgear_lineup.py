"""Switchgear: buses with their breakers, as they are bought."""

from colossusc.kinds.common import CARRIER, VOLTAGE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "switchgear_lineup",
    "switchgear",
    "Switchgear: a lineup of breakers on a bus. One without a rating passes on all it is fed.",
    (*CARRIER, VOLTAGE),
    placed=True,
    part=True,
)
