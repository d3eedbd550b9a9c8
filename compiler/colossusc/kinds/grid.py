"""Grid connections: the contract with a utility."""

from colossusc.expr.types import SHARE, QuantityType, SymbolType, objects, quantity
from colossusc.kinds.common import SITE
from colossusc.kinds.kind import Field, Kind
from colossusc.values.dimension import POWER_FACTOR

_YES_NO = SymbolType(("yes", "no"))
_SERVICES = SymbolType(("interim_non_firm", "firm_contract_demand", "non_firm_contract_demand"))

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
        Field("import_capacity", quantity("MVA"), "most apparent power it may take by its agreement", minimum=0),
        Field("power_factor", QuantityType(POWER_FACTOR), "real power per apparent power it takes", above=0, maximum=1),
        Field("service", _SERVICES, "the transmission service of a load beside its own generation, in PJM"),
        Field("ride_through", _YES_NO, "whether the load rides through faults as the grid's operator asks"),
        Field("price", quantity("USD/MWh"), "energy price", minimum=0),
        Field("demand_charge", quantity("USD/kW/month"), "what each kW of billed demand costs a month", minimum=0),
        Field("minimum_take", SHARE, "share of what is contracted that is billed whatever is drawn", minimum=0),
        Field("term", quantity("month"), "how long the contract runs from the first day of service", above=0),
        Field(
            "infrastructure_cost",
            quantity("USD"),
            "what the utility builds for it costs, to be paid by the customer",
            minimum=0,
        ),
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
    holds=("approval", "filing"),
    placed=True,
)
