"""Feeders: lines and cables to what they feed."""

from colossusc.kinds.common import CARRIER
from colossusc.kinds.kind import Kind

KIND = Kind("feeder", "feeders", "Feeders: lines and cables, rated in apparent power.", CARRIER, placed=True, part=True)
