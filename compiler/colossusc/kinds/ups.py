"""UPS: uninterruptible supplies, which the load draws through."""

from colossusc.kinds.common import CARRIER
from colossusc.kinds.kind import Kind

KIND = Kind(
    "ups", "ups_systems", "Uninterruptible power supplies, rated in apparent power.", CARRIER, placed=True, part=True
)
