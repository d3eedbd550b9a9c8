"""Filings: what a plan hands to an authority or a utility, such as a report, a disclosure or an answer."""

from colossusc.expr.types import DATE, TEXT, objects, quantity
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "filing",
    "filings",
    "A report, a disclosure or an answer: to whom, and on what day. An approval is what comes back.",
    (
        Field("recipient", objects("party"), "who gets it", dated=False),
        Field("filed", DATE, "the day it is handed in", dated=False),
        Field("about", TEXT, "what it says, for people", dated=False),
        Field("backup", quantity("MW"), "the backup power on site that it discloses", minimum=0, dated=False),
    ),
)
