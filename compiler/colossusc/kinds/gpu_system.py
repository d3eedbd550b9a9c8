"""GPUs: a number of accelerators, and the systems that hold them."""

from colossusc.expr.types import COUNT, SHARE, objects, quantity
from colossusc.kinds.common import ACQUIRED, AT, FED_BY, LEAD_TIME, MAKER, MASS, MODEL, NEEDS, ORDERED, PRICE, SITE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "gpu_system",
    "gpus",
    "GPUs of one sort, counted in accelerators; the part says how many stand in one system and what it draws.",
    (
        MAKER,
        MODEL,
        PRICE,
        LEAD_TIME,
        ACQUIRED,
        ORDERED,
        MASS,
        SITE,
        AT,
        NEEDS,
        FED_BY,
        Field("accelerator", objects("accelerator"), "the accelerator it is made of", dated=False),
        Field("gpus_per_system", COUNT, "accelerators in one system", above=0, dated=False),
        Field("systems_per_rack", COUNT, "systems in one rack", above=0, dated=False),
        Field("rack", objects("rack"), "the rack that its systems stand in", dated=False),
        Field("nic", objects("nic"), "the network adapter in it", dated=False),
        Field("nics_per_system", COUNT, "such adapters in one system", above=0, dated=False),
        Field("links_per_system", COUNT, "links of one system to the network, each a cable", above=0, dated=False),
        Field("system_power", quantity("kW"), "the most that one system draws, accelerators included", above=0),
        Field("draw", SHARE, "share of the system's maximum to be covered", default="100 %", minimum=0, maximum=1),
        Field(
            "swing",
            SHARE,
            "share of what it draws that comes and goes at once, as between the steps of a training run",
            minimum=0,
            maximum=1,
        ),
        Field("count", COUNT, "accelerators installed", minimum=0, before_zero=True),
    ),
    placed=True,
    part=True,
    counted_by="count",
)
