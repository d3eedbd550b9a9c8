"""Sites: one place, its climate and its jurisdictions."""

from colossusc.kinds.campus import AIR, AMBIENT, ELEVATION, JURISDICTION, PSD_CATEGORY, PUE, PUE_ANNUAL, RENEWABLE, WUE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "site",
    "sites",
    "A site. Equipment that stands in the campus itself belongs to its only site.",
    (PUE, PUE_ANNUAL, WUE, RENEWABLE, AMBIENT, ELEVATION, JURISDICTION, PSD_CATEGORY, *AIR),
    holds=("building", "permit", "filing"),
    part=True,
)
