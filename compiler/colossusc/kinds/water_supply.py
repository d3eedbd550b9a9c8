"""Water supplies: mains, wells and recycling plants that cooling draws from."""

from colossusc.expr.types import objects, quantity
from colossusc.kinds.common import NEEDS, SITE
from colossusc.kinds.kind import Field, Kind

KIND = Kind(
    "water_supply",
    "water",
    "A water supply: a main, a well or a recycling plant. What cooling uses follows from the site's `wue`.",
    (
        SITE,
        NEEDS,
        Field("supplier", objects("party"), "who supplies the water", dated=False),
        Field(
            "capacity",
            quantity("gal/day", fixed=True),
            "the most it delivers to the campus in a day",
            minimum=0,
            before_zero=True,
        ),
    ),
    placed=True,
)
