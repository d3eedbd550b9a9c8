"""Accelerators: a single GPU, always a part of a system."""

from colossusc.expr.types import quantity
from colossusc.kinds.common import MAKER, MASS, MODEL, PRICE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "accelerator",
    "accelerators",
    "One accelerator (GPU). It stands in the catalog, and systems are made of it.",
    (
        MAKER,
        MODEL,
        PRICE,
        MASS,
        Field("tdp", quantity("W"), "thermal design power of one, as its maker states it", above=0),
        Field("memory", quantity("GB"), "memory of one", above=0),
    ),
    part=True,
    catalog_only=True,
)
