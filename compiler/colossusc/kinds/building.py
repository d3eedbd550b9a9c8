"""Buildings."""

from colossusc.kinds.campus import AMBIENT, ELEVATION, PUE
from colossusc.kinds.common import SITE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "building",
    "buildings",
    "A building or hall of a site.",
    (SITE, PUE, AMBIENT, ELEVATION),
    holds=("permit",),
    part=True,
)
