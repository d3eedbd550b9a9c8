"""Sites: one place, its climate and its jurisdictions."""

from colossusc.kinds.campus import AMBIENT, ELEVATION, JURISDICTION, PUE, PUE_ANNUAL, RENEWABLE, WUE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "site",
    "sites",
    "A site. Equipment that stands in the campus itself belongs to its only site.",
    (PUE, PUE_ANNUAL, WUE, RENEWABLE, AMBIENT, ELEVATION, JURISDICTION),
    holds=("building", "permit", "filing"),
    part=True,
)
