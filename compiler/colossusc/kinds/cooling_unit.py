"""Cooling: what takes the heat of the IT away."""

from colossusc.expr.types import SymbolType, list_of, quantity
from colossusc.kinds.campus import COLDEST, HOTTEST
from colossusc.kinds.common import EQUIPMENT
from colossusc.kinds.kind import Field, Kind

_SORTS = SymbolType(("chiller", "tower", "dry_cooler", "cdu", "crah"))

KIND = Kind(
    "cooling_unit",
    "cooling",
    "Cooling, by the heat it takes away. It adds no load: what cooling draws is in the PUE, or a `load`.",
    (
        *EQUIPMENT,
        Field("sort", _SORTS, "what it is: chiller, cooling tower, dry cooler, CDU or air handler", dated=False),
        Field("capacity", quantity("MW"), "heat that one takes away on the design hot day", above=0),
        Field(
            "rated_ambient",
            quantity("degC"),
            "the hottest air at which it has its capacity",
            minimum=COLDEST,
            maximum=HOTTEST,
        ),
        Field(
            "cooled_by",
            list_of("cooling_unit"),
            "what takes its heat on: chillers of a CDU, towers of a chiller; the outside air where not given",
            dated=False,
        ),
    ),
    placed=True,
    part=True,
)
