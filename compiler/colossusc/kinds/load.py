"""Loads: power drawn beside the GPUs' systems."""

from colossusc.expr.types import SymbolType, quantity
from colossusc.kinds.common import AT, FED_BY, SITE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "load",
    "loads",
    "A load beside the systems: network, storage, cooling that the PUE does not hold.",
    (
        SITE,
        AT,
        FED_BY,
        Field("power", quantity("MW"), "what it draws at most", minimum=0, before_zero=True),
        Field("behind", SymbolType(("it", "facility")), "whether PUE multiplies it (`it`) or not (`facility`)"),
    ),
    placed=True,
)
