"""Buildings."""

from colossusc.kinds.campus import AMBIENT, ELEVATION, PUE, WUE
from colossusc.kinds.common import SITE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "building",
    "buildings",
    "A building or hall of a site.",
    (SITE, PUE, WUE, AMBIENT, ELEVATION),
    holds=("permit",),
    part=True,
)
