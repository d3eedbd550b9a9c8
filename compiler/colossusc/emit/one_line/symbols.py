"""The symbols in two looks: IEEE 315 as it is drawn in North America, and IEC 60617.

Each is a few shapes in a box; what comes from above ends at the middle of its upper edge, what goes on begins at the
middle of its lower edge. Shapes are outlines; `solid` ones are filled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs

from colossusc.emit.one_line.diagram import Sort
from colossusc.language import marked

Look = Literal["ieee", "iec"]
LOOKS: tuple[Look, ...] = ("ieee", "iec")


@attrs.frozen
class Shape:
    """A path in the box of its symbol, in pixels, or a letter in the middle of it."""

    path: str = ""
    solid: bool = False
    letters: str = ""
    raised: int = 0  # how far above the middle the letters stand


SIZES: dict[Sort, tuple[int, int]] = {
    "utility": (36, 36),
    "generator": (42, 42),
    "battery": (46, 34),
    "solar": (46, 34),
    "transformer": (34, 50),
    "breaker": (22, 28),
    "feeder": (16, 28),
    "ups": (46, 34),
    "pdu": (40, 28),
    "load": (28, 26),
}

# What the legend calls them.
NAMES: dict[Sort, str] = {
    "utility": marked("utility connection"),
    "generator": marked("generator"),
    "battery": marked("battery with its inverter"),
    "solar": marked("solar plant"),
    "transformer": marked("transformer"),
    "breaker": marked("breaker, device 52 of IEEE C37.2"),
    "feeder": marked("line or cable"),
    "ups": marked("uninterruptible supply"),
    "pdu": marked("power distribution unit"),
    "load": marked("load"),
    "bus": marked("bus"),
    "assumed": marked("bus that is assumed: the plan names none here"),
}


def shapes(sort: Sort, look: Look, *, open_: bool = False) -> tuple[Shape, ...]:
    """What a symbol is drawn of."""
    if sort == "breaker":
        return _breaker_iec(open_) if look == "iec" else (Shape("M0 3H22V25H0Z", solid=not open_), _STUBS)
    return _DRAWN[sort](look)


_STUBS = Shape("M11 0V3M11 25V28")


def _breaker_iec(open_: bool) -> tuple[Shape, ...]:
    """The contact with the cross of a circuit breaker; its blade shows the normal position."""
    blade = "M11 28V23L3 8" if open_ else "M11 28V7"
    return (Shape(f"M11 0V7{blade}M7 3L15 11M15 3L7 11"),)


def _box(width: int, height: int) -> str:
    return f"M0 0H{width}V{height}H0Z"


def _circle(x: int, y: int, radius: int) -> str:
    return f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0Z"


def _utility(look: Look) -> tuple[Shape, ...]:
    lines = "M0 0L36 36M36 0L0 36"
    if look == "iec":  # a network: a mesh
        lines += "M12 0L0 12M24 0L0 24M36 12L12 36M36 24L24 36M24 0L36 12M12 0L36 24M0 12L24 36M0 24L12 36"
    return (Shape(_box(36, 36)), Shape(lines))


def _generator(look: Look) -> tuple[Shape, ...]:
    if look == "iec":
        return (Shape(_circle(21, 21, 21)), Shape("M13 31c3 -6 5 -6 8 0s5 6 8 0"), Shape(letters="G", raised=6))
    return (Shape(_circle(21, 21, 21)), Shape(letters="G"))


def _battery(look: Look) -> tuple[Shape, ...]:
    cells = "M8 17H15M15 8V26M20 12V22M26 8V26M31 12V22M31 17H38"
    if look == "iec":  # one long thin stroke and a short thick one a cell, as in 60617
        return (Shape(_box(46, 34)), Shape("M6 17H16M16 7V27M30 7V27M34 17H40M20 17H22M24 17H26"), Shape(_THICK, True))
    return (Shape(_box(46, 34)), Shape(cells))


_THICK = "M19 12H21V22H19ZM33 12H35V22H33Z"


def _solar(look: Look) -> tuple[Shape, ...]:
    if look == "iec":
        return (Shape(_box(46, 34)), Shape("M23 10V24M27 6V28M8 17H23M27 17H38M8 4L16 12M12 12H16V8"))
    return (Shape(_box(46, 34)), Shape("M0 11.3H46M0 22.7H46M11.5 0V34M23 0V34M34.5 0V34"))


def _transformer(look: Look) -> tuple[Shape, ...]:
    if look == "iec":
        return (Shape(_circle(17, 16, 16)), Shape(_circle(17, 34, 16)))
    above = "M1 17v-3a4 4 0 0 1 8 0a4 4 0 0 1 8 0a4 4 0 0 1 8 0a4 4 0 0 1 8 0v3M17 0V14"
    below = "M1 33v3a4 4 0 0 0 8 0a4 4 0 0 0 8 0a4 4 0 0 0 8 0a4 4 0 0 0 8 0v-3M17 50V36"
    return (Shape(above), Shape("M2 22.5H32M2 27.5H32"), Shape(below))


def _feeder(look: Look) -> tuple[Shape, ...]:
    return (Shape("M8 0V28M2 19L14 9"),)


def _ups(look: Look) -> tuple[Shape, ...]:
    if look == "iec":  # a rectifier and an inverter: from alternating to direct and back
        waves = "M4 8c3 -5 5 -5 7 0s4 5 7 0M28 24H40M28 28H40"
        return (Shape(_box(46, 34)), Shape("M0 34L46 0"), Shape(waves))
    return (Shape(_box(46, 34)), Shape(letters="UPS"))


def _pdu(look: Look) -> tuple[Shape, ...]:
    return (Shape(_box(40, 28)), Shape(letters="PDU"))


def _load(look: Look) -> tuple[Shape, ...]:
    if look == "iec":
        return (Shape("M14 0V26M4 12L14 26L24 12"),)
    return (Shape("M14 0V4M0 4H28L14 26Z"),)


_DRAWN: dict[Sort, Callable[[Look], tuple[Shape, ...]]] = {
    "utility": _utility,
    "generator": _generator,
    "battery": _battery,
    "solar": _solar,
    "transformer": _transformer,
    "feeder": _feeder,
    "ups": _ups,
    "pdu": _pdu,
    "load": _load,
}
