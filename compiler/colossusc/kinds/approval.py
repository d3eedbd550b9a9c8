"""Approvals: a decision of a board or an authority on a grid connection."""

from colossusc.expr.types import DATE, objects, quantity
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "approval",
    "approvals",
    "A decision on the connection it stands in: who took it, when, and up to what power.",
    (
        Field("by", objects("party"), "who decided", dated=False),
        Field("granted", DATE, "the day of the decision", dated=False),
        Field("expires", DATE, "the last day it is valid", dated=False),
        Field("limit", quantity("MW"), "the firm power it covers", minimum=0, dated=False),
        Field("curtailment", quantity("min"), "notice after which the load must be off", minimum=0, dated=False),
    ),
)
