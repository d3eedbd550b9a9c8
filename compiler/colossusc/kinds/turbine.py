"""Gas turbines."""

from colossusc.kinds.common import FACTOR, GENERATOR
from colossusc.kinds.kind import Kind

KIND = Kind(
    "turbine",
    "turbines",
    "Gas turbines. Firm only while on site, running and covered by a permit in force; derated to the site's hot day.",
    GENERATOR,
    placed=True,
    part=True,
    needs_permit=True,
    definitions=(FACTOR,),
)
