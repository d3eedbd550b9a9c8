"""Sites: one place, its climate and its jurisdictions."""

from colossusc.kinds.campus import AMBIENT, ELEVATION, JURISDICTION, PUE, WUE
from colossusc.kinds.kind import Kind

KIND = Kind(
    "site",
    "sites",
    "A site. Equipment that stands in the campus itself belongs to its only site.",
    (PUE, WUE, AMBIENT, ELEVATION, JURISDICTION),
    holds=("building", "permit"),
    part=True,
)
