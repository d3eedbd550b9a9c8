"""Parties: utilities, boards, authorities, makers, owners."""

from colossusc.expr.types import objects
from colossusc.kinds.kind import Field, Kind

AFFILIATE = Field("affiliate_of", objects("party"), "the party it belongs to: rules count both together", dated=False)

SUPPLIED_BY = Field(
    "supplied_by",
    objects("party"),
    "the party whose power it distributes; itself where it buys from nobody",
    dated=False,
)

KIND = Kind(
    "party", "parties", "Someone who decides, supplies or owns; declared once.", (AFFILIATE, SUPPLIED_BY), shared=True
)
