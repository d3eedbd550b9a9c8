"""Reciprocating engines."""

from colossusc.kinds.common import FACTOR, GENERATOR
from colossusc.kinds.kind import Kind

KIND = Kind(
    "engine",
    "engines",
    "Reciprocating engine generators. Firm only while on site, running and covered by a permit in force.",
    GENERATOR,
    placed=True,
    part=True,
    needs_permit=True,
    definitions=(FACTOR,),
)
