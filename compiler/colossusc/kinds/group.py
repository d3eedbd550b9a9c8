"""Groups: what counts together, wherever it stands."""

from colossusc.expr.types import list_of
from colossusc.kinds.campus import AIR, PSD_CATEGORY
from colossusc.kinds.kind import Field, Kind

_MEMBERS = ("site", "building", "gpu_system", "load", "grid", "turbine", "engine", "battery", "transformer")

KIND = Kind(
    "group",
    "groups",
    "What counts together across sites: one stationary source, one customer. A site or building stands for all in it.",
    (Field("members", list_of(_MEMBERS), "what counts together", dated=False), PSD_CATEGORY, *AIR),
)
