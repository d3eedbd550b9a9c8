"""Jurisdictions: where a rule applies."""

from colossusc.kinds.kind import Kind

KIND = Kind(
    "jurisdiction",
    "jurisdictions",
    "Where a rule applies. `jurisdiction us_tn : us {}` lies within `us`, so the rules of `us` apply there too.",
    (),
    shared=True,
)
