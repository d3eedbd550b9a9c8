"""Grid connections: the contract with a utility."""

from colossusc.expr.types import objects, quantity
from colossusc.kinds.common import SITE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "grid",
    "grids",
    "A grid connection and its contract. Firm is what is contracted less what may be interrupted.",
    (
        SITE,
        Field("provider", objects("party"), "the utility or authority that supplies the power", dated=False),
        Field("customer", objects("party"), "who takes the power; affiliates are under common control", dated=False),
        Field("voltage", quantity("kV"), "voltage at the point of delivery", above=0),
        Field("contracted", quantity("MW"), "power contracted, firm and interruptible", minimum=0, before_zero=True),
        Field(
            "interruptible",
            quantity("MW"),
            "the part of it that may be interrupted on notice",
            default="0 MW",
            minimum=0,
            before_zero=True,
        ),
        Field(
            "energised",
            quantity("MW"),
            "power that can be delivered today; as contracted where not given",
            minimum=0,
            before_zero=True,
        ),
        Field("price", quantity("USD/MWh"), "energy price", minimum=0),
        Field(
            "commitment_charge",
            quantity("USD/MW/month"),
            "what is paid for each MW that is new or added under a capacity commitment",
            minimum=0,
        ),
        Field(
            "curtailed_within",
            quantity("min"),
            "time from the utility's request until the load is off the grid",
            minimum=0,
        ),
    ),
    holds=("approval",),
    placed=True,
)
