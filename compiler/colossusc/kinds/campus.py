"""The campus: the whole plan."""

from colossusc.expr.types import SHARE, QuantityType, SymbolType, list_of, quantity
from colossusc.kinds.common import PUE_FLOOR
from colossusc.kinds.kind import Field, Kind
from colossusc.values.dimension import NONE
from colossusc.values.quantity import parse_quantity

PUE = Field("pue", QuantityType(NONE), "facility power over IT power, at peak", minimum=PUE_FLOOR, handed_down=True)
WUE = Field(
    "wue",
    quantity("L/kWh"),
    "water used per IT energy, on the design hot day; 0 of a closed loop",
    minimum=0,
    handed_down=True,
)
# The air of any place on earth.
COLDEST, HOTTEST = (-parse_quantity("60 degC")).number, parse_quantity("60 degC").number
PUE_ANNUAL = Field(
    "pue_annual", QuantityType(NONE), "facility energy over IT energy, in a year", minimum=PUE_FLOOR, handed_down=True
)
RENEWABLE = Field(
    "renewable_share",
    SHARE,
    "share of a year's energy from renewable generation that was added for it",
    minimum=0,
    handed_down=True,
)
AMBIENT = Field(
    "ambient",
    quantity("degC"),
    "air temperature of the design hot day",
    minimum=COLDEST,
    maximum=HOTTEST,
    handed_down=True,
)
ELEVATION = Field(
    "elevation", quantity("m"), "height above the sea", default="0 m", minimum=-500, maximum=6_000, handed_down=True
)
JURISDICTION = Field(
    "jurisdiction", list_of("jurisdiction"), "the jurisdictions whose rules apply", dated=False, handed_down=True
)
PSD_CATEGORY = Field(
    "psd_category",
    SymbolType(("listed", "unlisted")),
    "whether it is of the 28 listed source categories, which are major from 100 short tons a year on",
    dated=False,
)
# How far the air of a place is from the national standard, worst last; an attainment area meets it.
OZONE_AREA = Field(
    "ozone_area",
    SymbolType(("attainment", "marginal", "moderate", "serious", "severe", "extreme")),
    "classification of its air for ozone",
    handed_down=True,
)
CO_AREA = Field(
    "co_area", SymbolType(("attainment", "moderate", "serious")), "classification of its air for CO", handed_down=True
)
PM10_AREA = Field(
    "pm10_area",
    SymbolType(("attainment", "moderate", "serious")),
    "classification of its air for PM10",
    handed_down=True,
)
AIR = (OZONE_AREA, CO_AREA, PM10_AREA)

KIND = Kind(
    "campus",
    "campuses",
    "A campus: sites, phases, equipment, contracts and permits, checked at every date.",
    (PUE, PUE_ANNUAL, WUE, RENEWABLE, AMBIENT, ELEVATION, JURISDICTION, PSD_CATEGORY, *AIR),
    holds=("site", "building", "permit", "filing", "group"),
)
