"""Fields that several kinds share, written once."""

from __future__ import annotations

from fractions import Fraction

from colossusc.expr.types import COUNT, DATE, SHARE, TEXT, QuantityType, SymbolType, list_of, objects, quantity
from colossusc.kinds.kind import Field
from colossusc.values.dimension import POWER_FACTOR
from colossusc.values.quantity import parse_quantity

MAKER = Field("maker", TEXT, "who makes it", dated=False)
MODEL = Field("model", TEXT, "the maker's designation", dated=False)
PRICE = Field("price", quantity("USD"), "list price of one, without installation", minimum=0)
INSTALLED_PRICE = Field("installed_price", quantity("USD"), "price of one, installed", minimum=0)
LEAD_TIME = Field("lead_time", quantity("month"), "time from order to delivery; in whole months, rounded up", minimum=0)
ACQUIRED = Field(
    "acquired",
    SymbolType(("bought", "leased", "owned")),
    "how it comes: what is leased, or owned already and moved in, is not bought",
    default="bought",
    dated=False,
)
ORDERED = Field("ordered", DATE, "the day of its order; one `from` a day is of the units needed from that day on")
MASS = Field("mass", quantity("kg"), "mass of one", above=0)
SITE = Field("site", objects("site"), "the site it belongs to, where it does not stand inside one", dated=False)
AT = Field("at", objects("site", "building"), "where it stands, from day to day; where its block does if not given")
# What power passes through on its way from a source to the load.
CARRIERS = ("transformer", "breaker", "bus", "switchgear_lineup", "feeder", "ups", "pdu")
TIED = ("bus", "switchgear_lineup")  # what a tie may join
FEEDERS = ("grid", "turbine", "engine", "battery", *CARRIERS)
NEEDS = Field(
    "needs",
    list_of((*FEEDERS, "gas_supply", "water_supply", "cooling_unit", "load", "gpu_system")),
    "all that it cannot run without: every unit of these in service",
    dated=False,
)
FED_BY = Field("fed_by", list_of(FEEDERS), "what it may be fed from: any of these in service", dated=False)
FUELLED_BY = Field("fed_by", list_of("gas_supply"), "its gas supplies: any of these in service", dated=False)
RUNNING = Field("running", DATE, "first fire, written `running from`; its arrival where not given", dated=False)

UNITS_INSTALLED = Field(
    "count", COUNT, "units installed; one where not given", default="1", minimum=0, before_zero=True
)

# What everything has that is bought and put in place.
BOUGHT = (MAKER, MODEL, PRICE, INSTALLED_PRICE, LEAD_TIME, ACQUIRED, ORDERED, MASS, SITE, AT, NEEDS)
EQUIPMENT = (*BOUGHT, FED_BY)

DUTIES = SymbolType(("prime", "standby", "backup", "ride_through"))

# What burning emits, with its name in words. Permits limit it, and potential to emit is worked out for each.
POLLUTANTS = (
    ("nox", "NOx"),
    ("co", "CO"),
    ("voc", "VOC"),
    ("pm", "particulate matter"),
    ("so2", "SO2"),
    ("hap", "hazardous air pollutants"),
    ("formaldehyde", "formaldehyde"),
    ("co2", "CO2"),
)
LEAP_YEAR = parse_quantity("8_784 h").number  # no twelve months have more
FACTOR = "factor"  # `factor pm = 0.0066 lb/MMBtu_HHV`

# What turns fuel into power: turbines and reciprocating engines share all of it.
GENERATOR = (
    *BOUGHT,
    FUELLED_BY,
    RUNNING,
    Field("rating", quantity("MW"), "nameplate power of one unit at ISO conditions", above=0),
    Field("voltage", quantity("kV"), "voltage at its terminals", above=0),
    Field("heat_rate", quantity("Btu_LHV/kWh"), "fuel per energy at full load, lower heating value", above=0),
    Field("efficiency", SHARE, "electrical efficiency at full load", above=0, maximum=1),
    Field("derate", quantity("%/degC"), "power lost per degree of ambient above 15 °C", default="0 %/degC", minimum=0),
    Field("altitude_derate", quantity("%/km"), "power lost per height above the sea", default="0 %/km", minimum=0),
    Field("heat_ratio", quantity("Btu_HHV/Btu_LHV"), "higher over lower heating value of its fuel", above=0),
    Field("nox", quantity("ppmvd_15"), "NOx in dry exhaust at 15 % O2, as controlled", minimum=0),
    Field("co", quantity("ppmvd_15"), "CO in dry exhaust at 15 % O2, as controlled", minimum=0),
    *(
        Field(f"{FACTOR}.{name}", quantity("lb/MMBtu_HHV"), f"{words} emitted per heat burnt, as controlled", minimum=0)
        for name, words in POLLUTANTS
    ),
    Field(
        "hours",
        quantity("h", fixed=True),
        "most hours a year that it is run; what it may run, permits limit",
        minimum=0,
        maximum=LEAP_YEAR,
    ),
    Field("utilisation", SHARE, "share of its full output that it runs at, over its time", minimum=0, maximum=1),
    Field("step_load", SHARE, "largest load step it takes at once, of its rating", minimum=0, maximum=1),
    Field("ramp", quantity("MW/s"), "how fast the output of one unit rises after a step", minimum=0),
    Field("start_time", quantity("min"), "time from start to full load", minimum=0),
    Field("fuel", TEXT, "the fuel it burns", dated=False),
    Field("duty", DUTIES, "what it is there for; only prime units are firm supply", default="prime"),
)

# What carries power: rated in apparent power, times the power factor it is real power.
CARRIER = (
    *EQUIPMENT,
    Field("rating", quantity("MVA"), "rated apparent power of one", above=0),
    Field("power_factor", QuantityType(POWER_FACTOR), "real power per apparent power", above=0, maximum=1),
)

VOLTAGE = Field("voltage", quantity("kV"), "its nominal voltage", above=0)
POSITIONS = SymbolType(("closed", "open"))

PUE_FLOOR = Fraction(1)
